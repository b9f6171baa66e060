"""`rakor bench journal`: proving a journal of that many entries, beside a bare read of its rows."""

import asyncio
import random
import resource
import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise import connections

from rakor import database, journal
from rakor.app import TABLES
from rakor.bench.scratch import own_settings, scratch
from rakor.database import new_id
from rakor.journal.chain import Told, chain
from rakor.journal.models import to_json

DAYS = 60
PER_STREAM = 100
BATCH = 10_000
KINDS = (
    "attendance.recorded",
    "invitation.answered",
    "note.saved",
    "person.viewed",
    "mail.downloaded",
    "decision.recorded",
    "account.signed_in",
)
COLUMNS = (
    "id", "stream", "seq", "kind", "actor", "actor_name",
    "audience", "data", "at", "request_id", "subject", "hash",
)  # fmt: skip
READ = (
    "SELECT seq, stream, kind, actor, actor_name, audience, data, at, request_id, subject, hash "
    "FROM entry ORDER BY stream, seq"
)


def measure_journal(*, entries: int, server: str | None = None) -> dict[str, Any]:
    """Fill a scratch database, read its rows barely, then prove them.

    `server` is a PostgreSQL server on which a database is made for it and dropped afterwards;
    without one it is an SQLite file.
    """
    with own_settings() as folder:
        return asyncio.run(_measure(entries, server, f"sqlite://{folder}/journal.db"))


async def _measure(entries: int, server: str | None, file: str) -> dict[str, Any]:
    async with scratch(server, file) as url:
        await database.migrate(url, TABLES)
        await database.connect(url, TABLES)
        try:
            began = time.perf_counter()
            await _fill(entries, url)
            filled = time.perf_counter() - began
            bare = await _bare(url)
            before = _peak()
            began, worked = time.perf_counter(), time.process_time()
            proven = await journal.verify()
            seconds = time.perf_counter() - began
            worked = time.process_time() - worked
        finally:
            await database.close()
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "entries": proven.entries,
        "streams": proven.streams,
        "seals": proven.seals,
        "fill_seconds": round(filled, 1),
        "bare_read_seconds": round(bare, 2),
        "verify_seconds": round(seconds, 2),
        "verify_processor_seconds": round(worked, 2),
        "of_bare": round(seconds / bare, 2),
        "seconds_for_a_million": round(seconds / proven.entries * 1_000_000, 1),
        "peak_mb_before": round(before),
        "peak_mb_after": round(_peak()),
    }


async def _fill(entries: int, url: str) -> None:
    """Entries of many meetings and readers, mixed as they would be, over two months; one seal a
    day."""
    first = datetime.now(UTC) - timedelta(days=DAYS + 1)
    tops: dict[UUID, int] = {}
    rows: list[Sequence[Any]] = []
    write = _write_postgres if database.is_postgres() else _write_sqlite
    for row in _rows(entries, first, tops):
        rows.append(row)
        if len(rows) == BATCH:
            await write(url, "entry", COLUMNS, rows)
            rows.clear()
    if rows:
        await write(url, "entry", COLUMNS, rows)
    streams = [(stream, "bench", top) for stream, top in tops.items()]
    await write(url, "stream", ("id", "epoch", "last_seq"), streams)
    for day in range(1, DAYS + 2):
        await journal.seal(first + timedelta(days=day))


def _rows(entries: int, first: datetime, tops: dict[UUID, int]) -> Iterator[Sequence[Any]]:
    chance = random.Random(20261122)  # noqa: S311 - the same entries in every run
    streams = [new_id() for _n in range(max(1, entries // PER_STREAM))]
    people = [(new_id(), f"Pegawai {n:03}, S.Sos., M.Si.") for n in range(400)]
    proofs: dict[UUID, str] = {}
    link = chain().link
    for n in range(entries):
        stream = chance.choice(streams)
        who, name = chance.choice(people)
        subject = chance.choice(people)[0]
        at = first + timedelta(days=DAYS) * (n / entries)
        seq = tops[stream] = tops.get(stream, 0) + 1
        data = to_json(
            {
                "invitation": str(new_id()),
                "email": f"pegawai.{n % 400}@bkpsdm.example.go.id",
                "answer": {"status": "accepted", "mode": "room", "comment": "Hadir, insya Allah."},
                "counts": {"invited": 89, "accepted": n % 89, "share": n % 89 / 89},
            }
        )
        kind = chance.choice(KINDS)
        told = Told(seq, str(stream), kind, str(who), name, "staff", data, at, None, str(subject))
        proofs[stream] = link(proofs.get(stream, ""), told)
        yield (
            new_id(), stream, seq, kind, who, name,
            "staff", data, at, None, subject, proofs[stream],
        )  # fmt: skip


async def _write_sqlite(
    _url: str, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    places = ", ".join("?" * len(columns))
    await connections.get("default").execute_many(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})",  # noqa: S608
        [[_plain(value) for value in row] for row in rows],
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return str(value) if isinstance(value, UUID) else value


async def _write_postgres(
    url: str, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    line = await database.postgres_line(url)
    await line.copy_records_to_table(table, records=rows, columns=list(columns))
    await line.close()


async def _bare(url: str) -> float:
    """Seconds to read the same columns of every row in the same order, and do nothing."""
    began = time.perf_counter()
    if database.is_postgres():
        line = await database.postgres_line(url)
        async with line.transaction():
            async for _row in line.cursor(READ, prefetch=5_000):
                pass
        await line.close()
    else:
        path = url.removeprefix("sqlite://")
        await asyncio.to_thread(_bare_sqlite, path)
    return time.perf_counter() - began


def _bare_sqlite(path: str) -> None:
    line = sqlite3.connect(path)
    for _row in line.execute(READ):
        pass
    line.close()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def journal_table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    return "\n".join(
        (
            f"{result['database']}: {result['entries']:,} entries in {result['streams']:,} streams,"
            f" {result['seals']} seals",
            f"bare read of the rows   {result['bare_read_seconds']:.2f} s",
            f"proving them            {result['verify_seconds']:.2f} s, "
            f"{result['of_bare']:.1f} times that, "
            f"{result['verify_processor_seconds']:.2f} s of one processor",
            f"a million entries       {result['seconds_for_a_million']:.1f} s",
            f"peak of memory          {result['peak_mb_after']} MB, "
            f"{result['peak_mb_before']} MB before",
        )
    )
