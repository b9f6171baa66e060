"""What each thing of a meeting is found by, taken from its source as it stands now."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.query_utils import Prefetch

from rakor.documents.richtext import RichText, read, to_text
from rakor.followups.models import Progress
from rakor.followups.queries import OWES
from rakor.live.models import Commitment, Decision, Note
from rakor.live.rules import DecisionState
from rakor.meetings.models import AgendaItem, Meeting
from rakor.minutes.export.values import MinutesDocument, for_participants
from rakor.minutes.models import Minutes
from rakor.minutes.queries import document_of
from rakor.minutes.rules import SETTLED
from rakor.press.models import Release, ReleaseQuote
from rakor.press.rules import AGREED
from rakor.search.rules import Kind, plain

# No text of a meeting is longer; one that is can be found by its beginning.
LONGEST = 200_000
# What every version prints, or what says nothing of the meeting.
_NOT_READ = frozenset({"letterhead", "verification", "status", "created_at", "version"})


@dataclass(frozen=True, slots=True)
class Described:
    """One thing as it is found: by its title and its text; `whole` with what is confidential."""

    kind: Kind
    object_id: UUID
    at: datetime
    title: str
    body: str
    whole: bool = False
    agency_id: UUID | None = None


def _body(parts: Iterable[str]) -> str:
    return plain(" · ".join(filter(None, parts)))[:LONGEST]


async def meetings(meeting: Meeting) -> list[Described]:
    """The meeting itself: theme, purpose, place, number of its letter, who holds it."""
    body = _body(
        (
            meeting.theme,
            meeting.purpose,
            meeting.room,
            meeting.venue_name,
            meeting.venue_address,
            meeting.venue_region,
            meeting.letter_number,
            meeting.organizer.name,
            meeting.organizer.short_name,
        )
    )
    return [Described(Kind.MEETING, meeting.id, meeting.starts_at, plain(meeting.title), body)]


async def notes(meeting: Meeting) -> list[Described]:
    """Every agenda item with what was written under it."""
    written = {note.item_id: note for note in await Note.filter(meeting_id=meeting.id)}
    found = []
    for item in await AgendaItem.filter(meeting_id=meeting.id):
        note = written.get(item.id)
        said = to_text(read(note.body)) if note else ""
        body = _body((item.presenter, item.description, said))
        at = note.at if note else meeting.starts_at
        found.append(Described(Kind.NOTE, item.id, at, plain(item.title), body))
    return found


async def decisions(meeting: Meeting) -> list[Described]:
    """What was decided and stands, with those who owe it and by what it is known to be done."""
    rows = Decision.filter(meeting_id=meeting.id, state=DecisionState.ACTIVE)
    owed = Prefetch("commitments", Commitment.all().order_by("duty", "position", "id"))
    found = []
    for row in await rows.prefetch_related(owed):
        owing: Any = row.commitments  # type: ignore[attr-defined]
        body = _body((row.text, row.indicator, *(each.name for each in owing)))
        found.append(Described(Kind.DECISION, row.id, row.recorded_at, "", body))
    return found


async def follow_ups(meeting: Meeting) -> list[Described]:
    """What each agency owes, with what was reported of it."""
    rows = await Commitment.filter(
        decision__meeting_id=meeting.id,
        decision__state=DecisionState.ACTIVE,
        duty__in=list(OWES),
    ).select_related("decision")
    reports = Progress.filter(follow_up__commitment__decision__meeting_id=meeting.id)
    said: dict[UUID, list[str]] = {}
    for commitment, note in await reports.order_by("-id").values_list(
        "follow_up__commitment_id", "note"
    ):
        said.setdefault(commitment, []).append(note)
    return [
        Described(
            Kind.FOLLOW_UP,
            row.id,
            row.decision.recorded_at,
            plain(row.name),
            _body((row.decision.text, row.decision.indicator, *said.get(row.id, ()))),
            agency_id=row.agency_id,
        )
        for row in rows
    ]


async def minutes(meeting: Meeting) -> list[Described]:
    """The newest version, whole and as participants read it; of an open one also the last settled.

    The whole one is for secretariat and chair; who initials a draft reads it as participants do.
    """
    versions = await Minutes.filter(meeting_id=meeting.id).order_by("-version")
    found = []
    settled = next((each for each in versions if each.state in SETTLED), None)
    for row in dict.fromkeys(filter(None, (versions[0] if versions else None, settled))):
        document = document_of(row)
        title = plain(document.facts.meeting) or plain(meeting.title)
        at = row.approved_at or row.drafted_at
        if row is versions[0]:
            whole = _body(_strings(document))
            found.append(Described(Kind.MINUTES, row.id, at, title, whole, whole=True))
        told = _body(_strings(for_participants(document)))
        found.append(Described(Kind.MINUTES, row.id, at, title, told))
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, RichText):
        yield to_text(value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value):
        skipped = _NOT_READ if isinstance(value, MinutesDocument) else frozenset()
        for field in fields(value):
            if field.name not in skipped:
                yield from _strings(getattr(value, field.name))


async def releases(meeting: Meeting) -> list[Described]:
    """The releases that began with this meeting, with the words that somebody stands by."""
    found = []
    for row in await Release.filter(meeting_id=meeting.id):
        quotes = ReleaseQuote.filter(release_id=row.id, state__in=list(AGREED))
        said = [f"{quote.text} {quote.speaker}" for quote in await quotes.order_by("position")]
        body = _body((row.lead, to_text(read(row.body)), *row.results, *said, row.about, row.city))
        at = row.published_at or row.drafted_at
        found.append(Described(Kind.RELEASE, row.id, at, plain(row.headline), body))
    return found


SOURCES: dict[Kind, Callable[[Meeting], Awaitable[list[Described]]]] = {
    Kind.MEETING: meetings,
    Kind.NOTE: notes,
    Kind.DECISION: decisions,
    Kind.FOLLOW_UP: follow_ups,
    Kind.MINUTES: minutes,
    Kind.RELEASE: releases,
}
