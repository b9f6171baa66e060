"""Reporting on what was promised."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Invalid, Moved
from rakor.followups import queries, rules
from rakor.followups.models import FollowUp, Progress
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment
from rakor.meetings.models import AgendaItem
from rakor.words import _


async def report_progress(
    follow_up: UUID,
    status: FollowUpState,
    note: str = "",
    evidence: str = "",
    *,
    by: User,
    revision: int | None = None,
) -> Progress:
    """Say how far a promise is, with a note and where the evidence is.

    The agency that owes it reports up to “waiting for verification”; those who run the meeting
    also say that it is done, returned or cancelled. Refuses as `rules.check_report`, a report
    that says nothing new (Invalid), and a revision that is not the current one (Moved).
    """
    promise = await queries.find(follow_up, to=by)
    owner, staff = await queries.standing(promise, by)
    async with journal.transaction() as record:
        # The commitment's row stands for the follow-up until the first report makes its own.
        if await Commitment.filter(id=promise.id).select_for_update().first() is None:
            raise queries.missing()
        progress = await FollowUp.get_or_none(commitment_id=promise.id)
        now = progress.state if progress else FollowUpState.NOT_STARTED
        rules.check_report(now, status, note, owner=owner, staff=staff)
        if status is now and not note.strip() and not evidence.strip():
            raise Invalid.field("note", _("Tulis apa yang baru, atau pilih keadaan lain."))
        if revision is not None and revision != (progress.revision if progress else 0):
            raise Moved(_("Sudah ada laporan lain sejak Anda membacanya. Muat ulang halaman ini."))
        if progress is None:
            progress = await FollowUp.create(commitment_id=promise.id, state=status)
        else:
            progress.state = status
            progress.revision += 1
            await progress.save(update_fields=["state", "revision"])
        report = await Progress.create(
            follow_up=progress,
            state=status,
            note=note.strip(),
            evidence=evidence.strip(),
            by_id=by.id,
            at=record.at,
        )
        await record.entry(
            promise.meeting.id,
            "followup.reported",
            by=by,
            audience=await _audience(promise.commitment),
            follow_up=promise.id,
            decision=promise.commitment.decision_id,
            owner=promise.commitment.name,
            status=status.value,
        )
    return report


async def _audience(commitment: Commitment) -> journal.Audience:
    item = commitment.decision.item_id
    hidden = item is not None and await AgendaItem.filter(id=item, confidential=True).exists()
    return journal.Audience.STAFF if hidden else journal.Audience.PARTICIPANTS
