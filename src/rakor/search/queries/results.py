"""What was found, ready to be shown: where it is, what it is of, and the part that answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from rakor.live.models import Decision
from rakor.meetings.models import Meeting
from rakor.press.models import Release
from rakor.press.queries import public_releases
from rakor.search.models import SearchDocument
from rakor.search.queries.candidates import Candidate, keys_of
from rakor.search.rules import LENGTH, Asked, Kind, Piece, marked, pattern
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found. `meeting` is what it is of, where the reader may see that."""

    kind: Kind
    id: UUID
    url: str
    title: list[Piece]
    excerpt: list[Piece]
    at: datetime | None = None
    meeting: UUID | None = None
    meeting_title: str = ""
    state: str = ""


async def results(rows: Sequence[Candidate], wanted: Asked) -> list[Result]:
    """These things as they are shown, in the same order."""
    if not rows:
        return []
    asked = SearchDocument.filter(id__in=[row.id for row in rows])
    texts = {
        each["id"]: each for each in await asked.values("id", "at", "text__title", "text__body")
    }
    told = await _told(rows)
    words = pattern(wanted)
    found = []
    for row in rows:
        text = texts.get(row.id)
        if text is None:  # its source changed a moment ago
            continue
        excerpt = marked(text["text__body"], words, LENGTH)
        meeting = None if row.kind is Kind.MEETING else told.meetings.get(row.meeting_id)
        found.append(
            Result(
                row.kind,
                row.object_id,
                told.urls.get(row.object_id) or _url(row) + _place(row, excerpt),
                marked(told.titles.get(row.object_id) or text["text__title"], words),
                excerpt,
                text["at"],
                row.meeting_id if meeting else None,
                meeting.title if meeting else "",
                told.states.get(row.object_id, ""),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """What only the source knows of a thing: its meeting, number, state, public address."""

    meetings: dict[UUID, Meeting] = field(default_factory=dict)
    titles: dict[UUID, str] = field(default_factory=dict)
    states: dict[UUID, str] = field(default_factory=dict)
    urls: dict[UUID, str] = field(default_factory=dict)


async def _told(rows: Sequence[Candidate]) -> _Told:
    told = _Told()
    seen = {row.meeting_id for row in rows if row.seen}
    for meeting in await Meeting.filter(id__in=list(seen)).only("id", "title", "state"):
        told.meetings[meeting.id] = meeting
        told.states[meeting.id] = meeting.state_word
    if keys := keys_of(rows, Kind.DECISION):
        for decision in await Decision.filter(id__in=keys).only("id", "number"):
            told.titles[decision.id] = _("Keputusan nomor {n}").format(n=decision.number)
    if keys := keys_of(rows, Kind.RELEASE):
        public: Any = public_releases(datetime.now(UTC)).filter(id__in=keys)
        told.urls.update({row.id: f"/press/{row.slug}" for row in await public})
        for release in await Release.filter(id__in=keys).only("id", "state"):
            told.states[release.id] = release.state_word
    return told


def _url(row: Candidate) -> str:
    of = f"/meetings/{row.meeting_id}"
    return {
        Kind.MEETING: of,
        Kind.NOTE: f"{of}/live#item-{row.object_id}",
        Kind.DECISION: f"/decisions/{row.object_id}",
        Kind.FOLLOW_UP: f"/follow-ups/{row.object_id}",
        Kind.MINUTES: f"{of}/minutes",
        Kind.RELEASE: f"{of}/press/{row.object_id}",
    }[row.kind]


def _place(row: Candidate, excerpt: Sequence[Piece]) -> str:
    """Minutes are one long page: browsers go to the words that were found, and mark them."""
    found = next((piece.text for piece in excerpt if piece.found), "")
    if row.kind is not Kind.MINUTES or not found:
        return ""
    # A minus and a comma mean something there.
    return "#:~:text=" + quote(found, safe="").replace("-", "%2D")
