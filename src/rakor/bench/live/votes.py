"""A thousand delegations vote within seconds, some of them twice at once: when is it counted?"""

import asyncio
import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson

from rakor import database
from rakor.app import TABLES
from rakor.attendance.models import Head
from rakor.bench.live.crowd import Line, NotReached
from rakor.bench.live.world import Session, tokens_of
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part

LINES = 32
WITHIN = 10.0  # seconds
TWICE = 10  # one of so many sends its ballot twice at once


async def make_delegations(url: str, session: Session, count: int) -> list[str]:
    """So many agencies with one person each, who is in the room; gives their tokens."""
    await database.connect(url, TABLES)
    try:
        return await _delegations(session, count)
    finally:
        await database.close()


async def _delegations(session: Session, count: int) -> list[str]:
    keys = [new_id() for _n in range(count)]
    agencies = [
        Agency(
            id=key, path=f"/{key}/", code=f"DEL-{n}", name=f"Pemerintah Kabupaten {n}",
            short_name=f"Kab. {n}", kind=AgencyKind.REGENCY,
        )
        for n, key in enumerate(keys)
    ]  # fmt: skip
    await Agency.bulk_create(agencies, batch_size=500)
    people = [
        Person(name=f"Utusan {n}", email=f"utusan.{n}@bench.invalid", agency_id=key)
        for n, key in enumerate(keys)
    ]
    await Person.bulk_create(people, batch_size=500)
    await MeetingPart.bulk_create(
        [
            MeetingPart(meeting_id=session.meeting, person_id=each.id, part=Part.PARTICIPANT)
            for each in people
        ],
        batch_size=500,
    )
    await Head.bulk_create([_head(session, each) for each in people], batch_size=500)
    return await tokens_of(people)


def _head(session: Session, person: Person) -> Head:
    return Head(
        meeting_id=session.meeting,
        key=f"person:{person.id}",
        person_id=person.id,
        agency_id=person.agency_id,
        name=person.name,
        room=True,
        first_at=datetime.now(UTC),
    )


async def measure_votes(
    house: Line, port: int, session: Session, bearers: list[str]
) -> dict[str, Any]:
    """Every delegation votes; then the vote is closed and published at once."""
    chair = await Api.opened(port, session.writer)
    votes = f"/api/v1/meetings/{session.meeting}/votes"
    vote = (await chair.post(votes, {"question": "Setuju dengan kuota kursi?"}, 201))["id"]
    codes = [f"DEL-{n}" for n in range(len(bearers))]
    await chair.post(f"{votes}/{vote}/open", {"agencies": codes}, 200)
    await asyncio.to_thread(house.ask, "mark")
    began = time.monotonic()
    line = iter(range(len(bearers)))
    took: list[float] = []

    async def work() -> None:
        api, other = await Api.opened(port, ""), await Api.opened(port, "")
        for n in line:
            due = began + WITHIN * n / len(bearers)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            started = time.monotonic()
            sent = [api.send(f"{votes}/{vote}/ballot", {"choice": _choice(n)}, bearers[n])]
            if n % TWICE == 0:
                sent.append(other.send(f"{votes}/{vote}/ballot", {"choice": "no"}, bearers[n]))
            said = sorted(status for status, _body in await asyncio.gather(*sent))
            took.append(time.monotonic() - started)
            if said not in ([201], [201, 409]):
                raise NotReached(f"a ballot was answered with {said}")

    await asyncio.gather(*(work() for _n in range(LINES)))
    last = time.monotonic()
    used = (await asyncio.to_thread(house.ask, "figures"))["processor"]
    await chair.post(f"{votes}/{vote}/close", {}, 200)
    told = await chair.post(f"{votes}/{vote}/publish", {}, 200)
    published = time.monotonic()
    counted = sum(told["result"]["counts"].values())
    if counted != len(bearers):
        raise NotReached(f"{counted} ballots of {len(bearers)} were counted")
    took.sort()
    return {
        "ballots": counted,
        "seconds": round(last - began, 2),
        "published_after": round(published - last, 2),
        "p50": round(took[len(took) // 2] * 1000, 1),
        "p99": round(took[int(len(took) * 0.99)] * 1000, 1),
        "ms_each": round(used / counted * 1000, 2),
    }


def _choice(number: int) -> str:
    return ("yes", "no", "abstain")[number % 3]


class Api:
    """One connection that is kept, and who speaks over it."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        bearer: str,
        *,
        keyed: bool = True,
    ) -> None:
        self._reader, self._writer, self._bearer = reader, writer, bearer
        self._keyed = keyed

    @classmethod
    async def opened(cls, port: int, bearer: str, *, keyed: bool = True) -> "Api":
        """`keyed`: every request has an Idempotency-Key of its own."""
        return cls(*await asyncio.open_connection("127.0.0.1", port), bearer, keyed=keyed)

    async def post(self, path: str, said: dict[str, Any], expected: int) -> dict[str, Any]:
        status, body = await self.send(path, said, self._bearer)
        if status != expected:
            raise NotReached(f"{path}: {status} {body.decode()}")
        found: dict[str, Any] = orjson.loads(body)
        return found

    async def send(self, path: str, said: dict[str, Any], bearer: str) -> tuple[int, bytes]:
        body = orjson.dumps(said)
        key = f"Idempotency-Key: {uuid4()}\r\n" if self._keyed else ""
        self._writer.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {bearer}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"{key}\r\n".encode()
            + body
        )
        head = await self._reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        return int(head.split()[1]), await self._reader.readexactly(size)
