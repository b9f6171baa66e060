"""What is done in a leader's day: an answer, somebody who goes instead, taking them back.

The acts are those of the personal page; who may do them for a leader is judged here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.invitations import operations as invitations
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import delegating
from rakor.invitations.operations.day_answers import answer_days
from rakor.invitations.operations.delegating import DeputyWish
from rakor.invitations.queries import find_step_of
from rakor.invitations.rules import RsvpStatus
from rakor.leaders import queries
from rakor.leaders.queries import Candidate, Leader
from rakor.meetings.rules import Window
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Place:
    """A seat in somebody's day: the office it is kept by, and the day from midnight to midnight."""

    seat: UUID
    office: UUID | None
    day: date
    window: Window


async def answer(
    place: Place, status: RsvpStatus, mode: str, at: datetime | None, *, by: User
) -> Invitation:
    """Answer for a leader, or for oneself; `at` is a day of a series by its original start.

    Refuses (NotFound) whoever does not keep that day; what the personal page refuses, too.
    """
    leader, seat = await _seat(place, by=by)
    via = _via(leader)
    if at is not None and seat.meeting.recurrence:
        await answer_days(seat, {at: (status, mode)}, via=via, by=by)
        return seat
    return await invitations.answer(seat, status.value, mode, seat.comment, via=via, by=by)


async def send(place: Place, deputy: UUID, *, by: User) -> DelegationStep:
    """Send one of those who usually go. Of a series they go to every day.

    Refuses (NotFound) whoever does not keep that day, and anybody who is not offered there; what
    the personal page refuses, too.
    """
    leader, seat = await _seat(place, by=by)
    known = await queries.candidates(leader, place.day)
    chosen: Candidate | None = next((each for each in known if each.person.id == deputy), None)
    if chosen is None:
        raise NotFound(_("Pejabat ini tidak ada di antara yang biasa mewakili."))
    wish = DeputyWish(email=chosen.person.email or "", name=chosen.person.full_name)
    return await delegating.delegate(seat.id, wish, via=_via(leader), by=by)


async def take_back(place: Place, step: UUID, *, by: User) -> DelegationStep:
    """Take back who was sent, until they are here; the leader is asked again.

    Refuses (NotFound) whoever does not keep that day; what the personal page refuses, too.
    """
    _leader, seat = await _seat(place, by=by)
    found = await find_step_of(seat, step)
    return await delegating.revoke(found.id, by=by, holder=seat.id)


async def look(leader: Leader, *, by: User) -> None:
    """Somebody reads another's day, which the record keeps."""
    if leader.person is not None and not leader.own:
        await journal.looked("leader_day.viewed", by=by, subject=leader.person.id)


async def _seat(place: Place, *, by: User) -> tuple[Leader, Invitation]:
    """A seat of a leader among what is shown of that day, and of that day only.

    Else whoever keeps the office could answer for those who once held it, or will.
    """
    leader = await queries.find_leader(place.office, place.day, to=by)
    if leader.person is not None:
        found = await queries.read_day(leader.person.id, place.window, to=by)
        for item in found.items:
            if item.seat is not None and item.seat.id == place.seat:
                seat = item.seat
                seat.meeting = item.meeting
                return leader, seat
    raise NotFound(_("Undangan ini tidak ada."))


def _via(leader: Leader) -> str:
    """By which way an answer came: from themselves, or from their secretariat."""
    return "page" if leader.own else "staff"
