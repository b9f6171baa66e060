"""Guests without an invitation: the secretariat lets them in, or does not."""

from datetime import timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries
from rakor.attendance.models import Head
from rakor.attendance.operations.ledger import queue, refold, tell_counts
from rakor.attendance.rules import Admission
from rakor.directory.queries import agency_meant
from rakor.errors import Conflict, NotFound
from rakor.journal import Audience, Record
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action
from rakor.words import _

ADMITTED = "guest.admitted"
TURNED_AWAY = "guest.turned_away"


async def admit(
    meeting_id: UUID, head_id: UUID, *, agency: str = "", office: str = "", by: User
) -> Head:
    """Let a guest in, who then counts from the time at which they really came.

    `agency` (a code or a name of the directory) and `office` put right what was written down at
    the door. Refuses (Invalid) an agency nobody knows, (Conflict) a guest who was let in before.
    """
    async with journal.transaction() as record:
        head = await _guest(meeting_id, head_id, by=by)
        if head.admission is Admission.ADMITTED:
            raise Conflict(_("Tamu ini sudah diterima."))
        if agency.strip():
            meant = await agency_meant(agency)
            head.agency_id, head.agency_name = meant.id, meant.name
        head.office_title = office.strip()[:250] or head.office_title
        await _decide(record, head, Admission.ADMITTED, ADMITTED, by=by)
    return head


async def turn_away(meeting_id: UUID, head_id: UUID, *, by: User) -> Head:
    """Do not let a guest in, also one who was let in before: they count no longer.

    Refuses (Conflict) a guest who was turned away already. What desks recorded stays recorded.
    """
    async with journal.transaction() as record:
        head = await _guest(meeting_id, head_id, by=by)
        if head.admission is Admission.TURNED_AWAY:
            raise Conflict(_("Tamu ini sudah ditolak."))
        await _decide(record, head, Admission.TURNED_AWAY, TURNED_AWAY, by=by)
    return head


async def _guest(meeting_id: UUID, head_id: UUID, *, by: User) -> Head:
    await queue(meeting_id)
    await locked(meeting_id, Action.INVITE, by=by)
    head = await Head.get_or_none(id=head_id, meeting_id=meeting_id, walk_in=True)
    if head is None:
        raise NotFound(_("Tamu ini tidak ada dalam catatan kehadiran rapat ini."))
    return head


async def _decide(record: Record, head: Head, admission: Admission, kind: str, *, by: User) -> None:
    head.admission = admission
    await head.save(update_fields=["admission", "agency_id", "agency_name", "office_title"])
    plan = await queries.plan_of(head.meeting_id)
    counts = await refold([head], least_online=timedelta(minutes=plan.least_online_minutes))
    await record.entry(head.meeting_id, kind, by=by, audience=Audience.STAFF, head=str(head.id))
    if counts:
        await tell_counts(record, head.meeting_id, by=by)
