"""What a report begins with: approved minutes as their reader may read them, and who sent them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rakor import words
from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.errors import NotFound
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.rules import STANDING_STATES
from rakor.meetings.models import Meeting
from rakor.minutes.export.values import Letterhead, MinutesDocument
from rakor.minutes.queries.reading import Reading
from rakor.minutes.rules import SETTLED
from rakor.minutes.rules.report import ReportFacts
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Reported:
    """The minutes a report is made of, on whose paper it is printed, and what it begins with."""

    document: MinutesDocument
    agency: Agency
    kop: Letterhead
    facts: ReportFacts


async def reported(reading: Reading, *, by: User) -> Reported:
    """A report somebody may give of a meeting: filled from minutes that were approved.

    A deputy reports to whoever sent them, by the letter that sent them. NotFound until the chair
    has approved the minutes, and for whoever may not read them.
    """
    minutes, document = reading.told
    if minutes.state not in SETTLED:
        raise NotFound(_("Laporan disusun setelah notula disetujui pimpinan rapat."))
    meeting = reading.meeting
    own = await Agency.get(id=by.agency_id) if by.agency_id else meeting.organizer
    seat = await Invitation.filter(meeting_id=meeting.id, person_id=by.id).first()
    step = await _sent(seat) if seat else None
    parent = await Agency.get_or_none(id=own.parent_id) if own.parent_id else None
    address = (own.address,) if own.address else ()
    with words.speaking("id"):
        facts = _facts(meeting, document, by, own, seat, step)
    return Reported(
        document, own, Letterhead(parent.name if parent else "", own.name, address), facts
    )


async def _sent(seat: Invitation) -> DelegationStep | None:
    """The step by which somebody was sent to that seat."""
    return (
        await DelegationStep.filter(deputy_id=seat.id, state__in=list(STANDING_STATES))
        .select_related("invitation")
        .order_by("-created_at")
        .first()
    )


def _facts(
    meeting: Meeting,
    document: MinutesDocument,
    by: User,
    own: Agency,
    seat: Invitation | None,
    step: DelegationStep | None,
) -> ReportFacts:
    basis = [f"Undangan {meeting.organizer.name}"]
    if meeting.letter_number:
        basis[0] += f" nomor {meeting.letter_number}"
    if step is not None and step.letter_number:
        basis.append(f"Surat tugas nomor {step.letter_number}")
    to = step.invitation.office_title or step.invitation.name if step else ""
    owed = [each for each in document.follow_ups if own.name in (*each.owners, *each.supporting)]
    today = words.date(datetime.now(UTC), own.timezone, with_weekday=False)
    return ReportFacts(
        to=to,
        basis="\n".join(basis),
        purpose=meeting.purpose,
        activities=f"Mengikuti {meeting.title}." if step or not by.is_staff else "",
        results="\n".join(" ".join(each.text.split()) for each in document.decisions),
        suggestions="\n".join(f"Menindaklanjuti: {' '.join(each.text.split())}" for each in owed),
        closing="Demikian laporan ini disampaikan, mohon arahan lebih lanjut.",
        place_and_date=today,
        signer_office=seat.office_title if seat else "",
        signer_name=by.full_name,
    )
