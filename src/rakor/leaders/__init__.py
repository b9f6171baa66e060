"""The day of a leader: what they are asked to, what collides, and who goes instead."""
