"""Reading an assignment letter: by whoever gave the seat away and those who prepare the meeting."""

import re
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Forbidden, NotFound
from rakor.invitations import queries
from rakor.invitations.models import DelegationStep, Invitation
from rakor.meetings.queries import prepared_by
from rakor.words import _


async def read_letter(step_id: UUID, *, by: User) -> DelegationStep:
    """The scanned letter of a step, for an account; that it was read is recorded.

    Refuses (Forbidden) the deputy and everybody else; NotFound where none was handed in.
    """
    step = await queries.find_step(step_id, to=by)
    giver = await Invitation.get(id=step.invitation_id)
    staff = await prepared_by(by).filter(id=step.meeting_id).exists()
    if not staff and giver.person_id != by.id:
        raise Forbidden(_("Surat tugas dibaca oleh yang diwakili dan sekretariat."))
    return await _read(step, giver, by=by)


async def read_own_letter(invitation: Invitation, step_id: UUID) -> DelegationStep:
    """The same for the giver who comes by their personal link."""
    step = await queries.find_step_of(invitation, step_id)
    by = User.guest(invitation.person) if invitation.person else None
    return await _read(step, invitation, by=by)


async def _read(step: DelegationStep, giver: Invitation, *, by: User | None) -> DelegationStep:
    if not step.letter_sha256:
        raise NotFound(_("Surat tugas belum disampaikan."))
    subject = step.person_id or giver.person_id
    await journal.looked("assignment_letter.downloaded", by=by, subject=subject, step=str(step.id))
    return step


def file_name(step: DelegationStep) -> str:
    """What a downloaded letter is called: plain letters, and the ending of what it is."""
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
    stem = re.sub(r"[^A-Za-z0-9]+", "-", step.letter_filename.rpartition(".")[0]).strip("-")
    return f"{stem.lower()[:80] or 'surat-tugas'}.{ending[step.letter_type]}"
