"""Blocks at the same time stand side by side, and none is lost or covers another."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rakor.meetings.rules.layout import Rest, Stand, Stretch, side_by_side


@st.composite
def stretches(draw):
    since = draw(st.integers(0, 200))
    return Stretch(since, since + draw(st.integers(1, 60)))


MANY = st.lists(stretches(), max_size=40)
MOST = st.integers(1, 5)


def overlap(a, b):
    return a.since < b.until and b.since < a.until


@given(MANY, MOST)
def test_each_is_shown_exactly_once(found, most):
    stands, rests = side_by_side(found, most)
    shown = [each.which for each in stands] + [n for rest in rests for n in rest.which]
    assert sorted(shown) == list(range(len(found)))


@given(MANY, MOST)
def test_no_two_in_one_column_overlap_and_all_columns_are_there(found, most):
    stands, _rests = side_by_side(found, most)
    assert all(0 <= each.column < each.columns <= most for each in stands)
    for a, b in combinations(stands, 2):
        if overlap(found[a.which], found[b.which]):
            assert a.column != b.column
            assert (a.columns, a.crowded) == (b.columns, b.crowded)


@given(MANY, MOST)
def test_what_found_no_column_is_told_beside_those_that_did(found, most):
    stands, rests = side_by_side(found, most)
    for rest in rests:
        for n in rest.which:
            assert rest.stretch.since <= found[n].since < found[n].until <= rest.stretch.until
            at_once = [each for each in stands if overlap(found[each.which], found[n])]
            # Each column is taken at the moment at which this one begins.
            taken = {e.column for e in at_once if found[e.which].since <= found[n].since}
            assert taken == set(range(most))
            assert all(each.crowded for each in at_once)
    assert not any(overlap(a.stretch, b.stretch) for a, b in combinations(rests, 2))


def test_three_at_once_and_one_alone():
    nine, half_past, ten, alone = (
        Stretch(540, 720), Stretch(570, 630), Stretch(600, 660), Stretch(720, 780)
    )  # fmt: skip
    assert side_by_side([nine, half_past, ten, alone], 2) == (
        [Stand(0, 0, 2, True), Stand(1, 1, 2, True), Stand(3, 0, 1)],
        [Rest((2,), ten)],
    )
    assert side_by_side([nine, half_past, ten, alone], 3) == (
        [Stand(0, 0, 3), Stand(1, 1, 3), Stand(2, 2, 3), Stand(3, 0, 1)],
        [],
    )
