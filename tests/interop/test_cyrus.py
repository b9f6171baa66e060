"""Somebody's calendar, kept by Cyrus, answers invitations of Rakor by mail (RFC 6047, 6638)."""

import asyncio
import copy
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.invitations import jobs, operations, queries
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.operations import Wish
from rakor.invitations.rules import RsvpStatus
from rakor.mail.inbox import Address, listening
from rakor.mail.models import IncomingMail, OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from tests.interop.conftest import STARTS
from tests.interop.cyrus import DOMAIN, PATIENCE, Cyrus, missing, serving, unpack

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
BAYU = f"bayu@{DOMAIN}"


async def take(raw: bytes, via: str, recipients: list[str]) -> IncomingMail:
    return await operations.take_mail(raw, via=via, recipients=recipients)


class Office:
    """Bayu's office: its mail server brings letters into his calendar, and he answers there."""

    def __init__(self, cyrus: Cyrus) -> None:
        self._cyrus = cyrus
        self._brought: set[object] = set()

    async def post(self) -> None:
        """Bring what Rakor wrote since the last time."""
        for follower in jobs.followers:
            await journal.follow(follower)
        await operations.write_letters()
        for mail in await OutgoingMail.all().order_by("id"):
            if mail.id not in self._brought:
                self._brought.add(mail.id)
                await asyncio.to_thread(self._cyrus.deliver, mail.message, "bayu")

    async def entry(self, uid: str) -> Calendar:
        """What his calendar shows of a meeting."""

        def read() -> Calendar:
            with self._cyrus.calendar("bayu") as calendar:
                found = calendar.get(f"{uid}.ics").raise_for_status()
            return Calendar.from_ical(found.content)

        return await asyncio.to_thread(read)

    async def save(self, uid: str, entry: Calendar) -> None:
        """What his calendar program does when he presses a button: it saves the entry."""

        def write() -> None:
            headers = {"content-type": "text/calendar; charset=utf-8"}
            with self._cyrus.calendar("bayu") as calendar:
                saved = calendar.put(f"{uid}.ics", content=entry.to_ical(), headers=headers)
            saved.raise_for_status()

        await asyncio.to_thread(write)

    async def answer(self, uid: str, partstat: str, *, day: datetime | None = None) -> None:
        """Accept or decline all of it, or one day of a series."""
        entry = await self.entry(uid)
        event = _master(entry) if day is None else _of_day(entry, day)
        rows = event["ATTENDEE"]
        for row in rows if isinstance(rows, list) else [rows]:
            if row.lower() == f"mailto:{BAYU}":
                row.params["PARTSTAT"] = partstat
                row.params.pop("RSVP", None)
        await self.save(uid, entry)


def _master(entry: Calendar) -> Event:
    (found,) = [each for each in entry.events if "RECURRENCE-ID" not in each]
    return found


def _is_day(event: Event, day: datetime) -> bool:
    return "RECURRENCE-ID" in event and event["RECURRENCE-ID"].dt == day


def _of_day(entry: Calendar, day: datetime) -> Event:
    """The exception of that day; calendars make one from the series when somebody touches it."""
    for each in entry.events:
        if _is_day(each, day):
            return each
    master = _master(entry)
    made = copy.deepcopy(master)
    zone = master["DTSTART"].dt.tzinfo
    length = master["DTEND"].dt - master["DTSTART"].dt
    for name in ("RRULE", "RDATE", "EXDATE", "DTSTART", "DTEND"):
        made.pop(name, None)
    made.add("RECURRENCE-ID", day.astimezone(zone))
    made.add("DTSTART", day.astimezone(zone))
    made.add("DTEND", day.astimezone(zone) + length)
    entry.add_component(made)
    return made


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where Cyrus is: another user must be able to enter it, and sockets need a short path."""
    made = Path(tempfile.mkdtemp(prefix="cyrus", dir="/tmp"))
    made.chmod(0o755)
    unpack(made / "programs")
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
async def office(db: str, folder: Path) -> AsyncIterator[Office]:
    """Bayu's office, whose replies come in at Rakor's listener."""
    work = folder / new_id().hex[-8:]
    async with listening(Address("127.0.0.1", 0), take, queries.is_ours) as port:
        context = serving(folder / "programs", work, ["bayu"], replies_to=port)
        yield Office(await asyncio.to_thread(context.__enter__))
        await asyncio.to_thread(context.__exit__, None, None, None)


async def invite_bayu(meeting: Meeting, rina: User, office: Office) -> Invitation:
    (made,) = await operations.invite(meeting.id, [Wish(email=BAYU, name="Bayu")], by=rina)
    await operations.send(meeting.id, by=rina)
    await office.post()
    return await Invitation.get(id=made.id)


async def replies(count: int) -> list[str]:
    """What the replies that came did, once there are so many."""
    found: list[str] = []
    for _look in range(int(PATIENCE * 20)):
        found = [mail.result for mail in await IncomingMail.exclude(result="").order_by("id")]
        if len(found) >= count:
            break
        await asyncio.sleep(0.05)
    return found


async def test_who_accepts_in_their_calendar_is_on_the_list_as_coming(office, meeting, rina):
    made = await invite_bayu(meeting, rina, office)
    await office.answer(meeting.uid, "ACCEPTED")

    assert await replies(1) == ["reply_applied"]
    await made.refresh_from_db()
    assert (made.status, made.via) == (RsvpStatus.ACCEPTED, "mail")


async def test_a_calendar_follows_a_meeting_that_moves_and_is_called_off(office, meeting, rina):
    made = await invite_bayu(meeting, rina, office)
    await office.answer(meeting.uid, "ACCEPTED")
    await replies(1)

    later = STARTS + timedelta(days=1)
    times = meetings.Times(starts_at=later, ends_at=later + timedelta(hours=2))
    await meetings.reschedule(meeting.id, times, by=rina)
    await office.post()
    moved = _master(await office.entry(meeting.uid))
    assert (moved["DTSTART"].dt, moved["SEQUENCE"]) == (later, 1)
    assert moved["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"

    await office.answer(meeting.uid, "DECLINED")
    assert await replies(2) == ["reply_applied", "reply_applied"]
    await made.refresh_from_db()
    assert made.status is RsvpStatus.DECLINED

    await meetings.cancel(meeting.id, "Ditunda menteri", by=rina)
    await office.post()
    gone = _master(await office.entry(meeting.uid))
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 2)


async def answers_of(made: Invitation) -> tuple[RsvpStatus, dict[datetime, RsvpStatus]]:
    """What the list shows: the answer to all of the series, and those to single days."""
    await made.refresh_from_db()
    days = await OccurrenceAnswer.filter(invitation_id=made.id).order_by("recurrence_id")
    return made.status, {day.recurrence_id: day.status for day in days}


async def test_a_calendar_accepts_a_series_and_declines_one_day(office, series, rina):
    made = await invite_bayu(series, rina, office)
    entry = _master(await office.entry(series.uid))
    assert entry["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=4"

    await office.answer(series.uid, "ACCEPTED")
    assert await replies(1) == ["reply_applied"]
    assert await answers_of(made) == (RsvpStatus.ACCEPTED, {})

    third = STARTS + timedelta(days=14)
    await office.answer(series.uid, "DECLINED", day=third)
    assert await replies(2) == ["reply_applied", "reply_applied"]
    assert await answers_of(made) == (RsvpStatus.ACCEPTED, {third: RsvpStatus.DECLINED})


async def test_a_calendar_follows_a_day_that_moves_and_one_that_is_called_off(office, series, rina):
    made = await invite_bayu(series, rina, office)
    await office.answer(series.uid, "ACCEPTED")
    await replies(1)

    second, third = STARTS + timedelta(days=7), STARTS + timedelta(days=14)
    later = second + timedelta(hours=5)
    change = meetings.DayChanges(starts_at=later, ends_at=later + timedelta(hours=1))
    await meetings.change_occurrence(series.id, second, change, by=rina)
    await office.post()
    moved = _of_day(await office.entry(series.uid), second)
    assert (moved["DTSTART"].dt, moved["DTEND"].dt) == (later, later + timedelta(hours=1))

    await office.answer(series.uid, "TENTATIVE", day=second)
    assert await replies(2) == ["reply_applied", "reply_applied"]
    assert await answers_of(made) == (RsvpStatus.ACCEPTED, {second: RsvpStatus.TENTATIVE})

    await meetings.cancel_occurrence(series.id, third, "Hari libur", by=rina)
    await office.post()
    entry = await office.entry(series.uid)
    assert "STATUS" not in _master(entry) or _master(entry)["STATUS"] == "CONFIRMED"
    gone = [each.dt for each in _master(entry)["EXDATE"].dts] if "EXDATE" in _master(entry) else []
    off = [each["STATUS"] for each in entry.events if _is_day(each, third)]
    assert gone == [third] or off == ["CANCELLED"]
