"""`rakor bench check-in`: desks at the door over HTTP, beside bare rows and a bare door."""

import asyncio
import os
import sqlite3
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import uvloop

from rakor import database
from rakor.app import TABLES
from rakor.attendance.queries import attendance_state
from rakor.bench import door
from rakor.bench.live.votes import Api
from rakor.bench.live.world import tokens_of
from rakor.bench.scratch import own_settings, scratch
from rakor.bench.servers import running
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from rakor.invitations.models import Invitation
from rakor.invitations.queries import checkin_code, seal
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State

AGENCIES = 100
TWICE = 20  # one of so many is uploaded twice
BARE = 2_000


def measure_check_in(
    *, count: int, desks: int, workers: int, server: str | None = None
) -> dict[str, Any]:
    """That many people come, each by their code, at so many desks with a connection each.

    Each desk sends the next scan when the one before is answered, so that the rate is that of
    desks which never rest. The worker, which tells the counts, runs beside, and the desks share the
    processors with the house. `server` is a PostgreSQL server on which a database is made for it
    and dropped afterwards; without one it is an SQLite file.

    Two yardsticks of the same run. Bare rows: one for the person and one for the scan, committed
    together, over as many connections as there are desks on PostgreSQL, over one on SQLite. A bare
    door: the same desks at a Starlette that commits one row into SQLite and does nothing else.
    """
    with own_settings() as folder:
        os.environ["RAKOR_INBOUND_LISTEN"] = ""
        return uvloop.run(_measure(count, desks, workers, server, folder))


async def _measure(
    count: int, desks: int, workers: int, server: str | None, folder: str
) -> dict[str, Any]:
    async with scratch(server, f"sqlite://{folder}/door.db") as url:
        await database.migrate(url, TABLES)
        await database.connect(url, TABLES)
        try:
            meeting, codes, bearers = await _door(count, desks)
        finally:
            await database.close()
        bare = await _bare(url, meeting, desks)
        at_bare_door = await _bare_door(folder, meeting, codes, bearers)
        os.environ["RAKOR_DATABASE_URL"] = url
        serve = ["rakor", "serve", "--port", "{port}", "--workers", str(workers)]
        with running(serve, "/readyz", {}) as house:
            before = house.processor()
            took, seconds = await _come(house.port, meeting, codes, bearers)
            used = house.processor() - before
            heads = await _heads(house.port, meeting, bearers[0])
            told = await _told(url, meeting, count + BARE)
    if heads != count + BARE or told != heads:
        raise RuntimeError(f"{heads - BARE} of {count} were counted, {told - BARE} were told")
    took.sort()
    sent = len(took)
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "people": count,
        "desks": desks,
        "workers": workers,
        "sent": sent,
        "per_second": round(sent / seconds),
        "p50": round(took[sent // 2] * 1000, 1),
        "p99": round(took[int(sent * 0.99)] * 1000, 1),
        "ms_each": round(used / sent * 1000, 2),
        "bare_door_per_second": round(at_bare_door[0]),
        "bare_door_ms_each": round(at_bare_door[1], 2),
        "bare_per_second": round(bare),
        "of_bare": round(sent / seconds / bare, 3),
    }


async def _door(count: int, desks: int) -> tuple[UUID, list[str], list[str]]:
    """A meeting that is held, people of a hundred agencies with their codes, officers' tokens."""
    keys = [new_id() for _n in range(AGENCIES)]
    agencies = [
        Agency(
            id=key, path=f"/{key}/", code=f"K-{n}", name=f"Kementerian Contoh {n}",
            short_name=f"K {n}", kind=AgencyKind.MINISTRY, precedence=n,
        )
        for n, key in enumerate(keys)
    ]  # fmt: skip
    await Agency.bulk_create(agencies, batch_size=500)
    meeting = await _meeting(keys[0])
    officers = [
        Person(name=f"Petugas {n}", email=f"petugas.{n}@bench.invalid", agency_id=keys[0])
        for n in range(desks)
    ]
    await Person.bulk_create(officers)
    await MeetingPart.bulk_create(
        MeetingPart(meeting_id=meeting.id, person_id=each.id, part=Part.CHECK_IN_OFFICER)
        for each in officers
    )
    people = [
        Person(
            name=f"Pejabat {n}, S.Sos.",
            email=f"pejabat.{n}@bench.invalid",
            agency_id=keys[n % AGENCIES],
        )
        for n in range(count)
    ]
    await Person.bulk_create(people, batch_size=500)
    invitations = [_invitation(meeting, person) for person in people]
    await Invitation.bulk_create(invitations, batch_size=200)
    return meeting.id, [checkin_code(each) for each in invitations], await tokens_of(officers)


async def _meeting(organizer: UUID) -> Meeting:
    now = datetime.now(UTC)
    return await Meeting.create(
        title="Rapat Koordinasi Nasional",
        starts_at=now,
        ends_at=now + timedelta(hours=6),
        timezone="Asia/Jakarta",
        organizer_id=organizer,
        state=State.IN_PROGRESS,
        room="Balai Sidang",
        uid=f"{uuid4()}@rakor.example",
    )


def _invitation(meeting: Meeting, person: Person) -> Invitation:
    invitation = Invitation(
        id=new_id(),
        meeting_id=meeting.id,
        person_id=person.id,
        agency_id=person.agency_id,
        email=person.email,
        name=person.name,
        office_title="Kepala Pusat",
        agency_name="Kementerian Contoh",
    )
    seal(invitation)
    return invitation


async def _come(
    port: int, meeting: UUID, codes: Sequence[str], bearers: Sequence[str]
) -> tuple[list[float], float]:
    """Every desk takes whoever is next in the line; gives how long each scan took, and all."""
    path = f"/api/v1/meetings/{meeting}/check-ins"
    line = iter(range(len(codes)))
    took: list[float] = []

    async def work(number: int, bearer: str) -> None:
        desk = await Api.opened(port, bearer, keyed=False)  # the nonce is the key
        for n in line:
            said = {"code": codes[n], "nonce": f"scan-{n}", "device": f"Meja {number}"}
            for _time in range(2 if n % TWICE == 0 else 1):
                began = time.monotonic()
                await desk.post(path, said, 200)
                took.append(time.monotonic() - began)

    began = time.monotonic()
    await asyncio.gather(*(work(n, bearer) for n, bearer in enumerate(bearers, 1)))
    return took, time.monotonic() - began


async def _bare_door(
    folder: str, meeting: UUID, codes: Sequence[str], bearers: Sequence[str]
) -> tuple[float, float]:
    """How many scans a second a bare door takes, and the processor's milliseconds for each."""
    serve = ["uvicorn", "rakor.bench.door:app", "--port", "{port}", "--log-level", "warning"]
    serve += ["--no-access-log", "--loop", "uvloop", "--http", "httptools"]
    with running(serve, "/readyz", {door.FILE: f"{folder}/bare.db"}) as there:
        before = there.processor()
        took, seconds = await _come(there.port, meeting, codes, bearers)
        used = there.processor() - before
    return len(took) / seconds, used / len(took) * 1000


async def _told(url: str, meeting: UUID, expected: int) -> int:
    """How many came as the live record says, once it says all of them, at most ten seconds on."""
    await database.connect(url, TABLES)
    try:
        for _look in range(100):
            heads = int((await attendance_state(meeting))["heads"])
            if heads == expected:
                break
            await asyncio.sleep(0.1)
    finally:
        await database.close()
    return heads


async def _heads(port: int, meeting: UUID, bearer: str) -> int:
    headers = {"Authorization": f"Bearer {bearer}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
        answer = await client.get(f"/api/v1/meetings/{meeting}/attendance")
    answer.raise_for_status()
    return int(answer.json()["heads"])


_HEAD = (
    'INSERT INTO head (id, meeting_id, "key", name, office_title, agency_name, representing, '
    "walk_in, room, online, first_at, precedence) VALUES "
)
_SCAN = (
    "INSERT INTO scan (id, meeting_id, head_id, channel, direction, outcome, reason, method, "
    "device, nonce, at, recorded_at) VALUES "
)


async def _bare(url: str, meeting: UUID, desks: int) -> float:
    """Transactions a second of one row each into the tables of people and scans."""
    if url.startswith("sqlite"):
        return await asyncio.to_thread(_bare_sqlite, url, meeting)
    return await _bare_postgres(url, meeting, desks)


def _bare_sqlite(url: str, meeting: UUID) -> float:
    line = sqlite3.connect(url.removeprefix("sqlite://"), isolation_level=None)
    line.execute("PRAGMA journal_mode=WAL")
    line.execute("PRAGMA synchronous=FULL")  # what is acknowledged is on the disk, as in Rakor
    now = datetime.now(UTC).isoformat(" ")
    began = time.perf_counter()
    for n in range(BARE):
        head = str(new_id())
        line.execute("BEGIN IMMEDIATE")
        line.execute(
            _HEAD + "(?, ?, ?, ?, '', '', '', 0, 1, 0, ?, 1000)",
            (head, str(meeting), f"bare:{n}", f"Tamu {n}", now),
        )
        line.execute(
            _SCAN + "(?, ?, ?, 'room', 'in', 'accepted', '', 'qr', '', ?, ?, ?)",
            (str(new_id()), str(meeting), head, f"bare-{n}", now, now),
        )
        line.execute("COMMIT")
    seconds = time.perf_counter() - began
    line.close()
    return BARE / seconds


async def _bare_postgres(url: str, meeting: UUID, desks: int) -> float:
    now, numbers = datetime.now(UTC), iter(range(BARE))
    lines = [await asyncpg.connect(url) for _desk in range(desks)]

    async def work(line: asyncpg.Connection) -> None:
        for n in numbers:
            head = new_id()
            async with line.transaction():
                await line.execute(
                    _HEAD + "($1, $2, $3, $4, '', '', '', false, true, false, $5, 1000)",
                    head, meeting, f"bare:{n}", f"Tamu {n}", now,
                )  # fmt: skip
                await line.execute(
                    _SCAN + "($1, $2, $3, 'room', 'in', 'accepted', '', 'qr', '', $4, $5, $5)",
                    new_id(), meeting, head, f"bare-{n}", now,
                )  # fmt: skip

    began = time.perf_counter()
    await asyncio.gather(*(work(line) for line in lines))
    seconds = time.perf_counter() - began
    for line in lines:
        await line.close()
    return BARE / seconds


def check_in_table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    return "\n".join(
        (
            f"{result['database']}: {result['people']:,} people at {result['desks']} desks, one in "
            f"{TWICE} sent twice, {result['workers']} process(es), the worker beside",
            f"check-ins        {result['per_second']:,}/s, p50 {result['p50']} ms, "
            f"p99 {result['p99']} ms, {result['ms_each']} ms of processor each",
            f"a bare door      {result['bare_door_per_second']:,}/s, "
            f"{result['bare_door_ms_each']} ms of processor each (Starlette, one SQLite row)",
            f"two bare rows    {result['bare_per_second']:,}/s "
            f"(check-ins {result['of_bare']:.0%} of it)",
        )
    )
