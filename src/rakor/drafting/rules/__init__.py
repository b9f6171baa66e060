"""What a draft is to those who look at it first: plain values."""
