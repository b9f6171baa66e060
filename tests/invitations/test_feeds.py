"""Calendars to subscribe to: what stands in them, for whom, and that they are cheap to ask for."""

from datetime import timedelta

import pytest
from icalendar import Calendar as Read

from rakor.database import new_id
from rakor.directory.models import Agency, Office
from rakor.invitations.models import Feed, Invitation, OccurrenceAnswer
from rakor.invitations.operations import feeds as operations
from rakor.invitations.queries import personal_url
from rakor.invitations.queries.feeds import calendar_of, feed_by_token
from rakor.invitations.queries.secrets import feed_token
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting, MeetingPart, Occurrence
from rakor.meetings.rules import Mode, OccurrenceState, Part, SecurityClass, State

from .conftest import STARTS

NOW = STARTS - timedelta(days=30)
WEEK = timedelta(days=7)


@pytest.fixture
async def budi(new_user, bkn):
    """Somebody of another agency with an account."""
    return await new_user("Budi", bkn)


@pytest.fixture
def invite(meeting, budi, bkn):
    """Budi is asked to the meeting of these tests, or to another: `await invite(RsvpStatus…)`."""

    async def inviting(status=RsvpStatus.ACCEPTED, to=None, **values):
        made = Invitation(
            meeting_id=(to or meeting).id,
            person_id=budi.id,
            agency_id=bkn.id,
            email=budi.person.email,
            name="Budi",
            status=status,
            sent_at=NOW,
        )
        for name, value in values.items():
            setattr(made, name, value)
        made.token_digest = made.mail_digest = made.code_digest = new_id().hex
        await made.save()
        return made

    return inviting


async def another(meeting: Meeting, **values) -> Meeting:
    """A meeting like the one of these tests, but for these values."""
    key = new_id()
    kept = {"title", "starts_at", "ends_at", "timezone", "organizer_id", "state", "venue_name",
            "online_provider", "join_url", "passcode"}  # fmt: skip
    facts = {name: getattr(meeting, name) for name in kept} | values
    return await Meeting.create(id=key, uid=f"{key}@rakor.test", **facts)


async def events(feed: Feed) -> list[tuple[str, str]]:
    """What a calendar program shows: each event's title and status."""
    fresh = await feed_by_token(feed_token(feed))
    calendar = Read.from_ical((await calendar_of(fresh, NOW)).content)
    return sorted((str(e["SUMMARY"]), str(e["STATUS"])) for e in calendar.walk("VEVENT"))


@pytest.fixture
async def feed(budi):
    return await feed_by_token(feed_token(await operations.make_feed(by=budi)))


TITLE = "Rapat Koordinasi Teknis"


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (RsvpStatus.ACCEPTED, [(TITLE, "CONFIRMED")]),
        (RsvpStatus.TENTATIVE, [(TITLE, "TENTATIVE")]),
        (RsvpStatus.NO_RESPONSE, [(TITLE, "TENTATIVE")]),
        (RsvpStatus.DECLINED, []),
        (RsvpStatus.DELEGATED, []),
        (RsvpStatus.WITHDRAWN, []),
    ],
)
async def test_a_person_s_calendar_shows_what_they_did_not_decline(invite, feed, status, shown):
    await invite(status)
    assert await events(feed) == shown


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (State.DRAFT, []),
        (State.SCHEDULED, [(TITLE, "CONFIRMED")]),
        (State.IN_PROGRESS, [(TITLE, "CONFIRMED")]),
        (State.FINISHED, [(TITLE, "CONFIRMED")]),
        (State.CANCELLED, [(f"Dibatalkan: {TITLE}", "CANCELLED")]),
        (State.POSTPONED, [(f"Ditunda: {TITLE}", "CANCELLED")]),
    ],
)
async def test_what_is_off_says_so_and_a_draft_is_in_no_calendar(
    meeting, invite, feed, rina, state, shown
):
    await invite()
    agency = await operations.make_feed("BPSDM", by=await _keeper(rina))
    await Meeting.filter(id=meeting.id).update(state=state, revision=2)

    assert await events(feed) == shown
    assert await events(agency) == shown


async def _keeper(user):
    """The same person as keeper of their agency."""
    from dataclasses import replace

    from rakor.accounts.rules import Role

    await user.person.fetch_related("agency")
    await Agency.filter(id=user.agency_id).update(path=f"/{user.agency_id}/")
    return replace(user, role=Role.SECRETARIAT)


async def test_what_is_off_takes_nobody_s_time(meeting, invite, feed):
    await invite()
    await Meeting.filter(id=meeting.id).update(state=State.CANCELLED)
    content = (await calendar_of(feed, NOW)).content

    assert content.count(b"\r\nSTATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n") == 1


async def test_the_video_link_is_in_no_calendar_but_the_personal_page_is(meeting, invite, feed):
    seat = await invite()
    content = (await calendar_of(feed, NOW)).content.replace(b"\r\n ", b"")

    for secret in (b"zoom.example", b"sangat-rahasia"):
        assert secret not in content
    (event,) = Read.from_ical(content).walk("VEVENT")
    link = f"{personal_url(seat)}/join"
    assert str(event["CONFERENCE"]) == link
    assert link in str(event["DESCRIPTION"])
    assert "ATTENDEE" not in event


async def test_a_meeting_in_one_room_has_no_link(meeting, invite, feed):
    await invite()
    await Meeting.filter(id=meeting.id).update(mode=Mode.IN_PERSON)

    assert b"/r/" not in (await calendar_of(feed, NOW)).content


async def test_somebody_with_a_part_and_no_invitation_sees_the_meeting(meeting, budi, feed):
    await MeetingPart.create(meeting=meeting, person=budi.person, part=Part.MINUTE_TAKER)
    assert await events(feed) == [(TITLE, "CONFIRMED")]


async def test_whoever_declined_is_not_led_back_by_their_part(meeting, invite, budi, feed):
    await MeetingPart.create(meeting=meeting, person=budi.person, part=Part.PARTICIPANT)
    await invite(RsvpStatus.DECLINED)
    assert await events(feed) == []


async def test_a_closed_meeting_is_in_the_calendar_of_those_named_and_in_no_agency_s(
    meeting, invite, feed, rina, admin
):
    await invite()
    await Meeting.filter(id=meeting.id).update(security_class=SecurityClass.CONFIDENTIAL)
    agencies = [await operations.make_feed(code, by=admin) for code in ("BPSDM", "BKN")]

    assert await events(feed) == [(TITLE, "CONFIRMED")]
    assert [await events(each) for each in agencies] == [[], []]


@pytest.mark.postgres
async def test_an_agency_s_calendar_has_what_it_and_its_units_take_part_in_and_no_names(
    engine, meeting, invite, bkn, bpsdm, admin
):
    key = new_id()
    unit = await Agency.create(
        id=key, path=f"{bkn.path}{key}/", parent=bkn, code="BKN1", name="Kantor Regional",
        short_name="KR", kind=bkn.kind,
    )  # fmt: skip
    office = await Office.create(title="Kepala Kantor", agency=unit)
    by_office = await another(meeting, title="Lewat jabatan")
    await invite(to=by_office, agency_id=None, office_id=office.id)
    await invite(RsvpStatus.NO_RESPONSE)
    unsent = await another(meeting, title="Belum dikirim")
    await invite(to=unsent, sent_at=None)
    withdrawn = await another(meeting, title="Ditarik")
    await invite(RsvpStatus.WITHDRAWN, to=withdrawn)
    feeds = {code: await operations.make_feed(code, by=admin) for code in ("BKN", "BPSDM", "BKN1")}

    assert await events(feeds["BKN"]) == [("Lewat jabatan", "CONFIRMED"), (TITLE, "CONFIRMED")]
    assert await events(feeds["BKN1"]) == [("Lewat jabatan", "CONFIRMED")]
    assert len(await events(feeds["BPSDM"])) == 4
    content = (await calendar_of(await feed_by_token(feed_token(feeds["BKN"])), NOW)).content
    assert (b"Budi" in content, b"/r/" in content) == (False, False)


async def test_old_meetings_are_left_out_and_series_stay_while_they_last(meeting, invite, feed):
    await invite()
    gone = STARTS - timedelta(days=500)
    old = await another(meeting, title="Lama", starts_at=gone, ends_at=gone + WEEK / 7)
    series = await another(
        meeting, title="Seri", starts_at=gone, ends_at=gone + timedelta(hours=1),
        recurrence="FREQ=WEEKLY",
    )  # fmt: skip
    for each in (old, series):
        await invite(to=each)

    assert [title for title, _status in await events(feed)] == [TITLE, "Seri"]


@pytest.fixture
async def series(meeting):
    """Three weeks: the second is moved, the third called off."""
    await Meeting.filter(id=meeting.id).update(
        recurrence="FREQ=WEEKLY;COUNT=3", series_ends_at=STARTS + 2 * WEEK + timedelta(hours=3)
    )
    for weeks, state in ((1, OccurrenceState.CHANGED), (2, OccurrenceState.CANCELLED)):
        at = STARTS + weeks * WEEK
        moved = at + timedelta(hours=1)
        await Occurrence.create(
            meeting=meeting, recurrence_id=at, state=state, starts_at=moved,
            ends_at=moved + timedelta(hours=1),
        )  # fmt: skip
    return await Meeting.get(id=meeting.id)


async def days(feed: Feed) -> list[tuple[str, str, str]]:
    """Each event of a series: which day it is of, when it is, how it stands."""
    calendar = Read.from_ical((await calendar_of(feed, NOW)).content)
    found = []
    for event in calendar.walk("VEVENT"):
        day = event.get("RECURRENCE-ID")
        which = f"{day.dt:%d/%m}" if day else "all"
        found.append((which, f"{event['DTSTART'].dt:%d/%m %H.%M}", str(event["STATUS"])))
    return found


async def test_a_series_comes_with_its_days(series, invite, feed):
    await invite()
    assert await days(feed) == [
        ("all", "05/03 09.00", "CONFIRMED"),
        ("12/03", "12/03 10.00", "CONFIRMED"),
        ("19/03", "19/03 10.00", "CANCELLED"),
    ]
    content = (await calendar_of(feed, NOW)).content
    assert b"\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n" in content


async def test_a_guest_of_one_day_sees_that_day_only(series, invite, feed):
    await invite(only_on=STARTS + WEEK)
    assert await days(feed) == [("12/03", "12/03 10.00", "CONFIRMED")]


async def test_a_day_that_was_declined_is_left_out_of_the_series(series, invite, feed):
    seat = await invite(last_sequence=0, last_dtstamp=NOW)
    await OccurrenceAnswer.create(
        invitation=seat, recurrence_id=STARTS + WEEK, status=RsvpStatus.DECLINED,
        last_sequence=0, last_dtstamp=NOW + WEEK / 7,
    )  # fmt: skip

    assert await days(feed) == [
        ("all", "05/03 09.00", "CONFIRMED"),
        ("19/03", "19/03 10.00", "CANCELLED"),
    ]
    assert b"EXDATE;TZID=Asia/Jakarta:20300312T090000" in (await calendar_of(feed, NOW)).content


@pytest.mark.postgres
async def test_a_series_that_was_declined_but_for_one_day_is_that_day(engine, series, invite, feed):
    seat = await invite(RsvpStatus.DECLINED, last_sequence=0, last_dtstamp=NOW)
    await OccurrenceAnswer.create(
        invitation=seat, recurrence_id=STARTS + WEEK, status=RsvpStatus.ACCEPTED,
        last_sequence=0, last_dtstamp=NOW + WEEK / 7,
    )  # fmt: skip

    assert await days(feed) == [("12/03", "12/03 10.00", "CONFIRMED")]


@pytest.mark.postgres
async def test_the_bytes_stay_the_same_until_something_changes(engine, meeting, invite, feed):
    seat = await invite()
    first = await calendar_of(feed, NOW)
    assert await calendar_of(feed, NOW) == first
    assert await calendar_of(feed, NOW + timedelta(hours=3)) == first

    fresh = await Meeting.get(id=meeting.id)
    fresh.title, fresh.revision = "Judul baru", fresh.revision + 1
    await fresh.save()
    second = await calendar_of(feed, NOW)
    assert second.etag != first.etag
    await Invitation.filter(id=seat.id).update(status=RsvpStatus.TENTATIVE)
    third = await calendar_of(feed, NOW)
    assert len({first.etag, second.etag, third.etag}) == 3
    assert await Feed.get(id=feed.id) == feed


async def test_the_three_zones_are_explained_once(meeting, invite, feed):
    for zone in ("Asia/Makassar", "Asia/Jayapura"):
        await invite(to=await another(meeting, timezone=zone))
    content = (await calendar_of(feed, NOW)).content
    zones = [str(z["TZID"]) for z in Read.from_ical(content).walk("VTIMEZONE")]

    assert {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"} <= set(zones)
    assert len(zones) == len(set(zones))


async def test_a_calendar_is_asked_for_with_few_queries_however_long_it_is(
    meeting, invite, feed, count_queries
):
    await invite()
    await calendar_of(feed, NOW)
    with count_queries() as one:
        await calendar_of(feed, NOW)
    for n in range(30):
        await invite(to=await another(meeting, title=f"Rapat {n}"))
    with count_queries() as cold:
        await calendar_of(feed, NOW)
    with count_queries() as warm:
        await calendar_of(feed, NOW)

    assert len(one) == len(warm) == 3
    assert len(cold) == 4


async def test_the_calendar_speaks_the_language_of_its_owner(meeting, invite, feed, budi):
    await invite()
    budi.person.locale = "en"
    await budi.person.save()
    fresh = await feed_by_token(feed_token(feed))
    content = (await calendar_of(fresh, NOW)).content

    assert b"\r\nNAME:My meetings\r\n" in content
    assert b"Join through your personal page" in content.replace(b"\r\n ", b"")
