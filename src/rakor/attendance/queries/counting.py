"""Counts by agency, as they are now and as the live record last said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise import connections

from rakor import database
from rakor.attendance.models import AttendancePlan, Head
from rakor.attendance.queries.planning import plan_of, quorum_plan
from rakor.attendance.queries.seating import Seating, delegated_seats, sent_along
from rakor.attendance.rules import (
    NOBODY,
    AgencyCount,
    Level,
    Quorum,
    QuorumRule,
    Tally,
    end_of,
    levels,
    quorum,
)
from rakor.database import row_where
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.invitations.queries import seats_by_agency
from rakor.journal import Entry, epoch_and_top
from rakor.meetings.models import Meeting

RECORDED = "attendance.recorded"
PLANNED = "attendance.planned"
KINDS = list(AgencyKind)
# How long before and after a meeting people come and go.
AROUND = timedelta(hours=2)
_WAYS = ("agency_id", "room", "online", "walk_in", "representing", "tally")


async def counts(meeting_id: UUID, plan: AttendancePlan | None = None) -> dict[str, Any]:
    """The counts as they are now; the `attendance` of the live record.

    `agencies` lists those invited and those present in the order of protocol, so that who is
    missing can be told. Kinds with nobody present are left out. `inside` are the heads who are
    still here, or were at the end of a meeting that is over; the quorum counts those only.
    """
    plan = plan or await plan_of(meeting_id)
    end = await ending(meeting_id, plan)
    groups = await _grouped_heads(meeting_id, end)
    exact = plan.quorum_rule is QuorumRule.SEATS
    seats = await delegated_seats(meeting_id, end) if exact else Seating()
    rows = await _rows(meeting_id, groups, seats)
    heads = [group for group in groups if group["tally"] == Tally.HEAD]
    here = [row for row in rows if row.present or row.delegates]
    kinds = Counter(row.kind for row in here)
    whole = {name: sum(group[name] for group in heads) for name in ("room", "online", "both")}
    stands = quorum(rows, await quorum_plan(plan))
    return {
        "heads": sum(group["n"] for group in heads),
        **whole,
        "walk_ins": sum(group["n"] for group in heads if group["walk_in"]),
        "agencies_present": len(here),
        "by_kind": {kind.value: kinds[kind.value] for kind in KINDS if kinds[kind.value]},
        "agencies": [
            {"agency": row.agency, "name": row.name, "present": row.present or row.delegates}
            for row in rows
            if row.invited or row.present or row.delegates
        ],
        "inside": sum(group["inside"] for group in heads),
        "companions": sum(row["n"] for row in groups if row["tally"] == Tally.COMPANION),
        "quorum": _told(stands, plan),
    }


def _told(stands: Quorum, plan: AttendancePlan) -> dict[str, Any] | None:
    if plan.quorum_rule is QuorumRule.NONE:
        return None
    return asdict(stands) | {"since": plan.quorum_since.isoformat() if plan.quorum_since else None}


async def attendance_state(meeting_id: UUID) -> dict[str, Any]:
    """What the live record last said of the attendance, whole.

    A snapshot takes it from the journal, so that it is what replaying the entries gives, also
    when agencies were invited or renamed since.
    """
    told = Entry.filter(stream=meeting_id, kind__in=[RECORDED, PLANNED])
    entry = await told.order_by("-seq").first()
    if entry is None:
        return dict(NOBODY)
    state: dict[str, Any] = entry.data["attendance"]
    return state


async def by_agency(meeting: Meeting) -> list[AgencyCount]:
    """Every agency with seats, invitations or people here, in the order of protocol."""
    end = await ending(meeting.id, await plan_of(meeting.id))
    groups = await _grouped_heads(meeting.id, end)
    rows = await _rows(meeting.id, groups, await delegated_seats(meeting.id, end))
    _asked, accepted = await seats_by_agency(meeting.id)
    codes = dict(
        await Agency.filter(id__in=[key for key in accepted if key]).values_list("code", "id")
    )
    return [replace(row, accepted=accepted[codes.get(row.agency)]) for row in rows]


async def quorum_now(meeting: Meeting, rows: Iterable[AgencyCount]) -> Quorum:
    """Whether enough are here of what the plan of a meeting counts."""
    return quorum(rows, await quorum_plan(await plan_of(meeting.id)))


async def arrivals(meeting: Meeting) -> list[Level]:
    """How many were there over time, as it can be drawn; nothing before anybody came.

    Whoever came both ways stands in the room. Somebody whose leaving was not recorded stays. What
    was recorded long before or after the meeting is drawn at the edge.
    """
    rows = await Head.counted(meeting_id=meeting.id).values("first_at", "last_out_at", "room")
    first = meeting.starts_at - AROUND
    last = (meeting.series_ends_at or meeting.ends_at) + AROUND

    def drawn(at: datetime) -> datetime:
        return min(max(at, first), last)

    return levels(
        [
            (
                drawn(row["first_at"]),
                drawn(row["last_out_at"]) if row["last_out_at"] else None,
                not row["room"],
            )
            for row in rows
        ]
    )


async def desk_snapshot(meeting: Meeting) -> dict[str, Any]:
    """Where a desk's page begins to follow the live record: the counts of one moment."""
    async with database.reading():
        epoch, seq = await epoch_and_top(meeting.id)
        state = {"attendance": await attendance_state(meeting.id)}
    return {"epoch": epoch, "seq": seq, "view": "participant", "state": state}


async def ending(meeting_id: UUID, plan: AttendancePlan) -> datetime | None:
    """When whoever stayed until then was there at the end; None while the meeting is not over."""
    meeting = await row_where(Meeting, "id", meeting_id)
    if meeting is None:
        return None
    return end_of(meeting.state, meeting.ends_at, meeting.closed_at, plan.early_minutes)


async def _grouped_heads(meeting_id: UUID, end: datetime | None) -> list[dict[str, Any]]:
    """Heads and companions counted by agency and way; delegates stand apart by `representing`."""
    rows = await _asked(_HEADS, meeting_id, end or _NEVER)
    return [_group(*row) for row in rows]


def _group(
    agency: Any, room: Any, online: Any, walk_in: Any, representing: str, tally: str,
    n: int, inside: int,
) -> dict[str, Any]:  # fmt: skip
    return {
        "agency_id": _key(agency),
        "room": n if room else 0,
        "online": n if online else 0,
        "both": n if room and online else 0,
        "walk_in": bool(walk_in),
        "representing": representing,
        "tally": Tally(tally),
        "n": n,
        "inside": inside,
    }


async def _rows(
    meeting_id: UUID, groups: list[dict[str, Any]], seats: Seating
) -> list[AgencyCount]:
    """One row for each agency with seats, invitations or people here, in the order of protocol."""
    quotas = {_key(agency): n for agency, n in await _asked(_QUOTAS, meeting_id)}
    asked = await _asked(_INVITED, meeting_id)
    invited: Counter[UUID | None] = Counter({_key(agency): n for agency, n in asked})
    sent = await sent_along(meeting_id)
    by_agency: dict[UUID | None, list[dict[str, Any]]] = {}
    for group in groups:
        by_agency.setdefault(group["agency_id"], []).append(group)
    known = {key for key in (*by_agency, *invited, *quotas) if key}
    rows = [
        _counted(agency, by_agency.get(agency.id, []), quotas, invited, sent, seats)
        for agency in await database.rows_among(Agency, "id", known)
    ]
    return sorted(rows, key=_protocol)


# Counted anew with every scan at a door: composed here once, for both databases. `:m` is the
# meeting, `:e` the end of one that is over.
_HEADS = (
    "SELECT agency_id, room, online, walk_in, representing, tally, COUNT(*), "
    "SUM(CASE WHEN last_out_at IS NULL OR last_out_at >= :e THEN 1 ELSE 0 END) FROM head "
    "WHERE meeting_id = :m AND tally IN ('head', 'companion') "
    "GROUP BY agency_id, room, online, walk_in, representing, tally"
)
_QUOTAS = "SELECT agency_id, seats FROM quota WHERE meeting_id = :m"
_INVITED = (
    "SELECT agency_id, COUNT(*) FROM invitation WHERE meeting_id = :m "
    "AND delegated_from_id IS NULL AND status <> 'withdrawn' AND part <> 'aide' GROUP BY agency_id"
)
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


async def _asked(
    statement: str, meeting_id: UUID, end: datetime | None = None
) -> list[tuple[Any, ...]]:
    """What one of these statements finds."""
    fields = Head._meta.fields_map
    meeting = fields["meeting_id"].to_db_value(meeting_id, Head)
    ends = fields["first_at"].to_db_value(end, Head) if end else None
    # They read all who came: by the connection's own thread, so that nobody else waits.
    line = connections.get("default")
    _count, rows = await line.execute_query(*_placed(statement, meeting, ends))
    return [tuple(row) for row in rows]


def _placed(statement: str, meeting: Any, end: Any) -> tuple[str, list[Any]]:
    """With the placeholders of the database: numbered ones may stand several times."""
    if database.is_postgres():
        told = statement.replace(":m", "$1").replace(":e", "$2")
        return told, [meeting, end] if "$2" in told else [meeting]
    told = statement.replace(":m", "?1").replace(":e", "?2")
    return told, [meeting, end] if "?2" in told else [meeting]


def _key(value: Any) -> UUID | None:
    return UUID(value) if isinstance(value, str) else value


def _counted(
    agency: Agency,
    groups: list[dict[str, Any]],
    quotas: Mapping[UUID | None, int],
    invited: Counter[UUID | None],
    sent: Counter[UUID],
    seats: Seating,
) -> AgencyCount:
    """`sent` are those of other agencies who came for this one too."""
    key, quota = agency.id, quotas.get(agency.id)
    room = online = both = present = inside = companions = 0
    delegates = others = sent[key]
    taken, sitting = seats.taken[key], seats.sitting[key]
    for group in groups:
        n, here = group["n"], group["inside"]
        if group["tally"] is Tally.COMPANION:
            companions += n
            continue
        room, online, both = room + group["room"], online + group["online"], both + group["both"]
        present, inside = present + n, inside + here
        if group["representing"]:
            delegates += n
        elif quota or not group["walk_in"]:
            # A guest of an agency takes one of its seats; without a quota nobody keeps one free.
            taken, sitting = taken + n, sitting + here
    most = invited[key] if quota is None else quota
    return AgencyCount(
        agency=agency.code,
        name=agency.name,
        kind=agency.kind.value,
        precedence=agency.precedence,
        seats=quota,
        invited=invited[key],
        room=room,
        online=online,
        both=both,
        present=present,
        delegates=delegates,
        inside=inside,
        taken=min(most, taken),
        sitting=min(most, sitting),
        others=others,
        companions=companions,
    )


def _protocol(row: AgencyCount) -> tuple[int, int, str]:
    return row.precedence, _PLACES[row.kind], row.name.casefold()


_PLACES = {kind.value: place for place, kind in enumerate(KINDS)}
