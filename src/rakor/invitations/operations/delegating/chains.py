"""Chains of deputies: who stands for whom, how a deputy takes a seat, and how a chain falls."""

from collections import defaultdict
from collections.abc import Collection
from typing import NoReturn
from uuid import UUID

from tortoise.expressions import F

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency, Person
from rakor.errors import Conflict
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations.seating import begin_anew, fall_away, tell_again
from rakor.invitations.rules import CANCELS, DelegationState, Letter, RsvpStatus
from rakor.invitations.rules.delegation import OPEN_STATES, STANDING_STATES, Refusal
from rakor.journal import Record
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State
from rakor.words import _


async def above(giver: Invitation) -> dict[UUID, int]:
    """The seats that a seat stands for, itself among them, by the steps that lie between."""
    steps = await DelegationStep.filter(
        meeting_id=giver.meeting_id, state__in=list(STANDING_STATES), deputy_id__not_isnull=True
    ).values_list("invitation_id", "deputy_id")
    givers: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for asked, deputy in steps:
        givers[deputy].append(asked)
    found = {giver.id: 0}
    waiting = [giver.id]
    while waiting:
        seat = waiting.pop()
        for asked in givers[seat]:
            if found.get(asked, -1) < found[seat] + 1 <= len(steps):
                found[asked] = found[seat] + 1
                waiting.append(asked)
    return found


async def sent_by(meeting_id: UUID, seats: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Each of these seats with all who come for it: whoever was sent, and whom they sent."""
    steps = await DelegationStep.filter(
        meeting_id=meeting_id, state__in=list(STANDING_STATES), deputy_id__not_isnull=True
    ).values_list("invitation_id", "deputy_id")
    deputies: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for asked, deputy in steps:
        deputies[asked].append(deputy)
    found: dict[UUID, set[UUID]] = {}
    for seat in seats:
        found[seat], waiting = {seat}, [seat]
        while waiting:
            further = [each for each in deputies[waiting.pop()] if each not in found[seat]]
            found[seat].update(further)
            waiting += further
    return found


async def open_step(giver: Invitation) -> DelegationStep | None:
    """The step by which this seat is given away, or waits to be."""
    return await DelegationStep.filter(invitation_id=giver.id, state__in=list(OPEN_STATES)).first()


async def seat_of(meeting_id: UUID, email: str, person_id: UUID | None) -> Invitation | None:
    """The seat that somebody has or had in a meeting, by their address or as a person."""
    rows = Invitation.filter(meeting_id=meeting_id).select_for_update()
    found = await rows.filter(email=email).first()
    if found is None and person_id is not None:
        found = await rows.filter(person_id=person_id).order_by("id").first()
    return found


def check_deputy(
    giver: Invitation,
    seats_above: dict[UUID, int],
    seat: Invitation | None,
    email: str,
    person_id: UUID | None,
) -> None:
    """Refuses (Conflict) whoever cannot stand for this seat, so that no chain becomes a ring."""
    if email == giver.email or (person_id is not None and person_id == giver.person_id):
        refuse(Refusal.ONESELF)
    if seat is None or seat.status is RsvpStatus.WITHDRAWN:
        return
    if seat.id in seats_above:
        refuse(Refusal.CYCLE)
    if seat.is_group:
        refuse(Refusal.IS_GROUP)
    if seat.status is RsvpStatus.DELEGATED:
        refuse(Refusal.SENDS_OTHER)
    if seat.status is RsvpStatus.DECLINED:
        refuse(Refusal.COMES_NOT)


def refuse(why: Refusal) -> NoReturn:
    """Refuses (Conflict) with this reason; programs read its name."""
    raise Conflict(_(why.value), reason=why.name.lower())


async def take_over(
    record: Record,
    meeting: Meeting,
    giver: Invitation,
    step: DelegationStep,
    *,
    by: User | None,
) -> None:
    """The deputy comes: they get a seat of their own, or keep theirs, and the giver is told."""
    seat = await seat_of(meeting.id, step.email, step.person_id)
    check_deputy(giver, await above(giver), seat, step.email, step.person_id)
    # Whoever was sent before and declined has nothing more to say about this seat.
    await fall(record, meeting, giver, by=by, but=step)
    if seat is not None:
        await seat.refresh_from_db()
    if seat is not None and seat.status is not RsvpStatus.WITHDRAWN:
        step.made_seat = False
        tell_again(seat)
        seat.revision += 1
        await seat.save()
    else:
        seat = await _seat(record, meeting, giver, step, seat, by=by)
        step.made_seat = True
    step.deputy_id = seat.id
    step.state, step.reason = DelegationState.ACCEPTED, ""
    step.decided_by, step.decided_at = (by.id if by else None), record.at
    giver.status, giver.mode = RsvpStatus.DELEGATED, None
    giver.answered_at, giver.via = record.at, step.via
    giver.revision += 1
    tell_again(giver)
    await giver.save()


async def _seat(
    record: Record,
    meeting: Meeting,
    giver: Invitation,
    step: DelegationStep,
    before: Invitation | None,
    *,
    by: User | None,
) -> Invitation:
    """A deputy's own seat: an own link, an own code, an own entry in the calendar."""
    seat = before or Invitation(meeting_id=meeting.id, email=step.email)
    # A CANCEL that was not written yet leaves the earlier invitation in their calendar.
    left = seat.sent_sequence if before and before.letter_due in CANCELS else None
    begin_anew(seat, meeting)
    seat.sent_sequence = left
    agency = await Agency.get_or_none(id=step.agency_id) if step.agency_id else None
    if step.person_id is None:
        await _become_known(record, step, giver, by=by)
    seat.email, seat.name = step.email, step.name
    seat.person_id, seat.office_id = step.person_id, step.office_id
    seat.office_title = step.office_title
    seat.agency_id = agency.id if agency else giver.agency_id
    seat.agency_name = agency.name if agency else giver.agency_name
    seat.precedence = agency.precedence if agency else giver.precedence
    seat.part, seat.delegation = Part.DELEGATE, giver.delegation
    seat.delegated_from_id, seat.only_on, seat.is_group = giver.id, giver.only_on, False
    told = giver.sent_sequence is not None or giver.letter_due == Letter.INVITATION.value
    told = told and meeting.state in (State.SCHEDULED, State.IN_PROGRESS)
    seat.letter_due = Letter.INVITATION.value if told else ""
    await (seat.save() if before else seat.save(force_create=True))
    if seat.person_id:
        await MeetingPart.get_or_create(
            meeting_id=meeting.id, person_id=seat.person_id, part=Part.DELEGATE
        )
    return seat


async def _become_known(
    record: Record, step: DelegationStep, giver: Invitation, *, by: User | None
) -> None:
    """A deputy whose address nobody had becomes a person of the directory."""
    person = await Person.create(
        name=step.name[:200], email=step.email, agency_id=step.agency_id or giver.agency_id
    )
    step.person_id = person.id
    directory = journal.stream_of("directory")
    await record.entry(directory, "people.added", by=by, subject=person.id, people=[str(person.id)])


async def check_not_arrived(giver: Invitation) -> None:
    """Refuses (Conflict) to take back a seat whose deputy is here already."""
    if await _arrived(giver.id):
        refuse(Refusal.ARRIVED)


async def has_arrived(giver: Invitation) -> bool:
    """Whether whoever comes for this seat is here already."""
    return await _arrived(giver.id)


async def _arrived(seat: UUID) -> bool:
    steps = DelegationStep.filter(invitation_id=seat)
    if await steps.filter(state=DelegationState.COMPLETED).exists():
        return True
    below = await steps.filter(state=DelegationState.ACCEPTED, made_seat=True).first()
    return below is not None and below.deputy_id is not None and await _arrived(below.deputy_id)


async def fall(
    record: Record,
    meeting: Meeting,
    giver: Invitation,
    *,
    by: User | None,
    but: DelegationStep | None = None,
) -> list[DelegationStep]:
    """Everything below a seat falls: its deputies, and whom they sent. Tells the steps that did.

    Each deputy gets one CANCEL. Whoever has a seat of their own, or stands for somebody else too,
    keeps it and is told that they come for one less. `but` is the step that takes their place.
    """
    gone = []
    for step in await DelegationStep.filter(
        invitation_id=giver.id, state__in=list(OPEN_STATES)
    ).select_for_update():
        if but is not None and step.id == but.id:
            continue
        step.state = DelegationState.REVOKED
        step.decided_by, step.decided_at = (by.id if by else None), record.at
        step.revision += 1
        await step.save()
        gone.append(step)
        if step.deputy_id and not step.made_seat:
            await _one_less(step.deputy_id)
    seats = Invitation.filter(delegated_from_id=giver.id).exclude(status=RsvpStatus.WITHDRAWN)
    for seat in await seats.select_for_update():
        if not await _stays(seat, giver):
            gone += await fall(record, meeting, seat, by=by)
            if seat.sent_sequence is not None and seat.letter_due not in CANCELS:
                await next_sequence(meeting)
            await fall_away(seat)
    return gone


async def _one_less(seat_id: UUID) -> None:
    seat = await Invitation.filter(id=seat_id).select_for_update().get()
    if seat.status is not RsvpStatus.WITHDRAWN:
        tell_again(seat)
        seat.revision += 1
        await seat.save()


async def _stays(seat: Invitation, giver: Invitation) -> bool:
    """Whether somebody keeps the seat they got, because they also stand for another."""
    others = DelegationStep.filter(deputy_id=seat.id, state__in=list(STANDING_STATES))
    other = await others.exclude(invitation_id=giver.id).first()
    if other is None:
        return False
    other.made_seat = True
    await other.save()
    seat.delegated_from_id = other.invitation_id
    tell_again(seat)
    seat.revision += 1
    await seat.save()
    return True


async def next_sequence(meeting: Meeting) -> None:
    """RFC 5546 section 3.2.5: a CANCEL has a SEQUENCE of its own, above every REQUEST before."""
    await Meeting.filter(id=meeting.id).update(sequence=F("sequence") + 1)
    await meeting.refresh_from_db(fields=["sequence"])


__all__ = [
    "above",
    "check_deputy",
    "check_not_arrived",
    "fall",
    "has_arrived",
    "next_sequence",
    "open_step",
    "refuse",
    "seat_of",
    "sent_by",
    "take_over",
]
