"""When somebody is taken, as a CalDAV server tells it (RFC 4791 section 7.10): Cyrus' own code."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rakor.accounts.models import User
from rakor.database import new_id
from rakor.errors import Invalid
from rakor.meetings.rules import Window
from rakor.scheduling import operations
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.queries import busy_times
from rakor.scheduling.rules import SourceFacts, SourceKind, minute_of
from rakor.settings import settings
from tests.interop.cyrus import PASSWORD, Cyrus, missing, serving, unpack

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

MORNING = datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0) + timedelta(days=2)
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Rakor//tests//
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260101T000000Z
DTSTART:{at:%Y%m%dT%H%M%SZ}
DURATION:PT1H
SUMMARY:Rahasia
{more}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where Cyrus is: another user must be able to enter it, and sockets need a short path."""
    made = Path(tempfile.mkdtemp(prefix="cyrus", dir="/tmp"))
    made.chmod(0o755)
    unpack(made / "programs")
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
async def cyrus(folder: Path) -> AsyncIterator[Cyrus]:
    work = folder / new_id().hex[-8:]
    context = serving(folder / "programs", work, ["bayu"], replies_to=9)
    yield await asyncio.to_thread(context.__enter__)
    await asyncio.to_thread(context.__exit__, None, None, None)


def put(cyrus: Cyrus, uid: str, at: datetime, more: str) -> None:
    content = EVENT.format(uid=uid, at=at, more=more).replace("\n", "\r\n")
    headers = {"content-type": "text/calendar; charset=utf-8"}
    with cyrus.calendar("bayu") as calendar:
        calendar.put(f"{uid}.ics", content=content, headers=headers).raise_for_status()


async def test_the_hours_of_a_caldav_calendar_count_as_taken(
    cyrus: Cyrus, rina: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settings(), "calendar_hosts", f"127.0.0.1:{cyrus.http}")
    later = MORNING + timedelta(hours=4)
    for uid, at, more in (
        ("weekly", MORNING, "RRULE:FREQ=DAILY;COUNT=3"),
        ("free", later, "TRANSP:TRANSPARENT"),
        ("off", later, "STATUS:CANCELLED"),
    ):
        await asyncio.to_thread(put, cyrus, uid, at, more)
    url = f"http://127.0.0.1:{cyrus.http}/dav/calendars/user/bayu/Default/"
    known = {"kind": SourceKind.CALDAV, "url": url, "username": "bayu"}
    with pytest.raises(Invalid) as refusal:
        await operations.add_source(SourceFacts(**known, password="salah"), by=rina)
    assert refusal.value.errors[0]["field"] == "password"
    source = await operations.add_source(SourceFacts(**known, password=PASSWORD), by=rina)
    window = Window(MORNING - timedelta(days=1), MORNING + timedelta(days=6))
    found = (await busy_times([rina.id], window, apart_from=new_id()))[rina.id]
    begins = [minute_of(MORNING + timedelta(days=n)) for n in range(3)]
    assert found == [(begin, begin + 60) for begin in begins]
    await asyncio.to_thread(put, cyrus, "more", later, "")
    assert await operations.keep_sources(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert (await CalendarSource.get(id=source.id)).times == 4
