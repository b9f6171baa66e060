"""`rakor bench live`: a session with thousands of sockets, beside what others do, in one run."""

import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rakor.bench.live.crowd import CrowdLine, Line, crowd, process
from rakor.bench.live.fanout import PEERS, measure_fanout, measure_peers
from rakor.bench.live.shard import make_shard, measure_shard
from rakor.bench.live.votes import make_delegations, measure_votes
from rakor.bench.live.world import Session, make_session
from rakor.bench.live.writer import Writer
from rakor.bench.live.written import (
    measure_latency,
    measure_many,
    measure_stalled,
    measure_storm,
    measure_written,
)
from rakor.bench.scratch import own_settings, scratch
from rakor.settings import settings

PARTS = ("fanout", "written", "latency", "stalled", "storm", "many", "shard", "votes")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: how many sockets and entries, who stalls, who comes again, beside whom."""

    sockets: int = 1_000
    rate: float = 20.0
    seconds: float = 6.0
    views: int = 4
    stalled: float = 10.0
    storm: int = 2_000
    many: int = 2_000
    meetings: int = 20
    ballots: int = 1_000
    payload: int = 300
    peers: Sequence[str] = PEERS
    parts: Sequence[str] = PARTS


def measure_live(plan: Plan, server: str | None = None) -> dict[str, Any]:
    """All parts of the plan, each with a server and browsers in processes of their own."""
    with own_settings() as folder:
        return asyncio.run(_measure(plan, server, folder))


async def _measure(plan: Plan, server: str | None, folder: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "database": "PostgreSQL" if server else "SQLite",
        "sockets": plan.sockets,
        "rate": plan.rate,
        "views": plan.views,
        "payload": plan.payload,
        "load_before": round(os.getloadavg()[0], 2),
    }
    async with scratch(server, f"sqlite://{folder}/live.db") as url:
        os.environ |= {"RAKOR_DATABASE_URL": url, "RAKOR_INBOUND_LISTEN": ""}
        settings.cache_clear()
        session = await make_session(url)
        if "fanout" in plan.parts:
            found |= await asyncio.to_thread(_alone, plan, session, folder)
        if {"written", "latency", "stalled", "storm"} & set(plan.parts):
            found |= await asyncio.to_thread(_held, plan, session)
        if "many" in plan.parts:
            found["many"] = await asyncio.to_thread(_many, plan, session)
        if "shard" in plan.parts:
            sessions = await make_shard(url, session, plan.meetings)
            found["shard"] = await asyncio.to_thread(_shard, sessions)
        if "votes" in plan.parts:
            bearers = await make_delegations(url, session, plan.ballots)
            # Counts are told by the worker, which runs inside as it does in `rakor serve`.
            with _house("worker") as (house, port, _pid):
                found["votes"] = await measure_votes(house, port, session, bearers)
    found["load_after"] = round(os.getloadavg()[0], 2)
    return found


def _alone(plan: Plan, session: Session, folder: str) -> dict[str, Any]:
    with _house() as (house, port, _pid):
        ours, text = measure_fanout(port, house, session, plan.sockets, plan.payload)
    peers, missing = measure_peers(plan.peers, text, plan.sockets, folder)
    yardstick = next((row["us"] for row in peers if row["name"] == "send"), None)
    rows = [ours, *peers]
    for row in rows:
        row["of_send"] = round(row["us"] / yardstick, 2) if yardstick else None
    return {"fanout": rows, "not_at_hand": missing, "frame_bytes": len(text)}


def _held(plan: Plan, session: Session) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with _house() as (house, port, _pid):
        writer = Writer(port, session)
        if "written" in plan.parts:
            with crowd() as browsers:
                browsers.come(plan.sockets, port, path=session.path, who=session.who(1))
                found["written"] = measure_written(
                    house, browsers, writer, plan.sockets, plan.payload
                )
        if {"latency", "stalled"} & set(plan.parts):
            with crowd() as browsers:
                browsers.come(plan.sockets, port, path=session.path, who=session.who(plan.views))
                found |= _latencies(plan, house, browsers, writer)
        if "storm" in plan.parts:
            with crowd() as browsers:
                browsers.come(plan.storm, port, path=session.path, who=session.who(plan.views))
                found["storm"] = {"sockets": plan.storm, **measure_storm(house, browsers, writer)}
    return found


def _latencies(plan: Plan, house: Line, browsers: CrowdLine, writer: Writer) -> dict[str, Any]:
    found = {
        "latency": measure_latency(house, browsers, writer, plan.rate, plan.seconds, plan.payload)
    }
    if "stalled" in plan.parts:
        found["stalled"] = measure_stalled(
            house, browsers, writer, share=plan.stalled, rate=plan.rate, payload=plan.payload
        )
    return found


def _shard(sessions: list[Session]) -> dict[str, Any]:
    with _house() as (house, port, pid), crowd() as browsers:
        return measure_shard(house, pid, port, browsers, sessions)


def _many(plan: Plan, session: Session) -> dict[str, Any]:
    with _house() as (house, port, pid), crowd() as browsers:
        come = {"count": plan.many, "port": port, "path": session.path, "who": session.who(1)}
        return measure_many(house, pid, browsers, Writer(port, session), come)


@contextmanager
def _house(*more: str) -> Iterator[tuple[Line, int, int]]:
    """Rakor, served in a process of its own: how to ask it, where it listens, which it is."""
    with process([sys.executable, "-m", "rakor.bench.live.house", *more]) as house:
        where = house.answer()
        yield house, where["port"], where["pid"]
