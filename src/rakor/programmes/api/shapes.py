"""What programs read of programmes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request

from rakor.programmes.models import Programme
from rakor.programmes.queries import Event, open_rows, rows_of
from rakor.programmes.rules import LineKind, Warned
from rakor.settings import settings
from rakor.web.shapes import Answer, Items, Written


class LineAnswer(Answer):
    """A line of a rundown with its time; `gap`, `late`: minutes before and past its anchor."""

    title: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    anchor: str
    kind: LineKind
    in_charge: str
    mc: str
    speaker: str
    note: str
    backstage: bool
    gap: int
    late: int


class WarningAnswer(Answer):
    """What to look at in a rundown: in which line (from 0, null for all), how many minutes."""

    kind: Warned
    line: int | None
    minutes: int


class SessionAnswer(Written):
    """An event of a programme; of a `meeting` the title, times and place are the meeting's."""

    id: UUID
    revision: int
    meeting: UUID | None
    title: str
    track: str
    starts_at: datetime
    ends_at: datetime
    place: list[str]
    register_room: UUID | None
    listed: bool
    cancelled: bool
    uid: str
    rundown: list[LineAnswer]
    warnings: list[WarningAnswer]


class ProgrammeBrief(Answer):
    """A programme in a list; `organizer` is the code of an agency."""

    id: UUID
    revision: int
    title: str
    theme: str
    about: str
    organizer: str
    host: str
    place: str
    address: str
    timezone: str
    first_day: date
    last_day: date
    public: bool
    public_url: str = Field(description="Its page for everybody; empty while it is not public")


class ProgrammeAnswer(ProgrammeBrief, Written):
    """A programme with those of its events that the reader may see, in order of time."""

    sessions: list[SessionAnswer]


class ProgrammeItems(Items):
    """One page of programmes."""

    items: list[ProgrammeBrief]


def brief(programme: Programme) -> dict[str, Any]:
    """A programme as a list has it."""
    page = f"{settings().public_url}/programmes/{programme.id}/public"
    told = ProgrammeBrief(
        id=programme.id,
        revision=programme.revision,
        title=programme.title,
        theme=programme.theme,
        about=programme.about,
        organizer=programme.organizer.code,
        host=programme.host,
        place=programme.place,
        address=programme.address,
        timezone=programme.timezone,
        first_day=programme.first_day,
        last_day=programme.last_day,
        public=programme.public,
        public_url=page if programme.public else "",
    )
    return told.model_dump(mode="json")


def whole(programme: Programme, events: Sequence[Event], *, staff: bool) -> dict[str, Any]:
    """A programme with its events."""
    return {**brief(programme), "sessions": [session(event, staff=staff) for event in events]}


def session(event: Event, *, staff: bool) -> dict[str, Any]:
    """An event; what is for the stage is told to `staff` only."""
    rows = rows_of(event) if staff else open_rows(event)
    lines = [
        LineAnswer(
            title=row.line.title,
            starts_at=row.slot.starts_at,
            ends_at=row.slot.ends_at,
            minutes=row.line.minutes,
            anchor=row.line.anchor,
            kind=row.line.kind,
            in_charge=row.line.in_charge if staff else "",
            mc=row.line.mc if staff else "",
            speaker=row.line.speaker,
            note=row.line.note if staff else "",
            backstage=row.line.backstage,
            gap=row.slot.gap,
            late=row.slot.late,
        )
        for row in rows
    ]
    found = event.warnings if staff else []
    told = SessionAnswer(
        id=event.id,
        revision=event.row.revision,
        meeting=event.row.meeting_id,
        title=event.title,
        track=event.row.track,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place=event.place,
        register_room=event.row.register_room_id,
        listed=event.row.listed,
        cancelled=event.cancelled,
        uid=event.uid,
        rundown=lines,
        warnings=[WarningAnswer(kind=kind, line=n, minutes=long) for kind, n, long in found],
    )
    return told.model_dump(mode="json", exclude={"seq"})


def programme_id(request: Request) -> UUID:
    key: UUID = request.path_params["programme"]
    return key
