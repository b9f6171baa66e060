"""The judgement of a whole message: each answer in it against what is stored, one by one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from rakor.database import row_where
from rakor.invitations import itip, queries
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.operations.replies import effects
from rakor.invitations.operations.replies.bouncing import bounce
from rakor.invitations.operations.replies.counters import moved_at
from rakor.invitations.operations.replies.proving import Proof, Whose, by_reference, whose
from rakor.invitations.operations.replies.values import Judged
from rakor.invitations.rules import (
    STATUS_OF_PARTSTAT,
    Day,
    Given,
    Known,
    Reason,
    Reply,
    Result,
    RsvpStatus,
    Verdict,
    instant_of,
    judge,
)
from rakor.journal import Record
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State, Window, find_day
from rakor.settings import settings

GONE = frozenset({State.CANCELLED, State.POSTPONED})
COMMENT_SHOWN = 500


async def judge_message(
    record: Record,
    mail: itip.InboundMail,
    received_at: datetime,
    *,
    mail_id: UUID,
    vouched: bool = False,
) -> list[Judged]:
    """Judge a message and do what it asks, answer by answer; `vouched` by a human for its sender.

    A bounce is never read as the request it may carry, and words without a calendar are kept for a
    human with the invitation they are about.
    """
    if mail.bounces:
        return await bounce(record, mail, await queries.by_mail_tokens(mail.to_addresses))
    if mail.problem:
        return [await _unread(mail, mail.problem)]
    return [
        await _one(record, reply, mail, received_at, mail_id=mail_id, vouched=vouched)
        for reply in mail.replies
    ]


async def _unread(mail: itip.InboundMail, problem: itip.Problem) -> Judged:
    """No answer of a calendar: whose words they are is found all the same."""
    seat = await by_reference(mail, await queries.by_mail_tokens(mail.to_addresses))
    if problem is itip.Problem.METHOD_MISMATCH:
        return Judged(Result.REFUSED, problem.value, seat)
    result, reason = Result.UNREADABLE, problem.value
    if seat is not None and problem is itip.Problem.NO_CALENDAR and not mail.is_report:
        result = Result.PENDING_APPROVAL
        reason = (Reason.OUT_OF_OFFICE if mail.is_auto_reply else Reason.FREE_TEXT).value
    told: dict[str, Any] = {"comment": mail.text[:COMMENT_SHOWN]} if mail.text else {}
    if seat is not None:
        told |= {"invitation": str(seat.id), "address": mail.from_address, "name": seat.name}
    return Judged(result, reason, seat, told=told)


async def _one(
    record: Record,
    reply: Reply,
    mail: itip.InboundMail,
    received_at: datetime,
    *,
    mail_id: UUID,
    vouched: bool,
) -> Judged:
    """One answer about one meeting."""
    meeting = await row_where(Meeting, "uid", reply.uid, locked=True) if reply.uid else None
    if meeting is None:
        verdict = judge(reply, None, authenticated=False, received_at=received_at)
        return Judged(verdict.result, verdict.reason.value, told=_told(reply, mail, verdict))
    # The meeting is locked before its seats, as everywhere. Exchange drops the token from To but
    # leaves it in ORGANIZER, or the other way round.
    holder = await queries.by_mail_tokens(mail.to_addresses)
    holder = holder or await queries.by_mail_tokens([reply.organizer])
    found = await whose(reply, mail, holder, meeting, vouched=vouched)
    reply = _of_that_day_only(reply, meeting, found.seat)
    known = await _known(reply, meeting, found, holder)
    verdict = judge(
        reply,
        known,
        authenticated=found.proof.holds,
        received_at=received_at,
        claimed=found.proof is Proof.CLAIMED,
    )
    judged = Judged(
        verdict.result,
        verdict.reason.value,
        found.seat if found.proof.holds else None,
        meeting.id,
        _told(reply, mail, verdict, found),
        mail_id,
    )
    if found.proof.holds:
        await effects.apply(record, judged, verdict, reply, meeting, found)
    return judged


def _told(
    reply: Reply, mail: itip.InboundMail, verdict: Verdict, found: Whose | None = None
) -> dict[str, Any]:
    """Who said what, as the page of the message shows it."""
    line = next((a for a in reply.attendees if a.address == mail.from_address), None)
    if found and found.seat:
        own = {found.seat.email, *found.others}
        line = next((a for a in reply.attendees if a.address in own), line)
    line = line or next(iter(reply.attendees), None)
    said = verdict.status or (STATUS_OF_PARTSTAT.get(line.partstat.upper()) if line else None)
    told: Mapping[str, Any] = {
        "method": reply.method,
        "address": line.address if line else "",
        "name": line.name if line else "",
        "partstat": line.partstat if line else "",
        # What is refused or held is read by a human, who wants to know what it was.
        "status": said.value if said else "",
        "recurrence_id": reply.recurrence_id or "",
        "sequence": reply.sequence,
        "dtstamp": reply.dtstamp.isoformat() if reply.dtstamp else "",
        "invitation": str(found.seat.id) if found and found.seat else "",
        "proof": found.proof.value if found else "",
        "comment": reply.comment[:COMMENT_SHOWN],
        "codes": list(reply.status_codes),
        "given_by": next((a for each in reply.attendees for a in each.delegated_from), ""),
    }
    return {key: value for key, value in told.items() if value not in ("", [])}


def _of_that_day_only(reply: Reply, meeting: Meeting, seat: Invitation | None) -> Reply:
    """A guest of one day answers for the whole of what they are asked to."""
    if seat is None or seat.only_on is None or reply.recurrence_id is None:
        return reply
    same = instant_of(reply.recurrence_id, meeting.timezone, [seat.only_on]) == seat.only_on
    return replace(reply, recurrence_id=None, this_and_future=False) if same else reply


async def _known(reply: Reply, meeting: Meeting, found: Whose, holder: Invitation | None) -> Known:
    seat, letter = found.seat, found.letter
    ours = {settings().mail_reply.lower()}
    for each in (holder, seat):
        if each is not None and each.meeting_id == meeting.id:
            # The letter of one may be forwarded to another, who answers for themselves.
            ours.add(queries.reply_address(each).lower())
    cancelled = meeting.state in GONE
    day = None
    if reply.recurrence_id and meeting.recurrence and not (seat and seat.only_on):
        day = await _day(reply.recurrence_id, meeting, seat)
    known = Known(
        invitation_id=None,
        address="",
        status=RsvpStatus.NO_RESPONSE,
        sequence_of_event=meeting.sequence,
        reset_seq=0,
        organizer_addresses=frozenset(ours),
        event_cancelled=cancelled,
        cancel_sequence=meeting.sequence if cancelled else None,
        starts_at=meeting.starts_at,
        recurring=bool(meeting.recurrence),
        day=day,
    )
    if seat is None:
        return replace(
            known,
            groups=frozenset({letter.email}) if letter and letter.is_group else frozenset(),
            givers=await _givers(reply, meeting),
        )
    reset = seat.reset_sequence
    if meeting.sequence > (seat.sent_sequence or 0):
        # A new time counts from its entry on, whether or not its letter was written yet.
        reset = max(reset, await moved_at(meeting.id))
    return replace(
        known,
        invitation_id=seat.id,
        address=seat.email,
        addresses=found.others,
        status=seat.status,
        reset_seq=reset,
        last_sequence=seat.last_sequence,
        last_dtstamp=seat.last_dtstamp,
        last_status=seat.status,
    )


async def _givers(reply: Reply, meeting: Meeting) -> frozenset[str]:
    """Whom a stranger says to stand in for, as far as they were asked themselves."""
    said = {address for answer in reply.attendees for address in answer.delegated_from}
    if not said:
        return frozenset()
    rows = Invitation.filter(meeting_id=meeting.id, email__in=list(said))
    found = await rows.exclude(status=RsvpStatus.WITHDRAWN).values_list("email", flat=True)
    return frozenset(str(each) for each in found)


async def _day(recurrence_id: str, meeting: Meeting, seat: Invitation | None) -> Day | None:
    """The occurrence that is named, with what this seat said to it; None when there is none."""
    rows = await meetings.occurrence_rows(meeting)
    at = instant_of(recurrence_id, meeting.timezone)
    if at is None and (midnight := instant_of(f"{recurrence_id}T000000", meeting.timezone)):
        # A bare date: the day that begins on it.
        window = Window(midnight, midnight + timedelta(days=1))
        days = await meetings.days_of(meeting, window)
        starts = [day.recurrence_id for day in days]
        at = instant_of(recurrence_id, meeting.timezone, starts)
    found = find_day(meeting.series, rows, at) if at else None
    if found is None:
        return None
    said = seat and await OccurrenceAnswer.get_or_none(
        invitation_id=seat.id, recurrence_id=found.recurrence_id
    )
    given = Given()
    if said:
        given = Given(said.status, said.reset_sequence, said.last_sequence, said.last_dtstamp)
    return Day(found.recurrence_id, found.starts_at, given, cancelled=not found.takes_place)
