"""Who may hold an office beside whom, and which step of protocol a title has."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.directory.rules import (
    AgencyKind,
    Holding,
    OfficeLevel,
    check_appointment,
    check_fits,
    first_day,
    last_day,
    longest_beginning,
    placed,
    rank_for,
    remaining,
    span_of,
    stands_in,
    step_between,
)
from rakor.errors import Conflict, Invalid, RakorError

SUBSTANTIVE, PLT, PLH, PJ = (
    Holding.SUBSTANTIVE,
    Holding.ACTING_VACANT,
    Holding.ACTING_TEMPORARY,
    Holding.CARETAKER,
)
START = date(2026, 1, 1)


def day(n):
    return START + timedelta(days=n)


@dataclass
class Held:
    holding: Holding
    valid_from: date | None
    valid_until: date | None = None


def act(terms, holding, since, until):
    """What `appoint` does to the rows, without a database."""
    giving = placed(terms, holding, since, until)
    for term, last in giving.ended:
        term.valid_until = last
    return [term for term in terms if term not in giving.removed] + [Held(holding, since, until)]


def on(terms, at):
    return [term for term in terms if first_day(term) <= at <= last_day(term)]


moves = st.lists(
    st.tuples(
        st.sampled_from(Holding),
        st.integers(0, 40),
        st.one_of(st.none(), st.integers(0, 20)),
    ),
    max_size=12,
)


@given(moves)
def test_whatever_is_appointed_there_is_one_holder_a_day_and_plh_only_beside_a_holder(sequence):
    terms = []
    for holding, since, length in sequence:
        until = None if length is None else day(since + length)
        if holding is PLH and until is None:
            continue
        try:
            terms = act(terms, holding, day(since), until)
        except RakorError:
            continue
    for n in range(70):
        there = on(terms, day(n))
        seats = [term for term in there if not stands_in(term.holding)]
        beside = [term for term in there if stands_in(term.holding)]
        assert (len(seats) <= 1, len(beside) <= 1) == (True, True)
        assert not beside or [term.holding for term in seats] == [SUBSTANTIVE]
    assert all(first_day(term) <= last_day(term) for term in terms)


def test_a_successor_ends_the_one_before_and_those_who_stood_in():
    before = Held(SUBSTANTIVE, day(0))
    away, later = Held(PLH, day(5), day(20)), Held(PLH, day(30), day(31))
    giving = placed([before, away, later], SUBSTANTIVE, day(10), None)

    assert giving.ended == [(before, day(9)), (away, day(9))]
    assert giving.removed == [later]


@pytest.mark.parametrize("holding", [PLT, PJ])
def test_a_vacancy_is_needed_for_plt_and_pj(holding):
    with pytest.raises(Conflict):
        placed([Held(SUBSTANTIVE, day(0))], holding, day(10), day(20))
    assert placed([Held(SUBSTANTIVE, day(0), day(9))], holding, day(10), day(20)).ended == []
    plt = Held(PLT, day(0), day(40))
    assert placed([plt], holding, day(10), day(20)).ended == [(plt, day(9))]


def test_a_plh_needs_a_holder_who_is_away_all_the_time():
    for others in ([], [Held(SUBSTANTIVE, day(0), day(12))], [Held(PLT, day(0), day(40))]):
        with pytest.raises(Invalid):
            placed(others, PLH, day(10), day(20))
    assert placed([Held(SUBSTANTIVE, None)], PLH, day(10), day(20)).ended == []


def test_two_do_not_begin_in_one_seat():
    with pytest.raises(Conflict) as refusal:
        placed([Held(SUBSTANTIVE, day(30))], SUBSTANTIVE, day(10), None)
    assert "(definitif), sejak 31 Januari 2026" in refusal.value.detail
    assert placed([Held(SUBSTANTIVE, day(30))], SUBSTANTIVE, day(10), day(29)).ended == []


def test_a_correction_moves_nobody_else():
    others = [Held(SUBSTANTIVE, day(0), day(9)), Held(PLH, day(12), day(14))]
    before = Held(SUBSTANTIVE, day(10))

    check_fits(others, before, Held(SUBSTANTIVE, day(11), day(14)))
    for after in (
        Held(SUBSTANTIVE, day(9)),
        Held(SUBSTANTIVE, day(13)),
        Held(SUBSTANTIVE, day(10), day(13)),
        None,
    ):
        with pytest.raises(Conflict):
            check_fits(others, before, after)
    with pytest.raises(Invalid):
        check_fits(others[:1], Held(PLH, day(3), day(4)), Held(PLH, day(3), day(12)))
    check_fits(others, Held(PLH, day(3), day(4)), None)


@pytest.mark.parametrize(
    ("holding", "until", "decree", "kind", "field"),
    [
        (PLT, None, "1", AgencyKind.UNIT, "until"),
        (PLH, day(1), "", AgencyKind.UNIT, "decree_number"),
        (PJ, None, "", AgencyKind.MINISTRY, "holding"),
        (SUBSTANTIVE, day(-1), "", AgencyKind.UNIT, "until"),
    ],
)
def test_an_appointment_lacks_nothing_that_its_right_asks_for(holding, until, decree, kind, field):
    with pytest.raises(Invalid) as refusal:
        check_appointment(holding, day(0), until, decree, kind)
    assert [each["field"] for each in refusal.value.errors] == [field]


def test_what_is_complete_is_accepted():
    check_appointment(SUBSTANTIVE, day(0), None, "", AgencyKind.UNIT)
    check_appointment(PLH, day(0), day(3), "800/1", AgencyKind.UNIT)
    check_appointment(PJ, day(0), None, "", AgencyKind.REGENCY)


spans = st.tuples(st.integers(0, 60), st.integers(0, 15)).map(
    lambda each: (day(each[0]), day(each[0] + each[1]))
)


@given(spans, st.lists(spans, max_size=6))
def test_what_remains_of_a_span_is_exactly_the_days_nobody_else_has(span, taken):
    def days(of):
        return {
            first + timedelta(days=n) for first, last in of for n in range((last - first).days + 1)
        }

    left = remaining(*span, taken)
    assert days(left) == days([span]) - days(taken)
    assert left == sorted(left)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (day(0), None, "sejak 1 Januari 2026"),
        (day(0), day(1), "1 Januari 2026 s.d. 2 Januari 2026"),
        (None, day(1), "sampai 2 Januari 2026"),
        (None, None, "sejak awal pencatatan"),
    ],
)
def test_days_are_told_in_words(first, last, said):
    assert span_of(Held(SUBSTANTIVE, first, last)) == said


@dataclass
class Step:
    id: str
    title: str
    level: OfficeLevel | None


POLITICAL, PRATAMA = OfficeLevel.POLITICAL, OfficeLevel.JPT_PRATAMA
STEPS = [
    Step("president", "Presiden", POLITICAL),
    Step("governor", "Gubernur", POLITICAL),
    Step("bank", "Gubernur Bank Indonesia", POLITICAL),
    Step("head-2", "Kepala badan provinsi", PRATAMA),
    Step("echelon-2", "Pejabat eselon II di provinsi", PRATAMA),
    Step("head-3", "Kepala badan tingkat kabupaten/kota", PRATAMA),
    Step("echelon-3", "Pejabat eselon II di kabupaten/kota", PRATAMA),
]
PROVINCE, CITY, OPD = AgencyKind.PROVINCE, AgencyKind.CITY, AgencyKind.REGIONAL_AGENCY


@pytest.mark.parametrize(
    ("title", "level", "kind", "region", "found"),
    [
        ("Gubernur Kalimantan Timur", POLITICAL, PROVINCE, "64", "governor"),
        ("Gubernur Bank Indonesia", POLITICAL, AgencyKind.OTHER, "", "bank"),
        ("Gubernuran", POLITICAL, PROVINCE, "64", None),
        ("Kepala Badan Kepegawaian", PRATAMA, OPD, "64", "head-2"),
        ("Kepala Badan Kepegawaian", PRATAMA, OPD, "64.71", "head-3"),
        ("Kepala Badan Kepegawaian", PRATAMA, OPD, "", None),
        ("Inspektur", PRATAMA, CITY, "", "echelon-3"),
        ("Inspektur", PRATAMA, PROVINCE, "", "echelon-2"),
        ("Kepala Badan X", PRATAMA, AgencyKind.INSTITUTION, "", None),
        ("Presiden Direktur", None, AgencyKind.STATE_ENTERPRISE, "", None),
        ("Camat", OfficeLevel.ADMINISTRATOR, CITY, "", None),
    ],
)
def test_an_office_stands_on_the_obvious_step(title, level, kind, region, found):
    step = rank_for(title, level, kind, region, STEPS)
    assert (step.id if step else None) == found


def test_a_title_begins_with_whole_words():
    known = [("Sekda", 1), ("Sekretaris Daerah", 2), ("Sekretaris", 3), ("", 4)]
    assert longest_beginning("SEKRETARIS DAERAH, Kota X", known) == 2
    assert longest_beginning("Sekdaprov", known) is None
    assert longest_beginning("Sekretaris-Dewan", known) == 3


@pytest.mark.parametrize(
    ("steps", "position", "alone", "up", "place"),
    [
        ([10, 20, 30], 30, True, True, 15),
        ([10, 20, 30], 20, True, True, 5),
        ([10, 20, 30], 10, True, True, None),
        ([10, 20, 30], 20, False, True, 15),
        ([10, 20, 30], 10, False, True, 5),
        ([10, 20, 30], 10, True, False, 25),
        ([10, 20, 30], 20, True, False, 40),
        ([10, 20, 30], 30, True, False, None),
        ([10, 20, 30], 10, False, False, 15),
        ([10, 20, 30], 30, False, False, 40),
        ([10, 11, 12], 12, True, True, 10),
    ],
)
def test_a_step_goes_up_or_down_by_one(steps, position, alone, up, place):
    assert step_between(steps, position, alone, up) == place
