"""The events of a programme as people see them: meetings and sessions, with their rundowns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SecurityClass, State
from rakor.programmes.models import Programme, ProgrammeSession, RundownLine
from rakor.programmes.rules import Placed, Slot, Warned, reckon, warnings
from rakor.settings import settings
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a programme. What a meeting says of itself is the meeting's."""

    row: ProgrammeSession
    programme: Programme
    meeting: Meeting | None = None
    lines: list[RundownLine] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def title(self) -> str:
        return self.meeting.title if self.meeting else self.row.title

    @property
    def starts_at(self) -> datetime:
        return self.meeting.starts_at if self.meeting else self.row.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.meeting.ends_at if self.meeting else self.row.ends_at

    @property
    def place(self) -> list[str]:
        """Where people come together: the meeting's own places, or the room of the session."""
        if self.meeting:
            return self.meeting.place
        return [self.row.room] if self.row.room else []

    @property
    def cancelled(self) -> bool:
        return self.meeting.state is State.CANCELLED if self.meeting else self.row.cancelled

    @property
    def postponed(self) -> bool:
        return self.meeting is not None and self.meeting.state is State.POSTPONED

    @property
    def draft(self) -> bool:
        return self.meeting is not None and self.meeting.state is State.DRAFT

    @property
    def takes_place(self) -> bool:
        return not (self.cancelled or self.postponed)

    @property
    def placed(self) -> Placed:
        return Placed(self.id, self.row.track, self.starts_at, self.ends_at)

    @property
    def slots(self) -> list[Slot]:
        """When each line of its rundown is on."""
        return reckon(
            self.starts_at, self.programme.timezone, [line.planned for line in self.lines]
        )

    @property
    def warnings(self) -> list[tuple[Warned, int | None, int]]:
        return warnings(self.starts_at, self.ends_at, self.slots)

    @property
    def uid(self) -> str:
        """RFC 7986 section 5.3: the same for as long as the session is there."""
        if self.meeting:
            return self.meeting.uid
        return f"{self.id}@{urlsplit(settings().public_url).hostname}"

    @property
    def changed_at(self) -> datetime:
        """When what calendars are told of it last changed."""
        own = self.row.changed_at
        return max(own, self.meeting.changed_at) if self.meeting else own


async def events_of(programme: Programme, *, to: User) -> list[Event]:
    """All that somebody may see of a programme in order of time; three queries, however many."""
    rows = await _rows(programme.id)
    keys = [row.meeting_id for row in rows if row.meeting_id]
    seen: set[object] = set()
    if keys:
        seen = set(await meetings.visible_to(to).filter(id__in=keys).values_list("id", flat=True))
    return await _events(
        programme, [r for r in rows if r.meeting_id is None or r.meeting_id in seen]
    )


async def public_events(programme: Programme) -> list[Event]:
    """What everybody may know: listed, and of meetings those that are public and no drafts."""
    rows = [row for row in await _rows(programme.id) if row.listed and _open(row)]
    return await _events(programme, rows)


async def all_events(programme: Programme) -> list[Event]:
    """Every event, whoever may see it: for rules, never for readers."""
    return await _events(programme, await _rows(programme.id))


async def find_event(programme: Programme, session_id: UUID, *, to: User) -> Event:
    """One event of a programme; NotFound for one that the reader may not see."""
    for event in await events_of(programme, to=to):
        if event.id == session_id:
            return event
    raise NotFound(_("Acara ini tidak ada dalam rangkaian acara."))


def _open(row: ProgrammeSession) -> bool:
    if row.meeting_id is None:
        return True
    meeting = row.meeting
    assert meeting is not None
    return meeting.security_class is SecurityClass.PUBLIC and meeting.state is not State.DRAFT


async def _rows(programme_id: UUID) -> list[ProgrammeSession]:
    return (
        await ProgrammeSession.filter(programme_id=programme_id)
        .select_related("meeting__organizer")
        .order_by("id")
    )


async def _events(programme: Programme, rows: Sequence[ProgrammeSession]) -> list[Event]:
    lines: dict[UUID, list[RundownLine]] = {}
    keys = [row.id for row in rows]
    for line in await RundownLine.filter(session_id__in=keys).order_by("position", "id"):
        lines.setdefault(line.session_id, []).append(line)
    found = [
        Event(row, programme, row.meeting if row.meeting_id else None, lines.get(row.id, []))
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.starts_at, each.row.track.casefold(), each.id))
