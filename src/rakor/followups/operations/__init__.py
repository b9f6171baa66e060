"""What people do to follow-ups. Each function is one transaction and one journal entry."""

from rakor.followups.operations.escalating import escalate
from rakor.followups.operations.feeds import (
    make_task_feed,
    note_task_read,
    renew_task_feed,
    revoke_task_feed,
)
from rakor.followups.operations.reassigning import reassign
from rakor.followups.operations.reporting import (
    Reporter,
    Said,
    handed,
    report_by_link,
    report_progress,
    sweep_evidence,
)
from rakor.followups.operations.telling import (
    Telling,
    looked_at,
    plan,
    revoke,
    tell,
    tell_by_itself,
)

__all__ = [
    "Reporter",
    "Said",
    "Telling",
    "escalate",
    "handed",
    "looked_at",
    "make_task_feed",
    "note_task_read",
    "plan",
    "reassign",
    "renew_task_feed",
    "report_by_link",
    "report_progress",
    "revoke",
    "revoke_task_feed",
    "sweep_evidence",
    "tell",
    "tell_by_itself",
]
