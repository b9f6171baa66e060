"""Proving that nothing in the journal was changed, taken out, put in or cut off."""

from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from tortoise import connections
from tortoise.backends.base.client import BaseDBAsyncClient

from rakor import database
from rakor.journal.chain import Told, chain
from rakor.journal.models import Entry, Stream
from rakor.journal.seals import SEALED, SEALS, Root, Seal
from rakor.journal.walk import BATCH, Link, first_entries, walk

_SEALS = str(SEALS)


class Broken(Exception):
    """The first place at which the journal is not what was written, and why."""

    def __init__(self, why: str, told: Told | None = None) -> None:
        self.told = told
        place = ""
        if told is not None:
            at = told.at.isoformat(sep=" ", timespec="seconds")
            place = f"stream {told.stream} entry {told.seq} ({told.kind}, {at}): "
        super().__init__(f"{place}{why}")


class AnotherKey(Broken):
    """No stream begins with a proof of this installation's key."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A journal that holds: how much was read, its last seal, and one digest over all tops."""

    entries: int
    streams: int
    seals: int
    last: Seal | None
    root: str


async def verify(noted: str | None = None, *, batch: int = BATCH) -> Proven:
    """Read the whole journal as of one moment and prove it.

    `noted` is the proof of a seal that was kept elsewhere: it must still be there. Raises Broken
    at the first entry that is wrong, AnotherKey when all are, as after a restore without the key.
    For a command: on SQLite the connection is not free for anything else meanwhile.
    """
    async with _one_moment() as connection:
        seals = await _seals()
        if noted and noted not in {each.proof for each in seals}:
            raise Broken(f"the seal {noted} is not there any more: the end was cut off")
        reader = _Reader(seals)
        try:
            async for links in walk(connection, batch):
                reader.read(links)
        except Broken as broken:
            if broken.told is not None and broken.told.seq == 1:
                await _check_key(connection)
            raise
        reader.close()
        await _check_tops(connection, reader.streams)
    return Proven(
        reader.entries,
        reader.streams,
        len(seals),
        seals[-1] if seals else None,
        reader.root.hex(),
    )


class _Reader:
    """What has to be remembered between two entries."""

    def __init__(self, seals: Sequence[Seal]) -> None:
        self.entries = self.streams = 0
        self.root = Root()
        self._link = chain().link
        self._stream, self._seq, self._before = "", 0, ""
        self._seals = seals
        self._until = [each.until for each in seals]
        self._roots = [Root() for _each in seals]
        # The last number and proof of this stream in each span that was sealed.
        self._tops: dict[int, tuple[int, str]] = {}

    def read(self, links: Sequence[Link]) -> None:
        for told, proof in links:
            if told.stream != self._stream:
                self._end()
                self._stream, self._seq, self._before = told.stream, 0, ""
                self.streams += 1
            if told.seq != self._seq + 1:
                raise Broken(f"entry {self._seq + 1} before it is missing", told)
            if proof is None:
                raise Broken("it carries no proof", told)
            if proof != self._link(self._before, told):
                raise Broken("it is not what was written", told)
            self._seq, self._before = told.seq, proof
            self._tops[self._span(told.at)] = told.seq, proof
        self.entries += len(links)

    def _span(self, at: datetime) -> int:
        return bisect_right(self._until, at)

    def _end(self) -> None:
        if self._stream:
            self.root.add(self._stream, self._seq, self._before)
        for span, (seq, proof) in self._tops.items():
            if span < len(self._roots) and self._stream != _SEALS:
                self._roots[span].add(self._stream, seq, proof)
        self._tops.clear()

    def close(self) -> None:
        """After the last entry: every seal must say what was found."""
        self._end()
        for seal, root in zip(self._seals, self._roots, strict=True):
            if seal.root != root.hex():
                told = Told(seal.seq, _SEALS, SEALED, None, "", "", "{}", seal.at, None, None)
                since, until = (each.date().isoformat() for each in (seal.since, seal.until))
                raise Broken(
                    f"entries between {since} and {until} were cut off or put in "
                    f"({root.streams} streams of {seal.streams} are there)",
                    told,
                )


async def _seals() -> list[Seal]:
    entries = await Entry.filter(stream=SEALS, kind=SEALED).order_by("seq")
    try:
        return [Seal.read(entry) for entry in entries]
    except ValueError:
        raise Broken("a seal cannot be read") from None


async def _check_key(connection: BaseDBAsyncClient) -> None:
    """Whether no stream at all begins with our key: then the key is another, not the journal."""
    link = chain().link
    if not any(proof == link("", told) for told, proof in await first_entries(connection)):
        raise AnotherKey(
            "the journal was made with another secret key "
            "(no stream begins with a proof of the one that is set): "
            "give back its RAKOR_SECRET_KEY or var/secret.key"
        )


async def _check_tops(connection: BaseDBAsyncClient, walked: int) -> None:
    """Refuses a stream whose row says another top than its last entry, or that has no row."""
    _count, rows = await connection.execute_query(
        "SELECT id, last_seq, top FROM (SELECT id, last_seq, "
        "(SELECT MAX(seq) FROM entry WHERE entry.stream = stream.id) AS top FROM stream) tops "
        "WHERE top IS NULL OR top <> last_seq LIMIT 1",
        [],
    )
    if rows:
        stream, said, top = rows[0]
        raise Broken(f"stream {stream} ends at entry {top or 0}, its row says {said}")
    if walked != await Stream.all().count():
        raise Broken("a stream of entries has lost its row")


@asynccontextmanager
async def _one_moment() -> AsyncIterator[BaseDBAsyncClient]:
    """Everything read inside is of one moment; on SQLite, too, others go on writing (WAL)."""
    if database.is_postgres():
        async with database.reading() as connection:
            yield connection
        return
    connection = connections.get("default")
    await connection.execute_query("BEGIN")
    try:
        yield connection
    finally:
        await connection.execute_query("ROLLBACK")
