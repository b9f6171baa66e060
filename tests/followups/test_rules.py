"""Who may say what about a promise: every pair of states for each side; dates, weeks, letters."""

import itertools
from datetime import date, timedelta

import pytest

from rakor.errors import Conflict, Forbidden, Invalid, RakorError, TooLarge
from rakor.followups.rules import (
    CLOSED,
    NEEDS_A_WORD,
    OWNER_SAYS,
    STAFF_SAYS,
    FollowUpState,
    Life,
    Notice,
    Plan,
    Week,
    check_evidence,
    check_plan,
    check_reassign,
    check_report,
    check_room,
    days_late,
    notices_due,
    percent_of,
    sayable,
    weekly,
)

S = FollowUpState
PAIRS = list(itertools.product(FollowUpState, FollowUpState))
# The table once more, in the words of the glossary: from, what the owner says, what staff adds.
TABLE = {
    "not_started": ("acknowledged in_progress blocked pending_verification", "done cancelled"),
    "acknowledged": ("acknowledged in_progress blocked pending_verification", "done cancelled"),
    "in_progress": ("in_progress blocked pending_verification", "done cancelled"),
    "blocked": ("in_progress blocked pending_verification", "done cancelled"),
    "pending_verification": (
        "in_progress blocked pending_verification",
        "done returned cancelled",
    ),
    "returned": ("in_progress blocked pending_verification", "done cancelled"),
    "done": ("", "returned"),
    "cancelled": ("", "returned"),
    "reassigned": ("", ""),
}


def steps(now: S, *, staff: bool) -> set[S]:
    owner, more = TABLE[now.value]
    return {S(word) for word in owner.split() + (more.split() if staff else [])}


def refusal(now, then, note="x", *, owner=False, staff=False) -> type[RakorError] | None:
    try:
        check_report(now, then, note, owner=owner, staff=staff)
    except RakorError as refused:
        return type(refused)
    return None


@pytest.mark.parametrize(("now", "then"), PAIRS)
def test_an_owner_reports_up_to_verification(now, then):
    expected: type[RakorError] | None = None
    if then in (S.NOT_STARTED, S.REASSIGNED):
        expected = Invalid
    elif then not in OWNER_SAYS:
        expected = Forbidden
    elif then not in steps(now, staff=False):
        expected = Conflict
    assert refusal(now, then, owner=True) is expected


@pytest.mark.parametrize(("now", "then"), PAIRS)
def test_staff_also_closes_returns_and_cancels(now, then):
    expected: type[RakorError] | None = None
    if then in (S.NOT_STARTED, S.REASSIGNED):
        expected = Invalid
    elif then not in steps(now, staff=True):
        expected = Conflict
    assert refusal(now, then, staff=True) is expected
    assert refusal(now, then, staff=True, owner=True) is expected


@pytest.mark.parametrize(("now", "then"), PAIRS)
def test_others_report_nothing(now, then):
    assert refusal(now, then) is Forbidden
    assert sayable(now, owner=False, staff=False) == []


@pytest.mark.parametrize("then", sorted(STAFF_SAYS))
def test_a_return_and_a_cancellation_say_why(then):
    expected = Invalid if then in NEEDS_A_WORD else None
    assert refusal(S.PENDING_VERIFICATION, then, " ", staff=True) in (expected, Conflict)
    if then in NEEDS_A_WORD:
        assert refusal(S.PENDING_VERIFICATION, then, " ", staff=True) is Invalid


@pytest.mark.parametrize(("now", "then"), PAIRS)
@pytest.mark.parametrize(("owner", "staff"), [(True, False), (False, True), (True, True)])
def test_the_form_offers_exactly_what_is_accepted(now, then, owner, staff):
    accepted = refusal(now, then, owner=owner, staff=staff) is None
    assert (then in sayable(now, owner=owner, staff=staff)) is accepted


@pytest.mark.parametrize("now", list(S))
def test_what_is_open_is_led_elsewhere_by_staff_with_a_reason(now):
    def refused(reason: str, *, staff: bool) -> type[RakorError] | None:
        try:
            check_reassign(now, reason, staff=staff)
        except RakorError as refusal:
            return type(refusal)
        return None

    assert refused("Bukan tugas kami", staff=True) is (Conflict if now in CLOSED else None)
    assert refused(" ", staff=True) is Invalid
    assert refused("Bukan tugas kami", staff=False) is Forbidden


def test_late_is_from_the_day_after_until_it_is_closed():
    due, state = date(2026, 12, 1), S.IN_PROGRESS

    assert days_late(due, state, date(2026, 12, 1)) == 0
    assert days_late(due, state, date(2026, 12, 14)) == 13
    assert [days_late(due, closed, date(2026, 12, 14)) for closed in CLOSED] == [0, 0, 0]
    assert days_late(None, state, date(2026, 12, 14)) == 0


def test_what_is_done_is_done_wholly():
    assert [percent_of(S.DONE, 40), percent_of(S.BLOCKED, 40), percent_of(S.BLOCKED, 400)] == [
        100,
        40,
        100,
    ]


DUE = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-8, []),
        (-7, [Notice.SOON]),
        (0, [Notice.SOON]),
        (1, [Notice.LATE]),
        (13, [Notice.LATE]),
        (14, [Notice.LATE, Notice.ABOVE]),
    ],
)
def test_letters_go_before_the_date_after_it_and_to_the_office_above(days, expected):
    today = DUE + timedelta(days=days)
    plan = Plan(days_before=7, days_above=14)

    assert notices_due(DUE, S.IN_PROGRESS, today, plan, []) == expected
    assert notices_due(DUE, S.IN_PROGRESS, today, plan, list(Notice)) == []
    assert notices_due(None, S.IN_PROGRESS, today, plan, []) == []
    assert notices_due(DUE, S.IN_PROGRESS, today, Plan(reminds=False), []) == []
    assert [notices_due(DUE, closed, today, plan, []) for closed in CLOSED] == [[], [], []]


@pytest.mark.parametrize(("field", "days"), [("days_before", 0), ("days_above", 91)])
def test_a_plan_without_sense_names_its_field(field, days):
    check_plan(Plan())
    with pytest.raises(Invalid) as refused:
        check_plan(Plan(**{field: days}))
    assert [each["field"] for each in refused.value.errors] == [field]


def test_the_weeks_tell_what_was_done_open_and_overdue():
    first = date(2026, 10, 1)
    lives = [
        Life(first, first + timedelta(days=10), [(first + timedelta(days=8), S.DONE)]),
        Life(first, first + timedelta(days=3), [(first + timedelta(days=1), S.IN_PROGRESS)]),
        Life(first + timedelta(days=5), None, [(first + timedelta(days=9), S.CANCELLED)]),
    ]

    told = weekly(lives, first + timedelta(days=16))

    assert told == [
        Week(first, 0, 2, 0, 0),
        Week(first + timedelta(days=2), 0, 2, 0, 0),
        Week(first + timedelta(days=9), 1, 0, 1, 1),
        Week(first + timedelta(days=16), 1, 0, 1, 2),
    ]
    assert [week.total for week in told] == [2, 2, 2, 2]
    assert weekly([], first) == weekly(lives, first - timedelta(days=1)) == []
    assert len(weekly([Life(date(2020, 1, 1), None)], first)) <= 53


def test_evidence_is_a_document_that_is_not_too_large():
    pdf = b"%PDF-1.7 bukti"
    assert [(n, k.value) for n, k in check_evidence([(pdf, "C:\\bukti.pdf")])] == [
        ("bukti.pdf", "pdf")
    ]
    for files in ([(b"MZ\x00", "a.exe")], [(b"", "a.pdf")], [(pdf, "a.pdf")] * 6):
        with pytest.raises(Invalid) as refused:
            check_evidence(files)
        assert [each["field"] for each in refused.value.errors] == ["files"]
    check_room(195, 5)
    with pytest.raises(Conflict):
        check_room(196, 5)
    with pytest.raises(TooLarge):
        check_evidence([(pdf + b" " * 10 * 1024 * 1024, "a.pdf")])
