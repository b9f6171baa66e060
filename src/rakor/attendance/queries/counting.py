"""Counts by agency, as they are now and as the live record last said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from rakor import database
from rakor.attendance.models import AttendancePlan, Head
from rakor.attendance.queries.planning import plan_of, quorum_plan
from rakor.attendance.queries.seating import Seating, delegated_seats
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
from rakor.invitations.models import Invitation
from rakor.invitations.queries import also_represented, seats_by_agency
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry, epoch_and_top
from rakor.meetings.models import Meeting, Quota
from rakor.meetings.rules import Part

RECORDED = "attendance.recorded"
PLANNED = "attendance.planned"
KINDS = list(AgencyKind)
# How long before and after a meeting people come and go.
AROUND = timedelta(hours=2)
_WAYS = ("agency_id", "room", "online", "walk_in", "representing", "tally")


async def counts(meeting_id: UUID) -> dict[str, Any]:
    """The counts as they are now; the `attendance` of the live record.

    `agencies` lists those invited and those present in the order of protocol, so that who is
    missing can be told. Kinds with nobody present are left out. `inside` are the heads who are
    still here, or were at the end of a meeting that is over; the quorum counts those only.
    """
    plan = await plan_of(meeting_id)
    end = await _end_of(meeting_id, plan)
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
    end = await _end_of(meeting.id, await plan_of(meeting.id))
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


async def _end_of(meeting_id: UUID, plan: AttendancePlan) -> datetime | None:
    meeting = await row_where(Meeting, "id", meeting_id)
    if meeting is None:
        return None
    return end_of(meeting.state, meeting.ends_at, meeting.closed_at, plan.early_minutes)


async def _grouped_heads(meeting_id: UUID, end: datetime | None) -> list[dict[str, Any]]:
    """Heads and companions counted by agency and way; delegates stand apart by `representing`."""
    inside = Q(last_out_at=None) if end is None else Q(last_out_at=None) | Q(last_out_at__gte=end)
    rows: list[dict[str, Any]] = await (
        Head.filter(meeting_id=meeting_id, tally__in=[Tally.HEAD, Tally.COMPANION])
        .annotate(n=Count("id"), inside=Count("id", _filter=inside))
        .group_by(*_WAYS)
        .values(*_WAYS, "n", "inside")
    )
    for row in rows:
        row["both"] = row["n"] if row["room"] and row["online"] else 0
        row["room"] = row["n"] if row["room"] else 0
        row["online"] = row["n"] if row["online"] else 0
    return rows


async def _invited(meeting_id: UUID) -> Counter[UUID | None]:
    """To how many seats each agency is asked; companions have none."""
    rows = (
        await Invitation.filter(meeting_id=meeting_id, delegated_from=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .exclude(part=Part.AIDE)
        .annotate(n=Count("id"))
        .group_by("agency_id")
        .values_list("agency_id", "n")
    )
    return Counter(dict(rows))


async def _rows(
    meeting_id: UUID, groups: list[dict[str, Any]], seats: Seating
) -> list[AgencyCount]:
    """One row for each agency with seats, invitations or people here, in the order of protocol."""
    quotas = dict(await Quota.filter(meeting_id=meeting_id).values_list("agency_id", "seats"))
    invited = await _invited(meeting_id)
    sent = await also_represented(meeting_id)
    known = {group["agency_id"] for group in groups} | set(invited) | set(quotas)
    agencies = await Agency.filter(id__in=[key for key in known if key]).values(
        "id", "code", "name", "kind", "precedence"
    )
    by_agency: dict[UUID | None, list[dict[str, Any]]] = {}
    for group in groups:
        by_agency.setdefault(group["agency_id"], []).append(group)
    rows = [
        _counted(row, by_agency.get(row["id"], []), quotas, invited, sent, seats)
        for row in agencies
    ]
    return sorted(rows, key=_protocol)


def _counted(
    row: dict[str, Any],
    groups: list[dict[str, Any]],
    quotas: Mapping[UUID, int],
    invited: Counter[UUID | None],
    sent: Counter[UUID],
    seats: Seating,
) -> AgencyCount:
    """`sent` are those of other agencies who came for this one too."""
    own = [group for group in groups if group["tally"] == Tally.HEAD]
    key, quota = row["id"], quotas.get(row["id"])
    # A guest of an agency takes one of its seats; where there is no quota, nobody keeps one free.
    seated = [
        group for group in own if not group["representing"] and (quota or not group["walk_in"])
    ]
    most = invited[key] if quota is None else quota
    return AgencyCount(
        agency=row["code"],
        name=row["name"],
        kind=AgencyKind(row["kind"]).value,
        precedence=row["precedence"],
        seats=quota,
        invited=invited[key],
        room=sum(group["room"] for group in own),
        online=sum(group["online"] for group in own),
        both=sum(group["both"] for group in own),
        present=sum(group["n"] for group in own),
        delegates=sum(group["n"] for group in own if group["representing"]) + sent[key],
        inside=sum(group["inside"] for group in own),
        taken=min(most, sum(group["n"] for group in seated) + seats.taken[key]),
        sitting=min(most, sum(group["inside"] for group in seated) + seats.sitting[key]),
        others=sent[key],
        companions=sum(group["n"] for group in groups if group["tally"] == Tally.COMPANION),
    )


def _protocol(row: AgencyCount) -> tuple[int, int, str]:
    return row.precedence, KINDS.index(AgencyKind(row.kind)), row.name.casefold()
