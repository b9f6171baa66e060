"""The audit: who did or looked at what, and when, as the journal tells it."""
