"""Rooms as plain values: spans, free times, states, rights, capacity."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from types import SimpleNamespace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.errors import Conflict
from rakor.rooms.rules import (
    BookingState,
    Expected,
    Places,
    Span,
    blocked,
    check_step,
    drawn,
    first_state,
    first_taken,
    hours_of,
    knows_purpose,
    meets_itself,
    nearest,
    next_free,
    too_small,
)

AT = datetime(2031, 4, 1, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SPANS = st.builds(
    lambda at, long: Span(AT + at * MINUTE, AT + (at + long) * MINUTE),
    st.integers(0, 5000),
    st.integers(15, 600),
)
# What each state may become; every other pair is refused.
MAY = {
    "held": {"held", "asked", "booked", "refused", "freed", "expired"},
    "asked": {"asked", "booked", "refused", "freed"},
    "booked": {"asked", "booked", "refused", "freed"},
}


@pytest.mark.parametrize(("now", "then"), list(product(BookingState, repeat=2)))
def test_every_step_of_a_booking(now, then):
    if then in MAY.get(now, set()):
        check_step(now, then)
    else:
        with pytest.raises(Conflict):
            check_step(now, then)


def test_who_keeps_a_room_need_not_ask():
    said = {
        (needs, keeps): first_state(needs_approval=needs, keeps=keeps)
        for needs, keeps in product((True, False), repeat=2)
    }
    assert said.pop((True, False)) is BookingState.ASKED
    assert set(said.values()) == {BookingState.BOOKED}


@given(st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=8))
def test_what_is_taken_is_what_a_minute_by_minute_count_finds(wanted, busy):
    def minutes(span):
        return {n for n in range(5700) if span.since <= AT + n * MINUTE < span.until}

    naive = [n for n, span in enumerate(wanted) if any(minutes(span) & minutes(b) for b in busy)]
    assert [n for n, _k in first_taken(wanted, busy)] == naive


@given(st.lists(SPANS, max_size=6))
def test_spans_that_meet_each_other(spans):
    pairs = [(a, b) for n, a in enumerate(spans) for b in spans[n + 1 :]]
    assert meets_itself(spans) == any(a.touches(b) for a, b in pairs)


@given(SPANS, st.lists(SPANS, max_size=12), st.integers(0, 60), st.integers(0, 60))
def test_free_times_are_free_in_hours_and_on_working_days(wanted, busy, set_up, clean_up):
    found = next_free(wanted, busy, "Asia/Jakarta", around=(set_up, clean_up))
    assert found == sorted(found)
    for span in found:
        assert span.since >= wanted.since
        assert span.until - span.since == wanted.until - wanted.since
        assert not first_taken([blocked(*span, set_up, clean_up)], busy)
        local = span.since + timedelta(hours=7)
        assert local.weekday() < 5
        assert local.hour >= 7


def test_nearest_is_the_same_house_then_the_size():
    rooms = [("far", 20), ("near", 90), ("near", 40), ("far", 30), ("near", 10)]
    found = nearest(rooms, size=lambda r: r[1], here=lambda r: r[0] == "near", wanted=15)
    assert found == [("near", 40), ("near", 90), ("far", 20)]


def test_the_picture_of_a_day_is_cut_at_its_hours():
    hours = hours_of(date(2031, 4, 1), "Asia/Jakarta")
    assert (hours.since, hours.until - hours.since) == (
        AT - timedelta(hours=3),
        timedelta(hours=14),
    )
    assert drawn(Span(AT + timedelta(hours=4), AT + timedelta(hours=30)), hours) == (50.0, 50.0)
    assert drawn(Span(hours.until, hours.until + MINUTE), hours) == (0.0, 0.0)


def someone(agency, *, admin=False, staff=True, keeps=True, path="/a/"):
    return SimpleNamespace(
        id=uuid4(), agency_id=agency, agency_path=path, is_admin=admin, is_staff=staff,
        keeps_directory=keeps,
    )  # fmt: skip


def test_a_purpose_is_known_to_who_booked_and_to_the_keeper_once_asked():
    ours, theirs = uuid4(), uuid4()
    owner = SimpleNamespace(path="/a/", self_kept=False)
    keeper, booker = someone(ours), someone(theirs, path="/b/")
    for state in BookingState:
        assert knows_purpose(booker, theirs, owner, state)
        told = state.value in ("asked", "booked", "refused")
        assert knows_purpose(keeper, theirs, owner, state) is told
        assert not knows_purpose(someone(theirs, staff=False, keeps=False), theirs, owner, state)
        assert not knows_purpose(someone(uuid4(), path="/c/"), theirs, owner, state)
        assert knows_purpose(someone(None, admin=True, path=""), theirs, owner, state)


@pytest.mark.parametrize(
    ("room", "online", "silent", "places", "hybrid", "told"),
    [
        (40, 0, 0, Places(40, None), False, ""),
        (40, 0, 1, Places(40, None), False, "Ruang terlalu kecil: 41 orang"),
        (40, 0, 3, Places(42, None), False, ""),
        (40, 9, 3, Places(40, None), True, ""),
        (41, 9, 0, Places(40, None), True, "Ruang terlalu kecil: 41 orang"),
        (40, 11, 0, Places(40, 10), True, "Tautan terlalu kecil: 11 orang"),
        (40, 10, 1, Places(40, 10), True, "Ruang dan tautan terlalu kecil: 51 orang"),
        (40, 10, 0, Places(40, 10), True, ""),
        (900, 0, 90, Places(None, None), False, ""),
    ],
)
def test_whether_the_places_do(room, online, silent, places, hybrid, told):
    assert too_small(Expected(room, online, silent), places, hybrid=hybrid).startswith(told)
    if not told:
        assert too_small(Expected(room, online, silent), places, hybrid=hybrid) == ""
