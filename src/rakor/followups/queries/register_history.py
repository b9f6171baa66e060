"""How one decision came to read as it does: its entries in the journal, its votes, its note."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rakor.accounts.models import User
from rakor.documents import richtext
from rakor.documents.richtext import RichText
from rakor.followups.queries.register import Kept
from rakor.journal import Audience, Entry
from rakor.live.models import Note
from rakor.live.queries import votes_seen
from rakor.meetings import queries as meetings
from rakor.meetings.rules import Action

KINDS = (
    "decision.proposed",
    "decision.recorded",
    "decision.adopted",
    "decision.changed",
    "decision.struck",
)
# What a change may be about, as the journal names it.
PARTS = ("text", "owners", "supporting", "due", "indicator", "horizon", "funding_sources", "item")


@dataclass(frozen=True, slots=True)
class Turn:
    """One act on a decision: what it was, by whom, what it touched, and the words before it.

    `by` is empty for whoever does not see the meeting.
    """

    kind: str
    at: datetime
    by: str
    changed: tuple[str, ...]
    before: str
    reason: str


async def history_of(found: Kept, *, to: User) -> list[Turn]:
    """Every act on a decision as the reader may know it, the first one first; two queries.

    What happened while it was confidential stays with secretariat and chair.
    """
    decision = found.decision
    rows = Entry.filter(stream=decision.meeting_id, kind__in=list(KINDS)).order_by("seq")
    if not await meetings.may_do(Action.SEE_CONFIDENTIAL, decision.meeting, to):
        rows = rows.filter(audience__in=[Audience.PARTICIPANTS, Audience.PUBLIC])
    told: list[Turn] = []
    last: Mapping[str, Any] = {}
    for entry in await rows:
        said = entry.data.get("decision") or {}
        if said.get("id") != str(decision.id):
            continue
        told.append(_turn(entry, said, last, named=found.open_meeting))
        last = said
    return told


def _turn(entry: Entry, said: Mapping[str, Any], last: Mapping[str, Any], *, named: bool) -> Turn:
    changed = tuple(part for part in PARTS if last and said.get(part) != last.get(part))
    return Turn(
        entry.kind,
        entry.at,
        entry.actor_name if named else "",
        changed,
        str(last.get("text", "")) if "text" in changed else "",
        str(said.get("reason", "")) if entry.kind == "decision.struck" else "",
    )


async def votes_on(found: Kept, *, to: User) -> list[dict[str, Any]]:
    """The votes that were taken on a decision, for those who see its meeting."""
    if not found.open_meeting:
        return []
    votes = await votes_seen(found.decision.meeting_id, by=to)
    return [vote for vote in votes if vote["decision"] == str(found.decision.id)]


async def note_of(found: Kept) -> RichText | None:
    """What was noted under the item that it was taken on, for those who see the meeting."""
    if not found.open_meeting or found.decision.item_id is None:
        return None
    note = await Note.get_or_none(item_id=found.decision.item_id)
    return richtext.parse(note.body) if note else None
