"""What came in: which invitation words are about, what waits for a human, what was proposed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.errors import NotFound
from rakor.invitations.models import Invitation, Proposal
from rakor.invitations.rules import ProposalState, Result, RsvpStatus
from rakor.mail.models import IncomingMail, OutgoingMail
from rakor.meetings.queries import prepared_by
from rakor.meetings.rules import State
from rakor.words import _

# What somebody has to look at before it is done with.
WAITS = [Result.PENDING_APPROVAL.value, Result.COUNTER_STORED.value, Result.UNREADABLE.value]


async def by_letters(message_ids: Sequence[str]) -> Invitation | None:
    """The invitation whose letter a message answers: the nearest of those it refers to."""
    rows = await OutgoingMail.filter(message_id__in=list(message_ids)).values_list(
        "message_id", "subject_id"
    )
    known = {str(message_id): key for message_id, key in rows if key}
    for message_id in message_ids:
        if message_id in known:
            found = await Invitation.get_or_none(id=known[message_id])
            if found is not None:
                return found
    return None


async def by_sender(address: str) -> Invitation | None:
    """The invitation that somebody most likely writes about: to what they are asked to next."""
    if not address:
        return None
    return (
        await Invitation.filter(email=address, sent_sequence__not_isnull=True)
        .filter(meeting__state__in=[State.SCHEDULED, State.IN_PROGRESS, State.POSTPONED])
        .filter(Q(meeting__ends_at__gte=datetime.now(UTC)) | ~Q(meeting__recurrence=""))
        .exclude(status=RsvpStatus.WITHDRAWN)
        .order_by("meeting__starts_at")
        .first()
    )


def waiting(mails: QuerySet[IncomingMail]) -> QuerySet[IncomingMail]:
    """Those of these messages that nobody has decided about."""
    return mails.filter(Q(result__in=WAITS, handled_as="") | Q(handled_as="open"))


def proposals_visible_to(user: User) -> QuerySet[Proposal]:
    """Proposed times of the meetings that somebody prepares."""
    return Proposal.filter(meeting_id__in=Subquery(prepared_by(user).values("id")))


async def find_proposal(proposal_id: UUID, *, to: User) -> Proposal:
    """A proposed time; NotFound for whoever does not prepare its meeting."""
    rows = proposals_visible_to(to).select_related("invitation", "meeting")
    found = await rows.get_or_none(id=proposal_id)
    if found is None:
        raise NotFound(_("Usulan waktu ini tidak ada."))
    return found


async def open_proposals(mails: Sequence[IncomingMail]) -> dict[UUID, Proposal]:
    """The undecided proposals that came with these messages, by message; one query."""
    keys = [mail.id for mail in mails]
    rows = Proposal.filter(mail_id__in=keys, state=ProposalState.OPEN)
    found = await rows.select_related("invitation", "meeting")
    return {row.mail_id: row for row in found if row.mail_id}


async def name_of(user_id: UUID | None) -> str:
    """The name of whoever decided something, "" for nobody."""
    person = await Person.get_or_none(id=user_id) if user_id else None
    return person.full_name if person else ""
