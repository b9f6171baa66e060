"""All that Rakor tells calendars is read by vobject, which shares no code with what writes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
import vobject

from rakor.invitations import operations
from rakor.invitations.itip import emit
from rakor.invitations.itip.emit import Attendee, CalendarMeeting, Copies, Party
from rakor.invitations.operations import Wish
from rakor.mail.models import OutgoingMail

# vobject makes its zones with what Python's own library warns of.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

STAMP = datetime(2026, 11, 23, 3, 4, 5, tzinfo=UTC)
STARTS = datetime(2030, 3, 5, 2, tzinfo=UTC)  # Tuesday, 9 in Jakarta
WEEK = timedelta(days=7)
LONG = timedelta(hours=3)
ORGANIZER = Party("rsvp-abc@rakor.test", "Biro Umum: Sekretariat", sent_by="rakor@rakor.test")
BUDI = Party("budi@bkn.go.id", "Dr. Budi Santoso, S.E., M.Si.")
SITI = Party("siti@bkn.go.id", "Siti “Ana” Nurhaliza 🌺")
SINGLE = CalendarMeeting(
    uid="5b2f@rakor.test",
    sequence=2,
    title="Rapat koordinasi; pemetaan, tahap I: " + "pengembangan kompetensi é " * 6,
    description="Mohon hadir.\nBahan: a, b; c\\d",
    location="Ruang Anggrek, Lt. 3",
    url="https://rakor.test/meetings/1",
    join_url="https://video.example/j/1?pwd=a,b;c",
    join_label="Gabung daring",
    starts_at=STARTS,
    ends_at=STARTS + LONG,
    categories=("Rapat koordinasi",),
)
SERIES = replace(
    SINGLE,
    recurrence="FREQ=WEEKLY;COUNT=4",
    exdates=(STARTS + WEEK,),
    rdates=(STARTS + timedelta(days=2),),
)
MOVED = replace(
    SINGLE,
    recurrence_id=STARTS + 2 * WEEK,
    starts_at=STARTS + 2 * WEEK + timedelta(hours=5),
    ends_at=STARTS + 2 * WEEK + timedelta(hours=6),
)
OFF = replace(SINGLE, recurrence_id=STARTS + 3 * WEEK, status="CANCELLED")
DELEGATED = [
    Attendee(BUDI, partstat="DELEGATED", asks=False, sends=SITI.address),
    Attendee(SITI, stands_for=BUDI.address),
]
MONTHLY = replace(SINGLE, recurrence="FREQ=MONTHLY;COUNT=3;BYDAY=1TU", timezone="Asia/Jayapura")


def event_bytes(meeting: CalendarMeeting) -> bytes:
    return emit.feed_event(meeting, ORGANIZER, stamp=STAMP)


# What is written, with the method, who is named in each event, and which days it means.
MESSAGES: dict[str, tuple[Callable[[], bytes], str, list[CalendarMeeting], list[str]]] = {
    "invitation": (
        lambda: emit.request(SINGLE, ORGANIZER, BUDI, stamp=STAMP),
        "REQUEST",
        [SINGLE],
        [BUDI.address],
    ),
    "copy of an invitation": (
        lambda: Copies("REQUEST", (SINGLE,)).of(ORGANIZER, [Attendee(BUDI)], stamp=STAMP),
        "REQUEST",
        [SINGLE],
        [BUDI.address],
    ),
    "series": (
        lambda: Copies("REQUEST", (SERIES,)).of(ORGANIZER, [Attendee(BUDI)], stamp=STAMP),
        "REQUEST",
        [SERIES],
        [BUDI.address],
    ),
    "series by the weekday of the month": (
        lambda: emit.request(MONTHLY, ORGANIZER, BUDI, stamp=STAMP),
        "REQUEST",
        [MONTHLY],
        [BUDI.address],
    ),
    "one day moved": (
        lambda: Copies("REQUEST", (MOVED,)).of(ORGANIZER, [Attendee(BUDI)], stamp=STAMP),
        "REQUEST",
        [MOVED],
        [BUDI.address],
    ),
    "deputy": (
        lambda: Copies("REQUEST", (SINGLE,)).of(ORGANIZER, DELEGATED, stamp=STAMP),
        "REQUEST",
        [SINGLE],
        [BUDI.address, SITI.address],
    ),
    "called off": (
        lambda: emit.cancel(SERIES, ORGANIZER, BUDI, stamp=STAMP, whole=True),
        "CANCEL",
        [SERIES],
        [BUDI.address],
    ),
    "two days called off": (
        lambda: Copies("CANCEL", (MOVED, OFF), whole=True).of(
            ORGANIZER, [Attendee(BUDI)], stamp=STAMP, comment="Ditunda; menteri, sakit"
        ),
        "CANCEL",
        [MOVED, OFF],
        [BUDI.address],
    ),
    "no longer asked": (
        lambda: emit.cancel(SINGLE, ORGANIZER, BUDI, stamp=STAMP, whole=False),
        "CANCEL",
        [SINGLE],
        [BUDI.address],
    ),
    "file": (lambda: emit.publish(SERIES, ORGANIZER, stamp=STAMP), "PUBLISH", [SERIES], []),
    "feed": (
        lambda: emit.feed(
            [event_bytes(replace(SERIES, overrides=(MOVED, OFF))), event_bytes(MONTHLY)],
            name="Kalender, saya",
        ),
        "PUBLISH",
        [SERIES, MOVED, OFF, MONTHLY],
        [],
    ),
}


def read(raw: bytes) -> tuple[Any, list[Any]]:
    """What vobject makes of it; the first line that it does not know is an error."""
    calendar = vobject.readOne(raw.decode())
    return calendar, list(calendar.contents.get("vevent", []))


def days_of(meeting: CalendarMeeting) -> list[datetime]:
    """When it is held, worked out without a calendar library."""
    if meeting.recurrence.startswith("FREQ=WEEKLY"):
        found = {STARTS + WEEK * n for n in range(4)} - set(meeting.exdates)
        return sorted(found | set(meeting.rdates))
    if meeting.recurrence:
        return [
            datetime(2030, month, day, 2, tzinfo=UTC) for month, day in ((3, 5), (4, 2), (5, 7))
        ]
    return [meeting.starts_at]


def days_read(event: Any) -> list[datetime]:
    days = event.rruleset or [event.dtstart.value]
    zone = event.dtstart.value.tzinfo
    return sorted((day if day.tzinfo else day.replace(tzinfo=zone)).astimezone(UTC) for day in days)


@pytest.mark.parametrize("name", MESSAGES)
def test_another_library_reads_the_same_meeting(name: str):
    write, method, meetings, attendees = MESSAGES[name]
    calendar, events = read(write())

    assert calendar.method.value == method
    assert len(events) == len(meetings)
    for event, meeting in zip(events, meetings, strict=True):
        assert (event.uid.value, int(event.sequence.value)) == (meeting.uid, meeting.sequence)
        assert event.summary.value == " ".join(meeting.title.split())
        assert event.dtstamp.value == STAMP
        assert event.dtend.value - event.dtstart.value == meeting.ends_at - meeting.starts_at
        assert days_read(event) == days_of(meeting)
        assert getattr(event, "rrule", None) is None or event.rrule.value == meeting.recurrence
        said = event.contents.get("recurrence-id", [])
        assert [each.value for each in said] == [
            day for day in [meeting.recurrence_id] if day is not None
        ]
        found = event.contents.get("attendee", [])
        assert [each.value for each in found] == [f"mailto:{each}" for each in attendees]
        assert event.organizer.value == f"mailto:{ORGANIZER.address}"


def test_another_library_reads_who_comes_for_whom():
    _calendar, (event,) = read(MESSAGES["deputy"][0]())
    giver, deputy = event.contents["attendee"]

    assert (giver.params["PARTSTAT"], giver.params["DELEGATED-TO"]) == (
        ["DELEGATED"],
        [f"mailto:{SITI.address}"],
    )
    assert deputy.params["DELEGATED-FROM"] == [f"mailto:{BUDI.address}"]
    assert giver.params["CN"] == [BUDI.name]
    assert event.organizer.params["SENT-BY"] == ["mailto:rakor@rakor.test"]


def test_another_library_reads_whether_it_is_off():
    stati = {
        name: [event.contents["status"][0].value for event in events if "status" in event.contents]
        for name in ("called off", "two days called off", "no longer asked", "feed")
        for _calendar, events in [read(MESSAGES[name][0]())]
    }
    assert stati == {
        "called off": ["CANCELLED"],
        "two days called off": ["CANCELLED", "CANCELLED"],
        "no longer asked": [],
        "feed": ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"],
    }


def test_another_library_reads_a_proposal_that_is_declined():
    raw = emit.decline_counter(
        SINGLE,
        ORGANIZER,
        BUDI,
        stamp=STAMP,
        sequence=1,
        comment="Menteri hanya ada pada hari itu.",
        recurrence_id=STARTS,
    )
    calendar, (event,) = read(raw)

    assert calendar.method.value == "DECLINECOUNTER"
    assert (event.uid.value, event.sequence.value) == (SINGLE.uid, "1")
    assert event.comment.value == "Menteri hanya ada pada hari itu."
    assert event.contents["recurrence-id"][0].value == STARTS


async def test_another_library_reads_the_whole_letter(meeting, rina):
    await operations.invite(meeting.id, [Wish(email=BUDI.address, name=BUDI.name)], by=rina)
    await operations.send(meeting.id, by=rina)
    await operations.write_letters()
    mail = await OutgoingMail.get(meeting_id=meeting.id)
    letter = message_from_bytes(mail.message, policy=default)
    (inline,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    calendar, (event,) = read(inline.get_content().encode())

    assert inline.get_param("method") == calendar.method.value == "REQUEST"
    assert (event.uid.value, event.dtstart.value) == (meeting.uid, meeting.starts_at)
    assert event.attendee.value == f"mailto:{BUDI.address}"
