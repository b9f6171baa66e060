"""Days off and working days: pure rules, counted one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.directory.rules import estimates
from rakor.directory.rules.calendar import (
    Calendar,
    DayOff,
    HolidayKind,
    add_working_days,
    check_holiday,
    is_working_day,
    working_days_between,
)
from rakor.errors import Invalid

N, C, R = HolidayKind.NATIONAL, HolidayKind.COLLECTIVE_LEAVE, HolidayKind.REGIONAL
CHRISTMAS = Calendar.of(
    [
        DayOff(date(2026, 12, 24), "Cuti bersama Natal", C),
        DayOff(date(2026, 12, 25), "Natal", N),
        DayOff(date(2026, 12, 28), "Hari jadi", R, "64"),
    ]
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    lambda days: Calendar.of(DayOff(day, "Libur", N) for day in days), st.sets(DAYS, max_size=30)
)


def test_a_week_of_working_days_passes_over_christmas_and_the_weekend():
    assert add_working_days(date(2026, 12, 18), 7, CHRISTMAS) == date(2026, 12, 31)
    assert add_working_days(date(2026, 12, 18), 7, CHRISTMAS, "64") == date(2027, 1, 1)
    assert add_working_days(date(2026, 12, 29), -1, CHRISTMAS, "64.71") == date(2026, 12, 23)
    assert working_days_between(date(2026, 12, 18), date(2026, 12, 31), CHRISTMAS) == 7
    assert working_days_between(date(2026, 12, 31), date(2026, 12, 18), CHRISTMAS) == -7


def test_no_day_more_is_the_day_itself_or_the_next_that_offices_work():
    assert add_working_days(date(2026, 12, 25), 0, CHRISTMAS) == date(2026, 12, 28)
    assert add_working_days(date(2026, 12, 23), 0, CHRISTMAS) == date(2026, 12, 23)


def test_a_holiday_of_a_province_is_one_in_its_kabupaten_and_nowhere_else():
    monday = date(2026, 12, 28)
    assert [is_working_day(monday, CHRISTMAS, at) for at in ("64", "64.71", "6", "65", "")] == [
        False,
        False,
        True,
        True,
        True,
    ]


@given(DAYS, st.integers(-60, 60).filter(bool), CALENDARS)
def test_counting_forth_and_back_agrees_with_counting_one_by_one(day, count, calendar):
    then = add_working_days(day, count, calendar)

    assert is_working_day(then, calendar)
    first, last = sorted((day, then))
    between = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    worked = [each for each in between if each != day and is_working_day(each, calendar)]
    assert len(worked) == abs(count)
    assert working_days_between(day, then, calendar) in (
        count,
        count + is_working_day(day, calendar) - 1,
    )


def test_more_days_than_anybody_means_are_refused():
    with pytest.raises(Invalid):
        add_working_days(date(2026, 1, 1), 1001, CHRISTMAS)


@pytest.mark.parametrize(
    ("kind", "region", "source", "official", "field"),
    [
        (R, "", "", False, "region"),
        (N, "51", "", False, "region"),
        (N, "", "", True, "source"),
    ],
)
def test_a_holiday_says_whose_it_is_and_an_official_one_by_what(
    kind, region, source, official, field
):
    with pytest.raises(Invalid) as refused:
        check_holiday(date(2027, 3, 8), kind, region, source, official)
    assert refused.value.errors[0]["field"] == field


def test_what_is_estimated_says_so_and_no_year_is_without_independence_day():
    days = estimates.estimated(2027)

    assert {each.estimated for each in days} == {True}
    assert (date(2027, 8, 17), N) in {(each.day, each.kind) for each in days}
    assert {each.kind for each in days} == {N, C}
    assert not any("perkiraan" in each.name for each in days)
    assert estimates.estimated(1800) == ()


def test_ramadan_is_a_month_that_ends_before_eid():
    eid = next(
        each.day
        for each in estimates.estimated(2026)
        if "Idul Fitri" in each.name and each.kind is N
    )

    assert estimates.in_ramadan(eid - timedelta(days=1))
    assert not estimates.in_ramadan(eid)
    assert not estimates.in_ramadan(eid - timedelta(days=31))
    assert all(29 <= (last - first).days + 1 <= 30 for first, last in estimates.ramadan(2026))
