"""The times of a rundown: nothing overlaps, fixed hours hold or are warned of."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rakor.programmes.rules import Placed, Planned, Warned, beside, clashes, reckon, warnings

WIB = "Asia/Jakarta"
NINE = datetime(2018, 7, 4, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOURS = st.one_of(
    st.none(),
    st.times(min_value=time(6), max_value=time(22)).map(
        lambda at: at.replace(second=0, microsecond=0)
    ),
)
LINES = st.lists(st.builds(Planned, st.integers(0, 180), HOURS), max_size=12)


def clocks(lines: list[Planned]) -> list[str]:
    return [
        f"{each.starts_at.astimezone(ZoneInfo(WIB)):%H:%M}" for each in reckon(NINE, WIB, lines)
    ]


def test_a_line_begins_when_the_one_before_it_ends():
    assert clocks([Planned(15), Planned(60), Planned(60), Planned(30)]) == [
        "09:00",
        "09:15",
        "10:15",
        "11:15",
    ]


def test_a_longer_line_moves_all_that_follow():
    assert clocks([Planned(25), Planned(60), Planned(30)]) == ["09:00", "09:25", "10:25"]


def test_a_fixed_hour_is_waited_for_and_the_gap_is_told():
    slots = reckon(NINE, WIB, [Planned(15), Planned(10, time(9, 30))])
    assert [(each.gap, each.late) for each in slots] == [(0, 0), (15, 0)]
    assert slots[1].starts_at == NINE + 30 * MINUTE


def test_what_precedes_a_fixed_hour_may_overrun_it_and_that_is_told():
    slots = reckon(NINE, WIB, [Planned(45), Planned(10, time(9, 30))])
    assert slots[1].starts_at == NINE + 45 * MINUTE
    assert warnings(NINE, NINE + 55 * MINUTE, slots) == [(Warned.LATE, 1, 15)]


def test_a_rundown_that_is_longer_or_shorter_than_its_event_is_told():
    slots = reckon(NINE, WIB, [Planned(60)])
    assert warnings(NINE, NINE + 45 * MINUTE, slots) == [(Warned.OVER, None, 15)]
    assert warnings(NINE, NINE + 90 * MINUTE, slots) == [(Warned.SHORT, None, 30)]
    assert warnings(NINE, NINE + 60 * MINUTE, []) == []


@given(LINES)
def test_lines_never_overlap_and_fixed_hours_hold_or_are_warned_of(lines):
    slots = reckon(NINE, WIB, lines)
    ends = NINE
    for line, slot in zip(lines, slots, strict=True):
        assert slot.starts_at >= ends
        assert slot.ends_at == slot.starts_at + line.minutes * MINUTE
        if line.anchor is None:
            assert (slot.starts_at, slot.gap, slot.late) == (ends, 0, 0)
        else:
            fixed = datetime.combine(date(2018, 7, 4), line.anchor, ZoneInfo(WIB))
            assert slot.starts_at == fixed + slot.late * MINUTE
            assert not (slot.gap and slot.late)
        ends = slot.ends_at


@given(LINES, st.data())
def test_reordered_lines_with_other_durations_equal_a_recount_minute_by_minute(lines, data):
    order = data.draw(st.permutations(lines))
    changed = [Planned(data.draw(st.integers(0, 180)), line.anchor) for line in order]
    slots = reckon(NINE, WIB, changed)
    naive, minute = [], 9 * 60
    for line in changed:
        while line.anchor and minute < line.anchor.hour * 60 + line.anchor.minute:
            minute += 1
        begin = minute
        for _n in range(line.minutes):
            minute += 1
        naive.append((begin, minute))
    midnight = datetime(2018, 7, 4, tzinfo=ZoneInfo(WIB))
    assert naive == [
        (int((each.starts_at - midnight) / MINUTE), int((each.ends_at - midnight) / MINUTE))
        for each in slots
    ]


SESSIONS = st.lists(
    st.tuples(st.sampled_from(["", "A", "a", "B"]), st.integers(0, 20), st.integers(1, 5)),
    max_size=8,
).map(
    lambda rows: [
        Placed(n, track, NINE + start * MINUTE, NINE + (start + long) * MINUTE)
        for n, (track, start, long) in enumerate(rows)
    ]
)


@given(SESSIONS)
def test_clashes_are_there_exactly_when_two_of_a_track_are_on_in_the_same_minute(sessions):
    naive = any(
        one.track.casefold() == other.track.casefold()
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
        for n, one in enumerate(sessions)
        for other in sessions[:n]
    )
    assert bool(clashes(sessions)) is naive


@given(SESSIONS)
def test_what_stands_beside_each_other_overlaps_and_nothing_is_lost(sessions):
    groups = beside(sessions)
    assert sorted(each.key for group in groups for each in group) == list(range(len(sessions)))
    for before, after in pairwise(groups):
        assert max(each.ends_at for each in before) <= min(each.starts_at for each in after)
