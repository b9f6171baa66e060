"""Free time of a room, against a recount of every minute."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rakor.rooms.rules import Span, gaps, opening, starts_in

SEVEN = datetime(2031, 4, 1, 0, tzinfo=UTC)  # 07.00 WIB
DAY = opening(SEVEN.date(), "Asia/Jakarta")
MINUTE = timedelta(minutes=1)


def at(hour: float) -> datetime:
    return SEVEN + timedelta(hours=hour - 7)


def span(since: float, until: float) -> Span:
    return Span(at(since), at(until))


def test_a_day_without_bookings_is_one_gap_of_the_opening_hours():
    assert gaps(DAY, [], (30, 15)) == [span(7, 18)]


def test_what_is_before_and_after_leaves_time_to_set_up_and_to_clean():
    assert gaps(DAY, [span(9, 11)], (30, 15)) == [span(7, 8.75), span(11.5, 18)]


def test_half_an_hour_is_the_least_that_is_offered():
    busy = [span(7, 9), span(9.25, 17.5)]
    assert gaps(DAY, busy, (0, 0)) == [span(17.5, 18)]


def test_a_gap_is_cut_at_full_hours_and_proposes_two():
    found = starts_in(span(8.5, 11.75), at(0))
    assert [(each.since, each.ends, each.until) for each in found] == [
        (at(8.5), at(9), at(10.5)),
        (at(9), at(10), at(11)),
        (at(10), at(11), at(11.75)),
        (at(11), at(11.75), at(11.75)),
    ]


def test_what_has_passed_is_not_proposed():
    assert [each.since for each in starts_in(span(8, 11), at(9.1))] == [at(10)]


hours = st.integers(min_value=5 * 60, max_value=20 * 60)
spans = st.builds(
    lambda since, long: Span(SEVEN + (since - 420) * MINUTE, SEVEN + (since - 420 + long) * MINUTE),
    hours,
    st.integers(min_value=1, max_value=400),
)


@given(st.lists(spans, max_size=8), st.sampled_from([0, 5, 30]), st.sampled_from([0, 15, 45]))
def test_half_an_hour_fits_just_where_a_recount_says(busy, before, after):
    found = gaps(DAY, busy, (before, after))
    for n in range(11 * 60):
        starts = SEVEN + n * MINUTE
        ends = starts + 30 * MINUTE
        whole = Span(starts - before * MINUTE, ends + after * MINUTE)
        fits = ends <= DAY.until and not any(whole.touches(each) for each in busy)
        assert fits == any(gap.since <= starts and ends <= gap.until for gap in found)
    assert found == sorted(found)
