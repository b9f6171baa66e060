"""Sending again: what failed, a letter with a note, and to an address that works by now."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict
from rakor.invitations import queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations.keeping import find_letter
from rakor.invitations.operations.picking import send_picked
from rakor.invitations.rules import RsvpStatus
from rakor.mail import addresses, outbox
from rakor.mail.models import MailState, OutgoingMail
from rakor.words import _

FAILED = (MailState.RETRY, MailState.FAILED, MailState.BOUNCED)


async def resend(mail_id: UUID, note: str = "", *, by: User) -> OutgoingMail:
    """Send a letter once more.

    For an invitation a new letter is written, which says how the meeting stands now, with the note,
    to the address that is known now; any other letter goes out as it is. Refuses (Conflict) one
    that has not been tried yet, or whose text was forgotten, and an invitation that was withdrawn.
    """
    mail = await find_letter(mail_id, to=by)
    if mail.state in (MailState.QUEUED, MailState.SENDING, MailState.HELD):
        raise Conflict(_("Surat ini belum dikirim; belum perlu dikirim ulang."))
    seat = await Invitation.get_or_none(id=mail.subject_id) if mail.subject_id else None
    if seat is None:
        await _as_it_is(mail, note, by=by)
    elif seat.status is RsvpStatus.WITHDRAWN:
        raise Conflict(_("Undangan ini sudah ditarik; tidak ada yang dikirim ulang."))
    else:
        await send_picked(seat.meeting_id, [seat.id], note, by=by)
    return mail


async def _as_it_is(mail: OutgoingMail, note: str, *, by: User) -> None:
    if note:
        raise Conflict(_("Catatan hanya dapat menyertai surat undangan."))
    if not mail.message:
        raise Conflict(_("Isi surat ini tidak disimpan; tidak dapat dikirim ulang."))
    async with journal.transaction() as record:
        await OutgoingMail.filter(id=mail.id).update(
            state=MailState.QUEUED, next_attempt_at=datetime.now(UTC), detail=""
        )
        stream = mail.meeting_id or journal.stream_of("mail")
        await record.entry(stream, "mail.resent", by=by, mail=str(mail.id))
    outbox.wake()


async def retry_failed(meeting_id: UUID | None = None, *, by: User) -> int:
    """Try all letters again that failed and that this person looks after; tells how many.

    Those to addresses that are marked as dead wait until a person mends the address. An invitation
    that a newer letter took the place of stays where it is: nobody is told what no longer holds.
    """
    failed = OutgoingMail.filter(queries.mail_visible_to(by), state__in=FAILED).exclude(message=b"")
    if meeting_id:
        failed = failed.filter(meeting_id=meeting_id)
    rows = await failed.only("id", "to_address", "purpose", "subject_id")
    dead = await addresses.dead_among(row.to_address for row in rows)
    old = await _superseded(rows)
    ids = [row.id for row in rows if row.to_address.lower() not in dead and row.id not in old]
    if not ids:
        return 0
    async with journal.transaction() as record:
        for first in range(0, len(ids), 500):
            await OutgoingMail.filter(id__in=ids[first : first + 500], state__in=FAILED).update(
                state=MailState.QUEUED, next_attempt_at=datetime.now(UTC), detail=""
            )
        stream = meeting_id or journal.stream_of("mail")
        await record.entry(stream, "mail.retried", by=by, count=len(ids))
    outbox.wake()
    return len(ids)


async def _superseded(mails: Sequence[OutgoingMail]) -> set[UUID]:
    """Those of these letters after which the same seat was written another one."""
    seats = {mail.subject_id for mail in mails if mail.purpose.startswith("invitation:")}
    last = dict(await Invitation.filter(id__in=list(seats)).values_list("id", "letters"))
    return {
        mail.id
        for mail in mails
        if mail.subject_id in last
        and mail.purpose.startswith("invitation:")
        and int(mail.purpose.split(":")[2]) < last[mail.subject_id]
    }


async def mend_address(mail_id: UUID, *, by: User) -> OutgoingMail:
    """Somebody knows that the address of this letter works: the mark goes, and the letter goes out.

    Refuses (Conflict) an address that is not marked.
    """
    mail = await find_letter(mail_id, to=by)
    seat = await Invitation.get_or_none(id=mail.subject_id) if mail.subject_id else None
    async with journal.transaction() as record:
        if not await addresses.forget_dead(mail.to_address):
            raise Conflict(_("Alamat ini tidak ditandai bermasalah."))
        if mail.state in FAILED:
            await outbox.try_again(mail)
        stream = mail.meeting_id or journal.stream_of("mail")
        about = (seat.person_id if seat else None) or mail.meeting_id
        await record.entry(stream, "address.mended", by=by, subject=about, mail=str(mail.id))
    return mail
