"""`rakor bench search --parts documents`: notes by words, beside the bare index."""

import asyncio
import itertools
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tortoise import connections

from rakor import database
from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.app import TABLES
from rakor.bench.scratch import own_settings, scratch
from rakor.bench.search import SYLLABLES
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import Part, State
from rakor.search.models import SearchDocument, SearchText
from rakor.search.operations import key_at
from rakor.search.queries import find
from rakor.search.rules import Kind, asked, folded, for_postgres, for_sqlite

A_MEETING = 20  # notes
VOCABULARY = 20_000
WORDS = 60
SEARCHES = 100
BEGAN = datetime(2020, 1, 6, 2, tzinfo=UTC)
COMMON = [
    "rapat",
    "keputusan",
    "kuota",
    "anggaran",
    "jabatan",
    "pelatihan",
    "daerah",
    "kementerian",
    "notula",
    "peserta",
]


def measure_documents(*, documents: int, server: str | None = None) -> dict[str, Any]:
    """Fill a scratch database with notes of meetings, then look for words in them."""
    with own_settings() as folder:
        return asyncio.run(_measure(documents, server, f"sqlite://{folder}/documents.db"))


async def _measure(documents: int, server: str | None, file: str) -> dict[str, Any]:
    chance = random.Random(20261123)  # noqa: S311 - the same texts in every run
    made = {"".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _n in range(VOCABULARY)}
    words = [*COMMON, *sorted(made)]
    weights = list(itertools.accumulate(1 / (place + 10) for place in range(len(words))))
    async with scratch(server, file) as url:
        await database.migrate(url, TABLES)
        await database.connect(url, TABLES)
        try:
            people = await _fill(chance, documents, words, weights)
            typed = [_typed(chance, words, weights) for _n in range(SEARCHES)]
            bare = await _time(typed, _bare)
            found = {
                name: await _time(typed, lambda said, by=user: find(by, said))  # type: ignore[misc]
                for name, user in people.items()
            }
        finally:
            await database.close()
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "documents": documents,
        "searches": len(typed),
        "bare": bare,
        **found,
    }


async def _fill(
    chance: random.Random, documents: int, words: Sequence[str], weights: Sequence[float]
) -> dict[str, User]:
    """The meetings with their notes; an admin, and somebody invited to every tenth of them."""
    agency = await Agency.create(code="A", name="A", short_name="A", kind=AgencyKind.UNIT)
    admin = User(await Person.create(name="Pengukur"), Role.ADMIN)
    guest = User(await Person.create(name="Peserta"), Role.PARTICIPANT)
    for first in range(0, documents, A_MEETING * 50):
        meetings = [
            Meeting(
                title=" ".join(chance.choices(words, cum_weights=weights, k=6)),
                starts_at=BEGAN + timedelta(hours=n),
                ends_at=BEGAN + timedelta(hours=n + 3),
                timezone="Asia/Jakarta",
                organizer_id=agency.id,
                state=State.FINISHED,
                uid=f"{n}@bench",
            )
            for n in range(first // A_MEETING, min(first + A_MEETING * 50, documents) // A_MEETING)
        ]
        await Meeting.bulk_create(meetings)
        await MeetingPart.bulk_create(
            [
                MeetingPart(meeting_id=meeting.id, person_id=guest.id, part=Part.PARTICIPANT)
                for meeting in meetings[::10]
            ]
        )
        await _notes(chance, meetings, words, weights)
    await connections.get("default").execute_query("ANALYZE")
    return {"admin": admin, "participant": guest}


async def _notes(
    chance: random.Random,
    meetings: Sequence[Meeting],
    words: Sequence[str],
    weights: Sequence[float],
) -> None:
    items, rows, texts = [], [], []
    for meeting, n in itertools.product(meetings, range(A_MEETING)):
        said = chance.choices(words, cum_weights=weights, k=WORDS)
        at = meeting.starts_at + timedelta(minutes=n)
        item = AgendaItem(meeting_id=meeting.id, position=n, title=" ".join(said[:5]))
        row = SearchDocument(
            id=key_at(at), kind=Kind.NOTE, object_id=item.id, meeting_id=meeting.id, at=at
        )
        body = " ".join(said[5:])
        items.append(item)
        rows.append(row)
        texts.append(
            SearchText(
                document_id=row.id,
                title=item.title,
                body=body,
                title_words=folded(item.title),
                body_words=folded(body),
            )
        )
    await AgendaItem.bulk_create(items)
    await SearchDocument.bulk_create(rows)
    await SearchText.bulk_create(texts)


def _typed(chance: random.Random, words: Sequence[str], weights: Sequence[float]) -> str:
    """One to three words as often as they are said, sometimes a phrase, sometimes a beginning."""
    said = chance.choices(words, cum_weights=weights, k=chance.randint(1, 3))
    if chance.random() < 0.2:
        return f'"{" ".join(said)}"'
    if chance.random() < 0.2:
        said[-1] = said[-1][:4]
    return " ".join(said)


async def _bare(typed: str) -> None:
    """The twenty newest by the index of words alone: no rights, no counts, no texts."""
    wanted = asked(typed)
    if database.is_postgres():
        statement = (
            "SELECT id FROM search_words WHERE words @@ to_tsquery('simple', $1) "
            "ORDER BY id DESC LIMIT 20"
        )
        said = for_postgres(wanted)
    else:
        statement = (
            "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT 20"
        )
        said = for_sqlite(wanted)
    await connections.get("default").execute_query_dict(statement, [said])


async def _time(typed: Sequence[str], look: Callable[[str], Awaitable[Any]]) -> dict[str, Any]:
    took, busy = [], []
    for words in typed:
        began, worked = time.perf_counter(), time.process_time()
        await look(words)
        took.append(((time.perf_counter() - began) * 1000, words))
        busy.append((time.process_time() - worked) * 1000)
    took.sort()
    busy.sort()
    return {
        "p50_ms": round(statistics.median(each for each, _words in took), 1),
        "p95_ms": round(took[int(len(took) * 0.95)][0], 1),
        "cpu_p95_ms": round(busy[int(len(busy) * 0.95)], 1),
        "slowest_ms": round(took[-1][0], 1),
        "slowest": took[-1][1],
    }


def documents_table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    lines = [
        f"{result['database']}: {result['documents']:,} notes, {result['searches']} searches",
        f"{'':<32}{'p50 ms':>8}{'p95 ms':>8}{'most ms':>8}{'own CPU p95':>14}",
    ]
    for name, words in (
        ("bare", "the index alone, 20 newest"),
        ("participant", "in a tenth of the meetings"),
        ("admin", "in all of them"),
    ):
        found = result[name]
        lines.append(
            f"{words:<32}{found['p50_ms']:>8.1f}{found['p95_ms']:>8.1f}{found['slowest_ms']:>8.1f}"
            f"{found['cpu_p95_ms']:>14.1f}"
        )
    lines.append(f"target: p95 100 ms; slowest: {result['admin']['slowest']!r}")
    return "\n".join(lines)
