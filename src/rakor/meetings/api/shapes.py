"""What the API says about meetings, agenda items and parts."""

from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from rakor.accounts.models import User
from rakor.meetings import queries
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.operations import Day, Moment, Online, Seating, Venue
from rakor.meetings.rules import (
    Action,
    Convener,
    ItemState,
    Kind,
    Mode,
    Notify,
    Part,
    SecurityClass,
    State,
    may,
)
from rakor.rooms.rules import Seating as SeatPlan
from rakor.web.lists import Paging
from rakor.web.shapes import Answer, Items, Line, Shape, Written


class Wanted(Paging):
    """Which meetings: by status, span of time, agency that calls, and words of title or theme."""

    status: State | None = None
    from_: Moment | Day | None = Field(default=None, alias="from")
    to: Moment | Day | None = None
    organizer: Annotated[Line, Field(max_length=40)] | None = None
    q: Annotated[Line, Field(max_length=200)] = ""


class Telling(Shape):
    """Whether those invited are told now, or by drafts that somebody looks at (`later`)."""

    notify: Notify = Notify.NOW


class Asking(Telling):
    """`ask_again`: the answers that were given no longer count, as when the place is far."""

    ask_again: bool = False


class Nothing(Shape):
    """An act without particulars."""


class Order(Shape):
    """All items of an agenda in their new order."""

    items: Annotated[list[UUID], Field(max_length=200)]


class ItemRow(Answer):
    """An agenda item within its agenda."""

    id: UUID
    revision: int
    position: int
    title: str
    minutes: int
    presenter: str
    description: str
    confidential: bool
    status: ItemState
    started_at: datetime | None
    finished_at: datetime | None


class ItemAnswer(ItemRow, Written):
    """An agenda item."""


class MeetingRow(Answer):
    """A meeting in a list."""

    id: UUID
    revision: int
    title: str
    theme: str
    kind: Kind
    mode: Mode
    status: State
    starts_at: datetime
    ends_at: datetime
    timezone: str
    organizer: str
    follow_up_of: UUID | None
    sequence: int
    uid: str


class VenueAnswer(Answer, Venue):
    """Where people come to."""


class OnlineAnswer(Answer, Online):
    """By which link people join."""


class MeetingAnswer(MeetingRow, Written):
    """A meeting, whole; of the agenda what the reader may see."""

    purpose: str
    venue: VenueAnswer
    room: str
    register_room: UUID | None
    seating: SeatPlan | None
    online: OnlineAnswer
    letter_number: str
    recurrence: str | None
    answer_by: datetime | None
    called_by: Convener
    shows_roster: bool
    split_from: UUID | None
    security_class: SecurityClass
    total_quota: int | None
    quotas: list[Seating]
    reason: str
    opened_at: datetime | None
    closed_at: datetime | None
    agenda: list[ItemRow]


class PartRow(Answer):
    """A part that a person plays; the address is for those who prepare the meeting."""

    id: UUID
    person: UUID
    name: str
    email: str | None
    agency: str | None
    part: Part


class PartAnswer(PartRow, Written):
    """A part that was given or taken."""


class MeetingItems(Items):
    items: list[MeetingRow]


class AgendaItems(Items):
    """The agenda in its order."""

    items: list[ItemRow]
    seq: int | None = None


class PartItems(Items):
    items: list[PartRow]


def row_of(meeting: Meeting) -> dict[str, object]:
    """A meeting in a list; times with the offset of the place where it is held."""
    zone = ZoneInfo(meeting.timezone)
    return {
        "id": meeting.id,
        "revision": meeting.revision,
        "title": meeting.title,
        "theme": meeting.theme,
        "kind": meeting.kind,
        "mode": meeting.mode,
        "status": meeting.state,
        "starts_at": meeting.starts_at.astimezone(zone),
        "ends_at": meeting.ends_at.astimezone(zone),
        "timezone": meeting.timezone,
        "organizer": meeting.organizer.code,
        "follow_up_of": meeting.follow_up_of_id,
        "sequence": meeting.sequence,
        "uid": meeting.uid,
    }


def item_of(item: AgendaItem) -> ItemAnswer:
    return ItemAnswer(
        id=item.id,
        revision=item.revision,
        position=item.position,
        title=item.title,
        minutes=item.minutes,
        presenter=item.presenter,
        description=item.description,
        confidential=item.confidential,
        status=item.state,
        started_at=item.started_at,
        finished_at=item.finished_at,
    )


def agenda_of(items: list[AgendaItem]) -> AgendaItems:
    return AgendaItems(items=[ItemRow(**item_of(item).model_dump()) for item in items])


def part_of(row: MeetingPart, *, with_address: bool) -> PartAnswer:
    return PartAnswer(
        id=row.id,
        person=row.person_id,
        name=row.person.full_name,
        email=row.person.email if with_address else None,
        agency=row.person.agency.code if row.person.agency_id and row.person.agency else None,
        part=row.part,
    )


def online_of(meeting: Meeting, parts: frozenset[Part]) -> OnlineAnswer:
    """By which link people join; those who only come are shown it when they check in."""
    if not may(Action.SEE_LINK, parts):
        return OnlineAnswer(made_by=meeting.online_made_by, provider=meeting.online_provider)
    return OnlineAnswer(
        made_by=meeting.online_made_by,
        provider=meeting.online_provider,
        join_url=meeting.join_url,
        meeting_number=meeting.meeting_number,
        passcode=meeting.passcode,
        seats=meeting.online_seats,
    )


async def whole(meeting: Meeting, reader: User) -> MeetingAnswer:
    """A meeting with what its reader may see of it."""
    parts = await queries.parts_of(reader, meeting)
    agenda = await queries.agenda_of(meeting, parts)
    seats = await queries.seats_of(meeting)
    zone = ZoneInfo(meeting.timezone)
    return MeetingAnswer.model_validate(
        {
            **row_of(meeting),
            "purpose": meeting.purpose,
            "venue": {
                "name": meeting.venue_name,
                "address": meeting.venue_address,
                "region": meeting.venue_region,
            },
            "room": meeting.room,
            "register_room": meeting.register_room_id,
            "seating": meeting.seating,
            "online": online_of(meeting, parts),
            "letter_number": meeting.letter_number,
            "recurrence": meeting.recurrence or None,
            "answer_by": meeting.answer_by and meeting.answer_by.astimezone(zone),
            "called_by": meeting.called_by,
            "shows_roster": meeting.shows_roster,
            "split_from": meeting.split_from_id,
            "security_class": meeting.security_class,
            "total_quota": meeting.total_quota,
            "quotas": [{"agency": each.agency.code, "seats": each.seats} for each in seats],
            "reason": meeting.reason,
            "opened_at": meeting.opened_at,
            "closed_at": meeting.closed_at,
            "agenda": [item_of(item).model_dump() for item in agenda],
        }
    )
