"""What calendars are told, checked by reading it back with the library."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from rakor.invitations import itip
from rakor.invitations.itip import Attendee, CalendarMeeting, Copies, Party, Rendered

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


@settings(deadline=None)
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


SERIES = replace(
    MEETING,
    recurrence="FREQ=WEEKLY;COUNT=6",
    exdates=(datetime(2026, 12, 8, 2, tzinfo=UTC),),
    rdates=(datetime(2026, 12, 3, 2, tzinfo=UTC),),
)
THIRD = replace(
    MEETING,
    recurrence_id=datetime(2026, 12, 15, 2, tzinfo=UTC),
    starts_at=datetime(2026, 12, 16, 2, tzinfo=UTC),
    ends_at=datetime(2026, 12, 16, 4, tzinfo=UTC),
)
SARI = Party("sari+rapat@bappeda.example.go.id", "Sari, S.E.")
DEPUTY = Attendee(SARI, "observer", "DECLINED", asks=False, stands_for=BUDI.address)
GIVER = Attendee(BUDI, "chair", "DELEGATED", asks=False, is_group=True, sends=SARI.address)


def test_a_series_has_its_rule_and_its_days_in_the_zone_of_its_start():
    raw = itip.request(SERIES, ORGANIZER, BUDI, stamp=STAMP)
    _calendar, event = event_of(raw)
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=6"
    assert [each.dt for each in event["EXDATE"].dts] == list(SERIES.exdates)
    assert [each.dt for each in event["RDATE"].dts] == list(SERIES.rdates)
    assert b"\r\nEXDATE;TZID=Asia/Jakarta:20261208T090000\r\n" in raw


def test_one_day_is_named_by_its_original_start():
    """RFC 5545 section 3.8.4.4."""
    raw = itip.request(THIRD, ORGANIZER, BUDI, stamp=STAMP)
    _calendar, event = event_of(raw)
    assert event["RECURRENCE-ID"].dt == THIRD.recurrence_id
    assert (event.start, "RRULE" in event) == (THIRD.starts_at, False)
    assert b"\r\nRECURRENCE-ID;TZID=Asia/Jakarta:20261215T090000\r\n" in raw


def test_several_days_are_called_off_in_one_message():
    """RFC 5546 section 4.4.3."""
    days = [THIRD, replace(THIRD, recurrence_id=THIRD.recurrence_id + timedelta(weeks=1))]
    raw = itip.cancel(SERIES, ORGANIZER, BUDI, stamp=STAMP, whole=True, days=days)
    calendar = Calendar.from_ical(raw)
    assert [event["RECURRENCE-ID"].dt for event in calendar.events] == [
        day.recurrence_id for day in days
    ]
    assert {str(event["STATUS"]) for event in calendar.events} == {"CANCELLED"}
    copies = Copies("CANCEL", days, whole=True)
    assert copies.of(ORGANIZER, [Attendee(BUDI)], stamp=STAMP) == raw


def test_a_series_of_another_country_keeps_its_hour_through_summer_time():
    series = replace(SERIES, timezone="Europe/Paris", exdates=(), rdates=())
    raw = itip.request(series, ORGANIZER, BUDI, stamp=STAMP)
    calendar, event = event_of(raw)
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert (calendar.get_missing_tzids(), b"COMMENT" in raw) == (set(), False)


@pytest.mark.parametrize("rows", [[DEPUTY, GIVER], [GIVER, DEPUTY]])
def test_a_deputy_and_whoever_sends_them_point_at_each_other(rows):
    raw = Copies("REQUEST", (MEETING,)).of(ORGANIZER, rows, stamp=STAMP, comment="Maaf;\nsakit")
    _calendar, event = event_of(raw)
    found = {str(row): dict(row.params) for row in event.attendees}
    assert found["mailto:sari+rapat@bappeda.example.go.id"] == {
        "CN": "Sari, S.E.",
        "CUTYPE": "INDIVIDUAL",
        "DELEGATED-FROM": "mailto:budi@bappeda.example.go.id",
        "PARTSTAT": "DECLINED",
        "ROLE": "OPT-PARTICIPANT",
        "RSVP": "FALSE",
    }
    assert found["mailto:budi@bappeda.example.go.id"] == {
        "CN": BUDI.name,
        "CUTYPE": "GROUP",
        "DELEGATED-TO": "mailto:sari+rapat@bappeda.example.go.id",
        "PARTSTAT": "DELEGATED",
        "ROLE": "CHAIR",
        "RSVP": "FALSE",
    }
    assert event["COMMENT"] == "Maaf;\nsakit"
    plain = raw.replace(b"\r\n ", b"")
    assert b';DELEGATED-FROM="mailto:budi@bappeda.example.go.id";' in plain


def test_a_secretary_writes_for_the_chair():
    organizer = Party("rsvp-token@rakor.example", "Sari, Kepala", "rapat+a@rakor.example")
    quick = Copies("REQUEST", (MEETING,), with_join=True).of(
        organizer, [Attendee(BUDI)], stamp=STAMP
    )
    _calendar, event = event_of(quick)
    assert event["ORGANIZER"].params["SENT-BY"] == "mailto:rapat%2Ba@rakor.example"
    assert quick == itip.request(MEETING, organizer, BUDI, stamp=STAMP)


def test_the_roster_is_written_as_the_library_writes_it():
    quick = Rendered(SERIES).request(ORGANIZER, BUDI, stamp=STAMP, others=[DEPUTY, GIVER])
    slow = itip.request(SERIES, ORGANIZER, BUDI, stamp=STAMP, others=[DEPUTY, GIVER])
    assert quick == slow


@pytest.mark.parametrize("recurrence_id", [None, THIRD.recurrence_id])
def test_a_proposed_time_is_declined_with_the_sequence_of_the_proposal(recurrence_id):
    """RFC 5546 section 3.2.8."""
    raw = itip.decline_counter(
        MEETING,
        ORGANIZER,
        BUDI,
        stamp=STAMP,
        sequence=1,
        comment="Ruang, maaf, terpakai",
        recurrence_id=recurrence_id,
    )
    calendar, event = event_of(raw)
    assert (calendar["METHOD"], int(event["SEQUENCE"])) == ("DECLINECOUNTER", 1)
    assert (event["UID"], event["COMMENT"]) == (MEETING.uid, "Ruang, maaf, terpakai")
    assert event["ATTENDEE"] == f"mailto:{BUDI.address}"
    day = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else None
    assert day == recurrence_id


def test_a_feed_has_a_series_with_its_days_and_marks_what_is_off():
    off = replace(THIRD, status="CANCELLED")
    raw = itip.feed(
        [itip.feed_event(replace(SERIES, overrides=(off,)), ORGANIZER, stamp=STAMP)],
        name="Rapat",
        zones=["Asia/Jakarta", "Europe/Paris"],
    )
    calendar = Calendar.from_ical(raw)
    series, day = calendar.events
    assert ("RRULE" in series, str(day["STATUS"])) == (True, "CANCELLED")
    assert {str(zone["TZID"]) for zone in calendar.timezones} == {
        "Asia/Jakarta",
        "Asia/Pontianak",
        "Asia/Makassar",
        "Asia/Jayapura",
        "Europe/Paris",
    }
