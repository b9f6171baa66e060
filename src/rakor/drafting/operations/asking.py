"""Asking an agency's offices to approve a meeting as it is, and taking the request back."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.drafting.models import Approval, ApprovalStep
from rakor.drafting.operations.ground import asked_in
from rakor.drafting.operations.letters import ask_next
from rakor.drafting.queries.approval import BEFORE, offices_of, standing_of, steps_of
from rakor.drafting.queries.substance import substance_of
from rakor.drafting.rules.approval import (
    ApprovalState,
    AskFacts,
    check_approval_step,
    check_askable,
    digest_of,
)
from rakor.errors import Conflict
from rakor.journal import Audience
from rakor.mail import outbox
from rakor.meetings.operations.ground import locked
from rakor.meetings.operations.planning import check_complete
from rakor.meetings.rules import Action
from rakor.words import _


async def ask_approval(meeting_id: UUID, facts: AskFacts, *, by: User) -> Approval:
    """Lay a meeting as it is before the offices that its agency wants to approve it, in order.

    A request for what it was before ends by this. Refuses (Conflict) a meeting that needs no
    approval, is out already, or is being looked at or approved as it is, and (Invalid) what could
    not be published anyway: no place, no link.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        if meeting.state not in BEFORE:
            raise Conflict(_("Rapat ini sudah terbit atau selesai."), state=meeting.state.value)
        standing = await standing_of(meeting)
        if standing.policy is None:
            raise Conflict(_("Rapat ini tidak memerlukan persetujuan sebelum terbit."))
        check_complete(meeting)
        before = standing.approval if standing.counts else None
        check_askable(before.state if before else None, same=not standing.changed)
        if before is not None:
            await _end(before)
        substance = await substance_of(meeting)
        approval = await Approval.create(
            meeting_id=meeting.id,
            live=meeting.id,
            substance=substance,
            digest=digest_of(substance),
            note=facts.note,
            then=facts.then,
            asked_by_id=by.id,
            asked_at=record.at,
        )
        offices = await offices_of(standing.policy)
        await ApprovalStep.bulk_create(
            [
                ApprovalStep(
                    approval_id=approval.id,
                    position=n,
                    office_id=each.office_id,
                    deputy_id=each.deputy_id,
                )
                for n, each in enumerate(offices, start=1)
            ]
        )
        await record.entry(
            meeting.id,
            "approval.asked",
            by=by,
            audience=Audience.STAFF,
            approval=str(approval.id),
            offices=[each.office.title for each in offices],
            then=facts.then.value,
            digest=approval.digest,
        )
        await ask_next(meeting, approval, await steps_of(approval), record.at)
    outbox.wake()
    return approval


async def _end(before: Approval) -> None:
    """A request gives way to a newer one; what was said to it stays readable."""
    before.live = None
    if before.state is ApprovalState.ASKED:
        before.state = ApprovalState.WITHDRAWN
    await before.save()


async def withdraw_request(meeting_id: UUID, *, by: User) -> Approval:
    """Ask no longer; an approval that was given counts no more. Conflict where none is asked."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        approval = asked_in(await standing_of(meeting))
        check_approval_step(approval.state, ApprovalState.WITHDRAWN)
        approval.state, approval.live = ApprovalState.WITHDRAWN, None
        approval.decided_at = record.at
        await approval.save()
        await record.entry(
            meeting.id,
            "approval.withdrawn",
            by=by,
            audience=Audience.STAFF,
            approval=str(approval.id),
        )
    return approval
