"""Tables of follow-ups: how far each promise is, and what was reported of it."""

from rakor.followups.models.followups import FollowUp, Progress

__all__ = ["FollowUp", "Progress"]
