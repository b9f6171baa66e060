"""What becomes of a deputy: accepted, rejected, taken back, declining, arriving."""

from collections.abc import Collection
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import any_where
from rakor.errors import Conflict, Forbidden, Invalid
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations.delegating.chains import (
    above,
    check_not_arrived,
    fall,
    has_arrived,
    open_step,
    sent_by,
    take_over,
)
from rakor.invitations.operations.delegating.naming import check_open_step, told
from rakor.invitations.operations.seating import (
    ask_again,
    check_can_answer,
    check_can_prepare,
    tell_again,
)
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.invitations.rules.delegation import DEPUTY_DECLINED
from rakor.journal import Record
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import prepared_by
from rakor.meetings.rules import Action, State
from rakor.words import _


async def accept(step_id: UUID, *, by: User) -> DelegationStep:
    """The secretariat lets a deputy come who waited, with or without what they waited for.

    Refuses (Conflict) what was decided before, and a deputy who cannot come by now.
    """
    async with journal.transaction() as record:
        meeting, giver, step = await _waiting(step_id, by=by)
        await take_over(record, meeting, giver, step, by=by)
        step.revision += 1
        await step.save()
        await record.entry(meeting.id, "delegation.accepted", by=by, **told(step, giver))
    return step


async def reject(step_id: UUID, reason: str, *, by: User) -> DelegationStep:
    """The secretariat does not let a deputy come; the giver is asked again and told why.

    Refuses (Invalid) an empty reason; Conflict what was decided before.
    """
    if not reason.strip():
        raise Invalid.field("reason", _("Tuliskan alasannya."))
    async with journal.transaction() as record:
        meeting, giver, step = await _waiting(step_id, by=by)
        step.state, step.reason = DelegationState.REJECTED, reason.strip()[:1000]
        step.decided_by, step.decided_at = by.id, record.at
        step.revision += 1
        await step.save()
        giver.revision += 1
        tell_again(giver)
        await giver.save()
        await record.entry(meeting.id, "delegation.rejected", by=by, **told(step, giver))
    return step


async def revoke(step_id: UUID, *, by: User | None, holder: UUID | None = None) -> DelegationStep:
    """Take back a deputy, until they are here: whoever they sent falls as well.

    Done by the giver (`holder` is their seat, when they come by its link) or by the secretariat.
    Each deputy gets a CANCEL unless they keep a seat of their own; the giver is asked again.
    Refuses (Conflict) when the deputy is here, or when it was taken back before; Forbidden others.
    """
    found = await DelegationStep.get(id=step_id)
    async with journal.transaction() as record:
        meeting = await Meeting.filter(id=found.meeting_id).select_for_update().get()
        giver = await Invitation.filter(id=found.invitation_id).select_for_update().get()
        step = await DelegationStep.filter(id=step_id).select_for_update().get()
        if not await _may_revoke(giver, meeting, by=by, holder=holder):
            raise Forbidden(_("Hanya yang diwakili dan sekretariat dapat menarik perwakilan ini."))
        check_can_answer(giver, meeting)
        await check_not_arrived(giver)
        check_open_step(step)
        stood = step.state is DelegationState.ACCEPTED
        gone = await fall(record, meeting, giver, by=by)
        if stood:
            ask_again(giver, meeting)
        giver.revision += 1
        await giver.save()
        step = next(each for each in gone if each.id == step.id)
        steps = [str(each.id) for each in gone]
        await record.entry(
            meeting.id, "delegation.revoked", by=by, steps=steps, **told(step, giver)
        )
    return step


async def _may_revoke(
    giver: Invitation, meeting: Meeting, *, by: User | None, holder: UUID | None
) -> bool:
    if holder is not None:
        return holder == giver.id
    if by is None:
        return False
    return by.id == giver.person_id or await prepared_by(by).filter(id=meeting.id).exists()


async def _waiting(step_id: UUID, *, by: User) -> tuple[Meeting, Invitation, DelegationStep]:
    """A step that the secretariat decides."""
    found = await DelegationStep.get(id=step_id)
    meeting = await locked(found.meeting_id, Action.INVITE, by=by)
    giver = await Invitation.filter(id=found.invitation_id).select_for_update().get()
    step = await DelegationStep.filter(id=step_id).select_for_update().get()
    check_can_prepare(giver, meeting)
    if step.state is not DelegationState.PROPOSED:
        raise Conflict(_("Perwakilan ini sudah diputuskan."), state=step.state.value)
    return meeting, giver, step


async def deputy_answered(record: Record, meeting: Meeting, deputy: Invitation) -> None:
    """What a deputy answered reaches those who sent them.

    One who declines gives the seat back: its giver is told by an update that shows the deputy's
    PARTSTAT=DECLINED and asks the giver again (RFC 5546 section 4.2.5). One who changes their mind
    takes it again, as long as the giver did nothing else.
    """
    if deputy.status is RsvpStatus.DECLINED:
        await _gives_back(record, meeting, deputy)
    elif deputy.status in (RsvpStatus.ACCEPTED, RsvpStatus.TENTATIVE):
        await _takes_again(record, meeting, deputy)


async def _gives_back(record: Record, meeting: Meeting, deputy: Invitation) -> None:
    for step in await DelegationStep.filter(
        deputy_id=deputy.id, state=DelegationState.ACCEPTED
    ).select_for_update():
        giver = await Invitation.filter(id=step.invitation_id).select_for_update().get()
        step.state, step.reason = DelegationState.REJECTED, DEPUTY_DECLINED
        step.decided_by, step.decided_at = None, record.at
        step.revision += 1
        await step.save()
        if giver.status is RsvpStatus.DELEGATED:
            ask_again(giver, meeting)
            giver.revision += 1
            await giver.save()
        await record.entry(meeting.id, "delegation.rejected", by=None, **told(step, giver))


async def _takes_again(record: Record, meeting: Meeting, deputy: Invitation) -> None:
    for step in await DelegationStep.filter(
        deputy_id=deputy.id,
        state=DelegationState.REJECTED,
        reason=DEPUTY_DECLINED,
        decided_by=None,
    ).select_for_update():
        giver = await Invitation.filter(id=step.invitation_id).select_for_update().get()
        if giver.status is not RsvpStatus.NO_RESPONSE or await open_step(giver) is not None:
            continue
        step.state, step.reason = DelegationState.ACCEPTED, ""
        step.decided_at = record.at
        step.revision += 1
        await step.save()
        giver.status, giver.mode = RsvpStatus.DELEGATED, None
        giver.answered_at, giver.via = record.at, step.via
        giver.revision += 1
        tell_again(giver)
        await giver.save()
        await record.entry(meeting.id, "delegation.accepted", by=None, **told(step, giver))


async def check_can_come(invitation: Invitation) -> None:
    """Refuses (Conflict) an own answer to a seat whose deputy is here already."""
    if invitation.status is RsvpStatus.DELEGATED:
        await check_not_arrived(invitation)


async def answered(record: Record, invitation: Invitation, *, by: User | None) -> None:
    """An answer was noted: it takes back deputies, and reaches those whom a deputy stands for."""
    if not await any_where(DelegationStep, ("invitation_id", "deputy_id"), invitation.id):
        return
    meeting = await Meeting.get(id=invitation.meeting_id)
    await _comes_after_all(record, meeting, invitation, by=by)
    await deputy_answered(record, meeting, invitation)


async def _comes_after_all(
    record: Record, meeting: Meeting, giver: Invitation, *, by: User | None
) -> None:
    """Whoever answers for themselves again sends nobody; a deputy who is here already stays."""
    if await has_arrived(giver):
        return
    step = await open_step(giver)
    gone = await fall(record, meeting, giver, by=by)
    if step is not None:
        step = next(each for each in gone if each.id == step.id)
        steps = [str(each.id) for each in gone]
        await record.entry(
            meeting.id, "delegation.revoked", by=by, steps=steps, **told(step, giver)
        )


async def left_out(
    record: Record, meeting: Meeting, invitation: Invitation, *, by: User | None
) -> None:
    """Somebody is uninvited: whom they sent falls too, and whoever sent them is asked again."""
    await fall(record, meeting, invitation, by=by)
    for step in await DelegationStep.filter(
        deputy_id=invitation.id, state=DelegationState.ACCEPTED
    ).select_for_update():
        giver = await Invitation.filter(id=step.invitation_id).select_for_update().get()
        step.state = DelegationState.REVOKED
        step.decided_by, step.decided_at = (by.id if by else None), record.at
        step.revision += 1
        await step.save()
        if giver.status is RsvpStatus.DELEGATED:
            ask_again(giver, meeting)
            giver.revision += 1
            await giver.save()


async def arrived(invitation: Invitation) -> list[Invitation]:
    """A deputy is here: every step by which they came is complete, and cannot be taken back.

    Tells the seats at the top of their chains, whom they represent.
    """
    seats = await above(invitation)
    if len(seats) == 1:
        return []
    givers = [key for key in seats if key != invitation.id]
    await DelegationStep.filter(
        invitation_id__in=givers,
        deputy_id__in=list(seats),
        state=DelegationState.ACCEPTED,
    ).update(state=DelegationState.COMPLETED)
    tops = Invitation.filter(id__in=givers, delegated_from=None)
    return await tops.order_by("precedence", "id")


async def absent(invitation: Invitation, *, here: Collection[UUID]) -> None:
    """A deputy is not here after all: what they completed by coming can be taken back again.

    `here` are the seats of those who are here: a step by which one of them came stays complete,
    and once a meeting is over all do.
    """
    meeting = await Meeting.get(id=invitation.meeting_id)
    if meeting.state is State.FINISHED:
        return
    seats = await above(invitation)
    done = await DelegationStep.filter(
        invitation_id__in=list(seats), deputy_id__in=list(seats), state=DelegationState.COMPLETED
    )
    deputies = [step.deputy_id for step in done if step.deputy_id]
    sent = await sent_by(meeting.id, deputies)
    gone = [step.id for step in done if step.deputy_id and sent[step.deputy_id].isdisjoint(here)]
    await DelegationStep.filter(id__in=gone).update(state=DelegationState.ACCEPTED)


async def complete(meeting_id: UUID) -> None:
    """The meeting is over: whoever was sent has done what they were sent for."""
    await DelegationStep.filter(meeting_id=meeting_id, state=DelegationState.ACCEPTED).update(
        state=DelegationState.COMPLETED
    )


__all__ = [
    "absent",
    "accept",
    "answered",
    "arrived",
    "check_can_come",
    "complete",
    "deputy_answered",
    "left_out",
    "reject",
    "revoke",
]
