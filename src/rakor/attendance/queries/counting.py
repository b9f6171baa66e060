"""Counts by agency, as they are now and as the live record last said."""

from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from rakor import database
from rakor.attendance.models import Head
from rakor.attendance.rules import (
    NOBODY,
    AgencyCount,
)
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.invitations.models import Invitation
from rakor.invitations.queries import also_represented, seats_by_agency
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry, epoch_and_top
from rakor.meetings.models import Meeting, Quota

RECORDED = "attendance.recorded"
KINDS = list(AgencyKind)


async def counts(meeting_id: UUID) -> dict[str, Any]:
    """The counts as they are now, in three queries; the `attendance` of the live record.

    `agencies` lists those invited and those present in the order of protocol, so that who is
    missing can be told. Kinds with nobody present are left out.
    """
    groups = await _grouped_heads(meeting_id)
    sent = await also_represented(meeting_id)
    rows = [_counted(row, groups, sent) for row in await _agencies(meeting_id, with_quotas=False)]
    here = [row for row in rows if row.present or row.delegates]
    kinds = Counter(row.kind for row in here)
    whole = {name: sum(group[name] for group in groups) for name in ("room", "online", "both")}
    return {
        "heads": sum(group["n"] for group in groups),
        **whole,
        "walk_ins": sum(group["n"] for group in groups if group["walk_in"]),
        "agencies_present": len(here),
        "by_kind": {kind.value: kinds[kind.value] for kind in KINDS if kinds[kind.value]},
        "agencies": [
            {"agency": row.agency, "name": row.name, "present": row.present or row.delegates}
            for row in sorted(rows, key=_protocol)
        ],
    }


async def attendance_state(meeting_id: UUID) -> dict[str, Any]:
    """What the live record last said of the attendance, whole.

    A snapshot takes it from the journal, so that it is what replaying the entries gives, also
    when agencies were invited or renamed since.
    """
    entry = await Entry.filter(stream=meeting_id, kind=RECORDED).order_by("-seq").first()
    if entry is None:
        return dict(NOBODY)
    state: dict[str, Any] = entry.data["attendance"]
    return state


async def by_agency(meeting: Meeting) -> list[AgencyCount]:
    """Every agency with seats, invitations or people here, in the order of protocol."""
    groups = await _grouped_heads(meeting.id)
    sent = await also_represented(meeting.id)
    rows = await _agencies(meeting.id, with_quotas=True)
    seats = dict(await Quota.filter(meeting_id=meeting.id).values_list("agency_id", "seats"))
    asked, accepted = await seats_by_agency(meeting.id)
    counted = [
        replace(
            _counted(row, groups, sent),
            seats=seats.get(row["id"]),
            invited=asked[row["id"]],
            accepted=accepted[row["id"]],
        )
        for row in rows
    ]
    return sorted(counted, key=_protocol)


async def desk_snapshot(meeting: Meeting) -> dict[str, Any]:
    """Where a desk's page begins to follow the live record: the counts of one moment."""
    async with database.reading():
        epoch, seq = await epoch_and_top(meeting.id)
        state = {"attendance": await attendance_state(meeting.id)}
    return {"epoch": epoch, "seq": seq, "view": "participant", "state": state}


async def _grouped_heads(meeting_id: UUID) -> list[dict[str, Any]]:
    """Heads counted by agency and way of taking part; delegates stand apart by `representing`."""
    rows: list[dict[str, Any]] = await (
        Head.counted(meeting_id=meeting_id)
        .annotate(n=Count("id"))
        .group_by("agency_id", "room", "online", "walk_in", "representing")
        .values("agency_id", "room", "online", "walk_in", "representing", "n")
    )
    for row in rows:
        row["both"] = row["n"] if row["room"] and row["online"] else 0
        row["room"] = row["n"] if row["room"] else 0
        row["online"] = row["n"] if row["online"] else 0
    return rows


async def _agencies(meeting_id: UUID, *, with_quotas: bool) -> list[dict[str, Any]]:
    invited = Invitation.filter(meeting_id=meeting_id).exclude(status=RsvpStatus.WITHDRAWN)
    concerned = Q(id__in=Subquery(invited.values("agency_id")))
    concerned |= Q(id__in=Subquery(Head.counted(meeting_id=meeting_id).values("agency_id")))
    if with_quotas:
        concerned |= Q(id__in=Subquery(Quota.filter(meeting_id=meeting_id).values("agency_id")))
    rows: list[dict[str, Any]] = await Agency.filter(concerned).values(
        "id", "code", "name", "kind", "precedence"
    )
    return rows


def _counted(row: dict[str, Any], groups: list[dict[str, Any]], sent: Counter[UUID]) -> AgencyCount:
    """`sent` are those of other agencies who came for this one too."""
    own = [group for group in groups if group["agency_id"] == row["id"]]
    return AgencyCount(
        agency=row["code"],
        name=row["name"],
        kind=AgencyKind(row["kind"]).value,
        precedence=row["precedence"],
        room=sum(group["room"] for group in own),
        online=sum(group["online"] for group in own),
        both=sum(group["both"] for group in own),
        present=sum(group["n"] for group in own),
        delegates=sum(group["n"] for group in own if group["representing"]) + sent[row["id"]],
    )


def _protocol(row: AgencyCount) -> tuple[int, int, str]:
    return row.precedence, KINDS.index(AgencyKind(row.kind)), row.name.casefold()
