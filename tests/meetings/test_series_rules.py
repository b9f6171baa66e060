"""The days that a rule gives: as an independent library counts them, and in words."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rakor.errors import Invalid
from rakor.meetings import rules
from rakor.meetings.rules import Day, DayState, Series, Window
from rakor.meetings.rules.recurrence import WEEKDAYS
from rakor.words import speaking

ZONE = "Asia/Jakarta"
TUESDAY = datetime(2030, 3, 5, 9, tzinfo=ZoneInfo(ZONE))
LONG = timedelta(hours=2)
WEEK = timedelta(days=7)


def series(text: str, starts: datetime = TUESDAY, zone: str = ZONE) -> Series:
    rule = rules.settled_rule(text, starts, starts + LONG, zone)
    return Series(starts, starts + LONG, zone, rule)


SPELLED = [
    ("RRULE:FREQ=WEEKLY;INTERVAL=1;WKST=MO", "FREQ=WEEKLY"),
    (" freq=weekly;byday=th,tu;count=4 ", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"),
    ("FREQ=WEEKLY;UNTIL=20300401", "FREQ=WEEKLY;UNTIL=20300401T165959Z"),
    ("FREQ=WEEKLY;UNTIL=20300401T080000", "FREQ=WEEKLY;UNTIL=20300401T010000Z"),
    ("FREQ=WEEKLY;UNTIL=20300401T080000Z", "FREQ=WEEKLY;UNTIL=20300401T080000Z"),
    ("FREQ=MONTHLY;BYDAY=+1TU", "FREQ=MONTHLY;BYDAY=1TU"),
    ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2"),
    ("FREQ=YEARLY;BYMONTHDAY=5;BYMONTH=3", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
    ("", ""),
    ("  ", ""),
]


@pytest.mark.parametrize(("text", "kept"), SPELLED)
def test_a_rule_is_kept_in_one_spelling(text, kept):
    assert rules.settled_rule(text, TUESDAY, TUESDAY + LONG, ZONE) == kept


REFUSED = [
    "weekly",
    "FREQ=",
    "INTERVAL=2",
    "FREQ=HOURLY",
    "FREQ=SECONDLY",
    "FREQ=WEEKLY;FREQ=WEEKLY",
    "FREQ=WEEKLY;BYHOUR=9",
    "FREQ=WEEKLY;X-WHAT=9",
    "FREQ=WEEKLY;COUNT=3;UNTIL=20300401",
    "FREQ=WEEKLY;COUNT=0",
    "FREQ=WEEKLY;COUNT=1001",
    "FREQ=WEEKLY;COUNT=two",
    "FREQ=WEEKLY;COUNT=٣",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=WEEKLY;UNTIL=tomorrow",
    "FREQ=WEEKLY;UNTIL=20301399",
    "FREQ=WEEKLY;UNTIL=00010101",
    "FREQ=WEEKLY;BYDAY=2TU",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;WKST=2MO",
    "FREQ=WEEKLY;WKST=MO,TU",
    "FREQ=WEEKLY;BYMONTHDAY=5",
    "FREQ=MONTHLY;BYMONTHDAY=0,5",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=MONTHLY;BYDAY=54TU",
    "FREQ=MONTHLY;BYSETPOS=1",
    # Its first day is a Tuesday, the first of March.
    "FREQ=WEEKLY;BYDAY=WE",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=9",
    "FREQ=WEEKLY;UNTIL=20300301",
    "FREQ=WEEKLY;UNTIL=20410101",
    "FREQ=DAILY;UNTIL=20340101",
    "FREQ=YEARLY;COUNT=40",
    "FREQ=WEEKLY;BYDAY=" + ",".join(["TU"] * 140),
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_rule_that_makes_no_sense_is_refused_by_its_field(text):
    with pytest.raises(Invalid) as refused:
        rules.settled_rule(text, TUESDAY, TUESDAY + LONG, ZONE)
    assert [error["field"] for error in refused.value.errors] == ["recurrence"]


def test_parts_of_a_second_are_refused():
    starts = TUESDAY + timedelta(microseconds=1)
    with pytest.raises(Invalid) as refused:
        rules.settled_rule("FREQ=DAILY", starts, starts + LONG, ZONE)
    assert [error["field"] for error in refused.value.errors] == ["starts_at"]


NAMES = st.sampled_from(WEEKDAYS)


@st.composite
def written_rules(draw) -> str:
    """A rule of any frequency with any of its parts."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    some = st.booleans()
    if draw(some):
        months = draw(st.sets(st.integers(1, 12), min_size=1, max_size=4))
        parts.append("BYMONTH=" + ",".join(map(str, sorted(months))))
    if frequency != "WEEKLY" and draw(some):
        number = st.integers(-31, 31).filter(bool)
        days = draw(st.sets(number, min_size=1, max_size=4))
        parts.append("BYMONTHDAY=" + ",".join(map(str, sorted(days))))
    if draw(some):
        named = st.tuples(st.sampled_from(["1", "2", "-1", "5"]), NAMES).map("".join)
        # Of numbered days beside plain ones the library takes only what is both.
        plain = frequency in ("DAILY", "WEEKLY") or draw(some)
        days = draw(st.sets(NAMES if plain else named, min_size=1, max_size=4))
        parts.append("BYDAY=" + ",".join(sorted(days)))
    # Of the first week the library counts positions from the start on, not in the whole week.
    if len(parts) > 2 and frequency != "WEEKLY" and draw(some):
        positions = draw(st.sets(st.integers(-3, 3).filter(bool), min_size=1, max_size=2))
        parts.append("BYSETPOS=" + ",".join(map(str, positions)))
    if draw(some):
        parts.append("WKST=" + draw(NAMES))
    return ";".join(parts)


@given(
    written_rules(),
    st.one_of(st.none(), st.integers(1, 30)),
    st.dates(date(2028, 1, 1), date(2031, 12, 31)),
    st.integers(0, 900),
)
@settings(max_examples=150)
def test_days_are_those_an_independent_library_counts(text, count, first, later):
    zone = ZoneInfo(ZONE)
    local = datetime.combine(first, time(9))
    begins, ends = local + timedelta(days=later), local + timedelta(days=later + 800)
    counted = text + (f";COUNT={count}" if count else "")
    starts = local.replace(tzinfo=zone)
    following = Window(
        ends.replace(tzinfo=zone), (ends + timedelta(days=1500)).replace(tzinfo=zone)
    )
    # Where a rule no longer fits, the library walks on to the year 9999.
    assume(any(rules.starts(Series(starts, starts + LONG, ZONE, text), following)))
    listed = rrulestr(f"{text};UNTIL={ends:%Y%m%dT%H%M%S}", dtstart=local)
    expected = [at for at in islice(listed, count) if at >= begins]
    window = Window(begins.replace(tzinfo=zone), ends.replace(tzinfo=zone) + timedelta(seconds=1))
    found = rules.starts(Series(starts, starts + LONG, ZONE, counted), window)
    assert [at.astimezone(zone).replace(tzinfo=None) for at in found] == expected


def test_the_hour_on_the_wall_stays_when_clocks_are_changed():
    amsterdam = datetime(2030, 3, 26, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
    found = list(rules.starts(series("FREQ=WEEKLY;COUNT=2", amsterdam, "Europe/Amsterdam")))
    assert [at.hour for at in found] == [8, 7]


def test_a_series_without_an_end_is_counted_from_where_it_is_looked_at():
    daily = series("FREQ=DAILY")
    at = TUESDAY + timedelta(days=40_000)
    assert next(rules.starts(daily, Window(at, at + WEEK))) == at
    assert rules.is_start(daily, at)
    assert rules.last_end(daily, []) is None
    assert len(rules.occurrences(*daily, [], Window(TUESDAY))) == 1000


@given(st.integers(0, 7 * 10**9))
def test_the_key_of_a_day_is_read_again(seconds):
    at = datetime.fromtimestamp(seconds, UTC)
    assert rules.read_day_key(rules.day_key(at)) == at


@pytest.mark.parametrize(
    "text",
    ["", "x", "20301301T020000Z", "20300305T020000", "20300305T250000Z", "２0300305T020000Z"],
)
def test_other_texts_are_no_key(text):
    assert rules.read_day_key(text) is None


def changed(at: datetime, state: DayState = DayState.CHANGED, shift: timedelta = LONG) -> Day:
    return Day(at, at + shift, at + shift + LONG, state)


def test_days_that_differ_stand_where_they_were_moved_to():
    weekly = series("FREQ=WEEKLY;COUNT=4")
    rows = [
        changed(TUESDAY + WEEK, shift=3 * WEEK),
        changed(TUESDAY + 2 * WEEK, DayState.CANCELLED, timedelta(0)),
        changed(TUESDAY + timedelta(days=1), DayState.ADDED, timedelta(0)),
    ]
    found = rules.occurrences(*weekly, rows, Window(TUESDAY, TUESDAY + 9 * WEEK))
    assert [(day.starts_at - TUESDAY, day.state, day.takes_place) for day in found] == [
        (timedelta(0), DayState.SCHEDULED, True),
        (timedelta(days=1), DayState.ADDED, True),
        (2 * WEEK, DayState.CANCELLED, False),
        (3 * WEEK, DayState.SCHEDULED, True),
        (4 * WEEK, DayState.CHANGED, True),
    ]
    assert rules.last_end(weekly, rows) == TUESDAY + 4 * WEEK + LONG
    listed = rules.listed_days(weekly, rows, Window(TUESDAY), TUESDAY)
    assert [day.recurrence_id - TUESDAY for day in listed] == [
        timedelta(days=1),
        WEEK,
        2 * WEEK,
        3 * WEEK,
    ]
    everything = rules.listed_days(weekly, rows, Window(TUESDAY, TUESDAY + 2 * WEEK))
    assert [day.recurrence_id - TUESDAY for day in everything] == [timedelta(0), timedelta(days=1)]


def test_a_day_that_began_before_the_window_and_goes_on_in_it_is_in_it():
    weekly = series("FREQ=WEEKLY")
    window = Window(TUESDAY + WEEK + LONG / 2, TUESDAY + WEEK + LONG)
    assert [day.starts_at for day in rules.occurrences(*weekly, [], window)] == [TUESDAY + WEEK]


def test_a_day_is_found_by_its_original_start():
    weekly = series("FREQ=WEEKLY;COUNT=2")
    row = changed(TUESDAY + WEEK)
    assert rules.find_day(weekly, [row], TUESDAY + WEEK) == row
    assert rules.find_day(weekly, [row], TUESDAY) == Day(TUESDAY, TUESDAY, TUESDAY + LONG)
    assert rules.find_day(weekly, [row], TUESDAY + LONG) is None
    assert (row.key, row.state_word) == ("20300312T020000Z", "Diubah")


MOVED = [
    ("FREQ=WEEKLY;BYDAY=TU;COUNT=3", timedelta(days=1), "FREQ=WEEKLY;BYDAY=WE;COUNT=3"),
    ("FREQ=WEEKLY;UNTIL=20300326", timedelta(days=1), "FREQ=WEEKLY;UNTIL=20300327T165959Z"),
    ("FREQ=WEEKLY;UNTIL=20300326T020000Z", LONG, "FREQ=WEEKLY;UNTIL=20300326T040000Z"),
    ("FREQ=WEEKLY;UNTIL=20300326T015959Z", LONG, "FREQ=WEEKLY;UNTIL=20300326T015959Z"),
    ("FREQ=MONTHLY;BYMONTHDAY=5", timedelta(days=4), "FREQ=MONTHLY;BYMONTHDAY=9"),
    (
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5",
        timedelta(days=31),
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=5",
    ),
    ("FREQ=WEEKLY;BYDAY=TU,TH", WEEK, "FREQ=WEEKLY;BYDAY=TU,TH"),
]


@pytest.mark.parametrize(("text", "by", "then"), MOVED)
def test_a_rule_follows_its_first_day(text, by, then):
    assert rules.followed(series(text), TUESDAY + by, ZONE) == then


def test_what_differs_moves_with_the_series_by_the_clock_on_the_wall():
    old, new = series("FREQ=WEEKLY;COUNT=3"), series("FREQ=WEEKLY;COUNT=2", TUESDAY + LONG)
    titled = Day(TUESDAY, TUESDAY, TUESDAY + LONG, DayState.CHANGED, "Khusus")
    rows = [
        titled,
        changed(TUESDAY + WEEK, shift=timedelta(hours=1)),
        changed(TUESDAY + 2 * WEEK, DayState.CANCELLED, timedelta(0)),
        changed(TUESDAY + timedelta(days=1), DayState.ADDED, timedelta(0)),
        changed(TUESDAY + WEEK + LONG, DayState.ADDED, timedelta(0)),
    ]
    found = rules.carried(old, new, rows)
    assert list(found) == [row.recurrence_id for row in rows]
    assert list(found.values()) == [
        Day(TUESDAY + LONG, TUESDAY + LONG, TUESDAY + 2 * LONG, DayState.CHANGED, "Khusus"),
        Day(TUESDAY + WEEK + LONG, rows[1].starts_at, rows[1].ends_at, DayState.CHANGED),
        None,
        rows[3],
        None,
    ]


def test_a_series_is_split_into_what_was_and_what_comes():
    counted, endless = series("FREQ=WEEKLY;COUNT=5"), series("FREQ=WEEKLY")
    at = TUESDAY + 2 * WEEK
    assert rules.ended_before(counted, at) == "FREQ=WEEKLY;UNTIL=20300319T015959Z"
    assert rules.going_on_from(counted, at) == "FREQ=WEEKLY;COUNT=3"
    assert rules.going_on_from(endless, at) == "FREQ=WEEKLY"


SAID = [
    ("FREQ=WEEKLY;UNTIL=20300402", "setiap Selasa, sampai 2 April 2030"),
    ("FREQ=WEEKLY;BYDAY=TU,TH,FR;COUNT=9", "setiap Selasa, Kamis dan Jumat, 9 kali"),
    ("FREQ=WEEKLY;INTERVAL=2", "setiap 2 minggu pada Selasa"),
    ("FREQ=DAILY;INTERVAL=3", "setiap 3 hari"),
    ("FREQ=DAILY", "setiap hari"),
    ("FREQ=MONTHLY", "setiap bulan pada tanggal 5"),
    ("FREQ=MONTHLY;BYMONTHDAY=5,20", "setiap bulan pada tanggal 5 dan 20"),
    ("FREQ=MONTHLY;BYDAY=1TU", "setiap bulan pada Selasa pertama"),
    ("FREQ=YEARLY", "setiap tahun pada 5 Maret"),
    ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", "setiap tahun pada 5 Maret"),
    ("FREQ=DAILY;BYDAY=TU", "menurut aturan FREQ=DAILY;BYDAY=TU"),
    ("FREQ=DAILY;BYMONTH=3", "menurut aturan FREQ=DAILY;BYMONTH=3"),
    ("FREQ=WEEKLY;BYMONTH=3", "menurut aturan FREQ=WEEKLY;BYMONTH=3"),
    ("FREQ=MONTHLY;BYDAY=TU", "menurut aturan FREQ=MONTHLY;BYDAY=TU"),
    ("FREQ=YEARLY;BYDAY=TU", "menurut aturan FREQ=YEARLY;BYDAY=TU"),
    ("FREQ=YEARLY;BYMONTHDAY=5", "menurut aturan FREQ=YEARLY;BYMONTHDAY=5"),
    ("FREQ=MONTHLY;BYMONTHDAY=-27", "menurut aturan FREQ=MONTHLY;BYMONTHDAY=-27"),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_rule_is_said_as_people_say_it(text, said):
    assert rules.said_rule(series(text)) == said


def test_a_rule_is_said_in_english():
    with speaking("en"):
        assert rules.said_rule(series("FREQ=WEEKLY;UNTIL=20300402")) == (
            "every Tuesday, until 2 April 2030"
        )


def test_the_days_of_a_rule_can_be_counted_on():
    assert list(islice(rules.starts(series("FREQ=WEEKLY")), 2)) == [TUESDAY, TUESDAY + WEEK]
