"""`rakor bench search`: finding people by misspelt names, beside a plain LIKE of the same run."""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from tortoise import connections

from rakor import database
from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.app import TABLES
from rakor.bench.scratch import own_settings, scratch
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.directory.queries import look_up
from rakor.directory.rules import AgencyKind

_FIRST = (
    "Agus Budi Dewi Siti Sri Muhammad Mohamad Ahmad Achmad Rina Wahyu Eko Dwi Tri Bambang "
    "Slamet Yusuf Joko Nur Nurul Fitri Indah Ratna Rini Yuli Hendra Andi Arif Rizky Dian Putri "
    "Putra Ayu Kadek Made Wayan Nyoman Ketut Gede Hasan Husein Abdul Abdullah Umar Ali Ibrahim "
    "Zainal Syarif Fauzi Faisal Taufik Iqbal Irfan Rahmat Lukman Maria Yohanes Paulus Petrus "
    "Kristina Lina Wati Endang Suharti Sumarni Teguh Robert Simon Markus Elisabet Agustinus "
    "Bernadus Rudi Toni Asep Ujang Cecep Deden Tatang Iwan Ridwan Gunawan Kurniawan Setiawan "
    "Darmawan Hermawan"
)
_LAST = (
    "Santoso Wijaya Saputra Susanto Hartono Setiadi Hidayat Nugroho Prasetyo Wibowo Utomo "
    "Purnomo Lestari Rahayu Wulandari Handayani Suryani Maharani Anggraini Siregar Nasution "
    "Harahap Lubis Simanjuntak Sihombing Situmorang Panjaitan Hutabarat Manurung Sinaga Ginting "
    "Tarigan Sembiring Rumapea Latuconsina Pattimura Matulessy Wenda Kogoya Tabuni Mandagi "
    "Lumentut Sondakh Mappa Hasanuddin Syahputra Ramadhan Firmansyah Suryadi Supriyadi Sugiarto "
    "Sutrisno Sumarno Suparman Adinegara Kusuma Kusumawati Kartika Pramono Pratama Pratiwi "
    "Puspitasari Widodo Widjaja Widyastuti Zulkarnain Effendi Fadillah Gumelar Halim Hakim "
    "Iskandar Kartono Mahendra Rahman"
)
_SYLLABLES = (
    "wi ra kar sa a di ne ga bu la ma no pa re su ta wa yu tha rin san gar dar man ti lo mo ke ba"
)
FIRST, LAST, SYLLABLES = _FIRST.split(), _LAST.split(), _SYLLABLES.split()
BULK = 20_000
SEARCHES = 200


def measure_search(*, people: int, server: str | None = None) -> dict[str, Any]:
    """Fill a scratch database with people, then look for them as others remember their names."""
    with own_settings() as folder:
        return asyncio.run(_measure(people, server, f"sqlite://{folder}/search.db"))


async def _measure(people: int, server: str | None, file: str) -> dict[str, Any]:
    chance = random.Random(20261122)  # noqa: S311 - the same people in every run
    async with scratch(server, file) as url:
        await database.migrate(url, TABLES)
        await database.connect(url, TABLES)
        try:
            agencies = [
                Agency(code=f"A{n}", name=f"Instansi {n}", short_name=f"A{n}", kind=AgencyKind.UNIT)
                for n in range(550)
            ]
            await Agency.bulk_create(agencies)
            rows = [_person(chance, n, chance.choice(agencies).id) for n in range(people)]
            loading = await _fill(rows)
            typed = [_typed(chance, chance.choice(rows)[1]) for _n in range(SEARCHES)]
            user = User(await Person.create(name="Pengukur"), Role.ADMIN)
            plain = await _time(typed, _plainly)
            forgiving = await _time(typed, lambda words: look_up(user, words))
        finally:
            await database.close()
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "people": people,
        "searches": len(typed),
        **loading,
        "like": plain,
        "search": forgiving,
        "of_like": round(forgiving["p95_ms"] / plain["p95_ms"], 2),
    }


def _person(chance: random.Random, n: int, agency: UUID) -> tuple[UUID, str, str, UUID]:
    names = [chance.choice(FIRST)]
    if chance.random() < 0.5:
        names.append(chance.choice(FIRST))
    if chance.random() < 0.75:
        names.append(chance.choice(LAST))
    else:
        names.append("".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))).capitalize())
    address = f"{'.'.join(names)}{n}@dinas{n % 500}.example.go.id".lower()
    return new_id(), " ".join(names), address, agency


def _typed(chance: random.Random, name: str) -> str:
    """How somebody types it: whole, turned round, titled, begun, misspelt, in pieces."""
    words = name.split()
    way = chance.randrange(8)
    if way == 0:
        return name.lower()
    if way == 1:
        return " ".join(reversed(words))
    if way == 2:
        return f"Dr. {name}, S.H., M.Si."
    if way == 3:
        return chance.choice(words)[: chance.randint(2, 3)]
    if way == 4:
        return chance.choice(words)
    if way == 5:
        return ".".join(words).lower()
    at = chance.randrange(1, len(name) - 1)
    if way == 6:
        return name[:at] + chance.choice("aeiouhn") + name[at + 1 :]
    return name[:at] + " " + name[at:].lstrip()


async def _fill(rows: Sequence[tuple[UUID, str, str, UUID]]) -> dict[str, float]:
    """Store everybody; the first 20,000 also in a table on which no words are kept."""
    client, size = connections.get("default"), min(BULK, len(rows))
    await client.execute_script(
        "CREATE TABLE bare (id CHAR(36) PRIMARY KEY, name VARCHAR(200), email VARCHAR(254) UNIQUE,"
        " agency_id CHAR(36)); CREATE INDEX bare_agency ON bare (agency_id)"
    )
    places = "$1, $2, $3, $4" if database.is_postgres() else "?, ?, ?, ?"
    began = time.perf_counter()
    await client.execute_many(
        f"INSERT INTO bare (id, name, email, agency_id) VALUES ({places})",  # noqa: S608
        [[str(key), name, email, str(agency)] for key, name, email, agency in rows[:size]],
    )
    bare, began = time.perf_counter() - began, time.perf_counter()
    await _store(rows[:size])
    kept = time.perf_counter() - began
    await _store(rows[size:])
    await client.execute_query("ANALYZE")
    return {"bare_rows_s": round(bare, 2), "rows": size, "rows_with_words_s": round(kept, 2)}


async def _store(rows: Sequence[tuple[UUID, str, str, UUID]]) -> None:
    await Person.bulk_create(
        [
            Person(id=key, name=name, email=email, agency_id=agency)
            for key, name, email, agency in rows
        ],
        batch_size=500,
    )


async def _plainly(words: str) -> None:
    """What a list without any index for words does: read them all."""
    found = Person.filter(name__icontains=words, erased_at=None)
    await found.order_by("name").limit(50).select_related("agency")
    await found.count()


async def _time(typed: Sequence[str], look: Callable[[str], Awaitable[Any]]) -> dict[str, Any]:
    took: list[tuple[float, str]] = []
    for words in typed:
        began = time.perf_counter()
        await look(words)
        took.append(((time.perf_counter() - began) * 1000, words))
    took.sort()
    times = [each for each, _words in took]
    return {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "slowest_ms": round(times[-1], 1),
        "slowest": took[-1][1],
    }


def search_table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    lines = [
        f"{result['database']}: {result['people']:,} people, {result['searches']} searches",
        f"{result['rows']:,} rows, bare / with words   "
        f"{result['bare_rows_s']:.1f} s / {result['rows_with_words_s']:.1f} s",
        f"{'':<24}{'p50 ms':>8}{'p95 ms':>8}{'most ms':>8}",
    ]
    for name, words in (("like", "name LIKE '%…%'"), ("search", "search that forgives")):
        found = result[name]
        lines.append(
            f"{words:<24}{found['p50_ms']:>8.1f}{found['p95_ms']:>8.1f}{found['slowest_ms']:>8.1f}"
        )
    lines.append(f"p95, of LIKE {result['of_like']:.2f}; slowest: {result['search']['slowest']!r}")
    return "\n".join(lines)
