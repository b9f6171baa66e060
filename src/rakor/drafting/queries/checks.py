"""What is said of an approval in the list of checks before a meeting goes out."""

from rakor.accounts.models import User
from rakor.drafting.queries.approval import BEFORE, Standing, policy_of, standing_of
from rakor.drafting.rules.approval import ApprovalState
from rakor.meetings.models import Meeting
from rakor.meetings.queries.checks import checker
from rakor.meetings.rules.checks import Check, Severity
from rakor.words import _


@checker
async def checks_of_approval(meeting: Meeting, _to: User) -> list[Check]:
    """That the agency wants the meeting approved, and how far that is; one query if not."""
    if meeting.state not in BEFORE or await policy_of(meeting.organizer_id) is None:
        return []
    standing = await standing_of(meeting)
    if standing.policy is None or standing.approved:
        return []
    here = f"/meetings/{meeting.id}/approval"
    verb = _("Ajukan persetujuan")
    if standing.turn and not standing.changed:
        verb = _("Lihat persetujuan")
    return [Check("approval", Severity.NEEDED, missing_said(standing), here, verb)]


def missing_said(standing: Standing) -> str:
    """Why a meeting may not be published yet, in one sentence."""
    approval = standing.approval
    if approval is None or not standing.counts:
        names = ", ".join(each.office.title for each in standing.offices)
        if not names:
            return _("Rapat ini harus disetujui sebelum terbit. Ajukan persetujuannya dahulu.")
        said = _("Rapat ini harus disetujui {offices} sebelum terbit. Ajukan dahulu.")
        return said.format(offices=names)
    if standing.changed:
        parts = ", ".join(_(each.word).lower() for each in standing.changed)
        said = _("Rapat ini berubah sejak diajukan untuk disetujui ({parts}). Ajukan lagi.")
        return said.format(parts=parts)
    if approval.state is ApprovalState.RETURNED:
        return _("Rapat ini dikembalikan untuk diperbaiki sebelum dapat disetujui.")
    turn = standing.turn
    office = turn.office.title if turn else ""
    return _("Rapat ini masih menunggu persetujuan {office}.").format(office=office)
