"""What keepers of the mail do: try a letter again, and take a copy home, which is recorded."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, NotFound
from rakor.invitations import queries
from rakor.mail import outbox
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.words import _


async def find_letter(mail_id: UUID, *, to: User) -> OutgoingMail:
    """A letter of the outbox; NotFound for whoever does not prepare its meeting."""
    found = await OutgoingMail.filter(queries.mail_visible_to(to)).get_or_none(id=mail_id)
    if found is None:
        raise NotFound(_("Surat ini tidak ada."))
    return found


async def find_received(mail_id: UUID, *, to: User) -> IncomingMail:
    """A message that arrived; NotFound for whoever does not prepare its meeting."""
    found = await IncomingMail.filter(queries.mail_visible_to(to)).get_or_none(id=mail_id)
    if found is None:
        raise NotFound(_("Surat ini tidak ada."))
    return found


async def try_letter_again(mail_id: UUID, *, by: User) -> OutgoingMail:
    """Put a letter that failed back into the line. Refuses (Conflict) one that waits or arrived."""
    mail = await find_letter(mail_id, to=by)
    if mail.state not in (MailState.RETRY, MailState.FAILED, MailState.BOUNCED):
        raise Conflict(_("Surat ini tidak gagal; tidak perlu dikirim lagi."))
    async with journal.transaction() as record:
        await outbox.try_again(mail)
        stream = mail.meeting_id or journal.stream_of("mail")
        await record.entry(stream, "mail.retried", by=by, mail=str(mail.id))
    return mail


async def note_download(mail: OutgoingMail | IncomingMail, *, by: User) -> None:
    """Whoever takes a raw message home took personal data with it; the record says so."""
    async with journal.transaction() as record:
        stream = mail.meeting_id or journal.stream_of("mail")
        await record.entry(stream, "mail.downloaded", by=by, mail=str(mail.id))
