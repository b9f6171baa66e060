"""The journal of a meeting, entry by entry, as a package tells it."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.archive.queries.hidden import Hidden
from rakor.archive.rules import without_contact
from rakor.journal import Entry
from rakor.journal.models import to_json
from rakor.live.rules import View, project

AT_ONCE = 1000


async def told_entries(
    meeting_id: UUID, until: int, hidden: Hidden
) -> AsyncIterator[list[dict[str, Any]]]:
    """The entries up to that number, some at a time.

    The edition for participants tells what participants were told while it happened, without
    what names something that became confidential later.
    """
    after = 0
    while after < until:
        some = await journal.since(meeting_id, after, AT_ONCE)
        some = [entry for entry in some if entry.seq <= until]
        if not some:
            return
        after = some[-1].seq
        told = [_told(entry) if hidden.whole else _circulated(entry, hidden) for entry in some]
        yield [each for each in told if each is not None]


def _told(entry: Entry) -> dict[str, Any]:
    data, shortened = without_contact(_without_roll(entry.data))
    # A ballot without whoever gave it is one of a secret vote: that it was given is all.
    secret = entry.kind == "ballot.counted" and entry.actor is None
    data = {} if secret else data
    shortened = shortened or data != entry.data
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at,
        "by": entry.actor_name,
        "audience": entry.audience.value,
        "subject": None if secret else entry.subject,
        "data": data,
        "hash": entry.hash,
        **({"withheld": True} if shortened else {}),
    }


def _circulated(entry: Entry, hidden: Hidden) -> dict[str, Any] | None:
    """What a participant was told; None for what is not theirs, or leads to what is hidden."""
    shown = project(entry, View.PARTICIPANT)
    if shown is None:
        return None
    said = to_json(shown["data"])
    if any(key in said for key in hidden.words):
        return None
    data, shortened = without_contact(shown["data"])
    short = shortened or data != entry.data
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at,
        "by": entry.actor_name,
        "data": data,
        "hash": entry.hash,
        **({"withheld": True} if short else {}),
    }


def _without_roll(data: dict[str, Any]) -> dict[str, Any]:
    """Of a secret vote an archive keeps the result, not who took part."""
    vote = data.get("vote")
    if isinstance(vote, dict) and vote.get("secret") and vote.get("roll"):
        return {**data, "vote": {**vote, "roll": []}}
    return data
