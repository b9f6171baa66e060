"""The day: what takes place, what waits for somebody, what is late."""
