"""What the offices say: yes, in order, or not like this; and what follows once all agreed."""

from datetime import datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import Account, User
from rakor.directory.models import Person
from rakor.drafting.models import Approval, ApprovalStep
from rakor.drafting.operations.ground import asked_in, locked_standing
from rakor.drafting.operations.letters import ask_next, tell_asker
from rakor.drafting.queries.approval import Standing, capacity_of
from rakor.drafting.rules.approval import (
    ApprovalState,
    StepState,
    Then,
    check_approval_step,
    check_reason,
)
from rakor.errors import Conflict, Forbidden, Moved, RakorError
from rakor.invitations import operations as invitations
from rakor.journal import Audience
from rakor.mail import outbox
from rakor.meetings import operations as meetings
from rakor.words import _


async def approve(
    meeting_id: UUID, *, person: Person, step: UUID | None = None, remark: str = ""
) -> Approval:
    """An office agrees that the meeting goes out as it was asked; the next is asked, if any.

    Once the last has agreed it is published by itself, where the asker wanted that and still may.
    Refuses (Forbidden) whoever does not hold the office that is asked now, nor its deputy's,
    (Conflict) a meeting that is different from what was asked, and (Moved) another turn than the
    one that was on the page.
    """
    async with journal.transaction() as record:
        standing, turn = await _turn(meeting_id, person, step)
        approval = asked_in(standing)
        if standing.changed:
            raise Conflict(
                _("Rapat ini berubah sejak diajukan. Mintalah penyelenggara mengajukannya lagi.")
            )
        await _say(turn, StepState.APPROVED, remark, record.at)
        left = [each for each in standing.steps if each.state is StepState.WAITING]
        if not left:
            check_approval_step(approval.state, ApprovalState.APPROVED)
            approval.state, approval.decided_at = ApprovalState.APPROVED, record.at
            await approval.save()
        await record.entry(
            meeting_id,
            "approval.given" if left else "approval.granted",
            by=person,
            audience=Audience.STAFF,
            approval=str(approval.id),
            office=turn.office.title,
            capacity=turn.capacity,
            remark=remark,
            digest=approval.digest,
        )
        if left:
            await ask_next(standing.meeting, approval, standing.steps, record.at)
        else:
            await _follow_up(standing, approval)
            await tell_asker(standing.meeting, approval, turn, record.at)
    outbox.wake()
    return approval


async def give_back(
    meeting_id: UUID, reason: str, *, person: Person, step: UUID | None = None
) -> Approval:
    """An office sends the meeting back with a reason; the organizer mends it and asks again.

    Refuses (Invalid) no reason, (Forbidden) whoever is not asked now, (Moved) another turn than
    the one that was on the page.
    """
    check_reason(reason)
    async with journal.transaction() as record:
        standing, turn = await _turn(meeting_id, person, step)
        approval = asked_in(standing)
        check_approval_step(approval.state, ApprovalState.RETURNED)
        await _say(turn, StepState.RETURNED, reason, record.at)
        approval.state, approval.decided_at = ApprovalState.RETURNED, record.at
        await approval.save()
        await record.entry(
            meeting_id,
            "approval.returned",
            by=person,
            audience=Audience.STAFF,
            approval=str(approval.id),
            office=turn.office.title,
            capacity=turn.capacity,
            reason=reason,
        )
        await tell_asker(standing.meeting, approval, turn, record.at)
    outbox.wake()
    return approval


async def _turn(
    meeting_id: UUID, person: Person, step: UUID | None
) -> tuple[Standing, ApprovalStep]:
    """The place in the order that is asked now, said for by this person and by which right."""
    standing = await locked_standing(meeting_id)
    approval = asked_in(standing)
    turn = standing.turn
    if turn is None:
        check_approval_step(approval.state, ApprovalState.RETURNED)
        raise Conflict(_("Persetujuan rapat ini tidak sedang diminta."))
    if step is not None and step != turn.id:
        raise Moved(_("Permintaan persetujuan ini sudah berganti. Muat ulang, lalu coba lagi."))
    right = await capacity_of(person.id, turn)
    if right is None:
        said = _("Persetujuan ini sedang ditunggu dari {office}.")
        raise Forbidden(said.format(office=turn.office.title))
    turn.by_id, turn.capacity = person.id, right[:600]
    return standing, turn


async def _say(turn: ApprovalStep, state: StepState, said: str, at: datetime) -> None:
    turn.state, turn.reason, turn.decided_at = state, said.strip(), at
    await turn.save()


async def _follow_up(standing: Standing, approval: Approval) -> None:
    """Publish for whoever asked, as they wanted; what stands in the way is told to them."""
    if approval.then is Then.WAIT:
        return
    account = (
        await Account.filter(person_id=approval.asked_by_id, active=True)
        .select_related("person__agency")
        .first()
    )
    try:
        if account is None:
            raise Forbidden(_("Akun yang mengajukan sudah ditutup."))
        asker = User.of(account)
        async with journal.transaction():
            await meetings.publish(standing.meeting.id, by=asker)
            if approval.then is Then.INVITE:
                await invitations.send(standing.meeting.id, by=asker)
    except RakorError as refusal:
        approval.hitch = str(refusal.detail or _(refusal.title))[:500]
        await approval.save(update_fields=["hitch"])
