"""The list of those invited, as its page shows it: seats with who comes for them, and counts.

The same number of queries for one row and for many.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.functions import Count

from rakor.invitations.models import DelegationStep, Invitation, OccurrenceAnswer
from rakor.invitations.queries.chains import Chain, Steps, steps_of
from rakor.invitations.queries.inbound import waiting
from rakor.invitations.queries.seats import seat_kind
from rakor.invitations.queries.sending import Delivery, Sending, deliveries
from rakor.invitations.rules import DelegationState, Given, RsvpStatus, holding
from rakor.mail.models import DeadAddress, IncomingMail
from rakor.meetings.models import Meeting
from rakor.settings import settings

UNDELIVERED = ("failed", "bounced")
# What the list shows of a seat; the other columns are not read.
SHOWN = (
    "id",
    "meeting_id",
    "agency_id",
    "name",
    "email",
    "office_title",
    "agency_name",
    "part",
    "delegation",
    "precedence",
    "status",
    "mode",
    "comment",
    "letter_due",
    "letters",
    "held",
    "is_group",
    "only_on",
    "opened_at",
    "delegated_from_id",
    "reset_sequence",
    "last_sequence",
    "last_dtstamp",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One seat of the list; `kind` is how it is drawn, "" for one that is not asked that day.

    `dead` says that mail to this address came back, and nobody said since that it is right.
    """

    invitation: Invitation
    kind: str
    comment: str
    delivery: Delivery
    chain: Chain
    dead: bool

    @property
    def gone(self) -> bool:
        return self.invitation.status is RsvpStatus.WITHDRAWN

    @property
    def undelivered(self) -> bool:
        return self.dead or self.delivery.status in UNDELIVERED

    @property
    def is_deputy(self) -> bool:
        """Whether this seat is shown by the one of whoever sent them."""
        return self.invitation.delegated_from_id is not None


async def rows_of(meeting: Meeting, day: datetime | None = None) -> list[Row]:
    """Every seat of a meeting in the order of protocol, as answered to all of it or to one day."""
    asked = Invitation.filter(meeting_id=meeting.id).only(*SHOWN)
    seats = await asked.order_by("precedence", "agency_name", "id")
    seats.sort(key=lambda seat: not seat.agency_name)
    found = await deliveries(seats)
    steps = await steps_of([meeting.id])
    addresses = {seat.email for seat in seats}
    bounced = await DeadAddress.filter(address__in=addresses).values_list("address", flat=True)
    dead = {str(address) for address in bounced}
    of_day = await _of_day(meeting, day) if day else {}
    return [_row(seat, found[seat.id], steps, seat.email in dead, of_day, day) for seat in seats]


async def _of_day(meeting: Meeting, day: datetime) -> dict[UUID, OccurrenceAnswer]:
    rows = OccurrenceAnswer.filter(invitation__meeting_id=meeting.id, recurrence_id=day)
    return {row.invitation_id: row for row in await rows}


def _row(
    seat: Invitation,
    delivery: Delivery,
    steps: Steps,
    dead: bool,
    of_day: dict[UUID, OccurrenceAnswer],
    day: datetime | None,
) -> Row:
    kind, comment = seat_kind(seat.status, seat.mode), seat.comment
    if day is not None:
        said = of_day.get(seat.id)
        holds = holding(_given(seat), _given(said) if said else None)
        mode = said.mode if said and said.mode else seat.mode
        kind = seat_kind(holds.status, mode)
        comment = said.comment if said and said.comment else seat.comment
        if holds.status is RsvpStatus.WITHDRAWN or seat.only_on not in (None, day):
            kind = ""
    return Row(seat, kind, comment, delivery, steps.chain(seat.id), dead)


def _given(row: Invitation | OccurrenceAnswer) -> Given:
    return Given(row.status, row.reset_sequence, row.last_sequence, row.last_dtstamp)


def counted_seats(rows: Iterable[Row]) -> dict[str, int]:
    """How many seats there are of each kind; a deputy's is that of whoever sent them."""
    counts: dict[str, int] = {}
    for row in rows:
        if row.kind and not row.gone and not row.is_deputy:
            counts[row.kind] = counts.get(row.kind, 0) + 1
    return counts


def by_agency(rows: Iterable[Row]) -> list[tuple[str, dict[str, int], Sequence[Row]]]:
    """The rows of each agency, with how many seats of each kind it has."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.invitation.agency_name, []).append(row)
    return [(name, counted_seats(members), members) for name, members in groups.items()]


@dataclass(slots=True)
class Waits:
    """What of a meeting waits for those who prepare it."""

    drafts: int = 0  # notices that were written and not sent
    deputies: int = 0  # deputies to be let in or not
    mails: int = 0  # answers and proposals that a person has to judge

    @property
    def kinds(self) -> int:
        """How many kinds of things wait."""
        return sum(bool(n) for n in (self.drafts, self.deputies, self.mails))

    def __bool__(self) -> bool:
        return self.kinds > 0


async def waiting_among(meeting: Meeting, rows: Sequence[Row]) -> Waits:
    """What waits in a meeting whose list was read already; one query."""
    drafts = sum(bool(row.invitation.held and row.invitation.letter_due) for row in rows)
    deputies = {row.chain.waiting.id for row in rows if row.chain.waiting}
    mails = await waiting(IncomingMail.filter(meeting_id=meeting.id)).count()
    return Waits(drafts, len(deputies), mails)


def sending_of(rows: Sequence[Row]) -> Sending:
    """How far the letters of a list that was read are: those asked for, and those not yet tried."""
    asked = [row for row in rows if row.invitation.letter_due or row.invitation.letters]
    kept = ("queued", "sending") if settings().smtp_url else ()
    waits = sum(
        bool(row.invitation.letter_due and not row.invitation.held) or row.delivery.status in kept
        for row in asked
    )
    return Sending(len(asked), waits)


async def waiting_in(meetings: Collection[UUID]) -> dict[UUID, Waits]:
    """What waits in each of these meetings; three queries."""
    ids = list(meetings)
    found = {key: Waits() for key in ids}
    drafts = Invitation.filter(meeting_id__in=ids, held=True).exclude(letter_due="")
    deputies = DelegationStep.filter(meeting_id__in=ids, state=DelegationState.PROPOSED)
    mails = waiting(IncomingMail.filter(meeting_id__in=ids))
    for name, rows in (("drafts", drafts), ("deputies", deputies), ("mails", mails)):
        grouped = rows.annotate(n=Count("id")).group_by("meeting_id")
        for key, n in await grouped.values_list("meeting_id", "n"):
            setattr(found[UUID(str(key))], name, int(n))
    return found
