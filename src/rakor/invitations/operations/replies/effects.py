"""What a proven answer does: noted for all days or one, handed on to a deputy, or kept."""

from datetime import datetime

from rakor import journal
from rakor.directory.queries import people_by_address
from rakor.invitations import queries
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.operations import delegating
from rakor.invitations.operations.answering import chosen_mode, note
from rakor.invitations.operations.replies.counters import keep_proposal
from rakor.invitations.operations.replies.proving import Whose
from rakor.invitations.operations.replies.values import Judged
from rakor.invitations.rules import (
    COMMENT_LIMIT,
    DelegationState,
    Letter,
    Reason,
    Reply,
    Result,
    RsvpStatus,
    Verdict,
)
from rakor.journal import Record
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import State


async def apply(
    record: Record, judged: Judged, verdict: Verdict, reply: Reply, meeting: Meeting, found: Whose
) -> None:
    """Do what the verdict says; where a human has to decide after all, `judged` says so then."""
    seat = found.seat
    if verdict.reason is Reason.GROUP_MEMBER and found.letter is not None:
        judged.invitation = await _join(record, judged, reply, verdict, meeting, found.letter)
    elif verdict.result is Result.PENDING_APPROVAL:
        await _hold(record, judged, reply, meeting)
    elif seat is None:
        return
    elif verdict.result is Result.REFRESH_ANSWERED:
        await _send_again(meeting, seat)
    elif verdict.result is Result.COUNTER_STORED:
        await keep_proposal(record, judged, verdict, reply, meeting, seat)
    elif verdict.result is Result.REPLY_APPLIED and verdict.status is not None:
        await _take(record, judged, verdict, reply, meeting, seat)


async def _take(
    record: Record,
    judged: Judged,
    verdict: Verdict,
    reply: Reply,
    meeting: Meeting,
    seat: Invitation,
) -> None:
    assert verdict.status is not None
    if verdict.status is RsvpStatus.DELEGATED:
        await _delegate(record, judged, verdict, reply, meeting, seat)
    elif verdict.day is not None:
        await _note_day(record, verdict, reply, meeting, seat, verdict.day)
    else:
        _remember(seat, verdict, reply)
        mode = seat.mode.value if seat.mode else ""
        mode_now = chosen_mode(verdict.status, mode, meeting.mode)
        await note(record, seat, verdict.status, mode=mode_now, via="mail", by=None)


def _remember(seat: Invitation, verdict: Verdict, reply: Reply) -> None:
    seat.last_sequence, seat.last_dtstamp = verdict.take_sequence, verdict.take_dtstamp
    if reply.comment:
        seat.comment = reply.comment[:COMMENT_LIMIT]


async def _note_day(
    record: Record,
    verdict: Verdict,
    reply: Reply,
    meeting: Meeting,
    seat: Invitation,
    day: datetime,
) -> None:
    """An answer to one day stands beside the answer to all; neither overwrites the other."""
    assert verdict.status is not None
    row = await OccurrenceAnswer.get_or_none(invitation_id=seat.id, recurrence_id=day)
    row = row or OccurrenceAnswer(
        invitation_id=seat.id, recurrence_id=day, reset_sequence=seat.reset_sequence
    )
    own = row.mode or seat.mode
    row.status = verdict.status
    row.mode = chosen_mode(verdict.status, own.value if own else "", meeting.mode)
    row.comment = reply.comment[:COMMENT_LIMIT] or row.comment
    row.answered_at, row.via = record.at, "mail"
    row.last_sequence, row.last_dtstamp = verdict.take_sequence, verdict.take_dtstamp
    await row.save()
    await record.entry(
        meeting.id,
        "invitation.answered",
        by=None,
        audience=journal.Audience.STAFF,
        subject=seat.person_id,
        invitation=str(seat.id),
        name=seat.name,
        status=row.status.value,
        mode=row.mode.value if row.mode else None,
        via="mail",
        recurrence_id=day.isoformat(),
    )


async def _delegate(
    record: Record,
    judged: Judged,
    verdict: Verdict,
    reply: Reply,
    meeting: Meeting,
    seat: Invitation,
) -> None:
    """PARTSTAT=DELEGATED: the policy of the seat decides, as it does on the personal page."""
    (email,) = verdict.deputies
    _remember(seat, verdict, reply)
    await seat.save(update_fields=["last_sequence", "last_dtstamp", "comment"])
    name = next((a.name for a in reply.attendees if a.address == email), "")
    step = await delegating.delegate_by_mail(
        record, meeting, seat, email=email, name=name, comment=reply.comment[:1000]
    )
    judged.told["delegation"] = str(step.id)
    if step.state is DelegationState.ACCEPTED:
        return
    judged.result, judged.reason = Result.PENDING_APPROVAL, Reason.WANTS_TO_DELEGATE.value
    if step.state is DelegationState.REJECTED:
        judged.result, judged.reason = Result.REFUSED, step.reason or Reason.NOT_DELEGATED.value


async def _join(
    record: Record,
    judged: Judged,
    reply: Reply,
    verdict: Verdict,
    meeting: Meeting,
    group: Invitation,
) -> Invitation:
    """A member of an invited group has a seat of their own from their answer on, and no letter.

    RFC 5546 section 3.7.2: they hold the group's invitation already.
    """
    address, name = str(judged.told["address"]), str(judged.told.get("name", ""))
    person = (await people_by_address([address])).get(address)
    seat = Invitation(
        meeting_id=meeting.id,
        email=address,
        name=name or (person.full_name if person else address.partition("@")[0]),
        person_id=person.id if person else None,
        agency_id=group.agency_id,
        agency_name=group.agency_name,
        precedence=group.precedence,
        part=group.part,
        delegation=group.delegation,
        reset_sequence=group.reset_sequence,
        sent_sequence=group.sent_sequence,
        told_revision=group.told_revision,
        comment=reply.comment[:COMMENT_LIMIT],
        last_sequence=min(reply.sequence, meeting.sequence),
        last_dtstamp=min(reply.dtstamp or record.at, record.at),
    )
    queries.seal(seat)
    await seat.save()
    if person:
        part = MeetingPart(meeting_id=meeting.id, person_id=person.id, part=group.part)
        await MeetingPart.bulk_create([part], ignore_conflicts=True)
    status = verdict.status or RsvpStatus.NO_RESPONSE
    await note(
        record, seat, status, mode=chosen_mode(status, "", meeting.mode), via="mail", by=None
    )
    return seat


async def _hold(record: Record, judged: Judged, reply: Reply, meeting: Meeting) -> None:
    """An answer that waits for a human is told to whoever watches the list."""
    seat = judged.invitation
    await record.entry(
        meeting.id,
        "reply.held",
        by=None,
        audience=journal.Audience.STAFF,
        subject=seat.person_id if seat else None,
        invitation=str(seat.id) if seat else None,
        name=seat.name if seat else judged.told.get("name", ""),
        reason=judged.reason,
    )


async def _send_again(meeting: Meeting, seat: Invitation) -> None:
    """Answer a REFRESH with the present state: the invitation, or that there is none any more."""
    if seat.letter_due or seat.sent_sequence is None:
        return
    letter = Letter.REFRESH
    if seat.status is RsvpStatus.WITHDRAWN:
        letter = Letter.WITHDRAWN
    elif meeting.state is State.CANCELLED:
        letter = Letter.CANCELLED
    elif meeting.state is State.POSTPONED:
        letter = Letter.POSTPONED
    await Invitation.filter(id=seat.id).update(letter_due=letter.value)


__all__ = ["apply"]
