"""Who comes for whom: the chains of deputies of a meeting, read once and followed in memory."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

from rakor.accounts.models import User
from rakor.database import any_among
from rakor.errors import NotFound
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.invitations.rules.delegation import (
    DELEGATION_STATES,
    OPEN_STATES,
    STANDING_STATES,
    represents,
)
from rakor.meetings.queries import prepared_by
from rakor.meetings.rules import State
from rakor.words import _

# Everything but the scanned letter itself, which is fetched only to be read.
_COLUMNS = (
    "id",
    "meeting_id",
    "invitation_id",
    "deputy_id",
    "made_seat",
    "name",
    "email",
    "office_title",
    "note",
    "answer_by",
    "state",
    "reason",
    "via",
    "letter_number",
    "letter_date",
    "letter_signer",
    "letter_filename",
    "decided_at",
    "created_at",
)


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain, with what the deputy has answered so far."""

    id: UUID
    meeting_id: UUID
    invitation_id: UUID
    deputy_id: UUID | None
    made_seat: bool
    name: str
    email: str
    office_title: str
    note: str
    answer_by: datetime | None
    state: DelegationState
    reason: str
    via: str
    letter_number: str
    letter_date: date | None
    letter_signer: str
    letter_filename: str
    decided_at: datetime | None
    created_at: datetime
    status: RsvpStatus | None = None

    @property
    def state_word(self) -> str:
        """How it stands, as a phrase of the catalogue."""
        return DELEGATION_STATES[self.state]

    @property
    def waits(self) -> bool:
        return self.state is DelegationState.PROPOSED

    @property
    def stands(self) -> bool:
        """Whether this deputy comes, or came."""
        return self.state in STANDING_STATES

    @property
    def has_scan(self) -> bool:
        return bool(self.letter_filename)

    @property
    def has_letter(self) -> bool:
        """Whether the assignment letter is there, whole."""
        told = (self.letter_number, self.letter_date, self.letter_signer, self.letter_filename)
        return all(told)


@dataclass(frozen=True, slots=True)
class Chain:
    """Who was sent for a seat, one after another; `past` are steps that were refused or ended."""

    links: tuple[Link, ...] = ()
    past: tuple[Link, ...] = ()

    @property
    def last(self) -> Link | None:
        """The deputy who comes, None while the first still waits."""
        standing = [link for link in self.links if link.stands]
        return standing[-1] if standing else None

    @property
    def waiting(self) -> Link | None:
        """The step that waits for the secretariat."""
        return next((link for link in self.links if link.waits), None)


@dataclass(slots=True)
class Steps:
    """All steps of a meeting, to be followed down to deputies and up to whom they represent."""

    links: Sequence[Link]
    _down: dict[UUID, list[Link]] = field(init=False)
    _up: dict[UUID, list[Link]] = field(init=False)

    def __post_init__(self) -> None:
        down: defaultdict[UUID, list[Link]] = defaultdict(list)
        up: defaultdict[UUID, list[Link]] = defaultdict(list)
        for link in self.links:
            down[link.invitation_id].append(link)
            if link.deputy_id is not None and link.stands:
                up[link.deputy_id].append(link)
        self._down, self._up = down, up

    def chain(self, seat: UUID) -> Chain:
        """What stands below a seat."""
        links: list[Link] = []
        here: UUID | None = seat
        while here is not None and len(links) <= len(self.links):
            now = [link for link in self._down.get(here, ()) if link.stands or link.waits]
            links += now[:1]
            here = now[0].deputy_id if now else None
        past = [link for link in self._down.get(seat, ()) if not link.stands and not link.waits]
        return Chain(tuple(links), tuple(past))

    def tops(self, seat: UUID) -> list[UUID]:
        """The seats that somebody represents: of each chain that leads to theirs the first one.

        Whoever stands between and was asked for themselves gave that seat away too: it is another.
        """
        found: list[UUID] = []
        waiting, seen = [link.invitation_id for link in self._up.get(seat, ())], {seat}
        while waiting:
            here = waiting.pop(0)
            if here in seen:
                continue
            seen.add(here)
            above = self._up.get(here, ())
            waiting += [link.invitation_id for link in above]
            if not any(link.made_seat for link in above):
                found.append(here)
        return found

    def givers(self, seat: UUID) -> list[UUID]:
        """Who sent this deputy."""
        return [link.invitation_id for link in self._up.get(seat, ())]


async def steps_of(meetings: Iterable[UUID]) -> Steps:
    """The steps of these meetings, oldest first; one query."""
    rows = (
        await DelegationStep.filter(meeting_id__in=list(set(meetings)))
        .order_by("created_at", "id")
        .values(*_COLUMNS, "deputy__status")
    )
    return Steps([_link(row) for row in rows])


def _link(row: dict[str, Any]) -> Link:
    status = row.pop("deputy__status")
    row["state"] = DelegationState(row["state"])
    return Link(**row, status=RsvpStatus(status) if status else None)


async def chains(meeting_id: UUID) -> dict[UUID, Chain]:
    """For each seat that was given away or waits to be, who was sent; one query."""
    steps = await steps_of([meeting_id])
    return {link.invitation_id: steps.chain(link.invitation_id) for link in steps.links}


async def represented_by(invitation: Invitation) -> list[Invitation]:
    """Whom somebody comes for: the seats at the top of the chains that lead to them."""
    return (await represented_by_each(invitation.meeting_id, [invitation.id]))[invitation.id]


async def represented_by_each(
    meeting_id: UUID, seats: Sequence[UUID]
) -> dict[UUID, list[Invitation]]:
    """Whom each of these seats of a meeting comes for, by protocol; one query where none does."""
    found: dict[UUID, list[Invitation]] = {seat: [] for seat in seats}
    if not await any_among(DelegationStep, "deputy_id", seats):
        return found
    steps = await steps_of([meeting_id])
    tops = {seat: steps.tops(seat) for seat in seats}
    wanted = list({top for each in tops.values() for top in each})
    rows = await Invitation.filter(id__in=wanted).order_by("precedence", "id")
    return {seat: [row for row in rows if row.id in tops[seat]] for seat in seats}


def titles(seats: Iterable[Invitation]) -> str:
    """Whom somebody represents, as it is printed beside their name; "" for nobody."""
    return "; ".join(represents(seat.office_title, seat.name) for seat in seats)


async def waiting_steps(user: User) -> int:
    """How many deputies wait for somebody's decision, in the meetings they prepare."""
    return await DelegationStep.filter(
        state=DelegationState.PROPOSED,
        meeting_id__in=Subquery(
            prepared_by(user)
            .filter(state__in=[State.SCHEDULED, State.IN_PROGRESS, State.POSTPONED])
            .values("id")
        ),
    ).count()


async def find_step(step_id: UUID, *, to: User) -> DelegationStep:
    """A step with its seat, for whom it concerns: the giver, the deputy, and who prepares it."""
    prepared = Q(meeting_id__in=Subquery(prepared_by(to).values("id")))
    own = Q(invitation__person_id=to.id) | Q(deputy__person_id=to.id)
    found = (
        await DelegationStep.filter(prepared | own)
        .select_related("invitation__meeting")
        .get_or_none(id=step_id)
    )
    if found is None:
        raise NotFound(_("Perwakilan ini tidak ada."))
    return found


async def find_step_of(invitation: Invitation, step_id: UUID) -> DelegationStep:
    """A step of the seat behind a personal link."""
    found = await DelegationStep.get_or_none(id=step_id, invitation_id=invitation.id)
    if found is None:
        raise NotFound(_("Perwakilan ini tidak ada."))
    return found


async def open_step_of(invitation: Invitation) -> DelegationStep | None:
    """The step by which a seat is given away, or waits to be."""
    return await DelegationStep.filter(
        invitation_id=invitation.id, state__in=list(OPEN_STATES)
    ).first()
