"""The right time: when those who must be there can come, asked of calendars and of people."""
