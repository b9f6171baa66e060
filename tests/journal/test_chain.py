"""The chain: nothing in the journal is changed, taken out, put in or cut off without a trace."""

import asyncio
import math
import random
import struct
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import orjson
import pytest
from tortoise import Tortoise, connections
from tortoise.migrations.api.migrate import migrate as run_migrations
from tortoise.transactions import in_transaction

from rakor import database, journal
from rakor.app import TABLES
from rakor.database import new_id
from rakor.database.connection import configuration
from rakor.database.migrations import find_migrations
from rakor.journal import SEALS, Audience, Entry, Stream
from rakor.journal.chain import Chain, Told, lasting
from rakor.journal.models import to_json
from rakor.journal.walk import chain_all

from ..conftest import SCRATCH
from ..postgres import on_server

STREAM = UUID("0198f3a2-0000-7000-8000-000000000001")
RINA = SimpleNamespace(id=UUID(int=7), full_name="Rina Ḥalīm, S.Sos. 🙂")
DAY = datetime(2026, 11, 20, 8, 30, 15, 123456, tzinfo=UTC)
AWKWARD = {
    "z": 1,
    "a": {"é": [1.0, -0.0, 1e16, 0.1, 1e-7, 1.5e300, 1.2345678901234567e19, 2**63]},
    "nested": [{"b": None, "a": True}, [], {}, "2026-12-01T09:00:00+07:00"],
    "text": "baris\nbaru, “kutip” \\ \u2028 日本 🙂",
}
# What AWKWARD is proven by, whichever database keeps it: a change here breaks every journal.
PROOF = "9664b4bae99b6367b9f7ca33833e65c92dec57ee44df9ad1fccc0febde99b335"


async def write(stream=STREAM, count=1, *, at=DAY, **data):
    for n in range(count):
        async with journal.transaction() as record:
            record.at = at + timedelta(seconds=n)
            await record.entry(
                stream,
                "thing.done",
                by=RINA,
                audience=Audience.STAFF,
                subject=UUID(int=9),
                **(data or {"n": n}),
            )


async def execute(query, *values):
    await connections.get("default").execute_query(query, list(values))


async def broken(noted=None):
    with pytest.raises(journal.Broken) as caught:
        await journal.verify(noted, batch=3)
    return caught.value


@pytest.mark.postgres
async def test_an_entry_is_proven_alike_by_both_databases(db):
    await write(**AWKWARD)
    (entry,) = await journal.since(STREAM, 0)
    assert entry.hash == PROOF
    assert entry.data == orjson.loads(lasting(to_json(AWKWARD)))
    assert (await journal.verify()).entries == 1


@pytest.mark.postgres
async def test_numbers_are_written_as_the_database_gives_them_back(db, engine):
    chance = random.Random(7)
    patterns = [chance.getrandbits(64).to_bytes(8, "big") for _n in range(3000)]
    some = [struct.unpack(">d", each)[0] for each in patterns]
    some += [chance.uniform(-1, 1) * 10.0**n for n in range(-30, 40) for _m in range(20)]
    some += [round(each) / 1000 for each in some if abs(each) < 1e12]
    numbers = [each for each in some if math.isfinite(each)] + [2**64 - 1, -(2**63), 0, -0.0]
    await write(numbers=numbers)
    text = "::text" if engine == "postgres" else ""
    rows = await connections.get("default").execute_query_dict(f"SELECT data{text} FROM entry")
    assert orjson.loads(rows[0]["data"]) == orjson.loads(lasting(to_json({"numbers": numbers})))
    assert [float(each) for each in orjson.loads(rows[0]["data"])["numbers"]] == [
        float(each) for each in numbers
    ]
    assert (await journal.verify()).entries == 1


def test_every_part_of_an_entry_is_proven_and_so_is_the_one_before():
    chain = Chain(b"secret")
    told = Told(1, str(STREAM), "a.b", None, "", "staff", '{"n": 1}', DAY, None, None)
    others = [
        told._replace(**{name: value})
        for name, value in {
            "seq": 2,
            "stream": str(SEALS),
            "kind": "a.c",
            "actor": str(STREAM),
            "actor_name": "Rina",
            "audience": "public",
            "data": '{"n": 2}',
            "at": DAY + timedelta(microseconds=1),
            "request_id": "again",
            "subject": str(STREAM),
        }.items()
    ]
    proofs = {chain.link("", each) for each in (told, *others)}
    proofs |= {chain.link("before", told), Chain(b"another").link("", told)}
    assert len(proofs) == 1 + len(others) + 2
    assert chain.link("", told) == chain.link("", told._replace(data='{"n":1}'))


@pytest.mark.postgres
async def test_a_journal_as_it_was_written_is_proven(db):
    streams = [new_id() for _n in range(4)]
    await asyncio.gather(*(write(stream, 5) for stream in streams for _n in range(2)))
    proven = await journal.verify(batch=3)
    assert (proven.entries, proven.streams, proven.seals) == (40, 4, 0)
    assert proven == await journal.verify()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "change",
    [
        "kind = 'thing.undone'",
        "actor_name = 'Orang lain'",
        "actor = NULL",
        "audience = 'public'",
        "request_id = 'x'",
        "subject = NULL",
        "at = '2026-11-20 08:30:16+00:00'",
        """data = '{"n": 3}'""",
        "hash = 'x'",
        "hash = NULL",
    ],
)
async def test_an_entry_that_was_changed_is_found(db, change):
    await write(count=5)
    await execute(f"UPDATE entry SET {change} WHERE seq = 3")
    found = await broken()
    assert (found.told.seq, found.told.stream) == (3, str(STREAM))


@pytest.mark.postgres
async def test_a_change_with_a_proof_made_without_the_key_is_found(db):
    await write(count=3)
    (_first, second, _third) = await journal.since(STREAM, 0)
    await execute("UPDATE entry SET data = '{}' WHERE seq = 2")
    forged = Chain(b"").link("", Told(2, str(STREAM), "", None, "", "", "{}", DAY, None, None))
    await execute(f"UPDATE entry SET hash = '{forged}' WHERE seq = 2")
    assert (await broken()).told.seq == second.seq


@pytest.mark.postgres
async def test_an_entry_that_was_taken_out_is_missed(db):
    await write(count=5)
    await Entry.filter(seq=2).delete()
    found = await broken()
    assert found.told.seq == 3
    assert "entry 2 before it is missing" in str(found)


@pytest.mark.postgres
async def test_entries_that_changed_places_are_found(db):
    await write(count=4)
    await execute("UPDATE entry SET seq = 9 WHERE seq = 2")
    await execute("UPDATE entry SET seq = 2 WHERE seq = 3")
    await execute("UPDATE entry SET seq = 3 WHERE seq = 9")
    assert (await broken()).told.seq == 2


@pytest.mark.postgres
async def test_an_end_that_was_cut_off_is_missed_by_the_row_of_its_stream(db):
    await write(count=5)
    await Entry.filter(seq=5).delete()
    assert "ends at entry 4, its row says 5" in str(await broken())
    await Entry.all().delete()
    assert "ends at entry 0, its row says 5" in str(await broken())


@pytest.mark.postgres
async def test_a_stream_without_its_row_is_found(db):
    await write()
    await Stream.all().delete()
    assert "lost its row" in str(await broken())


@pytest.mark.postgres
async def test_an_end_that_was_cut_off_with_care_breaks_the_seal_of_its_day(db):
    other = new_id()
    await write(count=5)
    await write(other, 5)
    assert (await journal.seal(DAY + timedelta(days=1))).streams == 2
    await write(count=2, at=DAY + timedelta(days=1))
    await journal.seal(DAY + timedelta(days=2))
    assert (await journal.verify()).seals == 2

    await Entry.filter(stream=other, seq=5).delete()
    await Stream.filter(id=other).update(last_seq=4)
    found = await broken()
    assert (found.told.kind, found.told.seq) == ("journal.sealed", 1)


@pytest.mark.postgres
async def test_a_whole_stream_that_was_taken_out_breaks_the_seal(db):
    other = new_id()
    await write()
    await write(other)
    await journal.seal(DAY + timedelta(days=1))
    await Entry.filter(stream=other).delete()
    await Stream.filter(id=other).delete()
    assert "1 streams of 2 are there" in str(await broken())


@pytest.mark.postgres
async def test_a_seal_that_was_noted_elsewhere_must_still_be_there(db):
    await write(count=2)
    noted = (await journal.seal(DAY + timedelta(days=1))).proof
    assert (await journal.verify(noted)).last.proof == noted
    await Entry.filter(stream=SEALS).delete()
    await Stream.filter(id=SEALS).delete()
    assert (await journal.verify()).seals == 0
    assert noted in str(await broken(noted))


@pytest.mark.postgres
async def test_however_many_processes_seal_a_day_there_is_one_seal(db):
    await write(count=3)
    seals = await asyncio.gather(*(journal.seal(DAY + timedelta(days=1)) for _n in range(3)))
    assert [each is None for each in seals].count(False) == 1
    assert await journal.seal(DAY + timedelta(days=1)) is None
    (entry,) = await journal.since(SEALS, 0)
    assert (entry.kind, entry.data["entries"], entry.data["streams"]) == ("journal.sealed", 3, 1)
    assert entry.data["until"] == "2026-11-21T00:00:00+00:00"


async def test_nothing_is_sealed_before_the_acts_of_the_day_are_written_down(db):
    await write()
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    assert await journal.seal(midnight + timedelta(minutes=59)) is None
    assert await journal.seal(midnight + timedelta(minutes=60)) is not None


async def test_an_empty_journal_is_whole_and_needs_no_seal(db):
    assert await journal.seal() is None
    assert (await journal.verify()).entries == 0


@pytest.mark.postgres
async def test_the_journal_of_another_key_is_told_from_one_that_was_changed(db):
    streams = [new_id() for _n in range(3)]
    for stream in streams:
        await write(stream, 2)
    other = Chain(b"another secret")
    for entry in await Entry.filter(seq=1):
        told = Told(
            1,
            str(entry.stream),
            entry.kind,
            str(entry.actor),
            entry.actor_name,
            entry.audience.value,
            to_json(entry.data),
            entry.at,
            None,
            str(entry.subject),
        )
        await Entry.filter(id=entry.id).update(hash=other.link("", told))
    assert isinstance(await broken(), journal.AnotherKey)


async def test_entries_without_a_chain_are_chained_as_they_stand_on_sqlite():
    await chained_by_the_migration(f"sqlite://{SCRATCH / 'unchained.db'}")


async def test_entries_without_a_chain_are_chained_as_they_stand_on_postgresql(empty_postgres):
    keeper = await database.postgres_line(on_server(empty_postgres, "postgres"))
    await keeper.execute("CREATE DATABASE unchained")
    await keeper.close()
    await chained_by_the_migration(on_server(empty_postgres, "unchained"))


async def chained_by_the_migration(url):
    find_migrations()
    await run_migrations(config=configuration(url, TABLES), target="rakor.0002_directory")
    place = "stream, seq, kind, actor_name, audience, data, at"
    for n in range(1, 8):
        await execute(
            f"INSERT INTO entry (id, {place}) VALUES ('{new_id()}', '{STREAM}', {n}, 'a.done', "
            """'Rina', 'staff', '{"b": 1.0, "a": 1e3}', '2026-01-02 03:04:05.6+00:00')"""
        )
    await execute(f"INSERT INTO stream (id, epoch, last_seq) VALUES ('{STREAM}', 'x', 7)")
    await database.close()
    await Tortoise._reset_apps()
    await database.migrate(url, TABLES)
    await database.connect(url, TABLES)
    try:
        assert (await journal.verify(batch=3)).entries == 7
        await write()
        assert (await journal.verify(batch=3)).entries == 8
        await execute("UPDATE entry SET hash = NULL")
        async with in_transaction() as connection:
            assert await chain_all(connection) == 8
        assert (await journal.verify()).entries == 8
    finally:
        await database.close()
