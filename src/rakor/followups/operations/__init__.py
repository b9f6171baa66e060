"""What people do to follow-ups. Each function is one transaction and one journal entry."""

from rakor.followups.operations.reporting import report_progress

__all__ = ["report_progress"]
