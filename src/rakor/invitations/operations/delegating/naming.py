"""Naming a deputy: on the personal page, by a program, by the secretariat, or from a calendar."""

from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Office
from rakor.directory.rules import OfficeLevel
from rakor.errors import Conflict, Invalid, NotFound, RakorError
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations.delegating.chains import (
    above,
    check_deputy,
    check_not_arrived,
    fall,
    open_step,
    refuse,
    seat_of,
    take_over,
)
from rakor.invitations.operations.delegating.wishes import (
    Deputy,
    DeputyWish,
    Paper,
    Scan,
    has_letter,
    keep_paper,
    whom,
)
from rakor.invitations.operations.seating import (
    check_can_answer,
    check_can_prepare,
    said_now,
    tell_again,
)
from rakor.invitations.rules import DelegationState
from rakor.invitations.rules.delegation import OPEN_STATES, Case, Refusal, Ruling, rule
from rakor.journal import Record
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import NAMED_ONLY, Action
from rakor.words import _


async def delegate(
    invitation_id: UUID, wish: DeputyWish, *, via: str, by: User | None, staff: bool = False
) -> DelegationStep:
    """Send somebody else instead; everyone concerned is told by their calendar's own message.

    The deputy is taken at once, or waits for the secretariat with the reason, as the policy of the
    invitation says; with `staff` the secretariat itself names them. Refuses (Conflict) an
    invitation that cannot be given away or was already, a deputy who is in the same chain, does not
    come or sends others, and meetings that are over; Invalid unknown agencies and offices, and an
    assignment letter that is not what it says.
    """
    async with journal.transaction() as record:
        meeting, giver = await _locked(invitation_id, staff=staff, by=by)
        if await open_step(giver) is not None:
            refuse(Refusal.ALREADY)
        await said_now(giver, record.at)
        return await _name(record, meeting, giver, wish, via=via, by=by, staff=staff)


async def delegate_by_mail(
    record: Record,
    meeting: Meeting,
    invitation: Invitation,
    *,
    email: str,
    name: str,
    comment: str,
) -> DelegationStep:
    """A calendar says that somebody else comes (RFC 5546 section 4.2.6); both rows are locked.

    Never refuses: where the invitation cannot be given away so, the step is rejected with the
    reason, and the giver's calendar is put right by a new REQUEST. Saying the same again changes
    nothing; naming another takes back the first.
    """
    wish = DeputyWish(email, name, note=comment[:1000])
    before = await open_step(invitation)
    if before is not None and before.email == email.strip().lower():
        await invitation.save()
        return before
    try:
        async with journal.transaction() as inner:
            if before is not None:
                await check_not_arrived(invitation)
                await fall(inner, meeting, invitation, by=None)
            return await _name(inner, meeting, invitation, wish, via="mail", by=None)
    except RakorError as refusal:
        return await _refused_by_mail(record, meeting, invitation, wish, refusal)


async def hand_in(
    step_id: UUID | None, paper: Paper, scan: Scan, *, by: User | None, staff: bool = False
) -> DelegationStep:
    """The same with the paper itself. Refuses (NotFound) a seat that nobody was sent for."""
    if step_id is None:
        raise NotFound(_("Undangan ini belum diwakilkan kepada siapa pun."))
    if not scan.content:
        raise Invalid.field("file", _("Pilih berkas surat tugas."))
    return await attach_letter(step_id, paper, scan, by=by, staff=staff)


async def attach_letter(
    step_id: UUID, paper: Paper, scan: Scan | None, *, by: User | None, staff: bool = False
) -> DelegationStep:
    """Hand in the assignment letter (surat tugas); a deputy who waited only for it is taken.

    Refuses (Conflict) a step that is over; Invalid a file that is no PDF, JPG or PNG or over 5 MB.
    """
    step = await DelegationStep.get(id=step_id)
    async with journal.transaction() as record:
        meeting, giver = await _locked(step.invitation_id, staff=staff, by=by)
        step = await DelegationStep.filter(id=step_id).select_for_update().get()
        check_open_step(step)
        keep_paper(step, paper, scan)
        step.revision += 1
        await _enter(record, "delegation.letter_attached", step, giver, by=by)
        if step.state is DelegationState.PROPOSED:
            deputy = await whom(_wish_of(step), meeting)
            ruling = await _ruling(meeting, giver, deputy, has_letter=has_letter(step))
            if ruling.waits is None:
                await take_over(record, meeting, giver, step, by=None)
                await _enter(record, "delegation.accepted", step, giver, by=None)
            else:
                step.reason = ruling.waits.value
        await step.save()
    return step


def check_open_step(step: DelegationStep) -> None:
    """Refuses (Conflict) a step that was refused, taken back or is over."""
    if step.state not in OPEN_STATES:
        raise Conflict(_("Perwakilan ini sudah tidak berlaku."), state=step.state.value)


async def _locked(
    invitation_id: UUID, *, staff: bool, by: User | None
) -> tuple[Meeting, Invitation]:
    """The meeting and the seat, which nobody else changes until the end of the transaction."""
    meeting_id = (await Invitation.get(id=invitation_id)).meeting_id
    if staff and by is not None:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
    else:
        meeting = await Meeting.filter(id=meeting_id).select_for_update().get()
    giver = await Invitation.filter(id=invitation_id).select_for_update().get()
    (check_can_prepare if staff else check_can_answer)(giver, meeting)
    return meeting, giver


async def _name(
    record: Record,
    meeting: Meeting,
    giver: Invitation,
    wish: DeputyWish,
    *,
    via: str,
    by: User | None,
    staff: bool = False,
) -> DelegationStep:
    deputy = await whom(wish, meeting)
    step = _step(giver, wish, deputy, via=via, by=by)
    step.created_at = record.at
    keep_paper(step, wish.paper, wish.scan)
    ruling = await _ruling(meeting, giver, deputy, has_letter=has_letter(step), staff=staff)
    await step.save(force_create=True)
    if ruling.waits is None:
        await take_over(record, meeting, giver, step, by=by)
        await _enter(record, "delegation.accepted", step, giver, by=by)
    else:
        step.reason = ruling.waits.value
        giver.revision += 1
        await giver.save()
        await _enter(record, "delegation.proposed", step, giver, by=by)
    await step.save()
    return step


async def _ruling(
    meeting: Meeting, giver: Invitation, deputy: Deputy, *, has_letter: bool, staff: bool = False
) -> Ruling:
    """Whether the deputy is taken at once. Refuses (Conflict) whoever cannot be."""
    stands_for = await above(giver)
    case = Case(
        policy=giver.delegation,
        asked_level=await _asked_level(stands_for),
        deputy_level=deputy.level,
        has_letter=has_letter,
        confidential=meeting.security_class in NAMED_ONLY,
        by_staff=staff,
        links=max(stands_for.values()),
    )
    ruling = rule(case)
    if isinstance(ruling, Refusal):
        refuse(ruling)
    key = deputy.person.id if deputy.person else None
    seat = await seat_of(meeting.id, deputy.email, key)
    check_deputy(giver, stands_for, seat, deputy.email, key)
    return ruling


async def _asked_level(stands_for: dict[UUID, int]) -> OfficeLevel | None:
    """The level of the office that was asked at the top of the chain."""
    seats = await Invitation.filter(id__in=list(stands_for)).values_list("id", "office_id")
    tops = sorted(seats, key=lambda row: stands_for[row[0]], reverse=True)
    offices = [office for _seat, office in tops if office]
    office = await Office.get_or_none(id=offices[0]) if offices else None
    return office.level if office else None


def _step(
    giver: Invitation, wish: DeputyWish, deputy: Deputy, *, via: str, by: User | None
) -> DelegationStep:
    return DelegationStep(
        meeting_id=giver.meeting_id,
        invitation_id=giver.id,
        name=deputy.name[:400],
        email=deputy.email,
        office_title=deputy.office_title[:250],
        person_id=deputy.person.id if deputy.person else None,
        office_id=deputy.office.id if deputy.office else None,
        agency_id=deputy.agency.id if deputy.agency else None,
        note=wish.note.strip()[:1000],
        answer_by=wish.answer_by,
        via=via,
        proposed_by=by.id if by else None,
    )


def _wish_of(step: DelegationStep) -> DeputyWish:
    return DeputyWish(step.email, step.name, step.office_id, step.office_title)


async def _refused_by_mail(
    record: Record,
    meeting: Meeting,
    giver: Invitation,
    wish: DeputyWish,
    refusal: RakorError,
) -> DelegationStep:
    """What a calendar asked for and cannot be: kept for the secretariat, and put right there."""
    await giver.refresh_from_db(fields=["letter_due", "status", "revision"])
    step = await DelegationStep.create(
        meeting_id=meeting.id,
        invitation_id=giver.id,
        name=(wish.name or wish.email.partition("@")[0])[:400],
        email=wish.email.strip().lower()[:254],
        note=wish.note,
        via="mail",
        state=DelegationState.REJECTED,
        reason=refusal.detail[:1000],
        decided_at=record.at,
        created_at=record.at,
    )
    giver.revision += 1
    tell_again(giver)
    await giver.save()
    await _enter(record, "delegation.rejected", step, giver, by=None)
    return step


async def _enter(
    record: Record, kind: str, step: DelegationStep, giver: Invitation, *, by: User | None
) -> None:
    await record.entry(giver.meeting_id, kind, by=by, **told(step, giver))


def told(step: DelegationStep, giver: Invitation) -> dict[str, Any]:
    """What the journal keeps of a step: who was asked, who comes, and how it stands."""
    return {
        "audience": journal.Audience.STAFF,
        "subject": step.person_id or giver.person_id,
        "step": str(step.id),
        "invitation": str(giver.id),
        "name": giver.name,
        "deputy": str(step.deputy_id) if step.deputy_id else None,
        "deputy_name": step.name,
        "state": step.state.value,
        "reason": step.reason,
        "via": step.via,
    }
