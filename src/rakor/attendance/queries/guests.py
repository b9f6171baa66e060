"""Guests without an invitation, and who of them waits for the secretariat."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rakor.attendance.models import Head, Scan
from rakor.attendance.rules import Admission, Tally
from rakor.journal import Entry
from rakor.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest as a desk wrote them down, where and when."""

    id: UUID
    name: str
    office: str
    agency: str
    code: str
    admission: Admission
    first_at: datetime
    device: str
    companion: bool


async def guests(meeting: Meeting) -> list[Guest]:
    """Everybody without an invitation: those who wait first, in the order in which they came."""
    heads = await Head.filter(meeting_id=meeting.id, walk_in=True).select_related("agency")
    scans = Scan.filter(meeting_id=meeting.id, head_id__in=[head.id for head in heads])
    devices = dict(await scans.order_by("-at").values_list("head_id", "device"))
    found = [
        Guest(
            id=head.id,
            name=head.name,
            office=head.office_title,
            agency=head.agency_name,
            code=head.agency.code if head.agency else "",
            admission=head.admission,
            first_at=head.first_at,
            device=devices.get(head.id, ""),
            companion=head.companion,
        )
        for head in heads
    ]
    order = [Admission.HELD, Admission.ADMITTED, Admission.TURNED_AWAY]
    return sorted(found, key=lambda guest: (order.index(guest.admission), guest.first_at))


async def guests_held(meeting: Meeting) -> int:
    """How many guests wait to be let in."""
    return await Head.filter(meeting_id=meeting.id, admission=Admission.HELD).count()


async def companions(meeting: Meeting) -> list[Head]:
    """Those who came along with somebody or with an agency, and are counted apart."""
    rows = Head.filter(meeting_id=meeting.id, tally=Tally.COMPANION).select_related("companion_of")
    return await rows.order_by("agency_name", "name")


async def quorum_moments(meeting: Meeting) -> list[tuple[datetime, bool, int, int]]:
    """When the quorum was reached and lost: (moment, whether reached, present, needed)."""
    rows = Entry.filter(stream=meeting.id, kind__in=["quorum.reached", "quorum.lost"])
    return [
        (row.at, row.kind == "quorum.reached", row.data["present"], row.data["needed"])
        for row in await rows.order_by("-seq").limit(20)
    ]
