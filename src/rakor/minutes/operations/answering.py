"""Writing to whoever asked for a correction of minutes what became of it."""

from datetime import datetime
from uuid import UUID

from rakor.accounts.models import Account
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.minutes.models import Minutes, MinutesCorrection
from rakor.minutes.operations.letters import About, To, by_link, to_seat, write
from rakor.minutes.queries import document_of
from rakor.minutes.rules import CorrectionState


async def tell_asker(correction_id: UUID, now: datetime) -> int:
    """The answer goes to whoever asked, once, with its reason unless that is about a secret item.

    Nothing where it is still open, or where nobody knows an address.
    """
    found = await MinutesCorrection.get_or_none(id=correction_id).select_related(
        "by", "minutes__meeting__organizer"
    )
    if found is None or found.state is CorrectionState.OPEN:
        return 0
    minutes = found.minutes
    to = await _asker(found)
    if not to.email:
        return 0
    note = "" if _is_secret(minutes, found.section) else found.answer
    about = About(found.state.value, minutes.meeting, minutes, now, note=note)
    return await write(about, to, f"minutes:{found.id}:answered")


async def _asker(found: MinutesCorrection) -> To:
    """With an account at their own address, else by their seat, if they still have one."""
    person = found.by
    to = To(person.email or "", person.full_name, person.id, person.locale)
    if await Account.filter(person_id=person.id, active=True).exists():
        return to
    seat = (
        await Invitation.filter(meeting_id=found.minutes.meeting_id, person_id=person.id)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("person")
        .order_by("id")
        .first()
    )
    return to_seat(seat, f"{by_link(seat)}#perbaikan") if seat else to


def _is_secret(minutes: Minutes, section: str) -> bool:
    """Whether a section is on a confidential item, which no letter tells of."""
    told = zip(minutes.content["items"], document_of(minutes).discussion, strict=True)
    return any(item == section and notes.confidential for item, notes in told)
