"""Whose head a scan is about: of somebody invited, or of a guest."""

from dataclasses import dataclass, replace

from tortoise.expressions import Q

from rakor.attendance import rules
from rakor.attendance.models import Head
from rakor.attendance.rules import Admission, WalkIn, WalkInPolicy
from rakor.directory.models import Agency, Office
from rakor.invitations.models import Invitation
from rakor.invitations.queries import represented_by, titles
from rakor.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Found:
    """The head a scan is about; one that is new has no row yet, and no lines in the ledger."""

    head: Head
    is_new: bool = True


async def head_of(meeting: Meeting, invitation: Invitation) -> Found:
    """The head of an invited person: the one already counted, else one that is not stored yet."""
    key = (
        f"person:{invitation.person_id}" if invitation.person_id else f"invitation:{invitation.id}"
    )
    if head := await Head.get_or_none(meeting_id=meeting.id, key=key):
        return Found(head, is_new=False)
    office = await Office.get_or_none(id=invitation.office_id) if invitation.office_id else None
    seats = await represented_by(invitation)
    # Whoever was sent counts for the agency that was asked, whichever their own is.
    sent = bool(seats) and invitation.delegated_from_id is not None
    agency_id = seats[0].agency_id if sent else invitation.agency_id
    agency = await Agency.get_or_none(id=agency_id) if agency_id else None
    title = office.title if office else invitation.office_title
    return Found(
        Head(
            meeting_id=meeting.id,
            key=key,
            invitation_id=invitation.id,
            person_id=invitation.person_id,
            agency_id=agency_id,
            name=invitation.name or title,
            office_title=title,
            agency_name=agency.name if agency else invitation.agency_name,
            representing=titles(seats)[:400],
            precedence=invitation.precedence,
        )
    )


async def guest_of(meeting: Meeting, walk_in: WalkIn, policy: WalkInPolicy) -> Found:
    """The head of a guest. An agency that the directory knows by code or name counts as present."""
    agency = None
    if walk_in.agency:
        named = Q(code__iexact=walk_in.agency) | Q(name__iexact=walk_in.agency)
        named |= Q(short_name__iexact=walk_in.agency)
        row = await Agency.filter(named).order_by("code").select_related("merged_into").first()
        agency = (row.merged_into or row) if row else None
    name = agency.name if agency else walk_in.agency
    key = rules.guest_key(replace(walk_in, agency=name))
    if head := await Head.get_or_none(meeting_id=meeting.id, key=key):
        return Found(head, is_new=False)
    return Found(
        Head(
            meeting_id=meeting.id,
            key=key,
            agency_id=agency.id if agency else None,
            name=walk_in.name,
            office_title=walk_in.office,
            agency_name=name,
            walk_in=True,
            admission=Admission.HELD if policy is WalkInPolicy.HOLD else Admission.ADMITTED,
        )
    )
