"""The meeting after a meeting: made from it in one act, which leaves the earlier one as it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import Invalid
from rakor.meetings.models import Meeting
from rakor.meetings.operations import ItemFacts
from rakor.meetings.rules import Mode
from rakor.preparing import queries
from rakor.preparing.operations.facts import NextFacts
from rakor.preparing.operations.laying import Prepared, lay_out, with_said
from rakor.preparing.queries import Earlier
from rakor.preparing.rules import Take, check_take
from rakor.words import _


async def make_next(meeting_id: UUID, said: NextFacts, *, by: User) -> Prepared:
    """Draft the meeting that follows an earlier one, with what is taken over from it.

    Offices are asked as offices: whoever holds them on the new day. Deputies, guests, those who
    were uninvited, documents and what was said are not carried over. The room goes along where it
    is free at that time; one that is named is booked or refused.

    Refuses (NotFound) an earlier meeting that somebody does not see, (Forbidden) to take over from
    one that they do not plan, and (Invalid) items and follow-ups that are not of it.
    """
    queries.check_prepares(by)
    earlier = await queries.look_back(meeting_id, said.starts_at, said.timezone, said.take, to=by)
    taken = check_take(said.take, earlier.parts)
    facts = queries.carried(earlier, taken, said.starts_at, by)
    ends = said.ends_at or facts["ends_at"]
    place, room_taken = await _place(earlier.meeting, taken, said, ends)
    agenda = _agenda(earlier, said)
    return await lay_out(
        with_said({**facts, **place}, said),
        agenda,
        earlier.people,
        by=by,
        room_taken=room_taken,
        made_from=str(meeting_id),
        left_out=len(earlier.people.left_out),
    )


def _agenda(earlier: Earlier, said: NextFacts) -> list[ItemFacts]:
    """The item for all that is open, the chosen promises, then the chosen items as planned."""
    agenda: list[ItemFacts] = []
    if said.opening_item:
        agenda.append(ItemFacts(title=_("Tindak lanjut yang masih terbuka")))
    owed = {each.id: each for each in earlier.open}
    agenda += [queries.owed_item(owed[key]) for key in _known(said.follow_ups, owed, "follow_ups")]
    items = {item.id: item for item in earlier.items}
    chosen = set(items)
    if said.agenda_items is not None:
        chosen = set(_known(said.agenda_items, items, "agenda_items"))
    return [*agenda, *(queries.agenda_item(item) for key, item in items.items() if key in chosen)]


def _known(keys: Sequence[UUID], known: dict[UUID, Any], field: str) -> list[UUID]:
    """The keys, each once. Refuses (Invalid) one that is none of these."""
    if not known.keys() >= set(keys):
        raise Invalid.field(field, _("Pilihan ini bukan dari rapat sebelumnya."))
    return list(dict.fromkeys(keys))


async def _place(
    meeting: Meeting, taken: frozenset[Take], said: NextFacts, ends: datetime
) -> tuple[dict[str, Any], bool]:
    """The place of the earlier meeting, with its room when it is free; and whether it is not."""
    mode = said.mode or meeting.mode
    if Take.PLACE not in taken or mode is Mode.ONLINE:
        return {}, False
    house = {
        "name": meeting.venue_name,
        "address": meeting.venue_address,
        "region": meeting.venue_region,
    }
    if said.register_room is not None:
        return {}, False
    unregistered = {"venue": house, "room": "" if meeting.register_room_id else meeting.room}
    if "register_room" in said.model_fields_set:
        return unregistered, False
    room = await queries.room_then(meeting, said.starts_at, ends)
    if room is None or not room.free:
        return unregistered, room is not None
    there = {"register_room": room.room.id, "seating": meeting.seating}
    return {"venue": house, "room": meeting.room, **there}, False
