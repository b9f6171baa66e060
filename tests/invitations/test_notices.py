"""What is told to whom, case by case: what happened, and the messages that follow from it.

Every message is written for a calendar and read back with the library, so that each case says what
a calendar gets: METHOD, SEQUENCE, days, EXDATE and RDATE, STATUS, and whether it asks again.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from rakor.invitations import itip, queries
from rakor.invitations.rules import (
    DayFacts,
    DayStanding,
    Facts,
    Letter,
    Message,
    Method,
    RsvpStatus,
    SeatView,
    Standing,
    kept,
    plan,
    read_facts,
    said_changes,
)
from rakor.meetings.rules import Channel, Kind

AT = datetime(2030, 3, 5, 2, tzinfo=UTC)  # a Tuesday, 09.00 WIB
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
ONCE = Facts(
    uid="u@rakor.test",
    sequence=3,
    revision=7,
    title="Rapat Koordinasi",
    starts_at=AT,
    ends_at=AT + 3 * HOUR,
    timezone="Asia/Jakarta",
    theme="Pemetaan",
    place="Ruang Anggrek",
    online="Zoom",
    link="abc",
    organizer="BPSDM",
)
SERIES = replace(ONCE, recurrence="FREQ=WEEKLY;COUNT=6")
D1, D2, D3 = AT + WEEK, AT + 2 * WEEK, AT + 3 * WEEK
EXTRA = AT + 2 * DAY
KNOWS = SeatView(was_told=True)
ROOM = replace(KNOWS, status=RsvpStatus.ACCEPTED, mode=Channel.ROOM)
LINK = replace(KNOWS, status=RsvpStatus.ACCEPTED, mode=Channel.ONLINE)
NO = replace(KNOWS, status=RsvpStatus.DECLINED)
GIVER = replace(KNOWS, status=RsvpStatus.DELEGATED)
GONE = replace(KNOWS, status=RsvpStatus.WITHDRAWN)
GUEST = replace(KNOWS, only_on=D1)
RESEND = replace(KNOWS, due=Letter.REFRESH)
FAR = replace(KNOWS, due=Letter.RESCHEDULED)


def day(key, standing=DayStanding.CHANGED, *, shift=timedelta(), length=3 * HOUR, **own):
    return DayFacts(key, standing, key + shift, key + shift + length, **own)


MOVED = day(D1, shift=DAY)
OFF = day(D1, DayStanding.CANCELLED, reason="Libur")
ADDED = day(EXTRA, DayStanding.ADDED)
ELSEWHERE = day(D1, place="Ruang Mawar")


def now(facts: Facts, **changes) -> Facts:
    """The meeting later, as its acts leave it: a SEQUENCE and a revision higher."""
    return replace(facts, **{"sequence": facts.sequence + 1, "revision": 9} | changes)


def minor(facts: Facts, **changes) -> Facts:
    return now(facts, **{"sequence": facts.sequence} | changes)


def key(at: datetime) -> str:
    return f"{at:%m%d}"


def read_back(message: Message, facts: Facts) -> str:
    """A message as a calendar gets it, in one line."""
    if message.method is Method.NOTICE:
        return f"NOTICE {message.letter.value}{' asks' if message.asks else ''}"
    url, kind = "https://rakor.test/m", Kind.COORDINATION
    if facts.hidden:
        events = [queries.calendar_closed(facts, each) for each in message.days or (None,)]
    elif message.days:
        events = [
            queries.calendar_day(facts, each, url=url, kind=kind)
            or queries.calendar_gone(facts, each)
            for each in message.days
        ]
    else:
        events = [queries.calendar_series(facts, url=url, kind=kind, left_out=message.left_out)]
    partstat = "NEEDS-ACTION" if message.asks else "ACCEPTED"
    rows = [itip.Attendee(itip.Party("budi@bkn.go.id", "Budi"), partstat=partstat)]
    raw = itip.Copies(message.method.value, events, whole=message.whole).of(
        itip.Party("rsvp@rakor.test", facts.organizer), rows, stamp=AT
    )
    calendar = Calendar.from_ical(raw)
    found = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == message.method.value
    assert all(event.errors == [] and event["UID"] == facts.uid for event in found)
    assert {len(event.attendees) for event in found} == {1}
    assert not any("SCHEDULE" in name for event in found for name in event)
    assert calendar.get_missing_tzids() == set()
    assert not calendar.walk("VALARM")
    (sequence,) = {int(event["SEQUENCE"]) for event in found}
    words = [message.method.value, message.letter.value, str(sequence)]
    words += [f"@{key(event['RECURRENCE-ID'].dt)}" for event in found if "RECURRENCE-ID" in event]
    for name in ("EXDATE", "RDATE"):
        words += [
            f"{name}:{','.join(key(each.dt) for each in event[name].dts)}"
            for event in found
            if name in event
        ]
    words += sorted(
        {str(event["STATUS"]) for event in found if event.get("STATUS")} - {"CONFIRMED"}
    )
    if message.method is Method.REQUEST:
        assert {str(event["STATUS"]) for event in found} == {"CONFIRMED"}
    if message.asks:
        words.append("asks")
    elif message.asks_days:
        words.append("asks:" + ",".join(map(key, message.asks_days)))
    return " ".join(words)


WITH_DAYS = replace(SERIES, days=(MOVED, day(D2, DayStanding.CANCELLED)))
CALLED_OFF = now(ONCE, standing=Standing.CANCELLED)
PUT_OFF = now(ONCE, standing=Standing.POSTPONED)

CASES = {
    # Asked for the first time.
    "created": (None, ONCE, SeatView(), ["REQUEST invitation 3 asks"]),
    "a series is created": (None, SERIES, SeatView(), ["REQUEST invitation 3 asks"]),
    "a new attendee of a series with its days": (
        None,
        WITH_DAYS,
        SeatView(),
        ["REQUEST invitation 3 EXDATE:0319 asks", "REQUEST invitation 3 @0312 asks"],
    ),
    "a new attendee of a series with an added day": (
        None,
        replace(SERIES, days=(ADDED,)),
        SeatView(),
        ["REQUEST invitation 3 RDATE:0307 asks"],
    ),
    "an added day that is longer than the others": (
        None,
        replace(SERIES, days=(day(EXTRA, DayStanding.ADDED, length=HOUR),)),
        SeatView(),
        ["REQUEST invitation 3 RDATE:0307 asks", "REQUEST invitation 3 @0307 asks"],
    ),
    "a new attendee who is not asked to one day": (
        None,
        SERIES,
        SeatView(left_out=(D2,)),
        ["REQUEST invitation 3 EXDATE:0319 asks"],
    ),
    "not asked to the day that was moved": (
        None,
        WITH_DAYS,
        SeatView(left_out=(D1,)),
        ["REQUEST invitation 3 EXDATE:0312,0319 asks"],
    ),
    "a guest of one day never gets the series": (
        None,
        SERIES,
        SeatView(only_on=D1),
        ["REQUEST invitation 3 @0312 asks"],
    ),
    "a guest of a day that is off is not asked": (
        None,
        replace(SERIES, days=(OFF,)),
        SeatView(only_on=D1),
        [],
    ),
    "nobody is asked to what is called off": (None, CALLED_OFF, SeatView(), []),
    # Another time.
    "moved": (ONCE, now(ONCE, starts_at=AT + DAY), KNOWS, ["REQUEST rescheduled 4 asks"]),
    "ends later": (ONCE, now(ONCE, ends_at=AT + 5 * HOUR), ROOM, ["REQUEST rescheduled 4 asks"]),
    "another zone": (
        ONCE,
        now(ONCE, timezone="Asia/Makassar"),
        ROOM,
        ["REQUEST rescheduled 4 asks"],
    ),
    "whoever declined hears of a new time": (
        ONCE,
        now(ONCE, starts_at=AT + DAY),
        NO,
        ["REQUEST rescheduled 4 asks"],
    ),
    "whoever sent a deputy hears of a new time": (
        ONCE,
        now(ONCE, starts_at=AT + DAY),
        GIVER,
        ["REQUEST rescheduled 4 asks"],
    ),
    "moved there and back": (ONCE, now(ONCE, sequence=5), KNOWS, []),
    "becomes a series": (ONCE, now(SERIES), ROOM, ["REQUEST rescheduled 4 asks"]),
    "a series becomes one meeting": (SERIES, now(ONCE), ROOM, ["REQUEST changed 4"]),
    "a series gets more days": (
        SERIES,
        now(SERIES, recurrence="FREQ=WEEKLY;COUNT=9"),
        ROOM,
        ["REQUEST rescheduled 4 asks"],
    ),
    "a series is on another rhythm": (
        SERIES,
        now(SERIES, recurrence="FREQ=DAILY;COUNT=6"),
        ROOM,
        ["REQUEST rescheduled 4 asks"],
    ),
    "a series ends sooner, as one that was split": (
        SERIES,
        now(SERIES, recurrence="FREQ=WEEKLY;UNTIL=20300319T015959Z"),
        ROOM,
        ["REQUEST changed 4"],
    ),
    "a series moves with a day that is off": (
        replace(SERIES, days=(OFF,)),
        now(
            SERIES,
            starts_at=AT + DAY,
            ends_at=AT + DAY + HOUR,
            days=(day(D1 + DAY, DayStanding.CANCELLED),),
        ),
        ROOM,
        ["REQUEST rescheduled 4 EXDATE:0313 asks"],
    ),
    # What does not ask again.
    "another title": (ONCE, minor(ONCE, title="Rapat"), ROOM, ["REQUEST changed 3"]),
    "whoever declined does not hear of a title": (ONCE, minor(ONCE, title="Rapat"), NO, []),
    "whoever sent a deputy does not hear of a title": (ONCE, minor(ONCE, title="R"), GIVER, []),
    "another theme": (ONCE, minor(ONCE, theme="Lain"), LINK, ["REQUEST changed 3"]),
    "another purpose": (ONCE, minor(ONCE, purpose="Lain"), KNOWS, ["REQUEST changed 3"]),
    "another room, for whoever comes to it": (
        ONCE,
        minor(ONCE, place="Mawar"),
        ROOM,
        ["REQUEST changed 3"],
    ),
    "another room, for whoever has not answered": (
        ONCE,
        minor(ONCE, place="Mawar"),
        KNOWS,
        ["REQUEST changed 3"],
    ),
    "another room, for whoever joins by the link": (ONCE, minor(ONCE, place="Mawar"), LINK, []),
    "another link, for whoever joins by it": (
        ONCE,
        minor(ONCE, link="def"),
        LINK,
        ["REQUEST changed 3"],
    ),
    "another link, for whoever comes to the room": (ONCE, minor(ONCE, link="def"), ROOM, []),
    "another service": (ONCE, minor(ONCE, online="Meet"), LINK, ["REQUEST changed 3"]),
    "another way of meeting": (ONCE, minor(ONCE, mode="online"), ROOM, ["REQUEST changed 3"]),
    "a place that was moved far asks again": (
        ONCE,
        now(ONCE, place="Bandung"),
        FAR,
        ["REQUEST rescheduled 4 asks"],
    ),
    "asked again for a place that went back": (ONCE, now(ONCE), FAR, []),
    "another organizer": (ONCE, now(ONCE, organizer="BKN"), ROOM, ["REQUEST changed 4"]),
    "another organizer, for whoever declined": (
        ONCE,
        now(ONCE, organizer="BKN"),
        NO,
        ["REQUEST changed 4"],
    ),
    "the chair asks instead of the agency": (
        ONCE,
        now(ONCE, organizer="Sari, Kepala BPSDM", sent_by=True),
        ROOM,
        ["REQUEST changed 4"],
    ),
    "nothing is different": (ONCE, minor(ONCE), ROOM, []),
    "another title of a series is told with its days": (
        WITH_DAYS,
        minor(WITH_DAYS, title="Rapat"),
        ROOM,
        ["REQUEST changed 3 EXDATE:0319", "REQUEST changed 3 @0312"],
    ),
    # Single days of a series.
    "a day is moved": (
        SERIES,
        now(SERIES, days=(MOVED,)),
        ROOM,
        ["REQUEST rescheduled 4 @0312 asks"],
    ),
    "a day is moved, for whoever declined": (
        SERIES,
        now(SERIES, days=(MOVED,)),
        NO,
        ["REQUEST rescheduled 4 @0312 asks"],
    ),
    "a day is moved to which a seat is not asked": (
        SERIES,
        now(SERIES, days=(MOVED,)),
        replace(ROOM, left_out=(D1,)),
        [],
    ),
    "a day is elsewhere": (
        SERIES,
        now(SERIES, days=(ELSEWHERE,)),
        ROOM,
        ["REQUEST changed 4 @0312"],
    ),
    "a day is elsewhere, for whoever joins by the link": (
        SERIES,
        now(SERIES, days=(ELSEWHERE,)),
        LINK,
        [],
    ),
    "a day has another title": (
        SERIES,
        now(SERIES, days=(day(D1, title="Pleno"),)),
        LINK,
        ["REQUEST changed 4 @0312"],
    ),
    "several days are moved": (
        SERIES,
        now(SERIES, sequence=5, days=(MOVED, day(D2, shift=HOUR))),
        ROOM,
        ["REQUEST rescheduled 5 @0312 asks", "REQUEST rescheduled 5 @0319 asks"],
    ),
    "a day is off": (
        SERIES,
        now(SERIES, days=(OFF,)),
        ROOM,
        ["CANCEL cancelled 4 @0312 CANCELLED"],
    ),
    "several days are off": (
        SERIES,
        now(SERIES, sequence=5, days=(OFF, day(D2, DayStanding.CANCELLED))),
        ROOM,
        ["CANCEL cancelled 5 @0312 @0319 CANCELLED"],
    ),
    "one day is moved and another off": (
        SERIES,
        now(SERIES, sequence=5, days=(MOVED, day(D2, DayStanding.CANCELLED))),
        ROOM,
        ["REQUEST rescheduled 5 @0312 asks", "CANCEL cancelled 5 @0319 CANCELLED"],
    ),
    "a day that is off is held after all": (
        replace(SERIES, days=(OFF,)),
        now(SERIES),
        ROOM,
        ["REQUEST rescheduled 4 asks:0312"],
    ),
    "a day that was moved is as planned again": (
        replace(SERIES, days=(MOVED,)),
        now(SERIES),
        ROOM,
        ["REQUEST rescheduled 4 @0312 asks"],
    ),
    "a moved day is off": (
        replace(SERIES, days=(MOVED,)),
        now(SERIES, days=(replace(MOVED, standing=DayStanding.CANCELLED),)),
        ROOM,
        ["CANCEL cancelled 4 @0312 CANCELLED"],
    ),
    "a day was off and held again before it was told": (SERIES, now(SERIES, sequence=5), ROOM, []),
    "a day is added": (
        SERIES,
        now(SERIES, days=(ADDED,)),
        ROOM,
        ["REQUEST rescheduled 4 RDATE:0307 asks:0307"],
    ),
    "an added day is moved": (
        replace(SERIES, days=(ADDED,)),
        now(SERIES, days=(replace(ADDED, starts_at=EXTRA + HOUR),)),
        ROOM,
        ["REQUEST rescheduled 4 @0307 asks"],
    ),
    "an added day is off": (
        replace(SERIES, days=(ADDED,)),
        now(SERIES),
        ROOM,
        ["CANCEL cancelled 4 @0307 CANCELLED"],
    ),
    "a day is added and another off": (
        SERIES,
        now(SERIES, sequence=5, days=(ADDED, OFF)),
        ROOM,
        ["REQUEST rescheduled 5 EXDATE:0312 RDATE:0307 asks:0307"],
    ),
    "a seat is taken from one day": (
        SERIES,
        now(SERIES),
        replace(ROOM, left_out=(D1,), news=(D1,)),
        ["CANCEL withdrawn 4 @0312"],
    ),
    "a seat is asked back to one day": (
        SERIES,
        now(SERIES),
        replace(ROOM, news=(D1,)),
        ["REQUEST changed 4 @0312 asks"],
    ),
    "a seat is taken from a day that is off": (
        SERIES,
        now(SERIES, days=(OFF,)),
        replace(ROOM, left_out=(D1,), news=(D1,)),
        [],
    ),
    # Guests of one day.
    "a guest's day is moved": (
        SERIES,
        now(SERIES, days=(MOVED,)),
        GUEST,
        ["REQUEST rescheduled 4 @0312 asks"],
    ),
    "another day than a guest's is moved": (
        SERIES,
        now(SERIES, days=(day(D2, shift=DAY),)),
        GUEST,
        [],
    ),
    "a guest's day is off": (
        SERIES,
        now(SERIES, days=(OFF,)),
        GUEST,
        ["CANCEL cancelled 4 @0312 CANCELLED"],
    ),
    "a guest's day is held after all": (
        replace(SERIES, days=(OFF,)),
        now(SERIES),
        GUEST,
        ["REQUEST rescheduled 4 @0312 asks"],
    ),
    "a guest's day is no longer in the series": (
        SERIES,
        now(SERIES, recurrence="FREQ=WEEKLY;COUNT=1"),
        GUEST,
        ["CANCEL cancelled 4 @0312 CANCELLED"],
    ),
    "a guest hears of the title": (
        SERIES,
        minor(SERIES, title="R"),
        GUEST,
        ["REQUEST changed 3 @0312"],
    ),
    "a guest who declined does not": (
        SERIES,
        minor(SERIES, title="R"),
        replace(GUEST, status=RsvpStatus.DECLINED),
        [],
    ),
    "a guest asks to be told again": (
        SERIES,
        SERIES,
        replace(GUEST, due=Letter.REFRESH),
        ["REQUEST refresh 3 @0312"],
    ),
    "a guest is uninvited": (
        SERIES,
        now(SERIES),
        replace(GUEST, status=RsvpStatus.WITHDRAWN),
        ["CANCEL withdrawn 4 @0312"],
    ),
    "a series with a guest is called off": (
        SERIES,
        now(SERIES, standing=Standing.CANCELLED),
        GUEST,
        ["CANCEL cancelled 4 @0312 CANCELLED"],
    ),
    # Called off, put off, and back.
    "called off": (ONCE, CALLED_OFF, ROOM, ["CANCEL cancelled 4 CANCELLED"]),
    "called off, for whoever declined": (ONCE, CALLED_OFF, NO, ["CANCEL cancelled 4 CANCELLED"]),
    "called off once": (CALLED_OFF, replace(CALLED_OFF, sequence=6), ROOM, []),
    "called off, asked for once more": (
        CALLED_OFF,
        CALLED_OFF,
        replace(ROOM, due=Letter.CANCELLED),
        ["CANCEL cancelled 4 CANCELLED"],
    ),
    "put off": (ONCE, PUT_OFF, ROOM, ["CANCEL postponed 4 CANCELLED"]),
    "put off, then called off": (
        PUT_OFF,
        replace(CALLED_OFF, sequence=5),
        ROOM,
        ["CANCEL cancelled 5 CANCELLED"],
    ),
    "put off, then held": (
        PUT_OFF,
        replace(ONCE, sequence=5),
        ROOM,
        ["REQUEST rescheduled 5 asks"],
    ),
    "put off and held before it was told": (ONCE, replace(ONCE, sequence=5), ROOM, []),
    "a series is called off": (
        SERIES,
        now(SERIES, standing=Standing.CANCELLED),
        ROOM,
        ["CANCEL cancelled 4 CANCELLED"],
    ),
    # One seat alone.
    "uninvited": (ONCE, now(ONCE), GONE, ["CANCEL withdrawn 4"]),
    "uninvited before they were told": (
        None,
        now(ONCE),
        SeatView(status=RsvpStatus.WITHDRAWN),
        [],
    ),
    "invited once more": (None, now(ONCE, sequence=5), SeatView(), ["REQUEST invitation 5 asks"]),
    "sent once more": (ONCE, ONCE, RESEND, ["REQUEST refresh 3"]),
    "sent once more after a change of no concern": (
        ONCE,
        minor(ONCE, title="R"),
        replace(NO, due=Letter.REFRESH),
        ["REQUEST changed 3"],
    ),
    "the answers of all": (ONCE, ONCE, replace(ROOM, due=Letter.ROSTER), ["REQUEST roster 3"]),
    "told by a version that kept no facts": (None, ONCE, KNOWS, ["REQUEST changed 3"]),
    # Closed meetings.
    "a closed meeting tells nothing": (
        None,
        replace(ONCE, hidden=True),
        SeatView(),
        ["NOTICE invitation asks"],
    ),
    "a closed meeting is moved": (
        replace(ONCE, hidden=True),
        now(ONCE, hidden=True, starts_at=AT + DAY),
        ROOM,
        ["NOTICE rescheduled asks"],
    ),
    "a meeting is closed": (
        ONCE,
        minor(ONCE, hidden=True),
        ROOM,
        ["CANCEL changed 3"],
    ),
    "a closed meeting is opened": (
        replace(ONCE, hidden=True),
        minor(ONCE),
        ROOM,
        ["REQUEST invitation 3 asks"],
    ),
}


@pytest.mark.parametrize(("told", "then", "seat", "expected"), CASES.values(), ids=CASES.keys())
def test_what_a_calendar_is_told(told, then, seat, expected):
    messages = plan(told, then, seat, at=AT - DAY)
    assert [read_back(message, then) for message in messages] == expected
    assert len({message.key for message in messages}) == len(messages)


def test_days_that_are_over_are_not_told_again():
    seat = SeatView()
    assert len(plan(None, WITH_DAYS, seat, at=AT)) == 2
    assert len(plan(None, WITH_DAYS, seat, at=D3)) == 1


@pytest.mark.parametrize("facts", [ONCE, WITH_DAYS, CALLED_OFF, replace(SERIES, days=(ADDED,))])
def test_facts_are_kept_whole(facts):
    assert read_facts(kept(facts)) == facts


def test_facts_of_an_earlier_version_have_their_defaults():
    stored = kept(ONCE)
    del stored["days"], stored["hidden"], stored["standing"]
    assert read_facts(stored | {"unknown": 1}) == ONCE


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (
            now(ONCE, starts_at=AT + DAY, ends_at=AT + DAY + HOUR),
            [
                (
                    "Waktu",
                    "Selasa, 5 Maret 2030, 09.00–12.00 WIB",
                    "Rabu, 6 Maret 2030, 09.00–10.00 WIB",
                    "",
                )
            ],
        ),
        (minor(ONCE, place=""), [("Tempat", "Ruang Anggrek", "tidak ada", "")]),
        (minor(ONCE, mode="online"), [("Cara pelaksanaan", "Hibrida", "Daring", "")]),
        (
            minor(ONCE, link="x"),
            [
                (
                    "Tautan daring",
                    "",
                    "Tautan daring yang baru ada pada halaman pribadi Bapak/Ibu.",
                    "",
                )
            ],
        ),
        (now(SERIES), [("Pengulangan", "satu kali", "setiap Selasa, 6 kali", "")]),
    ],
)
def test_a_difference_is_told_before_and_after(then, expected):
    (message,) = plan(ONCE, then, KNOWS)
    said = [
        (each.label, each.before, each.after, each.day)
        for each in said_changes(message.changes, then)
    ]
    assert said == expected


def test_a_difference_of_a_day_names_the_day():
    then = now(SERIES, days=(ELSEWHERE,))
    (message,) = plan(SERIES, then, KNOWS)
    (said,) = said_changes(message.changes, then)
    assert (said.day, said.before, said.after) == (
        "Selasa, 12 Maret 2030",
        "Ruang Anggrek",
        "Ruang Mawar",
    )
