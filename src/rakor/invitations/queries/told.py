"""The facts of meetings as those invited are told of them, now and when they were told last."""

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

from rakor.invitations.models import Invitation, ToldFacts
from rakor.invitations.queries.places import place_of, place_of_day
from rakor.invitations.rules import (
    DayFacts,
    DayStanding,
    Facts,
    RsvpStatus,
    Standing,
    read_facts,
)
from rakor.meetings.models import Meeting, MeetingPart, Occurrence
from rakor.meetings.rules import NAMED_ONLY, Convener, Mode, Part, State

_STANDING = {State.CANCELLED: Standing.CANCELLED, State.POSTPONED: Standing.POSTPONED}


async def facts_now(meetings: Sequence[Meeting]) -> dict[UUID, Facts]:
    """What each meeting is now; the same queries for one as for many. Organizers are loaded."""
    days = await days_of_series(meetings)
    chairs = await _chairs(
        [meeting.id for meeting in meetings if meeting.called_by is Convener.CHAIR]
    )
    return {
        meeting.id: facts_of(meeting, days.get(meeting.id, ()), chairs.get(meeting.id, ""))
        for meeting in meetings
    }


async def days_of_series(meetings: Iterable[Meeting]) -> dict[UUID, list[Occurrence]]:
    """The days that are not as the rule of their series says, in their order."""
    series = [meeting.id for meeting in meetings if meeting.recurrence]
    found: dict[UUID, list[Occurrence]] = {}
    if series:
        for row in await Occurrence.filter(meeting_id__in=series).order_by("recurrence_id"):
            found.setdefault(row.meeting_id, []).append(row)
    return found


def facts_of(meeting: Meeting, days: Sequence[Occurrence] = (), chair: str = "") -> Facts:
    """One meeting as facts; `chair` is in whose name people are asked, "" for the agency's."""
    is_online, has_room = meeting.mode is not Mode.IN_PERSON, meeting.mode is not Mode.ONLINE
    return Facts(
        uid=meeting.uid,
        sequence=meeting.sequence,
        revision=meeting.revision,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        timezone=meeting.timezone,
        theme=meeting.theme,
        purpose=meeting.purpose,
        place="; ".join(place_of(meeting)),
        mode=meeting.mode.value,
        online=meeting.online_provider if is_online else "",
        link=_link(meeting) if is_online else "",
        organizer=chair or meeting.organizer.name,
        sent_by=bool(chair),
        recurrence=meeting.recurrence,
        days=tuple(_day(row, has_room=has_room) for row in days),
        standing=_STANDING.get(meeting.state, Standing.CONFIRMED),
        reason=meeting.reason,
        hidden=meeting.security_class in NAMED_ONLY,
    )


def _day(row: Occurrence, *, has_room: bool) -> DayFacts:
    return DayFacts(
        recurrence_id=row.recurrence_id,
        standing=DayStanding(row.state.value),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.title,
        place="; ".join(place_of_day(row)) if has_room else "",
        reason=row.reason,
    )


def _link(meeting: Meeting) -> str:
    """Stands for the link and its codes, so that another one is noticed and none is told."""
    parts = (meeting.join_url, meeting.meeting_number, meeting.passcode)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16] if any(parts) else ""


async def _chairs(meetings: Sequence[UUID]) -> dict[UUID, str]:
    """The name and office of whoever chairs each meeting."""
    if not meetings:
        return {}
    parts = await MeetingPart.filter(meeting_id__in=meetings, part=Part.CHAIR).select_related(
        "person"
    )
    found = {part.meeting_id: part.person.full_name for part in parts}
    seats = await Invitation.filter(meeting_id__in=meetings, part=Part.CHAIR).exclude(
        status=RsvpStatus.WITHDRAWN
    )
    for seat in seats:
        office = seat.office_title if seat.office_title != seat.name else ""
        found[seat.meeting_id] = ", ".join(filter(None, (seat.name, office)))
    return found


async def facts_told(seats: Iterable[Invitation]) -> dict[tuple[UUID, int], Facts]:
    """What each of these seats was last told, by meeting and revision; one query."""
    keys = {
        (seat.meeting_id, seat.told_revision) for seat in seats if seat.told_revision is not None
    }
    rows = await ToldFacts.filter(
        meeting_id__in={meeting for meeting, _revision in keys},
        revision__in={revision for _meeting, revision in keys},
    )
    return {
        (row.meeting_id, row.revision): read_facts(row.facts)
        for row in rows
        if (row.meeting_id, row.revision) in keys
    }
