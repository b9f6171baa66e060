"""When a meeting had better not be, said with the reason, on the clocks of three zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.directory.rules.calendar import Calendar, DayOff, HolidayKind
from rakor.meetings.rules.checks import agenda_check, time_checks
from rakor.meetings.rules.manners import (
    Held,
    Manner,
    Matter,
    gathered,
    manners,
    manners_elsewhere,
    sessions,
)
from rakor.meetings.rules.states import State

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
CHRISTMAS = DayOff(date(2026, 12, 25), "Natal", HolidayKind.NATIONAL)
GUESS = DayOff(date(2027, 3, 9), "Nyepi", HolidayKind.NATIONAL, estimated=True)
BALI = DayOff(date(2026, 12, 1), "Hari jadi", HolidayKind.REGIONAL, "51")
CALENDAR = Calendar.of([CHRISTMAS, GUESS, BALI])


def held(day, begins, ends, zone=WIB, region="", until=None):
    tz = ZoneInfo(zone)
    first, last = date.fromisoformat(day), date.fromisoformat(until or day)
    return Held(
        datetime.combine(first, time.fromisoformat(begins), tz).astimezone(UTC),
        datetime.combine(last, time.fromisoformat(ends), tz).astimezone(UTC),
        zone,
        region,
    )


def matters(found):
    return [each.matter for each in found]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (held("2026-12-01", "09:00", "12:00"), []),
        (held("2026-12-01", "07:30", "16:00"), []),
        (held("2026-12-01", "07:00", "12:00"), [Matter.HOURS]),
        (held("2026-12-01", "13:00", "16:01"), [Matter.HOURS]),
        (held("2026-12-04", "14:00", "16:30"), []),  # Friday is longer
        (held("2026-12-04", "09:00", "11:30"), []),
        (held("2026-12-04", "09:00", "11:31"), [Matter.PRAYER]),
        (held("2026-12-04", "13:30", "15:00"), []),
        (held("2026-12-04", "13:29", "15:00"), [Matter.PRAYER]),
        (held("2026-12-03", "11:30", "13:30"), []),  # a Thursday
        (held("2026-12-06", "09:00", "12:00"), [Matter.WEEKEND]),
        (held("2026-12-25", "14:00", "18:00"), [Matter.HOLIDAY]),
        (held("2026-12-25", "11:00", "12:00"), [Matter.HOLIDAY, Matter.PRAYER]),
        (held("2026-12-01", "19:00", "21:00"), [Matter.HOURS]),
        (held("2026-12-01", "19:00", "21:30"), [Matter.LATE]),
        (held("2026-12-01", "09:00", "12:00", WITA, "51"), [Matter.HOLIDAY]),
        (held("2026-12-01", "09:00", "12:00", WITA, "51.71"), [Matter.HOLIDAY]),
        (held("2026-12-01", "09:00", "12:00", WITA, "52"), []),
        (held("2026-03-03", "08:00", "15:00"), []),  # Ramadan, a Tuesday
        (held("2026-03-03", "08:00", "15:30"), [Matter.RAMADAN]),
        (held("2026-03-06", "14:00", "15:30"), []),
        (held("2026-03-06", "14:00", "16:00"), [Matter.RAMADAN]),
        (held("2023-06-04", "09:00", "15:00", until="2023-06-06"), [Matter.WEEKEND]),
        (held("2026-12-03", "09:00", "15:00", until="2026-12-05"), [Matter.PRAYER, Matter.WEEKEND]),
    ],
)
def test_what_there_is_to_think_of_where_it_is_held(plan, expected):
    assert matters(manners(plan, CALENDAR)) == expected


def test_each_warning_says_the_zone_and_the_reason():
    (prayer,) = manners(held("2026-12-04", "09:00", "12:00"), CALENDAR)
    assert prayer.says == (
        "Rapat Jumat, 4 Desember 2026 pukul 09.00–12.00 WIB"
        " bersamaan dengan salat Jumat (11.30–13.30 WIB)."
    )
    (guess,) = manners(held("2027-03-09", "09:00", "12:00"), CALENDAR)
    assert "diperkirakan hari libur nasional: Nyepi" in guess.says
    assert "2027 belum dicatat" in guess.says


def test_it_is_later_in_the_east_for_those_who_join_from_there():
    found = manners_elsewhere(
        held("2026-12-04", "09:00", "11:00"), {WIB, WITA, WIT, "Asia/Pontianak"}, {}, CALENDAR
    )
    assert [(each.matter, each.where) for each in found] == [
        (Matter.PRAYER, "WIT"),
        (Matter.PRAYER, "WITA"),
    ]
    assert found[0].says.startswith("Di WIT rapat Jumat, 4 Desember 2026 pukul 11.00–13.00 WIT")
    late = manners_elsewhere(held("2026-12-01", "13:00", "15:00"), {WIT}, {}, CALENDAR)
    assert [each.says for each in late] == [
        "Di WIT rapat Selasa, 1 Desember 2026 pukul 15.00–17.00 WIT,"
        " di luar jam kerja (07.30–16.00 WIT)."
    ]


def test_a_holiday_of_a_region_concerns_those_who_are_invited_from_it():
    found = manners_elsewhere(
        held("2026-12-01", "09:00", "10:00"), set(), {"51": "Bali", "52": "NTB"}, CALENDAR
    )
    assert [each.says for each in found] == [
        "Selasa, 1 Desember 2026 adalah hari libur daerah di Bali: Hari jadi."
    ]


def test_a_series_says_the_first_day_and_which_others():
    days = [date(2026, 12, 4) + timedelta(weeks=n) for n in range(3)]
    (told,) = gathered(Manner(Matter.PRAYER, day, f"Jumat {day.day}.") for day in days)
    assert told == (Matter.PRAYER, "Jumat 4. Demikian juga 2 hari lain (11 Des., 18 Des.).")


@given(
    st.integers(0, 2 * 365 * 24 * 60),
    st.integers(1, 31 * 24 * 60),
    st.sampled_from([WIB, WITA, WIT]),
)
def test_any_meeting_has_sessions_within_it_and_is_never_refused(after, minutes, zone):
    begins = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=after)
    plan = Held(begins, begins + timedelta(minutes=minutes), zone)

    found = sessions(plan)
    assert found
    assert all(plan.starts_at <= a < b <= plan.ends_at for a, b in found)
    for each in [*manners(plan, CALENDAR), *manners_elsewhere(plan, {WIB, WIT}, {}, CALENDAR)]:
        assert each.says.endswith(".")


def test_agenda_and_times_are_looked_at():
    now = datetime(2026, 12, 1, tzinfo=UTC)
    soon, past = now + timedelta(days=1), now - timedelta(days=1)

    def codes(found):
        return [each.code for each in found]

    assert codes(agenda_check("/m", 0, 0, 60)) == ["no_agenda"]
    assert codes(agenda_check("/m", 2, 61, 60)) == ["agenda_too_long"]
    assert codes(agenda_check("/m", 2, 60, 60)) == []
    assert codes(time_checks("/m", State.DRAFT, past, None, now)) == ["starts_in_the_past"]
    assert codes(time_checks("/m", State.SCHEDULED, past, past, now)) == []
    assert codes(time_checks("/m", State.DRAFT, soon, past, now)) == ["answers_past"]
    assert codes(time_checks("/m", State.DRAFT, soon, soon, now)) == []
