"""Times for the next meeting: the same weekday, after today, never on a day off."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rakor.directory.rules.calendar import Calendar, DayOff, HolidayKind
from rakor.preparing.rules import Rhythm, proposals

JAKARTA = ZoneInfo("Asia/Jakarta")
THURSDAY = datetime(2023, 7, 13, 9, tzinfo=JAKARTA)  # the second of its month
NOTHING_OFF = Calendar.of([])


def off(*days: date) -> Calendar:
    return Calendar.of([DayOff(day, "Libur", HolidayKind.NATIONAL, "") for day in days])


def found(after: date, calendar: Calendar = NOTHING_OFF) -> dict[Rhythm, date]:
    made = proposals(THURSDAY, THURSDAY + timedelta(hours=3), "Asia/Jakarta", calendar, "", after)
    return {each.rhythm: each.starts_at.date() for each in made}


def test_a_month_later_is_the_second_thursday_again():
    assert found(date(2023, 7, 13)) == {
        Rhythm.WEEK: date(2023, 7, 20),
        Rhythm.MONTH: date(2023, 8, 10),
        Rhythm.QUARTER: date(2023, 10, 12),
    }


def test_a_meeting_of_long_ago_is_followed_by_one_that_is_still_to_come():
    assert found(date(2026, 11, 23)) == {
        Rhythm.WEEK: date(2026, 11, 26),
        Rhythm.MONTH: date(2026, 12, 10),
        Rhythm.QUARTER: date(2027, 1, 14),
    }


def test_a_day_off_is_passed_over_by_a_week_and_told():
    made = proposals(
        THURSDAY,
        THURSDAY + timedelta(hours=3),
        "Asia/Jakarta",
        off(date(2023, 7, 20), date(2023, 7, 27)),
        "",
        date(2023, 7, 13),
    )
    assert made[0].starts_at == datetime(2023, 8, 3, 9, tzinfo=JAKARTA)
    assert made[0].passed == (date(2023, 7, 20), date(2023, 7, 27))


def test_the_fifth_weekday_of_a_month_is_the_last_of_a_shorter_one():
    starts = datetime(2023, 8, 31, 9, tzinfo=JAKARTA)
    made = proposals(
        starts, starts + timedelta(hours=1), "Asia/Jakarta", NOTHING_OFF, "", starts.date()
    )
    assert made[1].starts_at.date() == date(2023, 9, 28)


@given(
    minute=st.integers(0, 60 * 24 * 365 * 149),
    minutes=st.integers(1, 60 * 24 * 40),
    wait=st.integers(-400, 4000),
    zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
    free=st.lists(st.integers(0, 400), max_size=30),
)
def test_each_is_the_same_weekday_and_hour_later_than_today_and_no_day_off(
    minute, minutes, wait, zone, free
):
    starts = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    tz = ZoneInfo(zone)
    local = starts.astimezone(tz)
    after = local.date() + timedelta(days=wait)
    calendar = off(*{max(after, local.date()) + timedelta(days=n) for n in free})
    made = proposals(starts, starts + timedelta(minutes=minutes), zone, calendar, "", after)
    assert made
    for each in made:
        here = each.starts_at.astimezone(tz)
        assert (here.weekday(), here.hour, here.minute) == (
            local.weekday(),
            local.hour,
            local.minute,
        )
        assert here.date() > max(after, local.date())
        assert not calendar.off(here.date())
        assert each.ends_at - each.starts_at == min(timedelta(minutes=minutes), timedelta(days=31))
    assert len({each.starts_at for each in made}) == len(made)
