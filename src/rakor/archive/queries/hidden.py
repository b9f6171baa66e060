"""What the edition for participants leaves out: confidential items and all that hangs on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rakor.live.models import Decision, Turn, Vote
from rakor.meetings.models import AgendaItem, Material

NONE: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Hidden:
    """The keys of what is left out; nothing in the whole edition."""

    whole: bool
    items: frozenset[UUID] = NONE
    decisions: frozenset[UUID] = NONE
    others: frozenset[UUID] = NONE

    @property
    def words(self) -> frozenset[str]:
        """Every key as entries of the journal name it."""
        return frozenset(map(str, self.items | self.decisions | self.others))


async def hidden_in(meeting_id: UUID, *, whole: bool) -> Hidden:
    """What is left out of one edition of a meeting."""
    if whole:
        return Hidden(whole=True)
    rows = AgendaItem.filter(meeting_id=meeting_id, confidential=True)
    items = _keys(await rows.values_list("id", flat=True))
    about = {"meeting_id": meeting_id, "item_id__in": list(items)}
    found: list[frozenset[UUID]] = []
    for table in (Decision, Vote, Turn, Material):
        keys = await table.filter(**about).values_list("id", flat=True) if items else []
        found.append(_keys(keys))
    decisions, votes, turns, materials = found
    # A vote may be about a hidden decision without naming its item.
    votes |= _keys(
        await Vote.filter(decision_id__in=list(decisions)).values_list("id", flat=True)
        if decisions
        else []
    )
    return Hidden(False, items, decisions, votes | turns | materials)


def _keys(found: Iterable[Any]) -> frozenset[UUID]:
    return frozenset(UUID(str(key)) for key in found)
