"""Inviting once: people are put on the lists of all or some events of a programme in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.queries import people_by_address
from rakor.errors import Invalid
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish, group_of
from rakor.invitations.operations.holders import address_of, holders_of
from rakor.invitations.operations.wishes import day_of
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Delegation, State
from rakor.programmes.operations.ground import locked, told
from rakor.programmes.queries import Event, events_of
from rakor.words import _

OPEN = frozenset({State.DRAFT, State.SCHEDULED, State.POSTPONED, State.IN_PROGRESS})
SENDS = frozenset({State.SCHEDULED, State.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Invited:
    """How many were put on the list of an event, and how many letters go out for it."""

    event: Event
    added: int
    letters: int


async def invite(
    programme_id: UUID,
    wishes: Sequence[Wish],
    sessions: Sequence[UUID] | None = None,
    delegation: Delegation = Delegation.ALLOWED,
    *,
    send: bool = True,
    by: User,
) -> list[Invited]:
    """Invite these people to several events: one list, and for each event a letter of its own.

    Whoever is invited to an event already is left as they are there. All events or none: refuses
    what inviting to each of them refuses, and (Invalid) sessions that are no meetings. Letters of
    drafts wait until they are published.
    """
    async with journal.transaction() as record:
        programme = await locked(programme_id, by=by)
        found: list[Invited] = []
        for event in _chosen(await events_of(programme, to=by), sessions):
            assert event.meeting is not None
            fresh = await _not_yet(event.meeting, wishes, by=by)
            rows = (
                await invitations.invite(event.meeting.id, fresh, delegation, by=by)
                if fresh
                else []
            )
            letters = 0
            if send and rows and event.meeting.state in SENDS:
                letters = await invitations.send(event.meeting.id, by=by)
            found.append(Invited(event, len(rows), letters))
        await told(
            record,
            programme,
            "programme.invited",
            by=by,
            events=[
                {"session": str(each.event.id), "added": each.added, "letters": each.letters}
                for each in found
            ],
        )
    return found


def _chosen(events: Sequence[Event], sessions: Sequence[UUID] | None) -> list[Event]:
    able = [event for event in events if event.meeting and event.meeting.state in OPEN]
    if sessions is not None:
        wanted = set(sessions)
        able = [event for event in able if event.id in wanted]
        if len(able) != len(wanted):
            raise Invalid.field("sessions", _("Undangan hanya untuk acara yang berupa rapat."))
    if not able:
        raise Invalid.field("sessions", _("Rangkaian ini belum memuat rapat untuk diundang."))
    return able


async def _not_yet(meeting: Meeting, wishes: Sequence[Wish], *, by: User) -> list[Wish]:
    """The wishes without those who are on the list of this meeting already."""
    rows = Invitation.filter(meeting_id=meeting.id).exclude(status=RsvpStatus.WITHDRAWN)
    invited = {email for (email,) in await rows.values_list("email")}
    people = await people_by_address([wish.email for wish in wishes if wish.email])
    asked = [wish.office for wish in wishes if wish.office]
    offices = await holders_of(asked, day_of(meeting)) if asked else {}
    persons = {row.person_id for row in await rows if row.person_id}
    fresh = []
    for wish in wishes:
        if wish.group is not None:
            narrowed = await _group(meeting, wish, invited, by=by)
            fresh += [narrowed] if narrowed else []
        elif wish.office is not None:
            held = offices.get(wish.office)
            if held is None or address_of(*held) not in invited:
                fresh.append(wish)
        elif wish.person is not None:
            fresh += [] if wish.person in persons else [wish]
        else:
            known = people.get(wish.email)
            if wish.email not in invited and not (known and known.email in invited):
                fresh.append(wish)
    return fresh


async def _group(meeting: Meeting, wish: Wish, invited: set[str], *, by: User) -> Wish | None:
    """A group without the offices that are invited; the whole of it where none is, or None."""
    assert wish.group is not None
    expansion = await group_of(meeting, wish.group, by=by)
    there = [seat for seat in expansion.seats if seat.email and seat.email in invited]
    if not there:
        return wish
    left = [seat.office.id for seat in expansion.seats if seat not in there]
    return replace(wish, only=frozenset(left)) if left else None
