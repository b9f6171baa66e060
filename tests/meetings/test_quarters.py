"""A day in columns of a quarter of an hour."""

from datetime import UTC, date, datetime, timedelta

from rakor.meetings.rules.quarters import picture_of

DAY = date(2031, 4, 1)
SIX = datetime(2031, 3, 31, 23, tzinfo=UTC)  # 06.00 WIB
HOUR = timedelta(hours=1)


def test_a_day_shows_office_hours_while_nothing_lies_outside():
    picture = picture_of(DAY, "Asia/Jakarta", [(SIX, SIX + 14 * HOUR)])
    assert (picture.since, picture.count, picture.whole) == (SIX, 56, False)
    assert picture.hours == tuple(range(6, 20))


def test_what_lies_outside_makes_it_the_whole_day():
    picture = picture_of(DAY, "Asia/Jakarta", [(SIX + 13 * HOUR, SIX + 15 * HOUR)])
    assert (picture.since, picture.count, picture.whole) == (SIX - 6 * HOUR, 96, True)


def test_another_day_changes_nothing():
    assert picture_of(DAY, "Asia/Jakarta", [(SIX + 24 * HOUR, SIX + 40 * HOUR)]).count == 56


def test_columns_hold_all_that_they_touch():
    picture = picture_of(DAY, "Asia/Jakarta", [])
    minute = HOUR / 60
    assert picture.columns((SIX + 3 * HOUR, SIX + 5 * HOUR)) == (12, 8)
    assert picture.columns((SIX + 10 * minute, SIX + 20 * minute)) == (0, 2)
    assert picture.columns((SIX - HOUR, SIX + HOUR)) == (0, 4)
    assert picture.columns((SIX - HOUR, SIX)) is None
    assert picture.within((SIX - HOUR, SIX)) == (0, 1)
    assert (picture.column(SIX + HOUR), picture.column(SIX - minute)) == (4, -1)
    assert picture.column(SIX + 14 * HOUR) == -1
