"""Mail out and mail in: letters as bytes, the outbox, the listener."""
