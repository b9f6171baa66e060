"""Reading attendance: counts by agency, who came and when, and what the live record last said."""

import base64
import hmac
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from rakor import database
from rakor.accounts.models import User
from rakor.attendance.models import Head, Scan
from rakor.attendance.rules import (
    NOBODY,
    AgencyCount,
    Attendee,
    Outcome,
    screen_windows,
    words_of,
)
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.errors import Forbidden, NotFound
from rakor.invitations.models import Invitation
from rakor.invitations.queries import also_represented, seats_by_agency, steps_of, titles
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry, epoch_and_top
from rakor.meetings.models import Meeting, Quota
from rakor.meetings.queries import find, parts_of
from rakor.meetings.rules import Action, Part, State, may
from rakor.settings import settings
from rakor.words import _

RECORDED = "attendance.recorded"
_KINDS = list(AgencyKind)


async def find_with_names(meeting_id: UUID, *, by: User) -> Meeting:
    """A meeting whose list of names somebody may read: desk, secretariat and chair."""
    meeting = await find(meeting_id, to=by)
    if not may_see_names(await parts_of(by, meeting)):
        raise Forbidden(_("Daftar nama hanya untuk sekretariat, petugas registrasi, dan pimpinan."))
    return meeting


def may_see_names(parts: frozenset[Part]) -> bool:
    """Whether these parts read names, or counts only."""
    return may(Action.CHECK_IN, parts) or may(Action.RUN, parts)


def screen_url(meeting_id: UUID) -> str:
    """Where whoever is in the room records that they came: the QR code on its screen.

    Short, so that a phone reads it from the back row.
    """
    proof = _proof(meeting_id, screen_windows(datetime.now(UTC))[0])
    return f"{settings().public_url}/arrive/{meeting_id.hex}/{proof}"


async def by_screen(meeting_id: UUID, proof: str) -> Meeting:
    """The meeting in whose room somebody reads the screen. NotFound when the code has changed."""
    known = [_proof(meeting_id, window) for window in screen_windows(datetime.now(UTC))]
    right = any(hmac.compare_digest(each.encode(), proof.encode()) for each in known)
    meeting = await Meeting.get_or_none(id=meeting_id) if right else None
    if meeting is None or meeting.state is State.DRAFT:
        raise NotFound(_("Kode pada layar sudah berganti. Pindai kode yang sekarang tampil."))
    return meeting


def _proof(meeting_id: UUID, window: int) -> str:
    secret = hmac.digest(settings().secret, f"screen:{meeting_id}:{window}".encode(), "sha256")
    return base64.b32encode(secret[:10]).decode().lower()


async def invited_as(meeting_id: UUID, user: User) -> Invitation | None:
    """The invitation of somebody who is signed in, if they have one in this meeting."""
    rows = Invitation.filter(meeting_id=meeting_id, person_id=user.id)
    return await rows.exclude(status=RsvpStatus.WITHDRAWN).order_by("id").first()


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
        "by_kind": {kind.value: kinds[kind.value] for kind in _KINDS if kinds[kind.value]},
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


async def people(meeting: Meeting) -> list[Attendee]:
    """Everyone who came, by agency in the order of protocol, then by rank and name."""
    heads = await Head.filter(meeting_id=meeting.id).select_related("agency")
    heads.sort(
        key=lambda head: (
            head.agency is None,
            (head.agency.precedence, _KINDS.index(head.agency.kind)) if head.agency else (0, 0),
            head.agency_name.casefold(),
            head.precedence,
            head.name.casefold(),
        )
    )
    return [
        Attendee(
            name=head.name,
            office=head.office_title,
            agency=head.agency_name,
            represents=head.representing,
            room=head.room,
            online=head.online,
            walk_in=head.walk_in,
            first_at=head.first_at,
            last_out_at=head.last_out_at,
        )
        for head in heads
    ]


async def first_scan(head: Head) -> Scan | None:
    """The scan by which somebody was first counted."""
    return await Scan.filter(head_id=head.id, outcome=Outcome.ACCEPTED).order_by("id").first()


async def latest_scans(meeting: Meeting, limit: int = 8) -> list[Scan]:
    """The last lines of the ledger, newest first, with the heads they found."""
    return (
        await Scan.filter(meeting_id=meeting.id).order_by("-id").limit(limit).select_related("head")
    )


async def invitees(meeting: Meeting) -> list[dict[str, Any]]:
    """Those a desk may look up by name, and who of them is here."""
    rows = (
        await Invitation.filter(meeting_id=meeting.id)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("agency")
        .order_by("precedence", "name")
    )
    heads = await Head.filter(meeting_id=meeting.id).values("invitation_id", "person_id")
    here = {head["invitation_id"] for head in heads} | {head["person_id"] for head in heads}
    here.discard(None)
    steps = await steps_of([meeting.id])
    of_seat = {row.id: row for row in rows}

    def office(row: Invitation) -> str:
        """The office, and for a deputy whom they come for, by whom a desk may look for them."""
        whom = titles(of_seat[top] for top in steps.tops(row.id) if top in of_seat)
        words = _("mewakili {whom}").format(whom=whom) if whom else ""
        return ", ".join(filter(None, (row.office_title, words)))

    return [
        {
            "invitation": str(row.id),
            "name": row.name,
            "office": office(row),
            "agency": row.agency_name,
            "agency_short": row.agency.short_name if row.agency else "",
            "present": row.id in here or row.person_id in here,
        }
        for row in rows
    ]


async def find_invitees(meeting: Meeting, text: str, most: int = 8) -> list[dict[str, Any]]:
    """Invited people whose name, office or agency has every word of the search."""
    words = words_of(text)
    if not words:
        return []
    found = [row for row in await invitees(meeting) if _has(row, words)]
    return found[:most]


def _has(row: dict[str, Any], words: list[str]) -> bool:
    said = " ".join(row[part] for part in ("name", "office", "agency", "agency_short"))
    plain = " ".join(words_of(said))
    return all(word in plain for word in words)


async def desk_snapshot(meeting: Meeting) -> dict[str, Any]:
    """Where a desk's page begins to follow the live record: the counts of one moment."""
    async with database.reading():
        epoch, seq = await epoch_and_top(meeting.id)
        state = {"attendance": await attendance_state(meeting.id)}
    return {"epoch": epoch, "seq": seq, "view": "participant", "state": state}


async def scan_of(meeting: Meeting, scan_id: UUID) -> Scan | None:
    """One line of a meeting's ledger with the head it found."""
    return await Scan.filter(meeting_id=meeting.id, id=scan_id).select_related("head").first()


async def _grouped_heads(meeting_id: UUID) -> list[dict[str, Any]]:
    """Heads counted by agency and way of taking part; delegates stand apart by `representing`."""
    rows: list[dict[str, Any]] = await (
        Head.filter(meeting_id=meeting_id)
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
    concerned |= Q(id__in=Subquery(Head.filter(meeting_id=meeting_id).values("agency_id")))
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
    return row.precedence, _KINDS.index(AgencyKind(row.kind)), row.name.casefold()
