"""What collides in a day, against a naive recount."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rakor.leaders.rules import SHORT_WAY, Stay, clashes, hurries

SIX = datetime(2030, 3, 4, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def stay(since: float, until: float, house: str = "") -> Stay:
    return Stay(SIX + (since - 6) * 60 * MINUTE, SIX + (until - 6) * 60 * MINUTE, house)


def test_what_overlaps_collides_and_what_follows_does_not():
    assert clashes([stay(9, 11), stay(10, 12), stay(12, 13)]) == [(0, 1)]


def test_three_at_once_are_three_pairs():
    assert clashes([stay(9, 12), stay(9, 10), stay(9.5, 11)]) == [(1, 0), (1, 2), (0, 2)]


def test_less_than_half_an_hour_to_another_building_is_told():
    day = [stay(9, 10, "a"), stay(10.25, 11, "b"), stay(11.5, 12, "a")]
    assert hurries(day) == [(0, 1, 15)]


def test_the_same_building_and_online_are_no_way():
    day = [stay(9, 10, "a"), stay(10, 11, "a"), stay(11, 12), stay(12, 13, "b")]
    assert hurries(day) == []


stays = st.builds(
    lambda since, long, house: Stay(SIX + since * MINUTE, SIX + (since + long) * MINUTE, house),
    st.integers(0, 600),
    st.integers(1, 240),
    st.sampled_from(["", "a", "b"]),
)


@given(st.lists(stays, max_size=12))
def test_every_pair_is_found_once_and_no_other(day):
    found = clashes(day)
    naive = {
        frozenset((n, k))
        for (n, one), (k, other) in combinations(enumerate(day), 2)
        if one.since < other.until and other.since < one.until
    }
    assert len(found) == len(naive)
    assert {frozenset(pair) for pair in found} == naive
    assert all(day[n].since <= day[k].since for n, k in found)


@given(st.lists(stays, max_size=12))
def test_every_short_way_is_found_once_and_no_other(day):
    found = hurries(day)
    naive = {
        (n, k): int((other.since - one.until) / MINUTE)
        for n, one in enumerate(day)
        for k, other in enumerate(day)
        if one.house and other.house and one.house != other.house
        if timedelta(0) <= other.since - one.until < SHORT_WAY
    }
    assert len(found) == len(naive)
    assert {(n, k): minutes for n, k, minutes in found} == naive
