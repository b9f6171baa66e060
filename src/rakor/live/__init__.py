"""The meeting as it happens: agenda, notes and decisions in front of everyone, and the socket."""
