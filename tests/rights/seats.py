"""A guest who waits in a meeting, and an agency that names its people for it."""

from typing import Any
from uuid import uuid4

from rakor.attendance.models import Head, NominationLink, Nominee
from rakor.attendance.queries import nomination_token
from rakor.attendance.rules import Admission, NomineeState, Tally
from rakor.directory.models import Agency
from rakor.invitations.queries import digest
from rakor.meetings.models import Meeting, Quota

NAMING = "BKN"


async def seats(meeting: Meeting) -> dict[str, Any]:
    """The keys of the doors that lead to them."""
    agency = await Agency.get(code=NAMING)
    await Quota.get_or_create(meeting=meeting, agency=agency, defaults={"seats": 3})
    guest, _made = await Head.get_or_create(
        meeting=meeting,
        key="guest:seorang tamu|",
        defaults={
            "name": "Seorang tamu",
            "walk_in": True,
            "admission": Admission.HELD,
            "tally": Tally.NONE,
            "first_at": meeting.starts_at,
        },
    )
    link = await NominationLink.get_or_none(meeting=meeting, agency=agency)
    if link is None:
        link = NominationLink(meeting_id=meeting.id, agency_id=agency.id)
        link.digest = digest(nomination_token(link))
        await link.save(force_create=True)
    nominee, _made = await Nominee.get_or_create(
        meeting=meeting,
        agency=agency,
        name="Seorang usulan",
        defaults={
            "email": f"usulan.{uuid4().hex[:6]}@example.go.id",
            "position": 1,
            "state": NomineeState.NOMINATED,
            "named_at": meeting.starts_at,
        },
    )
    return {
        "guest_head": guest.id,
        "nomination_link": link.id,
        "nomination_token": nomination_token(link),
        "nominee": nominee.id,
    }
