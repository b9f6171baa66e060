"""Once a day the journal is sealed: one entry that names the top of every stream that moved.

Whoever cuts off the end of a stream would have to change a seal, and with it all later ones.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from tortoise import connections
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from rakor.journal.models import Entry, from_json
from rakor.journal.record import stream_of, transaction

SEALS = stream_of("seals")
SEALED = "journal.sealed"
# An act that began before midnight is written down by then.
GRACE = timedelta(hours=1)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Root:
    """What a seal says about its span: one digest over the tops of the streams that moved.

    The seals' own stream is left out: each seal proves the one before it.
    """

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self.streams = 0

    def add(self, stream: str, seq: int, proof: str | None) -> None:
        """The top of the next stream, in the order of their keys."""
        self._digest.update(f"{stream} {seq} {proof}\n".encode())
        self.streams += 1

    def hex(self) -> str:
        return self._digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal over what was written from one moment until before another."""

    seq: int
    since: datetime
    until: datetime
    root: str
    streams: int
    at: datetime
    proof: str | None

    @classmethod
    def read(cls, entry: Entry) -> "Seal":
        return cls.of(entry.seq, entry.data, entry.at, entry.hash)

    @classmethod
    def of(cls, seq: int, data: dict[str, Any] | str, at: datetime, proof: str | None) -> "Seal":
        said: dict[str, Any] = from_json(data) if isinstance(data, str) else data
        since, until = (datetime.fromisoformat(str(said.get(key))) for key in ("since", "until"))
        return cls(seq, since, until, str(said.get("root")), int(said.get("streams", 0)), at, proof)


async def seal(now: datetime | None = None) -> Seal | None:
    """Seal everything written before the midnight (UTC) that is past, once however many ask."""
    now = now or datetime.now(UTC)
    until = datetime.combine((now - GRACE).astimezone(UTC).date(), time(), UTC)
    last = await Entry.filter(stream=SEALS, kind=SEALED).order_by("-seq").first()
    since = Seal.read(last).until if last else BEGINNING
    if since >= until or not await Entry.exists(at__lt=until):
        return None
    root, entries = await _root(connections.get("default"), since, until)
    try:
        async with transaction() as record:
            await record.entry(
                SEALS,
                SEALED,
                by=None,
                request_id=f"seal:{until.date()}",
                since=since.isoformat(),
                until=until.isoformat(),
                streams=root.streams,
                entries=entries,
                root=root.hex(),
            )
    except IntegrityError:
        return None  # another process was first
    return Seal.read(await Entry.filter(stream=SEALS).order_by("-seq").first() or Entry())


_TOPS = """
SELECT entry.stream, entry.seq, entry.hash, top.n FROM entry JOIN (
  SELECT stream, MAX(seq) AS seq, COUNT(*) AS n FROM entry
  WHERE at >= {0} AND at < {1} AND stream <> {2} GROUP BY stream
) top ON top.stream = entry.stream AND top.seq = entry.seq ORDER BY entry.stream
"""


async def _root(
    connection: BaseDBAsyncClient, since: datetime, until: datetime
) -> tuple[Root, int]:
    postgres = connection.capabilities.dialect == "postgres"
    span: list[Any] = [since, until, SEALS]
    if not postgres:
        span = [since.isoformat(" "), until.isoformat(" "), str(SEALS)]
    query = _TOPS.format(*(("$1", "$2", "$3") if postgres else "???"))
    _count, rows = await connection.execute_query(query, span)
    root, entries = Root(), 0
    for stream, seq, proof, n in rows:
        root.add(str(stream), int(seq), proof)
        entries += int(n)
    return root, entries
