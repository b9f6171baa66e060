"""What a desk shows: whom it may look for, and the last lines of the ledger."""

from typing import Any
from uuid import UUID

from rakor.attendance.models import Head, Scan
from rakor.attendance.rules import (
    words_of,
)
from rakor.invitations.models import Invitation
from rakor.invitations.queries import steps_of, titles
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.words import _


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
    heads = await Head.counted(meeting_id=meeting.id).values("invitation_id", "person_id")
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


async def scan_of(meeting: Meeting, scan_id: UUID) -> Scan | None:
    """One line of a meeting's ledger with the head it found."""
    return await Scan.filter(meeting_id=meeting.id, id=scan_id).select_related("head").first()
