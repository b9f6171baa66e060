"""What was promised, by whom, and how far it is."""
