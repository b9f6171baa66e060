"""What a desk carries with it to work without the network: everyone invited, and who is here."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.functions import Count, Max

from rakor import database
from rakor.attendance.models import Head, Scan
from rakor.attendance.queries.badges import badge_key
from rakor.attendance.queries.counting import RECORDED, attendance_state
from rakor.attendance.queries.lines import signed_among
from rakor.attendance.queries.planning import plan_of
from rakor.attendance.rules import Outcome
from rakor.invitations.models import Invitation
from rakor.invitations.queries import Steps, steps_of, titles
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry, epoch_and_top
from rakor.meetings.models import Meeting

# What happens in a meeting without changing what a desk carries. Anything else may.
BESIDE = (
    "agenda.",
    "ballot.",
    "decision.",
    "device.",
    "material.",
    "minutes.",
    "note.",
    "phrase.",
    "quorum.",
    "speaker.",
    "speaking.",
    "vote.",
    RECORDED,
)
# A transaction that began before another may be kept after it.
OVERLAP = timedelta(seconds=30)
# What a desk reads of somebody invited.
_SAID = (
    "id",
    "person_id",
    "name",
    "office_title",
    "agency_name",
    "status",
    "code_digest",
    "generation",
)
_REVISION = re.compile(r"([0-9a-f]{1,16})-(\d{1,12})-(\d{1,18})-(\d{1,12})")


async def desk_list(meeting: Meeting, since: str = "") -> dict[str, Any]:
    """The list of a meeting at one moment, whole, or what is different from the one of `since`.

    `revision` names it. Without `whole`, `people` is empty and `heads` are those to be replaced;
    people are sent again as soon as anything happened that may concern them.
    """
    async with database.reading():
        epoch, seq = await epoch_and_top(meeting.id)
        last, lines = await _top(meeting)
        before = _REVISION.fullmatch(since)
        whole = before is None or not await _only_scans(meeting, before, epoch, seq)
        heads = Head.filter(meeting_id=meeting.id)
        if before is not None and not whole:
            at = datetime.fromtimestamp(int(before[3]) / 1e6, UTC) - OVERLAP
            fresh = Scan.filter(meeting_id=meeting.id, recorded_at__gte=at)
            heads = heads.filter(id__in=Subquery(fresh.values("head_id")))
        plan = await plan_of(meeting.id)
        return {
            "revision": f"{epoch or 0}-{seq}-{last}-{lines}",
            "whole": whole,
            "now": datetime.now(UTC),
            "meeting": _facts(meeting),
            "policy": {
                "walk_ins": plan.walk_ins,
                "self_check_in": plan.self_check_in,
                "late_minutes": plan.late_minutes,
            },
            "public_key": badge_key(),
            "people": await _people(meeting) if whole else [],
            "heads": await head_rows(await heads.order_by("id")),
            "attendance": await attendance_state(meeting.id),
        }


async def _top(meeting: Meeting) -> tuple[int, int]:
    """When the last line of the ledger was written, in microseconds, and how many there are."""
    rows = Scan.filter(meeting_id=meeting.id).annotate(last=Max("recorded_at"), n=Count("id"))
    (row,) = await rows.group_by("meeting_id").values("last", "n") or [{"last": None, "n": 0}]
    last = row["last"]
    if isinstance(last, str):
        last = datetime.fromisoformat(last)
    if last is not None and last.tzinfo is None:
        last = last.replace(tzinfo=UTC)
    return (round(last.timestamp() * 1e6) if last else 0), int(row["n"])


async def _only_scans(meeting: Meeting, before: re.Match[str], epoch: str, seq: int) -> bool:
    """Whether nothing but scans changed what a desk carries since that revision."""
    seen = int(before[2])
    if before[1] != (epoch or "0") or seen > seq or seq - seen > 2000:
        return False
    kinds = Entry.filter(stream=meeting.id, seq__gt=seen).distinct().values_list("kind", flat=True)
    return all(str(kind).startswith(BESIDE) for kind in await kinds)


def _facts(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "title": meeting.title,
        "state": meeting.state,
        "mode": meeting.mode,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "timezone": meeting.timezone,
        "room": meeting.room,
    }


async def _people(meeting: Meeting) -> list[dict[str, Any]]:
    """Everyone invited, also whoever no longer is, so that a desk can say why they are refused."""
    rows = Invitation.filter(meeting_id=meeting.id).order_by("precedence", "name", "id")
    people = await rows.values(*_SAID, agency_short="agency__short_name")
    steps = await steps_of([meeting.id])
    tops = {row["id"]: steps.tops(row["id"]) for row in people} if steps.links else {}
    wanted = list({top for each in tops.values() for top in each})
    seats = {row.id: row for row in await Invitation.filter(id__in=wanted)} if wanted else {}
    return [
        _person(row, titles(seats[top] for top in tops.get(row["id"], ())), steps) for row in people
    ]


def _person(row: dict[str, Any], represents: str, steps: Steps) -> dict[str, Any]:
    deputy = steps.chain(row["id"]).last
    person = row["person_id"]
    return {
        "invitation": row["id"],
        "name": row["name"] or row["office_title"],
        "office": row["office_title"] if row["name"] else "",
        "agency": row["agency_name"],
        "agency_short": row["agency_short"] or "",
        "represents": represents,
        "deputy": deputy.name if deputy else "",
        "status": row["status"],
        "withdrawn": row["status"] == RsvpStatus.WITHDRAWN,
        "code_sha256": row["code_digest"],
        "generation": row["generation"] % 256,
        # Two seats of one person are one head.
        "key": f"person:{person}" if person else f"invitation:{row['id']}",
    }


async def head_rows(heads: Iterable[Head]) -> list[dict[str, Any]]:
    """Heads as desks show them; the same two queries for one and for many."""
    heads = list(heads)
    first = await first_devices(heads)
    signed = await signed_among(head.id for head in heads)
    return [
        {
            "id": head.id,
            "key": head.key,
            "invitation": head.invitation_id,
            "name": head.name,
            "office": head.office_title,
            "agency": head.agency_name,
            "represents": head.representing,
            "walk_in": head.walk_in,
            "room": head.room,
            "online": head.online,
            "first_at": head.first_at,
            "first_device": first.get(head.id, ""),
            "last_out_at": head.last_out_at,
            "tally": head.tally,
            "admission": head.admission,
            "signed": head.id in signed,
        }
        for head in heads
    ]


async def first_devices(heads: Iterable[Head]) -> dict[UUID, str]:
    """At which desk each of these was first recorded, as far as that line still stands."""
    began = {head.id: head.first_at for head in heads}
    rows = Scan.filter(head_id__in=list(began), voids_id=None).exclude(outcome=Outcome.REFUSED)
    found: dict[UUID, str] = {}
    for head, at, device in await rows.order_by("id").values_list("head_id", "at", "device"):
        if began[head] == at:
            found.setdefault(head, device)
    return found
