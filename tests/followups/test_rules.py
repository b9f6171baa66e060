"""Who may say what about a promise: every pair of states for each side."""

import itertools
from datetime import date

import pytest

from rakor.errors import Conflict, Forbidden, Invalid, RakorError
from rakor.followups.rules import (
    CLOSED,
    NEEDS_A_WORD,
    OWNER_SAYS,
    FollowUpState,
    check_report,
    days_late,
    sayable,
)

PAIRS = list(itertools.product(FollowUpState, FollowUpState))


def refusal(now, then, note="x", *, owner=False, staff=False) -> type[RakorError] | None:
    try:
        check_report(now, then, note, owner=owner, staff=staff)
    except RakorError as refused:
        return type(refused)
    return None


@pytest.mark.parametrize(("now", "then"), PAIRS)
def test_an_owner_reports_up_to_verification(now, then):
    expected = None
    if then is FollowUpState.NOT_STARTED:
        expected = Invalid
    elif then not in OWNER_SAYS:
        expected = Forbidden
    elif now in CLOSED:
        expected = Conflict
    assert refusal(now, then, owner=True) is expected


@pytest.mark.parametrize(("now", "then"), PAIRS)
def test_staff_also_closes_returns_and_cancels(now, then):
    expected = None
    if then is FollowUpState.NOT_STARTED:
        expected = Invalid
    elif now in CLOSED and then is not FollowUpState.RETURNED:
        expected = Conflict
    assert refusal(now, then, staff=True) is expected
    assert refusal(now, then, staff=True, owner=True) is expected


@pytest.mark.parametrize(("now", "then"), PAIRS)
def test_others_report_nothing(now, then):
    assert refusal(now, then) is Forbidden
    assert sayable(now, owner=False, staff=False) == []


@pytest.mark.parametrize("then", list(FollowUpState))
def test_a_return_and_a_cancellation_say_why(then):
    expected = Invalid if then in NEEDS_A_WORD | {FollowUpState.NOT_STARTED} else None
    assert refusal(FollowUpState.IN_PROGRESS, then, " ", staff=True) is expected


@pytest.mark.parametrize(("now", "then"), PAIRS)
@pytest.mark.parametrize(("owner", "staff"), [(True, False), (False, True), (True, True)])
def test_the_form_offers_exactly_what_is_accepted(now, then, owner, staff):
    accepted = refusal(now, then, owner=owner, staff=staff) is None
    assert (then in sayable(now, owner=owner, staff=staff)) is accepted


def test_late_is_from_the_day_after_until_it_is_closed():
    due, state = date(2026, 12, 1), FollowUpState.IN_PROGRESS

    assert days_late(due, state, date(2026, 12, 1)) == 0
    assert days_late(due, state, date(2026, 12, 14)) == 13
    assert days_late(due, FollowUpState.DONE, date(2026, 12, 14)) == 0
    assert days_late(None, state, date(2026, 12, 14)) == 0
