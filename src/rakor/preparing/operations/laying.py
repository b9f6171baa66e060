"""Laying out a draft with its agenda, officers and list: all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Invalid
from rakor.invitations import operations as invitations
from rakor.invitations.operations import Wish
from rakor.invitations.operations.inviting import AT_ONCE
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts, ItemFacts
from rakor.meetings.rules import Delegation, Part
from rakor.preparing.operations.facts import MOST_ITEMS, Begun
from rakor.preparing.queries import LeftOut, People
from rakor.web.reading import checked
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft that was made from something: how many are on its list, and who was left out.

    `room_taken`: the room of the earlier meeting was not free, so the draft has none.
    """

    meeting: Meeting
    invited: int
    left_out: list[LeftOut] = field(default_factory=list)
    room_taken: bool = False


def with_said(carried: Mapping[str, Any], said: Begun) -> Facts:
    """What is taken over with what was said instead. Refuses (Invalid) what makes no meeting."""
    own = set(type(said).model_fields) - set(Facts.model_fields)
    given = said.model_dump(exclude_unset=True, exclude=own)
    return checked(Facts, {**carried, **given})


async def lay_out(
    facts: Facts,
    agenda: Sequence[ItemFacts],
    people: People,
    *,
    by: User,
    room_taken: bool = False,
    **origin: Any,
) -> Prepared:
    """Draft a meeting, give it its agenda and officers, and put people on its list; nobody is told.

    Refuses (Invalid) an agenda of too many items, and whatever drafting and inviting refuse.
    """
    if len(agenda) > MOST_ITEMS:
        words = _("Satu agenda memuat paling banyak {n} pokok.")
        raise Invalid.field("agenda_items", words.format(n=MOST_ITEMS))
    officers = [
        (each.person_id, each.part)
        for each in people.officers
        if (each.person_id, each.part) != (by.id, Part.ORGANIZER)
    ]
    async with journal.transaction():
        meeting = await meetings.draft_meeting(
            facts, by=by, agenda=agenda, officers=officers, **origin
        )
        for rule, wishes in _by_rule(people).items():
            for at in range(0, len(wishes), AT_ONCE):
                await invitations.invite(meeting.id, wishes[at : at + AT_ONCE], rule, by=by)
    return Prepared(meeting, len(people.asked), people.left_out, room_taken)


def _by_rule(people: People) -> dict[Delegation, list[Wish]]:
    """Those who are asked, by whether they may send a deputy; in their order."""
    found: dict[Delegation, list[Wish]] = {}
    for each in people.asked:
        found.setdefault(each.delegation, []).append(each.wish)
    return found
