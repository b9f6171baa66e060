"""Guests of one day of a series, and days that somebody is left out of."""

import pytest
from icalendar import Calendar

from rakor import journal
from rakor.invitations import operations, queries
from rakor.invitations.jobs import followers
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.operations.single_days import leave_out
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import OutgoingMail
from rakor.mail.reading import open_letter
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations.facts import Times
from rakor.meetings.rules import Notify
from tests.invitations.conftest import STARTS

SECOND = STARTS.replace(day=12)
DAY = "20300312T020000Z"


@pytest.fixture
async def series(meeting):
    await Meeting.filter(id=meeting.id).update(recurrence="FREQ=WEEKLY;COUNT=4")
    return await Meeting.get(id=meeting.id)


async def told(address: str) -> list[tuple]:
    """What somebody's calendar was told, message by message."""
    await journal.follow(followers[0])
    await operations.write_letters()
    found = []
    for mail in await OutgoingMail.filter(to_address=address).order_by("id"):
        calendar = Calendar.from_ical(open_letter(bytes(mail.message)).calendar)
        (event,) = calendar.walk("VEVENT")
        day = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else None
        found.append((str(calendar["METHOD"]), int(event["SEQUENCE"]), day, "STATUS" in event))
    return found


async def test_a_guest_of_one_day_hears_of_that_day_alone(series, rina, ask, as_person):
    door = f"/api/v1/meetings/{series.id}/occurrences/{DAY}/invitations"
    async with as_person(rina) as client:
        made = await client.post(door, json={"to": [{"email": "tamu@bkn.go.id", "name": "Tamu"}]})
        other = await client.post(
            door.replace("0312", "0313"), json={"to": [{"email": "x@bkn.go.id"}]}
        )
    assert (made.status_code, other.status_code) == (201, 404)
    await operations.send(series.id, by=rina)
    assert await told("tamu@bkn.go.id") == [("REQUEST", 0, SECOND, True)]

    times = Times(starts_at="2030-03-20T02:00:00Z", ends_at="2030-03-20T05:00:00Z")
    await meetings.change_occurrence(
        series.id,
        SECOND.replace(day=19),
        meetings.DayChanges(starts_at=times.starts_at, ends_at=times.ends_at),
        by=rina,
    )
    assert len(await told("tamu@bkn.go.id")) == 1
    await meetings.cancel_occurrence(series.id, SECOND, "Libur", by=rina)
    assert (await told("tamu@bkn.go.id"))[1:] == [("CANCEL", 2, SECOND, True)]


async def test_somebody_is_left_out_of_one_day_and_asked_back(series, ask, rina, as_person):
    budi = await ask("budi@bkn.go.id", "Budi")
    await operations.answer(budi, "accepted", "room", "", via="page", by=None)
    door = f"/api/v1/invitations/{budi.id}/occurrences/{DAY}"
    async with as_person(rina) as client:
        assert (await client.post(f"{door}/withdraw", json={})).status_code == 200
        assert (await client.post(f"{door}/withdraw", json={})).status_code == 409
        assert (await told("budi@bkn.go.id"))[1:] == [("CANCEL", 1, SECOND, False)]
        assert (await client.post(f"{door}/ask", json={})).status_code == 200
    assert (await told("budi@bkn.go.id"))[2:] == [("REQUEST", 2, SECOND, True)]

    row = await OccurrenceAnswer.get(invitation_id=budi.id)
    assert (row.status, row.recurrence_id) == (RsvpStatus.NO_RESPONSE, SECOND)
    assert (await Invitation.get(id=budi.id)).status is RsvpStatus.ACCEPTED


async def test_a_moved_day_asks_that_day_anew_and_no_other(series, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    await operations.answer(budi, "accepted", "room", "", via="page", by=None)
    await meetings.change_occurrence(
        series.id,
        SECOND,
        meetings.DayChanges(
            starts_at=SECOND.replace(day=13), ends_at=SECOND.replace(day=13, hour=5)
        ),
        by=rina,
    )
    assert (await told("budi@bkn.go.id"))[1:] == [("REQUEST", 1, SECOND, True)]
    row = await OccurrenceAnswer.get(invitation_id=budi.id)
    assert (row.recurrence_id, row.status, row.reset_sequence) == (
        SECOND,
        RsvpStatus.NO_RESPONSE,
        1,
    )
    assert (await Invitation.get(id=budi.id)).status is RsvpStatus.ACCEPTED


async def test_who_is_invited_to_a_series_is_invited_to_what_it_goes_on_as(series, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    await ask("sari@bkn.go.id", "Sari", written=False)
    await operations.answer(budi, "accepted", "room", "", via="page", by=None)
    third = STARTS.replace(day=19)
    await leave_out(budi.id, third.replace(day=26), by=rina)
    rest = await meetings.split_series(
        series.id, third, meetings.Changes(title="Lanjutan"), by=rina
    )
    await journal.follow(followers[0])
    await operations.write_letters()

    seats = {seat.email: seat for seat in await Invitation.filter(meeting_id=rest.id)}
    assert {email: (seat.status, seat.letters) for email, seat in seats.items()} == {
        "budi@bkn.go.id": (RsvpStatus.NO_RESPONSE, 1),
        "sari@bkn.go.id": (RsvpStatus.NO_RESPONSE, 0),
    }
    assert (await Invitation.get(id=budi.id)).status is RsvpStatus.ACCEPTED
    mails = await OutgoingMail.filter(to_address="budi@bkn.go.id").order_by("id")
    read = [
        Calendar.from_ical(open_letter(bytes(mail.message)).calendar).walk("VEVENT")[0]
        for mail in mails[1:]
    ]
    old, new = sorted(read, key=lambda event: str(event["SUMMARY"]) == "Lanjutan")
    assert (old["UID"] == series.uid, "UNTIL" in old["RRULE"]) == (True, True)
    assert (new["UID"] == rest.uid, new.start) == (True, third)
    assert [each.dt for each in new["EXDATE"].dts] == [third.replace(day=26)]


async def test_whoever_is_uninvited_hears_of_it_while_other_news_are_drafts(series, ask, rina):
    budi = await ask("budi@bkn.go.id", "Budi")
    changes = meetings.Changes(title="Rapat Lain")
    await meetings.change(series.id, changes, notify=Notify.LATER, by=rina)
    await journal.follow(followers[0])
    await operations.withdraw(budi.id, by=rina)
    assert (await told("budi@bkn.go.id"))[1:] == [("CANCEL", 1, None, False)]


async def test_the_personal_page_of_a_guest_of_one_day_shows_that_day(series, rina, ask, as_person):
    seat = await ask("tamu@bkn.go.id")
    await Invitation.filter(id=seat.id).update(only_on=SECOND)
    await meetings.change_occurrence(
        series.id, SECOND, meetings.DayChanges(room="Ruang Melati"), by=rina
    )
    page = f"/r/{queries.personal_token(seat)}"
    async with as_person(None, page=True) as phone:
        shown = (await phone.get(page)).text
        await meetings.cancel_occurrence(series.id, SECOND, "Hari libur", by=rina)
        gone = (await phone.get(page)).text

    assert '<h2 id="h-waktu">Selasa, 12 Maret 2030</h2>' in shown
    assert "Ruang Melati" in shown
    assert "dates=20300312T020000Z" in shown
    assert "Rapat ini dibatalkan. Hari libur" in gone


async def test_the_calendar_file_of_a_guest_of_one_day_holds_that_day_alone(series, ask, as_person):
    seat = await ask("tamu@bkn.go.id")
    await Invitation.filter(id=seat.id).update(only_on=SECOND)
    door = f"/r/{queries.personal_token(seat)}/calendar.ics"
    async with as_person(None) as client:
        (event,) = Calendar.from_ical((await client.get(door)).content).walk("VEVENT")
        await Meeting.filter(id=series.id).update(recurrence="FREQ=WEEKLY;COUNT=1")
        (gone,) = Calendar.from_ical((await client.get(door)).content).walk("VEVENT")
    said = [
        (each["RECURRENCE-ID"].dt, each["DTSTART"].dt, each["STATUS"]) for each in (event, gone)
    ]
    assert said == [(SECOND, SECOND, "CONFIRMED"), (SECOND, SECOND, "CANCELLED")]
    assert "RRULE" not in event
