"""What may be said about a meeting and its agenda, by a form or by a program."""

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from rakor.meetings.rules import Convener, Kind, MadeBy, Mode, Part, SecurityClass
from rakor.rooms.rules import Seating as SeatPlan
from rakor.web.shapes import EARLIEST, LATEST, Email, Line, Moment, Shape, Text
from rakor.words import _


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(_("Pilih zona waktu seperti Asia/Jakarta."))
    return name


def _web_address(url: str) -> str:
    if not url:
        return url
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or any(mark in url for mark in ' "<>\\'):
        raise ValueError(_("Tulis tautan lengkap yang diawali https://."))
    return url


def _left_out() -> Any:
    """Stands where a member was not sent: `model_fields_set` tells, nobody reads the value."""
    return None


def _day_of_our_time(day: date) -> date:
    if not EARLIEST.date() <= day <= LATEST.date():
        raise ValueError(_("Tanggal ini tidak masuk akal untuk sebuah rapat."))
    return day


Day = Annotated[date, AfterValidator(_day_of_our_time)]
Zone = Annotated[Line, Field(max_length=40), AfterValidator(_known_zone)]
WebAddress = Annotated[Line, Field(max_length=1000), AfterValidator(_web_address)]
Title = Annotated[Line, Field(min_length=1, max_length=300)]
Short = Annotated[Line, Field(max_length=60)]
Name = Annotated[Line, Field(max_length=200)]
Long = Annotated[Text, Field(max_length=10_000)]
Code = Annotated[Line, Field(min_length=1, max_length=40)]
Repeat = Annotated[Line, Field(max_length=400)]
Seats = Annotated[int, Field(ge=1, le=100_000)]


class Venue(Shape):
    """Where people come to."""

    name: Name = ""
    address: Annotated[Line, Field(max_length=300)] = ""
    region: Annotated[Line, Field(max_length=100)] = ""


class Online(Shape):
    """By which link people join: a typed one, or (`made_by`) one that a video service makes."""

    made_by: MadeBy = MadeBy.MANUAL
    provider: Annotated[Line, Field(max_length=40)] = ""
    join_url: WebAddress = ""
    meeting_number: Short = ""
    passcode: Short = ""
    seats: Annotated[int, Field(ge=1, le=100_000)] | None = None


class Seating(Shape):
    """How many seats an agency has."""

    agency: Code
    seats: Seats


class Changes(Shape):
    """What may be changed about a meeting; what is not sent stays as it is."""

    title: Title = Field(default_factory=_left_out)
    theme: Annotated[Line, Field(max_length=500)] = Field(default_factory=_left_out)
    purpose: Long = Field(default_factory=_left_out)
    kind: Kind = Field(default_factory=_left_out)
    mode: Mode = Field(default_factory=_left_out)
    starts_at: Moment = Field(default_factory=_left_out)
    ends_at: Moment = Field(default_factory=_left_out)
    timezone: Zone = Field(default_factory=_left_out)
    organizer: Code = Field(default_factory=_left_out, description="Code of the agency")
    venue: Venue = Field(default_factory=_left_out)
    room: Annotated[Line, Field(max_length=120)] = Field(default_factory=_left_out)
    register_room: UUID | None = Field(
        default=None, description="A room of the register, which is booked with the meeting"
    )
    seating: SeatPlan | None = Field(default=None, description="How its seats are to stand")
    online: Online = Field(default_factory=_left_out)
    letter_number: Annotated[Line, Field(max_length=120)] = Field(default_factory=_left_out)
    security_class: SecurityClass = Field(default_factory=_left_out)
    total_quota: Seats | None = None
    quotas: Annotated[list[Seating], Field(max_length=1000)] = Field(default_factory=_left_out)
    follow_up_of: UUID | None = None
    recurrence: Repeat | None = Field(
        default=None, description="RRULE of RFC 5545, without its name"
    )
    answer_by: Moment | None = Field(default=None, description="Until when people are to answer")
    called_by: Convener = Field(default_factory=_left_out)
    shows_roster: bool = Field(default_factory=_left_out)


class Facts(Changes):
    """What a new meeting is. `copy` takes its agenda or officers over from `follow_up_of`."""

    title: Title
    starts_at: Moment
    ends_at: Moment
    copy_from: Annotated[list[Literal["agenda", "parts"]], Field(max_length=2, alias="copy")] = (
        Field(default_factory=list)
    )


class Times(Shape):
    """When a meeting is held instead."""

    starts_at: Moment
    ends_at: Moment
    timezone: Zone = Field(default_factory=_left_out)


class DayChanges(Shape):
    """What is different on one day of a series; what is not sent stays, empty is as the series."""

    starts_at: Moment = Field(default_factory=_left_out)
    ends_at: Moment = Field(default_factory=_left_out)
    title: Annotated[Line, Field(max_length=300)] = Field(default_factory=_left_out)
    room: Annotated[Line, Field(max_length=120)] = Field(default_factory=_left_out)
    venue: Venue = Field(default_factory=_left_out)


class NewDay(DayChanges):
    """A day more than the rule gives; without an end it takes as long as the others."""

    starts_at: Moment


class Split(Changes):
    """From which day on a series goes on as another, and what is different from then on."""

    from_: Annotated[str, Field(alias="from", max_length=20)]


class ItemChanges(Shape):
    """What may be changed about an agenda item."""

    title: Annotated[Line, Field(min_length=1, max_length=500)] = Field(default_factory=_left_out)
    minutes: Annotated[int, Field(ge=0, le=44_640)] = Field(default_factory=_left_out)
    presenter: Annotated[Line, Field(max_length=400)] = Field(default_factory=_left_out)
    description: Long = Field(default_factory=_left_out)
    confidential: bool = Field(default_factory=_left_out)


class ItemFacts(ItemChanges):
    """A new agenda item."""

    title: Annotated[Line, Field(min_length=1, max_length=500)]


class Move(Shape):
    """One place up or down in the agenda."""

    way: Literal["up", "down"]


class Reason(Shape):
    """Why a meeting is called off."""

    reason: Annotated[Text, Field(max_length=1000)] = ""


class Assignment(Shape):
    """Who gets which part: a person of the directory, by key or by address."""

    person: UUID | None = None
    email: Email | None = None
    part: Part


__all__ = [
    "Assignment",
    "Changes",
    "Day",
    "DayChanges",
    "Facts",
    "ItemChanges",
    "ItemFacts",
    "Moment",
    "Move",
    "NewDay",
    "Online",
    "Reason",
    "Seating",
    "Split",
    "Times",
    "Venue",
]
