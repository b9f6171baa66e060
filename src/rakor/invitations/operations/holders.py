"""Whom an office means: its holder on the day of the meeting, as known when the letter goes out."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from rakor.directory.models import Office, OfficeHolder
from rakor.directory.queries import holders_on
from rakor.directory.rules import HOLDING_PREFIX
from rakor.errors import Conflict
from rakor.invitations import queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations.wishes import day_of
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting, MeetingPart
from rakor.words import _


async def holders_of(
    offices: Sequence[UUID], day: date
) -> dict[UUID, tuple[Office, OfficeHolder | None]]:
    """The offices with who holds them on the day of the meeting.

    Where nobody is known for that day, whoever holds it now gets the letter that goes out now.
    """
    if not offices:
        return {}
    holders = await holders_on(offices) | await holders_on(offices, day)
    rows = await Office.filter(id__in=list(offices)).select_related("agency")
    return {office.id: (office, holders.get(office.id)) for office in rows}


def title_of(office: Office, holder: OfficeHolder | None) -> str:
    """An office as its holder signs: with Plt., Plh. or Pj. where they are."""
    return (HOLDING_PREFIX[holder.holding] if holder else "") + office.title


def address_of(office: Office, holder: OfficeHolder | None) -> str:
    """Where letters to an office go: its own mailbox, else its holder's; "" for neither."""
    return (office.email or (holder.person.email if holder else "") or "").lower()


async def follow_holders(meeting: Meeting, waiting: Sequence[Invitation]) -> list[Invitation]:
    """Offices whose holder changed since they were put on the list go to who holds them now.

    The link of the former holder, who was never told, is worth nothing any more. Refuses (Conflict,
    naming the office) one that nobody can be reached for, and a holder who is invited already.
    """
    seats = [seat for seat in waiting if seat.office_id and seat.delegated_from_id is None]
    found = await holders_of([seat.office_id for seat in seats if seat.office_id], day_of(meeting))
    changed = []
    for seat in seats:
        office, holder = found[seat.office_id or seat.id]
        person = holder.person if holder else None
        if (person.id if person else None) == seat.person_id:
            continue
        email = address_of(office, holder)
        if not email:
            words = _("{office} sedang kosong dan belum mempunyai alamat surel.")
            raise Conflict(words.format(office=office.title), office=str(office.id))
        await _check_free(seat, email, office)
        await _leave(seat)
        seat.email, seat.person_id = email, person.id if person else None
        seat.name = person.full_name if person else office.title
        seat.office_title = title_of(office, holder)
        seat.generation += 1
        seat.revision += 1
        queries.seal(seat)
        await seat.save()
        if person:
            await MeetingPart.get_or_create(
                meeting_id=meeting.id, person_id=person.id, part=seat.part
            )
        changed.append(seat)
    return changed


async def _check_free(seat: Invitation, email: str, office: Office) -> None:
    taken = Invitation.filter(meeting_id=seat.meeting_id, email=email).exclude(id=seat.id)
    row = await taken.first()
    if row is not None:
        gone = row.status is RsvpStatus.WITHDRAWN
        words = (
            _("Pemangku {office} sekarang ({email}) pernah diundang lalu ditarik.")
            if gone
            else _("Pemangku {office} sekarang ({email}) sudah diundang; tarik salah satunya.")
        )
        raise Conflict(words.format(office=office.title, email=email), email=email)


async def _leave(seat: Invitation) -> None:
    """Whoever held the office when it was put on the list has no part in the meeting by it."""
    if seat.person_id:
        await MeetingPart.filter(
            meeting_id=seat.meeting_id, person_id=seat.person_id, part=seat.part
        ).delete()
