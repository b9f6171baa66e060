"""Rooms: buildings, what stands in them, and when they are taken. A booking knows no meeting."""
