"""What may be said about a programme, its sessions and rundowns, by a form or by a program."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from rakor.meetings.rules import Delegation, Part
from rakor.programmes.rules.rundown import LineKind
from rakor.web.shapes import CalendarDay, Email, Line, Shape, Text
from rakor.words import _

MOST_SESSIONS = 200
MOST_LINES = 200
LONGEST = 1440
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(_("Pilih zona waktu seperti Asia/Jakarta."))
    return name


def _no_number(value: object) -> object:
    if isinstance(value, int | float):
        raise ValueError(_("Tulis tanggal dan jam seperti 2026-12-01T09:00:00+07:00."))
    return value


def _of_our_time(at: datetime) -> datetime:
    if not EARLIEST <= at.date() <= LATEST:
        raise ValueError(_("Tanggal ini tidak masuk akal untuk sebuah rapat."))
    return at


def _hour(said: object) -> object:
    """A fixed hour is `09:30`, or nothing; no zone and no seconds."""
    if isinstance(said, int | float):
        raise ValueError(_("Tulis jam seperti 09:30."))
    return said or None


def _plain_hour(at: time | None) -> time | None:
    if at is not None and (at.tzinfo is not None or at.second or at.microsecond):
        raise ValueError(_("Tulis jam seperti 09:30."))
    return at


def _left_out() -> Any:
    """Stands where a member was not sent: `model_fields_set` tells, nobody reads the value."""
    return None


Title = Annotated[Line, Field(min_length=1, max_length=300)]
Zone = Annotated[Line, Field(max_length=40), AfterValidator(_known_zone)]
Moment = Annotated[AwareDatetime, BeforeValidator(_no_number), AfterValidator(_of_our_time)]
Name = Annotated[Line, Field(max_length=200)]
Long = Annotated[Text, Field(max_length=5_000)]
Track = Annotated[Line, Field(max_length=80)]
Room = Annotated[Line, Field(max_length=120)]
Hour = Annotated[time | None, BeforeValidator(_hour), AfterValidator(_plain_hour)]


class ProgrammeChanges(Shape):
    """What may be changed about a programme; what is not sent stays as it is.

    `public` puts its page and calendar on the web for everybody.
    """

    title: Title = Field(default_factory=_left_out)
    theme: Annotated[Line, Field(max_length=500)] = Field(default_factory=_left_out)
    about: Long = Field(default_factory=_left_out)
    host: Name = Field(default_factory=_left_out)
    place: Name = Field(default_factory=_left_out)
    address: Annotated[Line, Field(max_length=300)] = Field(default_factory=_left_out)
    timezone: Zone = Field(default_factory=_left_out)
    first_day: CalendarDay = Field(default_factory=_left_out)
    last_day: CalendarDay = Field(default_factory=_left_out)
    public: bool = Field(default_factory=_left_out)


class ProgrammeFacts(ProgrammeChanges):
    """A new programme; `organizer` is the code of an agency, one's own when left out."""

    title: Title
    first_day: CalendarDay
    last_day: CalendarDay
    organizer: Annotated[Line, Field(min_length=1, max_length=40)] | None = None


class SessionChanges(Shape):
    """What may be changed about a session; of one that is a meeting only its track and `listed`.

    `listed`: whether a public programme shows it.
    """

    title: Title = Field(default_factory=_left_out)
    track: Track = Field(default_factory=_left_out)
    starts_at: Moment = Field(default_factory=_left_out)
    ends_at: Moment = Field(default_factory=_left_out)
    room: Room = Field(default_factory=_left_out)
    register_room: UUID | None = Field(
        default=None, description="A room of the register, which is booked with the session"
    )
    listed: bool = Field(default_factory=_left_out)


class SessionFacts(SessionChanges):
    """A new session of its own."""

    title: Title
    starts_at: Moment
    ends_at: Moment


class LinkFacts(Shape):
    """A meeting that becomes an event of the programme."""

    meeting: UUID
    track: Track = ""
    listed: bool = True


class LineFacts(Shape):
    """A line of a rundown: how long, who answers for it, who leads it, who speaks.

    `anchor` is the hour at which it has to begin (`09:30`). `note` is for the stage, and a line
    `backstage` is on no public page.
    """

    title: Title
    minutes: Annotated[int, Field(ge=0, le=LONGEST)] = 15
    anchor: Hour = None
    kind: LineKind = LineKind.ACTIVITY
    in_charge: Name = ""
    mc: Name = ""
    speaker: Annotated[Line, Field(max_length=400)] = ""
    note: Annotated[Text, Field(max_length=1_000)] = ""
    backstage: bool = False


class Rundown(Shape):
    """A whole rundown, in its order; it takes the place of the one before."""

    lines: Annotated[list[LineFacts], Field(max_length=MOST_LINES)]


class MoveFacts(Shape):
    """By how much everything is moved. `confirmed`: those invited may be told."""

    days: Annotated[int, Field(ge=-3660, le=3660)] = 0
    minutes: Annotated[int, Field(ge=-LONGEST, le=LONGEST)] = 0
    confirmed: bool = False


class Asked(Shape):
    """Somebody to invite: an address with a name, a person, an office, or a group."""

    email: Email | None = None
    name: Name = ""
    agency: Annotated[Line, Field(max_length=40)] = ""
    role: Part = Part.PARTICIPANT
    person: UUID | None = None
    office: UUID | None = None
    group: Annotated[Line, Field(min_length=1, max_length=400)] | None = None
    reachable_only: bool = False


class InviteFacts(Shape):
    """Whom to invite to which events (sessions that are meetings); left out, to all of them.

    `send`: letters of events that are published go out at once.
    """

    to: Annotated[list[Asked], Field(min_length=1, max_length=2_000)]
    sessions: Annotated[list[UUID], Field(min_length=1, max_length=MOST_SESSIONS)] | None = None
    delegation: Delegation = Delegation.ALLOWED
    send: bool = True
