"""When people are taken: by the meetings to which they come, and by calendars of their own."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.rules import ATTENDS, Given, RsvpStatus, holding
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.queries import sittings_of, touching
from rakor.meetings.rules import State, Window
from rakor.scheduling.queries.sources import Outside, outside_times
from rakor.scheduling.rules import Span, end_minute_of, merged, minute_of

TAKES_TIME = (State.SCHEDULED, State.IN_PROGRESS)
GIVEN = ("status", "reset_sequence", "last_sequence", "last_dtstamp")


@dataclass(slots=True)
class Engaged:
    """Somebody in a meeting, with what they answered to all of it and to its days.

    Whoever has a part and no seat (`whole` is None) always comes.
    """

    person: UUID
    whole: Given | None = None
    only_on: datetime | None = None
    seat: UUID | None = None
    days: dict[datetime, Given] = field(default_factory=dict)

    def said(self, day: datetime) -> RsvpStatus | None:
        """What holds for this day of the meeting, by its original start; None without a seat.

        WITHDRAWN on a day to which they are not asked.
        """
        if self.whole is None:
            return None
        if self.only_on is not None and day != self.only_on:
            return RsvpStatus.WITHDRAWN
        return holding(self.whole, self.days.get(day)).status

    def comes(self, day: datetime) -> bool:
        """Whether this day of the meeting, by its original start, takes their time."""
        said = self.said(day)
        return said is None or said in ATTENDS


async def busy_times(
    people: Collection[UUID], window: Window, *, apart_from: UUID
) -> dict[UUID, list[Span]]:
    """When each of these people is taken by anything but that meeting, in order and merged.

    Only when, never what: whoever looks for a time learns nothing of meetings they do not know.
    """
    return (await when_busy(people, window, apart_from=apart_from))[0]


async def when_busy(
    people: Collection[UUID], window: Window, *, apart_from: UUID
) -> tuple[dict[UUID, list[Span]], Outside]:
    """The same, with what calendars outside Rakor said of it.

    A window without an end has no place for those. Eleven queries at most, however many people,
    meetings and calendars there are.
    """
    found = await _in_meetings(people, window, apart_from=apart_from)
    outside = Outside()
    if window.until is not None:
        within = minute_of(window.since), end_minute_of(window.until)
        outside = await outside_times(people, within, apart_from=apart_from)
    for person, spans in outside.spans.items():
        found[person] += spans
    return {person: merged(spans) for person, spans in found.items()}, outside


async def _in_meetings(
    people: Collection[UUID], window: Window, *, apart_from: UUID
) -> dict[UUID, list[Span]]:
    """When each of these people is in another meeting than that one.

    Counts what is scheduled or under way and was neither declined nor given to a deputy.
    """
    asked = touching(Meeting.filter(state__in=TAKES_TIME).exclude(id=apart_from), window)
    found: dict[UUID, list[Span]] = {person: [] for person in people}
    once = asked.filter(recurrence="")
    spans = {
        key: (starts, (minute_of(starts), end_minute_of(ends)))
        for key, starts, ends in await once.values_list("id", "starts_at", "ends_at")
    }
    for meeting, person, day in await _coming(people, once):
        starts, span = spans[meeting]
        if day is None or day == starts:
            found[person].append(span)
    repeated = asked.exclude(recurrence="")
    places = await engaged(people, repeated)
    for held in await sittings_of(await Meeting.filter(id__in=list(places)), window):
        span = minute_of(held.starts_at), end_minute_of(held.ends_at)
        for place in places[held.meeting.id]:
            if place.comes(held.day.recurrence_id):
                found[place.person].append(span)
    return found


async def _coming(
    people: Collection[UUID], once: QuerySet[Meeting]
) -> list[tuple[UUID, UUID, datetime | None]]:
    """Who of these people comes to which of these meetings that are held once; two queries.

    With the only day they are asked to, if there is one. As `engaged`, but for thousands of seats.
    """
    within = Subquery(once.values("id"))
    seats = await Invitation.filter(person_id__in=people, meeting_id__in=within).values_list(
        "meeting_id", "person_id", "status", "only_on"
    )
    seated = {(meeting, person) for meeting, person, *_said in seats}
    parts = await MeetingPart.filter(person_id__in=people, meeting_id__in=within).values_list(
        "meeting_id", "person_id"
    )
    found = [(meeting, who, day) for meeting, who, said, day in seats if said in ATTENDS]
    return found + [(*pair, None) for pair in set(parts) if pair not in seated]


async def engaged(people: Collection[UUID], asked: QuerySet[Meeting]) -> dict[UUID, list[Engaged]]:
    """Who of these people is in which of these meetings, by the meeting; three queries."""
    within = Subquery(asked.values("id"))
    seats = {
        row[0]: (row[1], Engaged(row[2], _given(row[4:]), row[3], row[0]))
        for row in await Invitation.filter(person_id__in=people, meeting_id__in=within).values_list(
            "id", "meeting_id", "person_id", "only_on", *GIVEN
        )
    }
    for key, day, *said in await OccurrenceAnswer.filter(
        invitation__person_id__in=people, invitation__meeting_id__in=within
    ).values_list("invitation_id", "recurrence_id", *GIVEN):
        seats[key][1].days[day] = _given(said)
    found: dict[UUID, list[Engaged]] = defaultdict(list)
    seated = set()
    for meeting, place in seats.values():
        found[meeting].append(place)
        seated.add((meeting, place.person))
    # The seat says whether somebody comes who has a part as well.
    for meeting, person in set(
        await MeetingPart.filter(person_id__in=people, meeting_id__in=within).values_list(
            "meeting_id", "person_id"
        )
    ):
        if (meeting, person) not in seated:
            found[meeting].append(Engaged(person))
    return found


def _given(row: Iterable[Any]) -> Given:
    status, reset, last, stamp = row
    return Given(RsvpStatus(status), reset, last, stamp)
