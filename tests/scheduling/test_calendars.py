"""Calendars of others, read: which minutes they take, and what reading them may cost."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.scheduling import itip
from rakor.scheduling.itip import NotACalendar, Owner, TooMuch, taken_times
from rakor.scheduling.rules import merged, minute_of, moment_of, packed, unpacked
from rakor.scheduling.rules.spans import without

WIB = ZoneInfo("Asia/Jakarta")
# Monday 4 March 2030, 00.00 WIB, and four weeks.
MONDAY = datetime(2030, 3, 4, tzinfo=WIB)
WEEKS = minute_of(MONDAY), minute_of(MONDAY + timedelta(days=28))
OWNER = Owner(WIB, frozenset({"ada@bkn.example"}))


def calendar(*blocks: str, kind: str = "VEVENT") -> bytes:
    events = [f"BEGIN:{kind}\n{block.strip()}\nEND:{kind}" for block in blocks]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""]).encode()


def hours(raw: bytes, owner: Owner = OWNER) -> list[str]:
    """`4 09.00-10.30`: the day of March and the hours of Jakarta, in order."""
    found = taken_times(raw, WEEKS, owner)
    return [
        f"{moment_of(begin).astimezone(WIB):%-d %H.%M}-{moment_of(end).astimezone(WIB):%H.%M}"
        for begin, end in merged(span for each in found.spans.values() for span in each)
    ]


@pytest.mark.parametrize(
    ("event", "taken"),
    [
        ("DTSTART:20300304T020000Z\nDTEND:20300304T033000Z", ["4 09.00-10.30"]),
        ("DTSTART;TZID=Asia/Makassar:20300304T090000\nDURATION:PT1H", ["4 08.00-09.00"]),
        (
            "DTSTART;TZID=SE Asia Standard Time:20300304T090000\n"
            "DTEND;TZID=SE Asia Standard Time:20300304T100000",
            ["4 09.00-10.00"],
        ),
        ("DTSTART:20300304T090000\nDTEND:20300304T100000", ["4 09.00-10.00"]),
        ("DTSTART;TZID=Nowhere/Known:20300304T090000\nDURATION:PT1H", ["4 09.00-10.00"]),
        ("DTSTART;VALUE=DATE:20300305", ["5 00.00-00.00"]),
        ("DTSTART;VALUE=DATE:20300305\nDTEND;VALUE=DATE:20300307", ["5 00.00-00.00"]),
        ("DTSTART:20300304T020030Z\nDTEND:20300304T030030Z", ["4 09.00-10.01"]),
        ("DTSTART:20300303T160000Z\nDTEND:20300303T180000Z", ["4 00.00-01.00"]),
        ("DTSTART:20300304T020000Z\nDURATION:PT1H\nSTATUS:TENTATIVE", ["4 09.00-10.00"]),
        ("DTSTART:20300304T020000Z\nDURATION:PT1H\nSTATUS:CANCELLED", []),
        ("DTSTART:20300304T020000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20300304T020000Z\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        (
            "DTSTART:20300304T020000Z\nDURATION:PT1H\n"
            "ATTENDEE;PARTSTAT=DECLINED:mailto:Ada@BKN.example",
            [],
        ),
        (
            "DTSTART:20300304T020000Z\nDURATION:PT1H\n"
            "ATTENDEE;PARTSTAT=DECLINED:mailto:budi@bkn.example",
            ["4 09.00-10.00"],
        ),
        ("DTSTART:20300304T020000Z", []),
        ("DTSTART:20300304T020000Z\nDTEND:20300304T010000Z", []),
        ("DTSTART:20310304T020000Z\nDURATION:PT1H", []),
        (
            "DTSTART:20300304T020000Z\nDURATION:PT1H\n"
            "BEGIN:VALARM\nDURATION:PT9H\nTRIGGER:-PT15M\nEND:VALARM",
            ["4 09.00-10.00"],
        ),
        ("DTSTART:20300304T02\n 0000Z\nDURATION:PT1H", ["4 09.00-10.00"]),
    ],
)
def test_an_event_takes_its_time_if_it_takes_any(event, taken):
    assert hours(calendar(event)) == taken


SERIES = "UID:a\nDTSTART;TZID=Asia/Jakarta:20300304T090000\nDURATION:PT1H\n"


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ("RRULE:FREQ=WEEKLY", [4, 11, 18, 25]),
        ("RRULE:FREQ=DAILY;COUNT=3", [4, 5, 6]),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20300313", [4, 6, 11, 13]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20300311T020000Z", [4, 11]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20300311T015959Z", [4]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR", [4, 29]),
        ("RRULE:FREQ=WEEKLY\nEXDATE;TZID=Asia/Jakarta:20300311T090000,20300318T090000", [4, 25]),
        ("RRULE:FREQ=WEEKLY\nEXDATE:20300311T020000Z", [4, 18, 25]),
        ("RRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20300311", [4, 18, 25]),
        ("RDATE;TZID=Asia/Jakarta:20300307T090000", [4, 7]),
        ("RDATE;VALUE=PERIOD:20300307T020000Z/PT1H", [4, 7]),
        ("RRULE:FREQ=DAILY;COUNT=3\nTRANSP:TRANSPARENT", []),
    ],
)
def test_a_series_takes_the_time_of_each_of_its_days(more, days):
    assert hours(calendar(SERIES + more)) == [f"{day} 09.00-10.00" for day in days]


def test_a_series_that_began_long_ago_goes_on():
    old = "UID:a\nDTSTART;TZID=Asia/Jakarta:20100301T090000\nDURATION:PT1H\n"
    assert hours(calendar(old + "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=1046"))[-2:] == [
        "4 09.00-10.00",
        "11 09.00-10.00",
    ]


@pytest.mark.parametrize(
    ("changed", "taken"),
    [
        ("DTSTART:20300312T060000Z\nDURATION:PT1H", ["4 09.00-10.00", "12 13.00-14.00"]),
        ("DTSTART:20300311T020000Z\nDURATION:PT1H\nSTATUS:CANCELLED", ["4 09.00-10.00"]),
        ("DTSTART:20300311T020000Z\nDURATION:PT3H", ["4 09.00-10.00", "11 09.00-12.00"]),
    ],
)
def test_a_day_that_was_changed_stands_for_itself(changed, taken):
    series = SERIES + "RRULE:FREQ=WEEKLY;COUNT=2"
    day = f"UID:a\nRECURRENCE-ID;TZID=Asia/Jakarta:20300311T090000\n{changed}"
    other = f"UID:b\nRECURRENCE-ID:20300304T020000Z\n{changed}"
    assert hours(calendar(series, day)) == taken
    assert hours(calendar(day, series)) == taken
    assert "4 09.00-10.00" in hours(calendar(series, other))


def test_free_busy_tells_when_and_a_kind_nobody_knows_is_busy():
    said = (
        "FREEBUSY;FBTYPE=BUSY:20300304T020000Z/20300304T030000Z,20300305T020000Z/PT30M\n"
        "FREEBUSY;FBTYPE=FREE:20300306T020000Z/PT1H\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20300307T020000Z/PT1H\n"
        "FREEBUSY;FBTYPE=X-AWAY:20300308T020000Z/PT1H\n"
        "FREEBUSY:nonsense"
    )
    raw = calendar(said, kind="VFREEBUSY")
    assert hours(raw) == ["4 09.00-10.00", "5 09.00-09.30", "7 09.00-10.00", "8 09.00-10.00"]
    found = taken_times(raw, WEEKS, OWNER)
    assert (set(found.spans), found.skipped) == ({""}, 1)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;BYHOUR=9",
        "FREQ=YEARLY;BYWEEKNO=9",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=viele",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;UNTIL=besok",
        "nonsense",
    ],
)
def test_of_a_rule_that_nobody_understands_the_first_day_counts(rule):
    raw = calendar(SERIES + f"RRULE:{rule}")
    assert hours(raw) == ["4 09.00-10.00"]
    assert taken_times(raw, WEEKS, OWNER).skipped == 1


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:no start",
        "DTSTART:00010101T000000",
        "DTSTART;VALUE=DATE:00010101",
        "DTSTART;VALUE=DATE:20301399",
        "DTSTART:99991231T235959Z\nDTEND:99991231T235959Z",
    ],
)
def test_an_event_without_a_time_costs_only_itself(event):
    found = taken_times(calendar(event, SERIES), WEEKS, OWNER)
    assert (len(found.spans["a"]), found.skipped) == (1, 1)


@pytest.mark.parametrize(
    "raw", [b"", b"<html><body>BEGIN</body></html>", b"\xff\xfe\x00", b"BEGIN:VCARD\nEND:VCARD"]
)
def test_what_is_no_calendar_is_refused(raw):
    with pytest.raises(NotACalendar):
        taken_times(raw, WEEKS, OWNER)


def test_a_hostile_calendar_costs_no_more_than_its_time(monkeypatch):
    monkeypatch.setattr(itip, "SECONDS", 0.2)
    never = (
        "UID:{n}\nDTSTART:19000101T000000Z\nDURATION:PT1H\n"
        "RRULE:FREQ=DAILY;COUNT=1000;BYMONTH=2;BYMONTHDAY=30"
    )
    with pytest.raises(TooMuch):
        taken_times(calendar(*[never.format(n=n) for n in range(500)]), WEEKS, OWNER)


def test_more_than_anybody_has_is_refused(monkeypatch):
    monkeypatch.setattr(itip, "MOST_EVENTS", 10)
    with pytest.raises(TooMuch):
        taken_times(calendar(*[SERIES] * 11), WEEKS, OWNER)
    monkeypatch.setattr(itip, "MOST_SPANS", 5)
    with pytest.raises(TooMuch):
        taken_times(calendar(SERIES + "RRULE:FREQ=DAILY"), WEEKS, OWNER)


@given(st.binary(max_size=300))
def test_no_bytes_do_harm(raw):
    taken_times(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + raw + b"\nEND:VEVENT", WEEKS, OWNER)


LINES = st.sampled_from(
    ["DTSTART:20300304T020000Z", "DTSTART;VALUE=DATE:20300304", "DTEND:", "DURATION:-P1D",
     "DURATION:P9999999D", "RRULE:FREQ=DAILY", "RRULE:;;=", "RRULE:FREQ=YEARLY;BYDAY=53MO",
     "EXDATE:,,,", "RDATE;VALUE=PERIOD:/", "RECURRENCE-ID;VALUE=DATE:20300305", "UID:a", "UID:",
     "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "TZID:X", "TZOFFSETTO:+9999",
     "DTSTART;TZID=X:20300304T090000", "FREEBUSY:/,20300304T020000Z/",
     "ATTENDEE;PARTSTAT=DECLINED:"]
)  # fmt: skip


@given(st.lists(LINES, max_size=25))
def test_no_order_of_lines_does_harm(said):
    found = taken_times(calendar("\n".join(said)), WEEKS, OWNER)
    assert all(
        WEEKS[0] <= begin < end <= WEEKS[1] for each in found.spans.values() for begin, end in each
    )


@given(
    first=st.dates(date(2029, 1, 1), date(2030, 3, 20)),
    hour=st.integers(0, 23),
    minutes=st.integers(1, 3000),
    step=st.integers(1, 40),
    weekly=st.booleans(),
    count=st.none() | st.integers(1, 80),
    left_out=st.sets(st.integers(0, 79), max_size=5),
)
def test_simple_rules_equal_a_naive_recount(first, hour, minutes, step, weekly, count, left_out):
    starts_at = datetime(first.year, first.month, first.day, hour, tzinfo=WIB)
    days = step * (7 if weekly else 1)
    all_days = [starts_at + timedelta(days=days * n) for n in range(count or 900)]
    gone = {all_days[n] for n in left_out if n < len(all_days)}
    event = [
        "UID:a",
        f"DTSTART;TZID=Asia/Jakarta:{starts_at:%Y%m%dT%H%M%S}",
        f"DURATION:PT{minutes}M",
        f"RRULE:FREQ={'WEEKLY' if weekly else 'DAILY'};INTERVAL={step}"
        + (f";COUNT={count}" if count else ""),
        *(f"EXDATE:{each.astimezone(UTC):%Y%m%dT%H%M%SZ}" for each in gone),
    ]
    naive = [
        (max(minute_of(at), WEEKS[0]), min(minute_of(at) + minutes, WEEKS[1]))
        for at in all_days
        if at not in gone
    ]
    found = taken_times(calendar("\n".join(event)), WEEKS, OWNER)
    assert merged(found.spans["a"]) == merged(naive)


SPANS = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(1, 90)).map(lambda each: (each[0], sum(each)))
)


@given(SPANS, st.integers(0, 2000), st.integers(1, 500))
def test_packed_spans_are_the_same_when_unpacked(spans, begin, length):
    within = begin, begin + length
    kept = merged(spans)
    touching = [each for each in kept if each[0] < within[1] and each[1] > within[0]]
    assert unpacked(packed(kept), within) == touching


@given(SPANS, SPANS)
def test_what_is_taken_out_is_out_and_nothing_else(spans, gone):
    def minutes(found):
        return {minute for begin, end in found for minute in range(begin, end)}

    assert minutes(without(spans, gone)) == minutes(spans) - minutes(gone)
