"""Dates as an Indonesian office writes them; the weekdays are those of real events."""

from datetime import UTC, date, datetime

import pytest

from rakor import words

START = datetime(2023, 7, 13, 2, 0, tzinfo=UTC)
END = datetime(2023, 7, 13, 5, 0, tzinfo=UTC)
LATE = datetime(2018, 7, 31, 2, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2012, 10, 24), "Rabu"),
        (date(2018, 7, 5), "Kamis"),
        (date(2019, 6, 20), "Kamis"),
        (date(2020, 10, 15), "Kamis"),
        (date(2023, 6, 4), "Minggu"),
    ],
)
def test_the_weekday_is_computed(day, name):
    assert words.weekday(day) == name


def test_a_meeting_of_one_day_says_its_hours_in_its_zone():
    assert words.day_and_time(START, END, "Asia/Jakarta") == (
        "Kamis, 13 Juli 2023, 09.00–12.00 WIB"
    )
    assert words.times(START, END, "Asia/Jayapura") == "11.00–14.00 WIT"


def test_several_days_are_written_once_for_what_they_share():
    assert words.days(date(2023, 6, 4), date(2023, 6, 6)) == "4 s.d. 6 Juni 2023"
    assert words.days(date(2023, 6, 30), date(2023, 7, 2)) == "30 Juni s.d. 2 Juli 2023"
    assert words.days(date(2023, 12, 31), date(2024, 1, 1)) == (
        "31 Desember 2023 s.d. 1 Januari 2024"
    )
    assert words.days(date(2023, 6, 4), date(2023, 6, 4)) == "4 Juni 2023"


def test_the_three_zones_stand_side_by_side_with_the_readers_own_first():
    assert words.zones(START, "Asia/Makassar") == [
        ("WITA", "10.00", True),
        ("WIB", "09.00", False),
        ("WIT", "11.00", False),
    ]
    assert words.zones(START, "Asia/Pontianak")[0] == ("WIB", "09.00", True)


def test_a_release_prints_when_it_was_last_changed():
    assert words.timestamp(LATE, "Asia/Jakarta") == "Selasa, 31 Juli 2018 09:24"


def test_short_dates_and_numbers():
    assert words.short_date(date(2026, 12, 1)) == "1 Des."
    assert words.short_date(date(2026, 5, 1)) == "1 Mei"
    assert (words.number(1250), words.number(12.5)) == ("1.250", "12,5")


def test_english_says_the_same():
    with words.speaking("en"):
        assert words.day_and_time(START, END, "Asia/Jakarta") == (
            "Thursday, 13 July 2023, 09:00–12:00 WIB"
        )
