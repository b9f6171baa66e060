"""Words for a messenger: what one addressee is told, with their own link, to be copied."""

from uuid import UUID

from rakor import journal, words
from rakor.accounts.models import User
from rakor.invitations import queries as invitations
from rakor.invitations.models import Invitation
from rakor.letters import queries
from rakor.letters.export import place, times
from rakor.letters.export.schedule import days
from rakor.letters.rules import HANDED_OVER, LetterState
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action


async def message(invitation_id: UUID, *, by: User) -> tuple[Invitation, str]:
    """The text for one addressee; that it was opened is recorded, as it holds a way in.

    Of a confidential meeting it names neither subject nor place. Refuses (Forbidden) whoever
    does not prepare the meeting.
    """
    invitation = await invitations.find(invitation_id, to=by)
    meeting = await find_for(Action.INVITE, invitation.meeting_id, by=by)
    letter = await queries.latest(meeting.id)
    number = letter.number if letter and letter.state is LetterState.ISSUED else ""
    await journal.looked(
        "invitation_message.viewed",
        by=by,
        subject=invitation.person_id or meeting.id,
        invitation=str(invitation.id),
    )
    with words.speaking("id"):
        said = [f"Yth. {invitation.office_title or invitation.name}", ""]
        about = "undangan rapat" if meeting.security_class in HANDED_OVER else f"*{meeting.title}*"
        source = f" (surat nomor {number})" if number else ""
        said.append(f"Dengan hormat, bersama ini kami sampaikan {about}{source}.")
        if meeting.security_class not in HANDED_OVER:
            zone = meeting.timezone
            said += ["", f"Hari, tanggal: {days(meeting.starts_at, meeting.ends_at, zone)}"]
            said.append(f"Pukul: {times(meeting.starts_at, meeting.ends_at, zone)}")
            if where := place(meeting.place):
                said.append(f"Tempat: {where}")
        until = meeting.answer_by
        by_when = f" paling lambat {words.date(until, meeting.timezone)}" if until else ""
        said += [
            "",
            f"Mohon konfirmasi kehadiran{by_when} melalui tautan pribadi berikut, yang tidak "
            "untuk diteruskan:",
            invitations.personal_url(invitation),
            "",
            f"Terima kasih.\n{meeting.organizer.name}",
        ]
    return invitation, "\n".join(said)


async def recipients(meeting_id: UUID, *, by: User) -> list[queries.Seat]:
    """Those for whom there is a text. Refuses (Forbidden) whoever does not prepare the meeting."""
    meeting = await find_for(Action.INVITE, meeting_id, by=by)
    await journal.looked("invitations.viewed", by=by, subject=meeting.id)
    return await queries.addressees(meeting)
