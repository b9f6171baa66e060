"""A meeting: its subject, time and place, its agenda, its states, and who does what in it."""
