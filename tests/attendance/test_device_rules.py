"""How devices stand, and what of an upload is taken for what."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.attendance.rules import (
    KEPT_AFTER,
    MOST_POINTS,
    MOST_STROKES,
    STANDINGS,
    DeviceRefused,
    Outcome,
    Reason,
    Shown,
    Signed,
    Standing,
    Wish,
    by_clock,
    check_enrols,
    check_serves,
    check_strokes,
    device_name,
    in_order,
    serves_until,
    standing_of,
)
from rakor.errors import Conflict, Invalid

NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass
class Tablet:
    code_until: datetime = NOW + MINUTE
    enrolled_at: datetime | None = None
    revoked_at: datetime | None = None
    wiped_at: datetime | None = None


STANDS = [
    (Tablet(), Standing.INVITED),
    (Tablet(code_until=NOW), Standing.LAPSED),
    (Tablet(code_until=NOW - MINUTE, enrolled_at=NOW - MINUTE), Standing.ENROLLED),
    (Tablet(enrolled_at=NOW, revoked_at=NOW), Standing.REVOKED),
    (Tablet(enrolled_at=NOW, revoked_at=NOW, wiped_at=NOW), Standing.WIPED),
    # A code that nobody used left nothing on any device.
    (Tablet(revoked_at=NOW), Standing.WIPED),
]


@pytest.mark.parametrize(("device", "standing"), STANDS)
def test_how_a_device_stands(device, standing):
    assert standing_of(device, NOW) is standing
    assert standing in STANDINGS


@pytest.mark.parametrize(("device", "standing"), STANDS)
def test_only_a_code_that_waits_enrols(device, standing):
    if standing is Standing.INVITED:
        check_enrols(device, NOW)
    else:
        with pytest.raises(Conflict):
            check_enrols(device, NOW)


def test_a_device_is_served_until_long_after_its_meeting():
    ended = NOW - timedelta(days=400)
    tablet = Tablet(enrolled_at=NOW)
    assert serves_until(tablet, NOW + MINUTE) == NOW + MINUTE + KEPT_AFTER
    check_serves(tablet, ended, NOW + KEPT_AFTER)
    with pytest.raises(DeviceRefused) as past:
        check_serves(tablet, ended, NOW + KEPT_AFTER + MINUTE)
    with pytest.raises(DeviceRefused) as revoked:
        check_serves(Tablet(enrolled_at=NOW, revoked_at=NOW), NOW, NOW)
    assert past.value.extra == revoked.value.extra == {"wipe": True}


def test_a_device_has_a_name():
    assert device_name("  Meja \n 1 ") == "Meja 1"
    assert len(device_name("x" * 200)) == 80
    with pytest.raises(Invalid):
        device_name("   ")


@pytest.mark.parametrize(
    ("shown", "reason", "now", "why", "differs"),
    [
        (Outcome.ACCEPTED, "", Outcome.ACCEPTED, Reason.NONE, False),
        (Outcome.ACCEPTED, "", Outcome.DUPLICATE, Reason.ALREADY_IN, True),
        (Outcome.ACCEPTED, "", Outcome.REFUSED, Reason.WITHDRAWN, True),
        (Outcome.REFUSED, "withdrawn", Outcome.ACCEPTED, Reason.NONE, True),
        (Outcome.REFUSED, "unknown_code", Outcome.REFUSED, Reason.WITHDRAWN, False),
        (Outcome.DUPLICATE, "already_in", Outcome.DUPLICATE, Reason.ALREADY_IN, False),
        # Somebody was let in who has to wait, or the other way round.
        (Outcome.ACCEPTED, "", Outcome.ACCEPTED, Reason.HELD, True),
        (Outcome.ACCEPTED, "held", Outcome.ACCEPTED, Reason.NONE, True),
        (Outcome.ACCEPTED, "held", Outcome.ACCEPTED, Reason.HELD, False),
        (Outcome.ACCEPTED, None, Outcome.ACCEPTED, Reason.HELD, False),
        (None, None, Outcome.REFUSED, Reason.WITHDRAWN, False),
    ],
)
def test_what_a_desk_showed_is_compared_with_the_ledger(shown, reason, now, why, differs):
    assert Shown("n", None, outcome=shown, reason=reason).differs(now, why) is differs


@given(st.lists(st.integers(-500, 500) | st.none(), max_size=12))
def test_scans_are_taken_in_the_order_in_which_they_happened(minutes):
    def at(minute: int | None) -> datetime | None:
        return None if minute is None else NOW + minute * MINUTE

    scans = [Shown(str(n), Wish(str(n), code="A", at=at(m))) for n, m in enumerate(minutes)]
    ordered = in_order(scans, NOW)
    said = [(each.wish.at or NOW, int(each.nonce)) for each in ordered]
    assert said == sorted(said)
    assert len(ordered) == len(scans)


def test_a_moment_is_moved_by_what_the_clock_of_the_desk_is_behind():
    assert by_clock(None, 60) is None
    assert by_clock(NOW, 60) == NOW + MINUTE
    assert by_clock(NOW, -60) == NOW - MINUTE
    last = datetime.max.replace(tzinfo=UTC)
    assert by_clock(last, 1e9) == last


DOT = ((1, 1),)


@pytest.mark.parametrize(
    "signed",
    [
        Signed("n", "s", [], 100, 50),
        Signed("n", "s", [()], 100, 50),
        Signed("n", "s", [DOT] * (MOST_STROKES + 1), 100, 50),
        Signed("n", "s", [DOT * (MOST_POINTS + 1)], 100, 50),
        Signed("n", "s", [((101, 1),)], 100, 50),
        Signed("n", "s", [((1, -1),)], 100, 50),
        Signed("n", "s", [DOT], 0, 50),
        Signed("n", "s", [DOT], 100, 5000),
    ],
)
def test_what_is_no_signature_is_refused(signed):
    with pytest.raises(Invalid):
        check_strokes(signed)


def test_a_name_that_was_typed_is_a_signature():
    check_strokes(Signed("n", "s", [], 0, 0, typed="Sari"))


def test_a_signature_is_a_few_strokes_within_its_field():
    check_strokes(Signed("n", "s", [((0, 0), (100, 50)), ((3, 4),)], 100, 50))
