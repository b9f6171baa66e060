"""Tables of attendance."""

from rakor.attendance.models.ledger import Head, Scan

__all__ = ["Head", "Scan"]
