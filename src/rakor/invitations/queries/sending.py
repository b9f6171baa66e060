"""How far the letters of a meeting came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from rakor.invitations.models import Invitation
from rakor.mail.models import MailState, OutgoingMail
from rakor.settings import settings


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far the last letter to somebody came, and when they opened their page."""

    status: str
    detail: str
    at: datetime | None
    opened_at: datetime | None


FAILED = (MailState.FAILED, MailState.BOUNCED)


async def deliveries(invitations: Sequence[Invitation]) -> dict[UUID, Delivery]:
    """Where the last letter of each of these invitations is; one query for all of them."""
    rows = (
        await OutgoingMail.filter(subject_id__in=[invitation.id for invitation in invitations])
        .order_by("id")
        .values_list("subject_id", "state", "detail", "sent_at", "created_at")
    )
    last = {row[0]: row[1:] for row in rows}
    found: dict[UUID, Delivery] = {}
    for invitation in invitations:
        if invitation.letter_due and not invitation.held:
            found[invitation.id] = Delivery("queued", "", None, invitation.opened_at)
        elif invitation.id in last:
            state, detail, sent_at, created_at = last[invitation.id]
            found[invitation.id] = Delivery(
                MailState(state).value, detail, sent_at or created_at, invitation.opened_at
            )
        else:
            found[invitation.id] = Delivery("not_sent", "", None, invitation.opened_at)
    return found


@dataclass(frozen=True, slots=True)
class Sending:
    """How far the letters of a meeting are."""

    total: int
    waiting: int

    @property
    def done(self) -> int:
        return self.total - self.waiting


async def sending(meeting_id: UUID) -> Sending:
    """Letters asked for, and those not yet written or, with a mail server, not yet tried."""
    asked = Invitation.filter(meeting_id=meeting_id)
    unwritten = await asked.filter(~Q(letter_due=""), held=False).count()
    total = await asked.filter(~Q(letter_due="") | Q(letters__gt=0)).count()
    waiting = unwritten
    if settings().smtp_url:
        waiting += await OutgoingMail.filter(
            meeting_id=meeting_id, state__in=[MailState.QUEUED, MailState.SENDING]
        ).count()
    return Sending(total, min(waiting, total))
