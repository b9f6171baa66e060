"""The judgement of a calendar's answer, in the order of RFC 5546 and RFC 6638; first match wins."""

from dataclasses import replace
from datetime import datetime

from rakor.invitations.rules.judging.values import (
    STATUS_OF_PARTSTAT,
    Answer,
    Given,
    Known,
    Reason,
    Reply,
    Result,
    Verdict,
)
from rakor.invitations.rules.states import RsvpStatus


def judge(
    reply: Reply,
    known: Known | None,
    *,
    authenticated: bool,
    received_at: datetime,
    claimed: bool = False,
) -> Verdict:
    """Decide what an answer from a calendar does to an invitation; first match wins.

    `authenticated` says that the answer came to the invitation's own reply address, or that its
    sender is proven to be the attendee; `claimed` that only its From says so, which anybody can
    write. Nothing about summary, time or place is ever taken from it.
    """
    if known is None:
        return Verdict(Result.UNKNOWN_MEETING, Reason.NO_SUCH_MEETING)
    refusal = _refusal(reply, known)
    if refusal is None and not authenticated:
        if claimed and known.invitation_id is None and reply.method == "REPLY":
            # Whoever is not on the list waits for a human either way, who is told why.
            known = replace(known, groups=frozenset())
        else:
            refusal = _unproven(reply, claimed=claimed)
    if refusal is not None:
        return refusal
    if reply.method == "REFRESH":
        return _judge_refresh(reply, known)
    over = _over(reply, known)
    if over is not None:
        return over
    if reply.method == "COUNTER":
        return _judge_counter(reply, known)
    if not _is_invited(reply, known):
        return _judge_stranger(reply, known)
    return _judge_answer(reply, known, received_at)


def _refusal(reply: Reply, known: Known) -> Verdict | None:
    """What is wrong with the message itself, whatever it says."""
    if reply.method not in {"REPLY", "COUNTER", "REFRESH"}:
        return Verdict(Result.REFUSED, Reason.NOT_AN_ANSWER)
    # Exchange leaves ORGANIZER out of its replies; the address they came to says enough.
    if reply.organizer and reply.organizer not in known.organizer_addresses:
        return Verdict(Result.REFUSED, Reason.OTHER_ORGANIZER)
    if reply.dtstamp is None or not reply.attendees:
        return Verdict(Result.UNREADABLE, Reason.INCOMPLETE)
    return None


def _unproven(reply: Reply, *, claimed: bool) -> Verdict:
    """Nothing is applied; an answer that may be honest waits for a human (RFC 6047 section 2.2)."""
    if claimed and reply.method != "REFRESH":
        return Verdict(Result.PENDING_APPROVAL, Reason.ONLY_CLAIMED)
    return Verdict(Result.REFUSED, Reason.SENDER_UNPROVEN)


def _over(reply: Reply, known: Known) -> Verdict | None:
    """What there is nothing left to answer about: the meeting, or the one day that is named."""
    if known.event_cancelled or known.status is RsvpStatus.WITHDRAWN:
        # RFC 5546 section 4.2.9 demands it below the SEQUENCE of the CANCEL; above it, there is
        # still nothing left to answer.
        return Verdict(Result.STALE, Reason.MEETING_CANCELLED)
    if reply.recurrence_id is None:
        return None
    if known.day is None:
        reason = Reason.NO_SUCH_DAY if known.recurring else Reason.NO_SUCH_OCCURRENCE
        return Verdict(Result.REFUSED, reason)
    if known.day.cancelled:
        return Verdict(Result.STALE, Reason.DAY_CANCELLED)
    if known.day.given.status is RsvpStatus.WITHDRAWN:
        return Verdict(Result.STALE, Reason.NOT_ASKED_THAT_DAY)
    return None


def _lines_of(reply: Reply, known: Known) -> list[Answer]:
    """The lines of the invited person: under their address, else under another one of theirs."""
    if known.invitation_id is None:
        return []
    exact = [answer for answer in reply.attendees if answer.address == known.address]
    return exact or [answer for answer in reply.attendees if answer.address in known.addresses]


def _is_invited(reply: Reply, known: Known) -> bool:
    """Only the line of the invited person counts; other lines never move third parties."""
    return bool(_lines_of(reply, known))


def _judge_stranger(reply: Reply, known: Known) -> Verdict:
    """Somebody who has no seat: a deputy before their giver, one of a group, or a party crasher.

    RFC 5546 sections 5.2.2 and 3.7.2; nobody is added silently but the member of a group.
    """
    status = _said_by_stranger(reply, known)
    if known.groups:
        if status is None:
            return Verdict(Result.PENDING_APPROVAL, Reason.ANSWER_UNKNOWN)
        return Verdict(Result.REPLY_APPLIED, Reason.GROUP_MEMBER, status)
    reason = Reason.BEFORE_DELEGATOR if known.givers else Reason.NOT_INVITED
    return Verdict(Result.PENDING_APPROVAL, reason, status)


def _said_by_stranger(reply: Reply, known: Known) -> RsvpStatus | None:
    """What the line says that is not of a giver; two different ones say nothing for sure."""
    said = {a.partstat.upper() for a in reply.attendees if a.address not in known.givers}
    status = STATUS_OF_PARTSTAT.get(said.pop()) if len(said) == 1 else None
    return None if status is RsvpStatus.DELEGATED else status


def _judge_refresh(reply: Reply, known: Known) -> Verdict:
    """Send the present state again: the invitation, or the CANCEL to whom it no longer concerns."""
    if not _is_invited(reply, known):
        return Verdict(Result.REFUSED, Reason.NOT_AN_ATTENDEE)
    return Verdict(Result.REFRESH_ANSWERED, Reason.REFRESH)


def _judge_counter(reply: Reply, known: Known) -> Verdict:
    """Keep a proposed time for a human; it never applies itself.

    Each act on a day of a series raises the SEQUENCE of all of it, so there a proposal is outdated
    only by a new time of what it is about; elsewhere SEQUENCE has to be equal.
    """
    if not _is_invited(reply, known):
        return Verdict(Result.REFUSED, Reason.NOT_AN_ATTENDEE)
    if reply.this_and_future:
        return Verdict(Result.PENDING_APPROVAL, Reason.THIS_AND_FUTURE)
    asked = known.day.given.reset_seq if known.day else known.reset_seq
    oldest = max(asked, known.reset_seq) if known.recurring else known.sequence_of_event
    current = known.day.starts_at if known.day else known.starts_at
    moved = reply.original_start and current and reply.original_start != current
    day = known.day.original_start if known.day else None
    if moved or not oldest <= reply.sequence <= known.sequence_of_event:
        return Verdict(Result.STALE, Reason.OUTDATED_PROPOSAL, day=day)
    return Verdict(Result.COUNTER_STORED, Reason.PROPOSAL_STORED, day=day)


def _judge_answer(reply: Reply, known: Known, received_at: datetime) -> Verdict:
    """Order answers by (SEQUENCE, DTSTAMP), so that every order of arrival ends the same.

    An answer to one day is held only against answers to that day, and one to all of them only
    against those to all: which of the two holds is not decided here (`holding`).
    """
    last = _last(known)
    day = known.day.original_start if known.day else None
    if reply.sequence < max(last.reset_seq, known.reset_seq):
        return Verdict(Result.STALE, Reason.BEFORE_RESCHEDULE, day=day)
    # A calendar may count up by itself; that never raises the meeting's own SEQUENCE.
    sequence = min(reply.sequence, known.sequence_of_event)
    # A clock that runs ahead must not lock out its owner's later answers. DTSTAMP is compared
    # only with earlier answers, never with the invitation's: clocks that run behind are common.
    dtstamp = min(reply.dtstamp or received_at, received_at)
    answered_before = last.last_sequence is not None and last.last_dtstamp is not None
    if answered_before and (sequence, dtstamp) < (last.last_sequence, last.last_dtstamp):
        return Verdict(Result.STALE, Reason.OLDER_ANSWER, day=day)
    verdict = replace(_read_answer(reply, known), day=day)
    if verdict.result is not Result.REPLY_APPLIED:
        return verdict
    if (sequence, dtstamp) == (last.last_sequence, last.last_dtstamp):
        if verdict.status is last.status:
            return Verdict(Result.DUPLICATE, Reason.SAME_ANSWER, verdict.status, day=day)
        verdict = replace(verdict, reason=Reason.APPLIED_AGAIN)
    return replace(verdict, take_sequence=sequence, take_dtstamp=dtstamp)


def _last(known: Known) -> Given:
    """What was last answered to the same thing."""
    if known.day is not None:
        return known.day.given
    status = known.last_status or known.status
    return Given(status, known.reset_seq, known.last_sequence, known.last_dtstamp)


def _read_answer(reply: Reply, known: Known) -> Verdict:
    """What the invited person says, regardless of when it was said."""
    lines = _lines_of(reply, known)
    partstats = {line.partstat.upper() for line in lines}
    if len(partstats) > 1:
        return Verdict(Result.PENDING_APPROVAL, Reason.CONTRADICTION)
    status = STATUS_OF_PARTSTAT.get(partstats.pop())
    if status is None:
        return Verdict(Result.PENDING_APPROVAL, Reason.ANSWER_UNKNOWN)
    if reply.this_and_future:
        return Verdict(Result.PENDING_APPROVAL, Reason.THIS_AND_FUTURE, status)
    if status is RsvpStatus.DELEGATED:
        return _read_delegation(lines, known)
    ahead = reply.sequence > known.sequence_of_event
    return Verdict(Result.REPLY_APPLIED, Reason.APPLIED_AHEAD if ahead else Reason.APPLIED, status)


def _read_delegation(lines: list[Answer], known: Known) -> Verdict:
    """One deputy, for all days, is taken; anything else a human has to sort out."""
    deputies = tuple(dict.fromkeys(to for line in lines for to in line.delegated_to))
    if len(deputies) != 1 or known.day is not None or deputies[0] in known.own:
        status = RsvpStatus.DELEGATED
        return Verdict(Result.PENDING_APPROVAL, Reason.WANTS_TO_DELEGATE, status, deputies=deputies)
    status = RsvpStatus.DELEGATED
    return Verdict(Result.REPLY_APPLIED, Reason.DELEGATED, status, deputies=deputies)
