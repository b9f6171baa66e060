"""Pages of follow-ups."""

from rakor.followups.pages import followups

__all__ = ["routes"]

routes = [*followups.routes]
