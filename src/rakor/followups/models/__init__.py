"""Tables of follow-ups: how far each promise is, what was reported of it, who was told."""

from rakor.followups.models.followups import Evidence, FollowUp, Progress
from rakor.followups.models.telling import FollowUpLink, FollowUpNotice, FollowUpPlan, TaskFeed

__all__ = [
    "Evidence",
    "FollowUp",
    "FollowUpLink",
    "FollowUpNotice",
    "FollowUpPlan",
    "Progress",
    "TaskFeed",
]
