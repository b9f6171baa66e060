"""What keepers of the mail do: try a letter again, and take a copy home, which is recorded."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Forbidden, NotFound
from rakor.invitations import queries
from rakor.invitations.models import Invitation
from rakor.mail import outbox
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.settings import settings
from rakor.words import _


async def find_letter(mail_id: UUID, *, to: User) -> OutgoingMail:
    """A letter of the outbox; NotFound for whoever does not prepare its meeting.

    A sealed one is read by its recipient only (Forbidden), unless there is no mail server that
    could bring it, and somebody has to hand it over.
    """
    found = await OutgoingMail.filter(queries.mail_visible_to(to)).get_or_none(id=mail_id)
    if found is None:
        raise NotFound(_("Surat ini tidak ada."))
    if found.sealed and settings().smtp_url:
        raise Forbidden(_("Surat ini memuat kunci akun; hanya penerimanya yang membacanya."))
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


async def note_reading(
    mail: OutgoingMail | IncomingMail, *, by: User, taken_home: bool = False
) -> None:
    """Whoever reads a message, or takes it home, saw personal data; the record says so.

    It is about the person who was invited by it, or answered with it, where that is known.
    """
    about = mail.subject_id if isinstance(mail, OutgoingMail) else mail.invitation_id
    invited = await Invitation.get_or_none(id=about) if about else None
    await journal.looked(
        "mail.downloaded" if taken_home else "mail.viewed",
        by=by,
        subject=(invited.person_id if invited else None) or mail.meeting_id,
        mail=str(mail.id),
        meeting=str(mail.meeting_id) if mail.meeting_id else None,
    )
