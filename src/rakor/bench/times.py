"""`rakor bench times`: finding a time for 200 people in 60 days, beside a bare read of the rows."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tortoise import connections

from rakor import database
from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.app import TABLES
from rakor.bench.scratch import own_settings, scratch
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.queries import find_times
from rakor.scheduling.rules import SourceKind, TimeWanted, minute_of, packed

ROUNDS = 9
TARGET_MS = 300
AGENCIES = 14
ASKED_TO_EACH = 20
A_DAY = 5  # events of each calendar outside Rakor
AHEAD = 400
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
READ = {
    "the seats": 'SELECT * FROM "invitation"',
    "the meetings": 'SELECT * FROM "meeting"',
    "the calendars": 'SELECT "person_id", "spans" FROM "calendar_source"',
}


def measure_times(*, people: int, days: int, server: str | None = None) -> dict[str, Any]:
    """Look for a time of a meeting with so many people, each busy in Rakor and outside of it."""
    with own_settings() as folder:
        return asyncio.run(_measure(people, days, server, f"sqlite://{folder}/times.db"))


async def _measure(people: int, days: int, server: str | None, file: str) -> dict[str, Any]:
    async with scratch(server, file) as url:
        await database.migrate(url, TABLES)
        await database.connect(url, TABLES)
        try:
            user, draft, counts = await _world(people, days)
            since = (datetime.now(UTC) + timedelta(days=1)).date()
            wanted = TimeWanted(since=since, days=days)
            found, typical = await _typical(lambda: find_times(draft, wanted, to=user))
            bare = [await _typical(_reads(statement)) for statement in READ.values()]
        finally:
            await database.close()
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "people": people,
        "days": days,
        **counts,
        "proposals": len(found.proposals),
        "times_ms": round(typical * 1000, 1),
        "bare_read_ms": round(sum(each for _rows, each in bare) * 1000, 1),
        "target_ms": TARGET_MS,
    }


async def _world(count: int, days: int) -> tuple[User, Meeting, dict[str, int]]:
    """A draft to which that many people are asked, and what else takes their time."""
    agencies = [_agency(n) for n in range(AGENCIES)]
    await Agency.bulk_create(agencies)
    people = [
        Person(
            name=f"Pejabat {n}", email=f"p{n}@bench.invalid", agency_id=agencies[n % AGENCIES].id
        )
        for n in range(count)
    ]
    await Person.bulk_create(people, batch_size=200)
    first = datetime.now(UTC).replace(hour=1, minute=0, second=0, microsecond=0)
    draft = _meeting(0, first + timedelta(days=30), agencies[0], State.DRAFT)
    # Everybody is in a meeting on every second day or so.
    held = max(count * days // ASKED_TO_EACH // 2, 1)
    others = [
        _meeting(n, first + timedelta(days=n % days, hours=n % 8), agencies[n % AGENCIES])
        for n in range(held)
    ]
    await Meeting.bulk_create([draft, *others], batch_size=200)
    seats = [_seat(draft, person) for person in people]
    for n, meeting in enumerate(others):
        among = {(n * 7 + k * 13) % count for k in range(ASKED_TO_EACH)}
        seats += [_seat(meeting, people[k]) for k in among]
    await Invitation.bulk_create(seats, batch_size=200)
    sources = [_source(n, person, first) for n, person in enumerate(people)]
    await CalendarSource.bulk_create(sources, batch_size=50)
    reader = await Person.get(id=people[0].id).select_related("agency")
    draft = await Meeting.get(id=draft.id).select_related("organizer")
    user = User.of(await Account.create(person=reader, role=Role.ADMIN))
    counts = {"meetings": held, "seats": len(seats), "outside": AHEAD * A_DAY * count}
    return user, draft, counts


def _agency(n: int) -> Agency:
    key = new_id()
    return Agency(
        id=key, path=f"/{key}/", code=f"B{n}", name=f"Badan {n}", short_name=f"B{n}",
        kind=AgencyKind.INSTITUTION, timezone=ZONES[n % 3],
    )  # fmt: skip


def _meeting(n: int, at: datetime, agency: Agency, state: State = State.SCHEDULED) -> Meeting:
    key = new_id()
    return Meeting(
        id=key, uid=f"{key}@bench.invalid", title=f"Rapat {n}", starts_at=at,
        ends_at=at + timedelta(hours=2), timezone="Asia/Jakarta", organizer_id=agency.id,
        state=state, mode="in_person", venue_name="Ruang Cendrawasih",
    )  # fmt: skip


def _seat(meeting: Meeting, person: Person) -> Invitation:
    key = new_id().hex
    return Invitation(
        meeting_id=meeting.id, person_id=person.id, agency_id=person.agency_id,
        email=person.email, name=person.name, status=RsvpStatus.ACCEPTED,
        token_digest=key, mail_digest=key, code_digest=key,
    )  # fmt: skip


def _source(n: int, person: Person, first: datetime) -> CalendarSource:
    begin = minute_of(first)
    spans = [
        (begin + day * 1440 + k * 97 + n % 60, begin + day * 1440 + k * 97 + n % 60 + 45)
        for day in range(AHEAD)
        for k in range(A_DAY)
    ]
    return CalendarSource(
        person_id=person.id, kind=SourceKind.FILE, host="bench.invalid", secret="",
        spans=packed(spans), created_at=first, due_at=first, read_at=first,
    )  # fmt: skip


def _reads(statement: str) -> Callable[[], Awaitable[Any]]:
    async def read() -> Any:
        return await connections.get("default").execute_query(statement)

    return read


async def _typical(do: Callable[[], Awaitable[Any]]) -> tuple[Any, float]:
    """What it gives and its median time, after one round that nobody counts."""
    found = await do()
    times = []
    for _n in range(ROUNDS):
        began = time.perf_counter()
        await do()
        times.append(time.perf_counter() - began)
    return found, statistics.median(times)


def times_table(result: dict[str, Any]) -> str:
    """The figures as lines for a person."""
    return "\n".join(
        [
            f"a time for {result['people']:,} people in {result['days']} days, "
            f"{result['database']}: {result['meetings']:,} meetings, {result['seats']:,} seats, "
            f"{result['outside']:,} busy times outside Rakor",
            f"  found           {result['times_ms']:>8} ms   target {result['target_ms']} ms",
            f"  bare read       {result['bare_read_ms']:>8} ms",
        ]
    )
