"""Any order, loss and repetition of answers ends in what the newest of them say, day by day."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rakor.invitations.rules import (
    Answer,
    Day,
    Given,
    Known,
    Reply,
    Result,
    RsvpStatus,
    holding,
    instant_of,
    judge,
)

BUDI = "budi@bkn.go.id"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RECEIVED = NOON + timedelta(days=9)
STARTS = datetime(2030, 3, 5, 2, 0, tzinfo=UTC)
DAYS = [STARTS + timedelta(weeks=n) for n in range(3)]
SAID = ["ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"]
TOP = 4


@dataclass(frozen=True)
class Mind:
    """What is stored of one seat: the answer to all days, and those to single ones."""

    series: Given
    days: tuple[Given, ...]

    def takes(self, reply: Reply) -> "Mind":
        at = (
            DAYS.index(instant_of(reply.recurrence_id, "Asia/Jakarta"))
            if (reply.recurrence_id)
            else None
        )
        day = None if at is None else Day(DAYS[at], DAYS[at], self.days[at])
        known = Known(
            UUID(int=1),
            BUDI,
            self.series.status,
            TOP,
            self.series.reset_seq,
            frozenset(),
            self.series.last_sequence,
            self.series.last_dtstamp,
            self.series.status,
            recurring=True,
            day=day,
        )
        verdict = judge(reply, known, authenticated=True, received_at=RECEIVED)
        if verdict.result is not Result.REPLY_APPLIED:
            return self
        before = self.series if at is None else self.days[at]
        after = replace(
            before,
            status=verdict.status,
            last_sequence=verdict.take_sequence,
            last_dtstamp=verdict.take_dtstamp,
        )
        if at is None:
            return replace(self, series=after)
        return replace(self, days=(*self.days[:at], after, *self.days[at + 1 :]))

    @property
    def holds(self) -> list[RsvpStatus]:
        return [holding(self.series, day).status for day in self.days]


@st.composite
def minds(draw):
    """A series that was moved at some point, and days of it that were moved later."""
    moved = draw(st.integers(0, 2))
    resets = draw(st.lists(st.integers(moved, TOP), min_size=3, max_size=3))
    return Mind(Given(reset_seq=moved), tuple(Given(reset_seq=each) for each in resets))


@st.composite
def answers(draw):
    """Answers to all days or one, no two with the same number and time for the same thing."""
    keys = st.tuples(st.sampled_from([None, 0, 1, 2]), st.integers(0, TOP), st.integers(0, 9))
    found = draw(st.lists(keys, max_size=8, unique=True))
    return [
        Reply(
            "REPLY",
            "x",
            recurrence_id=None if day is None else f"{DAYS[day]:%Y%m%dT%H%M%SZ}",
            sequence=sequence,
            dtstamp=NOON + timedelta(minutes=minute),
            attendees=(Answer(BUDI, draw(st.sampled_from(SAID))),),
        )
        for day, sequence, minute in found
    ]


def newest(mind: Mind, replies: list[Reply], n: int) -> RsvpStatus:
    """What the rules say holds for a day: the newest answer to it or to all, since it was moved."""
    floor = max(mind.series.reset_seq, mind.days[n].reset_seq)
    key = f"{DAYS[n]:%Y%m%dT%H%M%SZ}"
    counts = [
        ((reply.sequence, reply.dtstamp, reply.recurrence_id is not None), reply)
        for reply in replies
        if reply.recurrence_id in (None, key) and reply.sequence >= floor
    ]
    if not counts:
        return RsvpStatus.NO_RESPONSE
    said = max(counts, key=lambda each: each[0])[1].attendees[0].partstat
    return RsvpStatus.NO_RESPONSE if said == "NEEDS-ACTION" else RsvpStatus(said.lower())


@given(minds(), answers(), st.data())
def test_any_order_and_repetition_ends_as_the_newest_say(mind, replies, data):
    repeated = [*replies, *(data.draw(st.lists(st.sampled_from(replies))) if replies else [])]
    arriving = data.draw(st.permutations(repeated))
    end = mind
    for reply in arriving:
        end = end.takes(reply)

    in_order = mind
    for reply in replies:
        in_order = in_order.takes(reply)
    assert end == in_order
    # An answer to all counts from its own reset on; of those the newest, held against each day.
    assert end.holds == [newest_kept(mind, replies, n) for n in range(3)]


def newest_kept(mind: Mind, replies: list[Reply], n: int) -> RsvpStatus:
    """The newest answer to all is the only one to all that is remembered."""
    to_all = [reply for reply in replies if reply.recurrence_id is None]
    last = max(to_all, key=lambda each: (each.sequence, each.dtstamp), default=None)
    kept = [reply for reply in replies if reply.recurrence_id is not None]
    return newest(mind, kept + ([last] if last else []), n)


@given(minds(), answers(), st.data())
def test_what_is_lost_leaves_what_arrived(mind, replies, data):
    arrived = [reply for reply in replies if data.draw(st.booleans())]
    end = mind
    for reply in arrived:
        end = end.takes(reply)
    assert end.holds == [newest_kept(mind, arrived, n) for n in range(3)]


def test_an_answer_to_a_day_stands_against_an_older_one_to_all():
    series = Given(RsvpStatus.ACCEPTED, 0, 1, NOON)
    day = Given(RsvpStatus.DECLINED, 0, 1, NOON + timedelta(minutes=1))
    assert holding(series, day) is day
    assert holding(replace(series, last_dtstamp=NOON + timedelta(hours=1)), day).status is (
        RsvpStatus.ACCEPTED
    )


def test_of_two_with_one_stamp_the_one_about_that_day_holds():
    series = Given(RsvpStatus.ACCEPTED, 0, 1, NOON)
    assert holding(series, replace(series, status=RsvpStatus.DECLINED)).status is (
        RsvpStatus.DECLINED
    )


def test_whoever_is_uninvited_answers_nothing():
    gone, yes = Given(RsvpStatus.WITHDRAWN), Given(RsvpStatus.ACCEPTED, 0, 5, NOON)
    assert holding(gone, yes) is gone
    assert holding(yes, gone) is gone
    assert holding(yes, None) is yes


def test_a_day_that_was_moved_is_open_again():
    series = Given(RsvpStatus.ACCEPTED, 0, 1, NOON)
    assert holding(series, Given(reset_seq=2)).status is RsvpStatus.NO_RESPONSE


def test_an_answer_by_hand_without_a_stamp_holds_until_there_is_one():
    by_hand = Given(RsvpStatus.DELEGATED, 0)
    assert holding(by_hand, Given()).status is RsvpStatus.DELEGATED
    said = Given(RsvpStatus.ACCEPTED, 0, 0, NOON)
    assert holding(by_hand, said) is said


def test_a_day_is_named_in_many_ways():
    at = datetime(2030, 3, 12, 2, 0, tzinfo=UTC)
    for text in ("20300312T020000Z", "20300312T090000", "2030-03-12T09:00:00"):
        assert instant_of(text, "Asia/Jakarta") == at
    assert instant_of("20300312", "Asia/Jakarta", [at]) == at
    assert instant_of("20300312", "Asia/Jakarta", [at, at + timedelta(hours=2)]) is None
    for text in ("", "besok", "20301340", "20300312T990000Z", "00010101T000000"):
        assert instant_of(text, "Asia/Jakarta", [at]) is None
