"""Each row of the REPLY table has its own test, and every order of arrival ends the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.errors import Invalid
from rakor.invitations.rules import (
    Answer,
    Known,
    Reason,
    Reply,
    Result,
    RsvpStatus,
    Verdict,
    check_answer,
    judge,
)

BUDI = "budi@bappeda.example.go.id"
SITI = "siti@bappeda.example.go.id"
ORGANIZER = "rsvp-token@rakor.example.go.id"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RECEIVED = NOON + timedelta(days=2)
MINUTE = timedelta(minutes=1)

KNOWN = Known(
    invitation_id=UUID(int=1),
    address=BUDI,
    status=RsvpStatus.NO_RESPONSE,
    sequence_of_event=3,
    reset_seq=2,
    organizer_addresses=frozenset({ORGANIZER}),
)
YES = Reply(
    method="REPLY",
    uid="rapat@rakor",
    sequence=3,
    dtstamp=NOON,
    organizer=ORGANIZER,
    attendees=(Answer(BUDI, "ACCEPTED"),),
)
ANSWERED = replace(
    KNOWN,
    status=RsvpStatus.ACCEPTED,
    last_sequence=3,
    last_dtstamp=NOON,
    last_status=RsvpStatus.ACCEPTED,
)


def says(reply, partstat):
    return replace(reply, attendees=(Answer(BUDI, partstat),))


def judged(reply, known=KNOWN, *, authenticated=True, received_at=RECEIVED):
    return judge(reply, known, authenticated=authenticated, received_at=received_at)


def applied(status, *, reason=Reason.APPLIED, sequence=3, dtstamp=NOON):
    return Verdict(Result.REPLY_APPLIED, reason, status, sequence, dtstamp)


@pytest.mark.parametrize(
    ("partstat", "status"),
    [
        ("ACCEPTED", RsvpStatus.ACCEPTED),
        ("accepted", RsvpStatus.ACCEPTED),
        ("DECLINED", RsvpStatus.DECLINED),
        ("TENTATIVE", RsvpStatus.TENTATIVE),
        ("NEEDS-ACTION", RsvpStatus.NO_RESPONSE),
    ],
)
def test_an_answer_is_taken_with_its_number_and_time(partstat, status):
    assert judged(says(YES, partstat)) == applied(status)


def test_a_meeting_nobody_knows_is_left_alone():
    assert judged(YES, None) == Verdict(Result.UNKNOWN_MEETING, Reason.NO_SUCH_MEETING)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "ADD", "PUBLISH", "DECLINECOUNTER", ""])
def test_what_only_an_organizer_sends_is_refused(method):
    assert judged(replace(YES, method=method)) == Verdict(Result.REFUSED, Reason.NOT_AN_ANSWER)


def test_an_answer_to_another_organizer_is_refused():
    other = replace(YES, organizer="spoof@elsewhere.example")
    assert judged(other) == Verdict(Result.REFUSED, Reason.OTHER_ORGANIZER)


def test_an_answer_without_organizer_is_accepted_as_exchange_sends_it():
    assert judged(replace(YES, organizer="")) == applied(RsvpStatus.ACCEPTED)


@pytest.mark.parametrize("missing", [{"dtstamp": None}, {"attendees": ()}])
def test_an_answer_without_time_or_person_is_unreadable(missing):
    assert judged(replace(YES, **missing)) == Verdict(Result.UNREADABLE, Reason.INCOMPLETE)


@pytest.mark.parametrize(
    ("method", "result", "reason"),
    [
        ("REPLY", Result.PENDING_APPROVAL, Reason.ONLY_CLAIMED),
        ("COUNTER", Result.PENDING_APPROVAL, Reason.ONLY_CLAIMED),
        ("REFRESH", Result.REFUSED, Reason.SENDER_UNPROVEN),
    ],
)
def test_what_only_its_sender_says_waits_for_a_human(method, result, reason):
    reply = replace(YES, method=method)
    verdict = judge(reply, KNOWN, authenticated=False, received_at=RECEIVED, claimed=True)
    assert verdict == Verdict(result, reason)


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH"])
def test_a_sender_who_is_not_proven_changes_nothing(method):
    verdict = judged(replace(YES, method=method), authenticated=False)
    assert verdict == Verdict(Result.REFUSED, Reason.SENDER_UNPROVEN)


@pytest.mark.parametrize(
    "known",
    [
        replace(KNOWN, event_cancelled=True, cancel_sequence=4),
        replace(KNOWN, status=RsvpStatus.WITHDRAWN),
    ],
)
@pytest.mark.parametrize("sequence", [3, 4, 5])
def test_nothing_is_answered_after_a_cancellation(known, sequence):
    verdict = judged(replace(YES, sequence=sequence), known)
    assert verdict == Verdict(Result.STALE, Reason.MEETING_CANCELLED)


@pytest.mark.parametrize("others_first", [True, False])
def test_of_two_attendees_only_the_proven_one_counts(others_first):
    lines = (Answer(SITI, "DECLINED"), Answer(BUDI, "ACCEPTED"))
    reply = replace(YES, attendees=lines if others_first else lines[::-1])
    assert judged(reply) == applied(RsvpStatus.ACCEPTED)


def test_two_answers_of_one_person_in_one_message_wait_for_a_human():
    reply = replace(YES, attendees=(Answer(BUDI, "ACCEPTED"), Answer(BUDI, "DECLINED")))
    assert judged(reply) == Verdict(Result.PENDING_APPROVAL, Reason.CONTRADICTION)


@pytest.mark.parametrize("method", ["REPLY", "COUNTER"])
def test_a_single_meeting_has_no_occurrence_to_answer(method):
    reply = replace(YES, method=method, recurrence_id="20261201T020000Z")
    assert judged(reply) == Verdict(Result.REFUSED, Reason.NO_SUCH_OCCURRENCE)


def test_an_answer_from_before_the_reschedule_is_stale():
    assert judged(replace(YES, sequence=1)) == Verdict(Result.STALE, Reason.BEFORE_RESCHEDULE)


def test_an_answer_to_an_earlier_small_change_still_counts():
    assert judged(replace(YES, sequence=2)) == applied(RsvpStatus.ACCEPTED, sequence=2)


def test_a_number_ahead_of_the_meeting_is_read_as_the_meetings():
    verdict = judged(replace(YES, sequence=9))
    assert verdict == applied(RsvpStatus.ACCEPTED, reason=Reason.APPLIED_AHEAD)


@pytest.mark.parametrize("older", [{"sequence": 2}, {"dtstamp": NOON - MINUTE}])
def test_an_older_answer_does_not_replace_a_newer_one(older):
    verdict = judged(replace(says(YES, "DECLINED"), **older), ANSWERED)
    assert verdict == Verdict(Result.STALE, Reason.OLDER_ANSWER)


def test_a_newer_answer_replaces_an_older_one():
    reply = replace(says(YES, "DECLINED"), dtstamp=NOON + MINUTE)
    assert judged(reply, ANSWERED) == applied(RsvpStatus.DECLINED, dtstamp=NOON + MINUTE)


def test_a_higher_number_wins_over_a_later_time():
    known = replace(ANSWERED, last_sequence=2, last_dtstamp=NOON + MINUTE)
    assert judged(says(YES, "DECLINED"), known) == applied(RsvpStatus.DECLINED)


def test_the_same_answer_twice_is_a_duplicate():
    assert judged(YES, ANSWERED) == Verdict(
        Result.DUPLICATE, Reason.SAME_ANSWER, RsvpStatus.ACCEPTED
    )


def test_of_two_answers_with_one_time_the_later_received_counts():
    verdict = judged(says(YES, "DECLINED"), ANSWERED)
    assert verdict == applied(RsvpStatus.DECLINED, reason=Reason.APPLIED_AGAIN)


def test_a_clock_that_runs_behind_does_not_cost_the_answer():
    long_ago = NOON - timedelta(days=900)
    verdict = judged(replace(YES, dtstamp=long_ago))
    assert verdict == applied(RsvpStatus.ACCEPTED, dtstamp=long_ago)


def test_a_clock_that_runs_ahead_does_not_lock_out_later_answers():
    verdict = judged(replace(YES, dtstamp=RECEIVED + timedelta(days=900)))
    assert verdict == applied(RsvpStatus.ACCEPTED, dtstamp=RECEIVED)


@pytest.mark.parametrize("partstat", ["IN-PROCESS", "X-MAYBE", ""])
def test_an_answer_nobody_understands_waits_for_a_human(partstat):
    verdict = judged(says(YES, partstat))
    assert verdict == Verdict(Result.PENDING_APPROVAL, Reason.ANSWER_UNKNOWN)


def test_a_wish_to_delegate_waits_for_the_secretariat():
    verdict = judged(says(YES, "DELEGATED"))
    assert verdict == Verdict(
        Result.PENDING_APPROVAL, Reason.WANTS_TO_DELEGATE, RsvpStatus.DELEGATED
    )


@pytest.mark.parametrize(
    ("reply", "known"),
    [
        (replace(YES, attendees=(Answer(SITI, "ACCEPTED"),)), KNOWN),
        (YES, replace(KNOWN, invitation_id=None, address="")),
    ],
)
def test_someone_who_was_not_invited_waits_for_approval(reply, known):
    assert judged(reply, known) == Verdict(
        Result.PENDING_APPROVAL, Reason.NOT_INVITED, RsvpStatus.ACCEPTED
    )


def test_a_proposed_time_is_stored_and_changes_nothing():
    verdict = judged(replace(YES, method="COUNTER"), ANSWERED)
    assert verdict == Verdict(Result.COUNTER_STORED, Reason.PROPOSAL_STORED)


@pytest.mark.parametrize("sequence", [2, 4])
def test_a_proposal_for_another_state_of_the_meeting_is_stale(sequence):
    verdict = judged(replace(YES, method="COUNTER", sequence=sequence))
    assert verdict == Verdict(Result.STALE, Reason.OUTDATED_PROPOSAL)


@pytest.mark.parametrize("method", ["COUNTER", "REFRESH"])
def test_only_the_invited_propose_times_or_ask_for_the_invitation(method):
    reply = replace(YES, method=method, attendees=(Answer(SITI, "ACCEPTED"),))
    assert judged(reply) == Verdict(Result.REFUSED, Reason.NOT_AN_ATTENDEE)


@pytest.mark.parametrize("known", [KNOWN, replace(KNOWN, event_cancelled=True)])
def test_a_request_for_the_present_state_is_answered_even_after_a_cancellation(known):
    verdict = judged(replace(YES, method="REFRESH", sequence=0), known)
    assert verdict == Verdict(Result.REFRESH_ANSWERED, Reason.REFRESH)


def take(known, reply):
    """What an operation stores after a verdict."""
    verdict = judged(reply, known)
    if verdict.result is not Result.REPLY_APPLIED:
        return known
    return replace(
        known,
        status=verdict.status,
        last_sequence=verdict.take_sequence,
        last_dtstamp=verdict.take_dtstamp,
        last_status=verdict.status,
    )


PARTSTATS = ["ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION", "DELEGATED", "X-MAYBE"]
moments = st.integers(0, 6).map(lambda minutes: NOON + minutes * MINUTE)
keys = st.tuples(st.integers(0, 5), moments)


@st.composite
def arrivals(draw):
    """Answers that differ in (SEQUENCE, DTSTAMP) as the meeting reads it, and an arrival order."""
    found = draw(
        st.lists(
            keys, max_size=6, unique_by=lambda key: (min(key[0], KNOWN.sequence_of_event), key[1])
        )
    )
    replies = [
        replace(says(YES, draw(st.sampled_from(PARTSTATS))), sequence=sequence, dtstamp=dtstamp)
        for sequence, dtstamp in found
    ]
    in_order = sorted(
        replies, key=lambda reply: (min(reply.sequence, KNOWN.sequence_of_event), reply.dtstamp)
    )
    repeated = replies + (draw(st.lists(st.sampled_from(replies))) if replies else [])
    return in_order, draw(st.permutations(repeated))


@given(arrivals())
def test_any_order_and_repetition_of_answers_ends_as_they_were_given(orders):
    in_order, arriving = orders
    expected = KNOWN
    for reply in in_order:
        expected = take(expected, reply)
    known = KNOWN
    for reply in arriving:
        known = take(known, reply)
    assert known == expected


@given(keys, st.sampled_from(PARTSTATS))
def test_taking_an_answer_twice_is_taking_it_once(key, partstat):
    reply = replace(says(YES, partstat), sequence=key[0], dtstamp=key[1])
    once = take(KNOWN, reply)
    assert take(once, reply) == once


@pytest.mark.parametrize(
    ("mode", "meeting_mode"),
    [
        ("room", "in_person"),
        ("online", "online"),
        ("room", "hybrid"),
        ("online", "hybrid"),
        ("", "in_person"),
        ("", "online"),
        ("", "hybrid"),
    ],
)
@pytest.mark.parametrize("status", ["accepted", "declined", "tentative"])
def test_a_person_answers_as_the_meeting_allows(status, mode, meeting_mode):
    check_answer(status, mode, meeting_mode, "Hadir bersama staf.\r\n\tTerima kasih 🙏🏽")


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (("withdrawn", "", "hybrid", ""), "status"),
        (("delegated", "", "hybrid", ""), "status"),
        (("ya", "", "hybrid", ""), "status"),
        (("accepted", "online", "in_person", ""), "mode"),
        (("accepted", "room", "online", ""), "mode"),
        (("accepted", "kantor", "hybrid", ""), "mode"),
        (("accepted", "room", "hybrid", "x" * 2_001), "comment"),
        (("accepted", "room", "hybrid", "bel\a"), "comment"),
        (("accepted", "room", "hybrid", "kanan\u202ekiri"), "comment"),
        (("accepted", "room", "hybrid", "separuh \ud83d"), "comment"),
    ],
)
def test_an_answer_that_makes_no_sense_names_its_field(answer, field):
    with pytest.raises(Invalid) as refusal:
        check_answer(*answer)
    assert [error["field"] for error in refusal.value.errors] == [field]


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(Invalid) as refusal:
        check_answer("", "x", "hybrid", "\0")
    assert [error["field"] for error in refusal.value.errors] == ["status", "mode", "comment"]


def test_a_comment_of_exactly_the_limit_is_taken():
    check_answer("accepted", "", "hybrid", "é" * 2_000)
