"""Clocks, periods and refusals, without a database."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rakor.errors import Conflict, Forbidden, Invalid
from rakor.privacy.rules import breaches, requests, retention
from rakor.privacy.rules.requests import Clock, RequestKind, RequestWish
from rakor.privacy.rules.retention import CHOICES, Disposal, Kind, RuleChanges

NOW = datetime(2026, 3, 31, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("months", "then"),
    [
        (0, datetime(2026, 3, 31, 8, 0, tzinfo=UTC)),
        (1, datetime(2026, 2, 28, 8, 0, tzinfo=UTC)),
        (3, datetime(2025, 12, 31, 8, 0, tzinfo=UTC)),
        (25, datetime(2024, 2, 29, 8, 0, tzinfo=UTC)),
    ],
)
def test_months_are_counted_by_the_calendar(months, then):
    assert retention.months_before(NOW, months) == then


@pytest.mark.parametrize(
    ("left", "clock", "hours"),
    [
        (timedelta(hours=72), Clock.CALM, 72),
        (timedelta(hours=23, minutes=59), Clock.SOON, 23),
        (timedelta(0), Clock.SOON, 0),
        (timedelta(hours=-5), Clock.LATE, -5),
    ],
)
def test_a_deadline_becomes_urgent_on_its_last_day(left, clock, hours):
    assert requests.urgency(NOW + left, NOW) is clock
    assert requests.hours_left(NOW + left, NOW) == hours


def test_people_and_authority_are_told_within_three_times_24_hours():
    assert breaches.due(NOW) - NOW == timedelta(hours=72)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("disposal", list(Disposal))
def test_a_kind_is_disposed_of_only_as_it_can_be(kind, disposal):
    changes = RuleChanges(months=12, disposal=disposal, basis="JRA 12")
    if disposal in CHOICES[kind]:
        retention.check_rule(kind, changes)
    else:
        with pytest.raises(Invalid):
            retention.check_rule(kind, changes)


def test_what_is_destroyed_is_kept_for_a_month_at_least():
    with pytest.raises(Invalid):
        retention.check_rule(
            Kind.SESSION, RuleChanges(months=0, disposal=Disposal.DELETE, basis="JRA 12")
        )


def test_a_hold_says_why():
    changes = RuleChanges(months=1, disposal=Disposal.DELETE, basis="JRA 12", held=True)
    with pytest.raises(Invalid):
        retention.check_rule(Kind.SESSION, changes)


def test_whoever_proposed_does_not_approve():
    one = uuid4()
    retention.check_second(one, uuid4())
    with pytest.raises(Forbidden):
        retention.check_second(one, one)


def test_a_correction_says_what_is_right():
    with pytest.raises(Invalid):
        requests.check_wish(RequestWish(kind=RequestKind.CORRECTION, reason="Nama saya salah"))
    requests.check_wish(
        RequestWish(kind=RequestKind.CORRECTION, reason="Nama saya salah", name="Bagus")
    )
    requests.check_wish(RequestWish(kind=RequestKind.ERASURE, reason="Saya pensiun"))


def test_a_nip_that_cannot_be_is_not_asked_for():
    with pytest.raises(Invalid):
        requests.check_wish(
            RequestWish(kind=RequestKind.CORRECTION, reason="NIP saya salah", nip="123")
        )


@pytest.mark.parametrize(
    "found", [NOW + timedelta(hours=1), NOW.replace(tzinfo=None)], ids=["to come", "without a zone"]
)
def test_an_incident_is_found_at_a_moment_that_was(found):
    with pytest.raises(Invalid):
        breaches.check_found(found, NOW)


def test_a_closed_incident_is_not_changed():
    with pytest.raises(Conflict):
        breaches.check_open(breaches.BreachState.CLOSED)
