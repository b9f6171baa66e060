"""What the public is told of a meeting."""
