"""Quorum, seats, lines of named people and the chart of arrivals: plain values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.attendance import rules
from rakor.attendance.pages.charting import drawn
from rakor.attendance.rules import AgencyCount, Named, NomineeState, QuorumPlan, QuorumRule
from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import State

NINE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def agency(code: str, kind: str = "ministry", **facts: int) -> AgencyCount:
    return AgencyCount(code, code, kind, 1, **{"invited": 1, **facts})


def plan(**facts: object) -> QuorumPlan:
    return QuorumPlan(**{"numerator": 2, "denominator": 3, **facts})


def test_only_the_kinds_that_count_are_asked_and_counted():
    rows = [
        agency("A", inside=1),
        agency("B"),
        agency("C", "institution", inside=2),
        agency("D", "unit", inside=9),
    ]
    both = plan(kinds=frozenset({"ministry", "institution"}))
    found = rules.quorum(rows, both)
    assert (found.of, found.needed, found.present, found.reached) == (3, 2, 2, True)


def test_whoever_left_does_not_count_and_whoever_is_here_for_another_agency_does():
    rows = [agency("A", present=3), agency("B", others=1)]
    assert rules.quorum(rows, plan(numerator=1, denominator=2)).present == 1


def test_a_quorum_of_seats_counts_no_more_than_the_seats_of_an_agency():
    rows = [agency("A", seats=2, sitting=5), agency("B", invited=3, sitting=1)]
    found = rules.quorum(rows, plan(rule=QuorumRule.SEATS, numerator=3, denominator=5))
    assert (found.of, found.present, found.needed, found.reached) == (5, 3, 3, True)


def test_weights_are_one_unless_said_otherwise():
    rows = [agency("A", inside=1), agency("B"), agency("C", inside=1)]
    found = rules.quorum(
        rows, plan(rule=QuorumRule.WEIGHTS, numerator=1, denominator=2, weights={"B": 4, "A": 0})
    )
    assert (found.of, found.present, found.needed, found.reached) == (5, 1, 3, False)


def test_at_least_so_many_whatever_the_share_and_none_where_nobody_was_asked():
    rows = [agency(code, inside=1) for code in "AB"]
    assert rules.quorum(rows, plan(least=3)).needed == 3
    assert not rules.quorum(rows, plan(least=3)).reached
    assert rules.quorum([], plan(least=3)).needed == 0
    assert not rules.quorum(rows, plan(rule=QuorumRule.NONE)).reached


@given(st.integers(1, 200), st.integers(1, 9), st.integers(1, 9))
def test_a_share_is_rounded_up(of, numerator, more):
    denominator = numerator + more - 1
    rows = [agency(str(n)) for n in range(of)]
    needed = rules.quorum(rows, plan(numerator=numerator, denominator=denominator)).needed
    assert (needed - 1) * denominator < numerator * of <= needed * denominator


@pytest.mark.parametrize(
    ("stood", "reached", "said"),
    [
        (False, True, "reached"),
        (True, False, "lost"),
        (True, True, ""),
        (False, False, ""),
    ],
)
def test_a_turn_is_told_once(stood, reached, said):
    now = rules.Quorum("agencies", 1, int(reached), reached)
    assert rules.turns(stood, now) == said


def test_the_end_of_a_meeting_is_the_earlier_of_plan_and_close():
    ends, closed = NINE + 60 * MINUTE, NINE + 40 * MINUTE
    assert rules.end_of(State.IN_PROGRESS, ends, None, 15) is None
    assert rules.end_of(State.FINISHED, ends, closed, 15) == closed - 15 * MINUTE
    assert rules.end_of(State.FINISHED, ends, NINE + 90 * MINUTE, 0) == ends
    assert rules.end_of(State.FINISHED, ends, None, 0) == ends


def test_late_and_early_are_counted_from_the_plan():
    span, minutes = (NINE, NINE + 120 * MINUTE), (15, 15)

    def timing(first: int, last: int | None) -> rules.Timing:
        out = None if last is None else NINE + last * MINUTE
        return rules.timing(NINE + first * MINUTE, out, span, minutes, until=span[1])

    assert (timing(15, 105).late, timing(15, 105).early) == (False, False)
    assert (timing(16, 104).late, timing(16, 104).early) == (True, True)
    assert timing(10, None).stayed == 110 * MINUTE
    assert timing(130, None).stayed == timedelta()


stay = st.tuples(st.integers(0, 50), st.none() | st.integers(0, 50), st.booleans())


@given(st.lists(stay, max_size=40), st.integers(5, 60))
def test_a_chart_shows_who_is_there_and_keeps_its_peak(stays, most):
    whole = [
        (NINE + since * MINUTE, None if lasts is None else NINE + (since + lasts) * MINUTE, online)
        for since, lasts, online in stays
    ]
    exact = rules.levels(whole, 10_000)
    for level in exact:
        here = [s for s in whole if s[0] <= level.at and (s[1] is None or s[1] > level.at)]
        assert level.heads == len(here)
        assert level.online == sum(1 for s in here if s[2])
    thin = rules.levels(whole, most)
    assert len(thin) <= max(most, 2)
    assert max((x.heads for x in thin), default=0) == max((x.heads for x in exact), default=0)
    if exact:
        assert (thin[0], thin[-1]) == (exact[0], exact[-1])


def test_a_chart_is_drawn_in_steps_and_not_at_all_for_nobody():
    assert drawn([]) is None
    chart = drawn(rules.levels([(NINE, None, False), (NINE + MINUTE, None, True)]))
    assert chart.most == 2
    assert chart.everybody == "M0 140H0.0V72.0H600.0V4.0H600V140Z"
    assert chart.room.count("V72.0") == 2


states = st.lists(st.sampled_from(NomineeState), max_size=30)


@given(st.integers(0, 12), states)
def test_seats_go_in_the_order_of_naming_and_the_invited_keep_theirs(seats, said):
    line = list(enumerate(said))
    found = rules.line_up(seats, line)
    invited = said.count(NomineeState.INVITED)
    named = [key for key, state in found.items() if state is NomineeState.NOMINATED]
    waits = [key for key, state in found.items() if state is NomineeState.WAITLISTED]
    assert len(named) <= max(seats - invited, 0)
    assert not waits or len(named) == max(seats - invited, 0)
    assert all(n < w for n in named for w in waits)
    kept = (NomineeState.INVITED, NomineeState.WITHDRAWN)
    assert all(found[key] is state for key, state in line if state in kept)


def test_a_sheet_is_read_by_its_headings_in_any_order_and_language():
    sheet = [
        ["Email", "Name", "Gelar belakang", "Catatan"],
        ["  SARI@bkn.go.id ", " Sari   Utami", "S.H.", "x"],
        ["", "", "", ""],
        ["budi@bkn.go.id", "Budi"],
    ]
    found = rules.tidied(rules.rows_of(sheet))
    assert found == [
        Named(2, "Sari Utami", "sari@bkn.go.id", suffix_titles="S.H."),
        Named(4, "Budi", "budi@bkn.go.id"),
    ]
    assert found[0].full_name == "Sari Utami, S.H."


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ([], "kosong"),
        ([["Nama"], ["Sari"]], "Surel"),
        ([["Nama", "Surel"]], "tidak memuat nama"),
        ([["Nama", "Surel"], *[["a", "b"]] * 301], "300"),
    ],
)
def test_a_sheet_that_says_nobody_is_refused(sheet, said):
    with pytest.raises(Invalid, match=said):
        rules.rows_of(sheet)


def test_what_is_wrong_is_told_row_by_row():
    rows = [
        Named(1, "Sari", "sari@bkn.go.id"),
        Named(2, "Sari lagi", "sari@bkn.go.id"),
        Named(3, "", "tanpa.nama@bkn.go.id"),
        Named(4, "Tanpa surel", ""),
        Named(5, "Salah", "salah@@bkn"),
        Named(6, "Lama", "lama@bkn.go.id"),
        Named(7, "Lain", "lain@lan.go.id"),
        Named(8, "x" * 201, "panjang@bkn.go.id"),
        Named(9, "Kendali\x07", "kendali@bkn.go.id"),
        Named(10, "Benar", "benar@bkn.go.id"),
    ]
    wrong = rules.wrong_in(rows, {"lama@bkn.go.id"}, {"lain@lan.go.id"})
    assert {line: [each["field"] for each in found] for line, found in wrong.items()} == {
        2: ["email"],
        3: ["name"],
        4: ["email"],
        5: ["email"],
        6: ["email"],
        7: ["email"],
        8: ["name"],
        9: ["name"],
    }
    assert "baris 1" in wrong[2][0]["message"]
    assert "lan.go.id" not in wrong[7][0]["message"]


@pytest.mark.parametrize(
    ("state", "now", "until", "open_"),
    [
        (State.DRAFT, NINE - MINUTE, None, True),
        (State.SCHEDULED, NINE + MINUTE, None, False),
        (State.SCHEDULED, NINE + MINUTE, NINE + 5 * MINUTE, True),
        (State.POSTPONED, NINE - MINUTE, NINE - 5 * MINUTE, False),
        (State.IN_PROGRESS, NINE - MINUTE, None, False),
        (State.FINISHED, NINE - MINUTE, None, False),
        (State.CANCELLED, NINE - MINUTE, None, False),
    ],
)
def test_people_are_named_until_the_deadline_or_the_beginning(state, now, until, open_):
    assert (rules.why_closed_to_naming(state, NINE, until, now) == "") is open_
    if not open_:
        with pytest.raises(Conflict):
            rules.check_naming(state, NINE, until, now)


def test_a_line_much_longer_than_the_seats_is_a_mistake():
    rules.check_length(40, 140)
    with pytest.raises(Invalid, match="40 kursi"):
        rules.check_length(40, 141)


def test_plans_that_nobody_could_keep_are_refused():
    with pytest.raises(Invalid):
        rules.check_quorum(plan(numerator=4, denominator=3))
    with pytest.raises(Invalid) as refused:
        rules.check_weights(["A", "X", "A"], ["A"])
    assert [each["field"] for each in refused.value.errors] == [
        "quorum.weights.1.agency",
        "quorum.weights.2.agency",
    ]
    rules.check_planned(State.FINISHED)
    with pytest.raises(Conflict):
        rules.check_planned(State.CANCELLED)
