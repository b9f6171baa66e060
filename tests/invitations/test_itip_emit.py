"""What calendars are told, checked by reading it back with the library."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from rakor.invitations import itip
from rakor.invitations.itip import CalendarMeeting, Party, Rendered

WIB = ZoneInfo("Asia/Jakarta")
STAMP = datetime(2026, 11, 23, 3, 4, 5, tzinfo=UTC)
MEETING = CalendarMeeting(
    uid="5b2f@rakor.example.go.id",
    sequence=2,
    title="Rapat koordinasi; pemetaan, tahap I",
    description="Mohon hadir tepat waktu.\nBahan terlampir.",
    location="Ruang Anggrek, Lt. 3",
    url="https://rakor.example.go.id/meetings/1",
    join_url="https://video.example/j/1?pwd=a,b;c",
    join_label="Gabung daring",
    starts_at=datetime(2026, 12, 1, 9, tzinfo=WIB),
    ends_at=datetime(2026, 12, 1, 12, tzinfo=WIB),
    categories=("Rapat koordinasi",),
)
ORGANIZER = Party("rsvp-token@rakor.example.go.id", "Biro Umum: Sekretariat")
BUDI = Party("budi@bappeda.example.go.id", "Dr. Budi Santoso, S.E., M.Si.")


def event_of(raw):
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.events
    assert event.errors == []
    return calendar, event


def test_an_invitation_says_all_that_a_calendar_needs():
    calendar, event = event_of(itip.request(MEETING, ORGANIZER, BUDI, stamp=STAMP))

    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert "UID" not in calendar
    assert {name: event[name] for name in ("UID", "SEQUENCE", "STATUS", "SUMMARY", "URL")} == {
        "UID": MEETING.uid,
        "SEQUENCE": 2,
        "STATUS": "CONFIRMED",
        "SUMMARY": MEETING.title,
        "URL": MEETING.url,
    }
    assert (event.start, event.end, event.DTSTAMP) == (MEETING.starts_at, MEETING.ends_at, STAMP)
    assert event["DTSTART"].params["TZID"] == "Asia/Jakarta"


def test_an_invitation_asks_its_reader_to_answer_the_organizer():
    _calendar, event = event_of(itip.request(MEETING, ORGANIZER, BUDI, stamp=STAMP))

    assert event["ORGANIZER"] == f"mailto:{ORGANIZER.address}"
    assert event["ORGANIZER"].params["CN"] == ORGANIZER.name
    assert event["ATTENDEE"] == f"mailto:{BUDI.address}"
    assert dict(event["ATTENDEE"].params) == {
        "CN": BUDI.name,
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("chair", "CHAIR"),
        ("participant", "REQ-PARTICIPANT"),
        ("speaker", "REQ-PARTICIPANT"),
        ("observer", "OPT-PARTICIPANT"),
    ],
)
def test_a_role_in_the_meeting_is_a_role_in_the_calendar(role, expected):
    _calendar, event = event_of(
        itip.request(MEETING, ORGANIZER, BUDI, stamp=STAMP, role=role, partstat="ACCEPTED")
    )
    assert event["ATTENDEE"].params["ROLE"] == expected
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_the_video_link_stands_where_every_calendar_shows_it():
    _calendar, event = event_of(itip.request(MEETING, ORGANIZER, BUDI, stamp=STAMP))

    assert event["CONFERENCE"] == MEETING.join_url
    assert event["CONFERENCE"].params["LABEL"] == "Gabung daring"
    assert event["LOCATION"] == f"Ruang Anggrek, Lt. 3; {MEETING.join_url}"
    assert event["DESCRIPTION"] == (
        "Mohon hadir tepat waktu.\nBahan terlampir.\n\n"
        f"Gabung daring: {MEETING.join_url}\n\n{MEETING.url}"
    )


def test_a_video_link_without_a_label_stands_alone():
    raw = itip.request(replace(MEETING, join_label="", url=""), ORGANIZER, BUDI, stamp=STAMP)
    _calendar, event = event_of(raw)
    assert "LABEL" not in event["CONFERENCE"].params
    assert event["DESCRIPTION"] == f"{MEETING.description}\n\n{MEETING.join_url}"


def test_who_may_not_join_learns_nothing_of_the_video_link():
    raw = Rendered(MEETING).request(ORGANIZER, BUDI, stamp=STAMP, may_join=False)
    without = replace(MEETING, join_url="", join_label="")
    assert b"video.example" not in raw.replace(b"\r\n ", b"")
    assert raw == itip.request(without, ORGANIZER, BUDI, stamp=STAMP)


@pytest.mark.parametrize(
    ("timezone", "name", "hours"),
    [("Asia/Jakarta", "WIB", 7), ("Asia/Makassar", "WITA", 8), ("Asia/Jayapura", "WIT", 9)],
)
def test_each_zone_of_indonesia_is_one_block_without_summer_time(timezone, name, hours):
    meeting = replace(MEETING, timezone=timezone)
    calendar, event = event_of(itip.request(meeting, ORGANIZER, BUDI, stamp=STAMP))

    (zone,) = calendar.timezones
    (standard,) = zone.subcomponents
    assert (zone["TZID"], standard["TZNAME"], len(zone)) == (timezone, name, 1)
    assert standard["TZOFFSETTO"].td == timedelta(hours=hours)
    assert (event.start, event.start.utcoffset()) == (MEETING.starts_at, timedelta(hours=hours))


def test_times_of_other_zones_are_written_in_utc():
    raw = itip.request(replace(MEETING, timezone="Europe/Paris"), ORGANIZER, BUDI, stamp=STAMP)
    assert b"\r\nDTSTART:20261201T020000Z\r\n" in raw
    assert b"TZID" not in raw


def test_a_cancelled_meeting_says_so():
    raw = itip.cancel(replace(MEETING, sequence=3), ORGANIZER, BUDI, stamp=STAMP, whole=True)
    calendar, event = event_of(raw)
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 3)
    assert event["ATTENDEE"] == f"mailto:{BUDI.address}"


def test_who_is_no_longer_asked_gets_a_cancellation_without_status():
    calendar, event = event_of(itip.cancel(MEETING, ORGANIZER, BUDI, stamp=STAMP, whole=False))
    assert (calendar["METHOD"], "STATUS" in event) == ("CANCEL", False)
    assert "RSVP" not in event["ATTENDEE"].params


def test_a_published_meeting_names_nobody_but_the_organizer_and_keeps_its_bytes():
    raw = itip.publish(MEETING, ORGANIZER, stamp=STAMP)
    calendar, event = event_of(raw)
    assert (calendar["METHOD"], "ATTENDEE" in event) == ("PUBLISH", False)
    assert raw == itip.publish(MEETING, ORGANIZER, stamp=STAMP)


def test_a_feed_joins_meetings_that_were_rendered_before():
    meetings = [replace(MEETING, uid=f"{n}@rakor", timezone="Asia/Jayapura") for n in range(3)]
    events = [itip.feed_event(meeting, ORGANIZER, stamp=STAMP) for meeting in meetings]
    calendar = Calendar.from_ical(itip.feed(events, name="Agenda saya; dinas"))

    assert [event["UID"] for event in calendar.events] == ["0@rakor", "1@rakor", "2@rakor"]
    assert {event.start for event in calendar.events} == {MEETING.starts_at}
    assert calendar["NAME"].to_ical() == rb"Agenda saya\; dinas"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert calendar.get_missing_tzids() == set()


def test_a_plus_in_the_reply_address_survives_outlook():
    organizer = Party("rsvp+token@rakor.example.go.id")
    raw = itip.request(MEETING, organizer, Party("budi+rapat@example.go.id"), stamp=STAMP)
    assert b"ORGANIZER:mailto:rsvp%2Btoken@rakor.example.go.id\r\n" in raw
    assert b":mailto:budi+rapat@example.go.id\r\n" in raw.replace(b"\r\n ", b"")


def test_text_of_people_cannot_open_a_line_of_its_own():
    evil = "x\r\nATTENDEE:mailto:evil@example\r\nMETHOD:CANCEL\0\x07\u0085"
    meeting = replace(
        MEETING,
        title=evil,
        description=evil,
        location=evil,
        categories=(evil,),
        join_label=evil,
        url=f"https://x.example/{evil}",
        join_url=f"https://x.example/{evil}",
    )
    raw = Rendered(meeting).request(
        Party("a@b.example", evil), Party("c@d.example", evil), stamp=STAMP
    )
    calendar, event = event_of(raw)
    assert (calendar["METHOD"], event["ATTENDEE"]) == ("REQUEST", "mailto:c@d.example")
    assert raw.count(b"\r\nATTENDEE") == 1
    assert b"\0" not in raw
    assert raw == itip.request(
        meeting, Party("a@b.example", evil), Party("c@d.example", evil), stamp=STAMP
    )


names = st.text(max_size=120) | st.sampled_from(
    [
        'Budi "Bung" Santoso, S.E.: Kepala; Biro',
        "👩🏽‍⚖️" * 30,
        "\\" * 90,
        "é" * 37 + "\\n" * 40,
        "Nyoman ’Sari’ ^ Dewi",
        "   ",
    ]
)
locals_ = st.text("abcXYZ019.+-_%=&/?#", min_size=1, max_size=60)


@given(
    title=st.text(max_size=200),
    description=st.text(max_size=300),
    organizer=st.builds(Party, locals_.map("{}@rakor.example".format), names),
    attendee=st.builds(Party, locals_.map("{}@kementerian.example".format), names),
    role=st.sampled_from(["chair", "participant", "observer"]),
    partstat=st.sampled_from(["NEEDS-ACTION", "ACCEPTED"]),
    timezone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Paris"]),
)
def test_the_quick_way_writes_what_the_library_writes(
    title, description, organizer, attendee, role, partstat, timezone
):
    meeting = replace(MEETING, title=title, description=description, timezone=timezone)
    quick = Rendered(meeting).request(
        organizer, attendee, stamp=STAMP, role=role, partstat=partstat
    )
    slow = itip.request(meeting, organizer, attendee, stamp=STAMP, role=role, partstat=partstat)
    assert quick == slow
    _calendar, event = event_of(quick)
    assert max(map(len, quick.split(b"\r\n"))) <= 75
    assert len(event.attendees) == 1
