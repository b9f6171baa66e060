"""What the attendance list is made of: people with their stays, and those who did not come."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from rakor.attendance.models import AttendancePlan, Head, Scan, Signature
from rakor.attendance.queries.attendees import protocol
from rakor.attendance.queries.planning import plan_of
from rakor.attendance.rules import (
    Attendance,
    Hours,
    Line,
    ListPerson,
    Method,
    Missing,
    Stroked,
    Tally,
    stays_of,
)
from rakor.directory.models import Agency
from rakor.directory.queries import names_on
from rakor.invitations.models import Invitation
from rakor.invitations.queries import steps_of
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part

# Who answers for the list at its end, in this order.
RESPONSIBLE = (Part.MEETING_SECRETARY, Part.SECRETARIAT, Part.CHAIR)


async def attendance_of(meeting: Meeting, *, blank: bool = False) -> Attendance:
    """The list of a meeting, whole; nine queries whatever its size.

    `blank` is the list of everybody who is expected, before anybody came.
    """
    plan = await plan_of(meeting.id)
    present = Head.filter(meeting_id=meeting.id).exclude(tally=Tally.NONE)
    heads = [] if blank else await present.select_related("agency", "companion_of")
    heads.sort(key=_rank)
    return Attendance(
        title=meeting.title,
        kind=meeting.kind,
        place=", ".join(meeting.place),
        region=meeting.venue_region,
        hours=hours_of(meeting, plan),
        kop=await _kop(meeting),
        responsible=await _responsible(meeting),
        people=await _people(meeting, heads, plan),
        missing=await (expected_of(meeting) if blank else missing_of(meeting, heads)),
    )


def hours_of(meeting: Meeting, plan: AttendancePlan) -> Hours:
    """When a meeting was to last, and what its plan takes for late."""
    return Hours(
        meeting.starts_at,
        meeting.ends_at,
        meeting.timezone,
        plan.late_minutes,
        plan.early_minutes,
    )


def _rank(head: Head) -> tuple[object, ...]:
    """By agency in the order of protocol, then by rank and name; companions follow whom they
    came with."""
    above = head.companion_of or head
    return (
        *protocol(head.agency, head.agency_name),
        above.precedence,
        above.name.casefold(),
        head.companion_of_id is not None,
        head.name.casefold(),
    )


async def _people(
    meeting: Meeting, heads: Sequence[Head], plan: AttendancePlan
) -> Sequence[ListPerson]:
    lines = await lines_by_head(meeting.id)
    signed = await _signatures(meeting)
    least = timedelta(minutes=plan.least_online_minutes)
    people = []
    for head in heads:
        room, online = stays_of(lines[head.id], least)
        people.append(
            ListPerson(
                name=head.name,
                office=head.office_title,
                agency=head.agency_name,
                represents=head.representing,
                walk_in=head.walk_in,
                companion_of=head.companion_of.name if head.companion_of else "",
                stays_room=room,
                stays_online=online,
                signatures=signed[head.id],
            )
        )
    return people


async def lines_by_head(meeting_id: UUID) -> defaultdict[UUID, list[Line]]:
    """The ledger of a meeting by head; only the columns that the rules read."""
    found: defaultdict[UUID, list[Line]] = defaultdict(list)
    rows = Scan.filter(meeting_id=meeting_id).exclude(head_id=None)
    columns = (
        "head_id", "id", "at", "channel", "direction", "nonce", "method", "outcome", "voids_id",
    )  # fmt: skip
    for head, key, at, channel, direction, nonce, method, outcome, voids in await rows.values_list(
        *columns
    ):
        found[head].append(Line(key, at, channel, direction, nonce, Method(method), outcome, voids))
    return found


async def _signatures(meeting: Meeting) -> defaultdict[UUID, dict[date, Stroked]]:
    """The last signature of everybody on each day."""
    found: defaultdict[UUID, dict[date, Stroked]] = defaultdict(dict)
    zone = hours_of(meeting, AttendancePlan()).zone
    for row in await Signature.filter(meeting_id=meeting.id).order_by("at", "id"):
        day = row.at.astimezone(zone).date()
        given = json.loads(row.strokes)
        drawn, typed = ([], given) if isinstance(given, str) else (given, "")
        found[row.head_id][day] = Stroked(drawn, row.width, row.height, typed, row.at)
    return found


async def missing_of(meeting: Meeting, heads: Iterable[Head]) -> list[Missing]:
    """Whose seat stayed empty: neither they came nor anybody for them; by protocol."""
    steps = await steps_of([meeting.id])
    came: set[UUID] = set()
    for head in heads:
        if head.invitation_id is not None and head.tally is Tally.HEAD:
            came |= {head.invitation_id, *steps.tops(head.invitation_id)}
    people = {head.person_id for head in heads if head.person_id}
    rows = (
        await Invitation.filter(meeting_id=meeting.id, delegated_from_id=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("agency")
    )
    return _seats(row for row in rows if row.id not in came and row.person_id not in people)


async def expected_of(meeting: Meeting) -> list[Missing]:
    """Everybody who may come: deputies instead of those who sent them, nobody who declined."""
    gone = [RsvpStatus.WITHDRAWN, RsvpStatus.DECLINED, RsvpStatus.DELEGATED]
    rows = Invitation.filter(meeting_id=meeting.id).exclude(status__in=gone)
    return _seats(await rows.select_related("agency"))


def _seats(rows: Iterable[Invitation]) -> list[Missing]:
    found = sorted(
        rows,
        key=lambda row: (*protocol(row.agency, row.agency_name), row.precedence, row.name),
    )
    return [Missing(row.name, row.office_title, row.agency_name, row.status) for row in found]


async def _kop(meeting: Meeting) -> tuple[str, str, str]:
    """The body above, the organizer and the address, by the names of the day of the meeting."""
    organizer = await Agency.get(id=meeting.organizer_id)
    parent = await Agency.get_or_none(id=organizer.parent_id) if organizer.parent_id else None
    day = meeting.starts_at.astimezone(hours_of(meeting, AttendancePlan()).zone).date()
    names = await names_on(filter(None, (organizer, parent)), day)
    address = organizer.address or (parent.address if parent else "")
    return names[parent.id] if parent else "", names[organizer.id], address


async def _responsible(meeting: Meeting) -> str:
    rows = await MeetingPart.filter(
        meeting_id=meeting.id, part__in=list(RESPONSIBLE)
    ).select_related("person")
    rows.sort(key=lambda row: (RESPONSIBLE.index(row.part), str(row.id)))
    return rows[0].person.full_name if rows else ""
