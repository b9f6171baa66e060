"""Who is asked to a meeting, and what people and their calendars answer."""
