"""Programmes: linked events over several days, parallel sessions, and their rundowns."""
