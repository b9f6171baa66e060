from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from rakor.attendance.rules import (
    Direction,
    Line,
    Method,
    Outcome,
    Presence,
    Stay,
    fold,
    lasting,
    merged,
    online_stays,
    stays,
    visit_nonces,
)
from rakor.meetings.rules import Channel

NINE = datetime(2026, 12, 1, 2, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def line(minutes: float, direction: Direction = Direction.IN, **facts: object) -> Line:
    key = uuid4()
    return Line(
        **{
            "id": key,
            "at": at(minutes),
            "channel": Channel.ROOM,
            "direction": direction,
            "nonce": key.hex,
            **facts,
        }
    )


def visit(key: str, since: float, until: float | None) -> list[Line]:
    into, out = visit_nonces(key)
    facts = {"channel": Channel.ONLINE, "method": Method.ONLINE_REPORT}
    found = [line(since, nonce=into, **facts)]
    if until is not None:
        found.append(line(until, Direction.OUT, nonce=out, **facts))
    return found


def test_coming_twice_is_once_and_leaving_by_the_same_way_ends_it():
    lines = [line(0), line(5), line(60, Direction.OUT)]
    assert fold(lines) == Presence(True, False, at(0), at(60))
    assert stays(lines, Channel.ROOM) == [Stay(at(0), at(60))]


def test_whoever_leaves_the_room_may_still_be_online():
    lines = [line(0), line(1, channel=Channel.ONLINE), line(60, Direction.OUT)]
    assert fold(lines) == Presence(True, True, at(0), None)


def test_a_correction_takes_a_line_back_and_a_correction_of_it_puts_it_there_again():
    came = line(0)
    taken_back = line(3, voids=came.id, method=Method.CORRECTION)
    assert fold([came, taken_back]) is None
    put_back = line(4, voids=taken_back.id, method=Method.CORRECTION)
    assert fold([came, taken_back, put_back]) == Presence(True, False, at(0), None)


def test_what_was_refused_counts_nothing():
    assert fold([line(0, outcome=Outcome.REFUSED)]) is None


def test_rejoins_are_merged_and_too_short_a_visit_counts_nothing():
    lines = [*visit("a", 0, 20), *visit("b", 10, 30), *visit("c", 40, 41)]
    assert online_stays(lines) == [Stay(at(0), at(30)), Stay(at(40), at(41))]
    assert fold(lines, least_online=timedelta(minutes=31)) == Presence(False, True, at(0), at(41))
    assert fold(lines, least_online=timedelta(minutes=32)) is None


def test_a_report_is_believed_before_a_click_on_the_link():
    clicked = line(0, channel=Channel.ONLINE, method=Method.LINK)
    assert fold([clicked]) == Presence(False, True, at(0), None)
    assert fold([clicked, *visit("a", 5, 6)], least_online=timedelta(minutes=10)) is None


def test_how_long_somebody_stayed_ends_with_the_meeting():
    found = [Stay(at(0), at(30)), Stay(at(60), None)]
    assert lasting(found) == timedelta(minutes=30)
    assert lasting(found, at(90)) == timedelta(minutes=60)
    assert lasting([Stay(at(0), at(120))], at(90)) == timedelta(minutes=90)


STEPS = st.tuples(
    st.integers(0, 30), st.sampled_from(list(Direction)), st.sampled_from(list(Channel))
)


@given(st.lists(STEPS, max_size=12), st.randoms())
def test_the_order_of_arrival_does_not_matter(steps, lots):
    lines = [line(when, way, channel=by) for when, way, by in steps]
    shuffled = lines.copy()
    lots.shuffle(shuffled)
    assert fold(shuffled) == fold(lines)


def naive(steps: list[tuple[int, Direction, Channel]]) -> tuple[bool, bool, bool] | None:
    """Walk through the day minute by minute: whoever was ever seen coming was there."""
    inside: set[Channel] = set()
    ways: set[Channel] = set()
    for _when, way, by in sorted(steps, key=lambda step: (step[0], step[1] is Direction.OUT)):
        if way is Direction.IN:
            inside.add(by)
            ways.add(by)
        else:
            inside.discard(by)
    return (Channel.ROOM in ways, Channel.ONLINE in ways, not inside) if ways else None


@given(st.lists(STEPS, max_size=12))
def test_the_fold_says_what_a_walk_through_the_day_says(steps):
    found = fold(line(when, way, channel=by) for when, way, by in steps)
    said = found and (found.room, found.online, found.last_out_at is not None)
    assert said == naive(steps)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=8))
def test_merged_stays_hold_every_minute_once(visits):
    found = merged([Stay(at(since), at(since + length)) for since, length in visits])
    minutes = {m for since, length in visits for m in range(since, since + length)}
    assert lasting(found) == timedelta(minutes=len(minutes))
    assert all(one.until < two.since for one, two in pairwise(found))


def test_a_click_counts_again_when_the_visit_is_taken_back_by_its_beginning_alone():
    click = line(5, channel=Channel.ONLINE, method=Method.LINK)
    into, out = visit("a", 10, 30)
    taken_back = line(60, voids=into.id, method=Method.CORRECTION, channel=Channel.ONLINE)
    assert fold([click, into, out, taken_back]) == Presence(False, True, at(5), None)
    assert online_stays([into, out, taken_back]) == []
