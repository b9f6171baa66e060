"""`rakor bench feed`: a person's calendar of 1,000 meetings, beside the bare bytes of it."""

import asyncio
import hashlib
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rakor import database
from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.app import TABLES, create_app
from rakor.bench.scratch import own_settings, scratch
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from rakor.invitations.models import Invitation
from rakor.invitations.operations.feeds import make_feed
from rakor.invitations.queries.feeds import calendar_of, feed_by_token
from rakor.invitations.queries.secrets import feed_token
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

ROUNDS = 40
SERIES = 50  # each so many meetings, one is a series
TARGET_MS = 50


def measure_feed(*, meetings: int, server: str | None = None) -> dict[str, Any]:
    """Ask for the calendar of somebody who is invited to that many meetings, cold and warm."""
    with own_settings() as folder:
        return asyncio.run(_measure(meetings, server, f"sqlite://{folder}/feed.db"))


async def _measure(count: int, server: str | None, file: str) -> dict[str, Any]:
    async with scratch(server, file) as url:
        await database.migrate(url, TABLES)
        await database.connect(url, TABLES)
        try:
            user = await _invited(count)
            feed = await feed_by_token(feed_token(await make_feed(by=user)))
            began = time.perf_counter()
            content = (await calendar_of(feed)).content
            cold = time.perf_counter() - began
            warm = await _typical(lambda: calendar_of(feed))
            path = f"/feeds/{feed_token(feed)}.ics"
            app = create_app(worker=False, own_database=False)
            asked = await _through(app, path)
        finally:
            await database.close()
    bare = Starlette(routes=[Route("/", _answers(content))])
    events = content.split(b"BEGIN:VEVENT")
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "meetings": count,
        "bytes": len(content),
        "cold_ms": round(cold * 1000, 1),
        "warm_ms": round(warm * 1000, 1),
        "door_ms": round(asked[0] * 1000, 1),
        "not_modified_ms": round(asked[1] * 1000, 1),
        "bare_joining_ms": round(await _typical(lambda: _joined(events)) * 1000, 2),
        "bare_answer_ms": round((await _through(bare, "/"))[0] * 1000, 2),
        "target_ms": TARGET_MS,
    }


async def _invited(count: int) -> User:
    """Somebody with an account, invited to that many meetings of this year."""
    key = new_id()
    agency = await Agency.create(
        id=key, path=f"/{key}/", code="BENCH", name="Badan Ukur", short_name="BU",
        kind=AgencyKind.INSTITUTION,
    )  # fmt: skip
    person = await Person.create(name="Pegawai", email="pegawai@bench.invalid", agency=agency)
    first = datetime.now(UTC).replace(microsecond=0) - timedelta(days=100)
    meetings = [_meeting(n, first + timedelta(hours=6 * n), agency) for n in range(count)]
    await Meeting.bulk_create(meetings, batch_size=200)
    seats = [_seat(meeting, person) for meeting in meetings]
    await Invitation.bulk_create(seats, batch_size=200)
    return User.of(await Account.create(person=person, role=Role.PARTICIPANT))


def _meeting(n: int, starts: datetime, agency: Agency) -> Meeting:
    key = new_id()
    return Meeting(
        id=key,
        uid=f"{key}@bench.invalid",
        title=f"Rapat Koordinasi Teknis Pemetaan Program ke-{n}",
        theme="Pengembangan sumber daya manusia aparatur di daerah",
        purpose="Menyepakati kuota kursi pelatihan dan pembiayaannya. " * 4,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        timezone=("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")[n % 3],
        recurrence="FREQ=WEEKLY;COUNT=10" if n % SERIES == 0 else "",
        series_ends_at=starts + timedelta(days=64) if n % SERIES == 0 else None,
        organizer=agency,
        state=State.CANCELLED if n % 20 == 7 else State.SCHEDULED,
        venue_name="Ruang Cendrawasih",
        venue_address="Jalan Taman Makam Pahlawan 8",
        online_provider="Zoom",
        join_url="https://zoom.invalid/j/1",
        changed_at=starts,
    )


def _seat(meeting: Meeting, person: Person) -> Invitation:
    key = new_id().hex
    return Invitation(
        meeting_id=meeting.id,
        person=person,
        email=person.email,
        name=person.name,
        status=RsvpStatus.ACCEPTED,
        token_digest=key,
        mail_digest=key,
        code_digest=key,
    )


async def _typical(do: Callable[[], Awaitable[object]]) -> float:
    """The median of many times, after one that nobody counts."""
    await do()
    times = []
    for _n in range(ROUNDS):
        began = time.perf_counter()
        await do()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


async def _through(app: Starlette, path: str) -> tuple[float, float]:
    """Through the whole application, without a network: the file, and that it is the same."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        etag = (await client.get(path)).headers.get("etag", "")
        whole = await _typical(lambda: client.get(path))
        known = {"if-none-match": etag}
        return whole, await _typical(lambda: client.get(path, headers=known))


def _answers(content: bytes) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return Response(content, media_type="text/calendar")

    return answer


async def _joined(events: list[bytes]) -> str:
    """What can hardly be less: the kept bytes put together, and their fingerprint."""
    return hashlib.sha256(b"BEGIN:VEVENT".join(events)).hexdigest()


def feed_table(result: dict[str, Any]) -> str:
    """The figures as lines for a person."""
    size = result["bytes"] / 1024
    return "\n".join(
        [
            f"a calendar of {result['meetings']:,} meetings ({size:,.0f} kB), {result['database']}",
            f"  first time        {result['cold_ms']:>8} ms",
            f"  warm              {result['warm_ms']:>8} ms   target {result['target_ms']} ms",
            f"  through the door  {result['door_ms']:>8} ms",
            f"  not modified      {result['not_modified_ms']:>8} ms",
            f"  bare joining      {result['bare_joining_ms']:>8} ms",
            f"  bare answer       {result['bare_answer_ms']:>8} ms",
        ]
    )
