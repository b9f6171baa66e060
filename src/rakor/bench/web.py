"""`rakor bench web`: pages of a meeting with 89 people, beside a bare Starlette answer."""

import asyncio
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import httpx

from rakor import database
from rakor.accounts import operations as accounts
from rakor.accounts.models import Account
from rakor.accounts.rules import Role
from rakor.app import TABLES, create_app
from rakor.bench.load import Load, load
from rakor.bench.servers import Server, running
from rakor.bench.year import fill_year
from rakor.demo import load as load_scenario
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.settings import settings

CONNECTIONS = 8
# The calendar of an office with so many meetings in a year.
YEAR = 5000
UVICORN = [
    "uvicorn", "--port", "{port}", "--log-level", "error", "--no-access-log",
    "--no-server-header", "--loop", "uvloop", "--http", "httptools",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One page: its load, its share of what a bare answer does, and its queries."""

    name: str
    queries: int
    load: Load
    ratio: float


def measure_web(*, seconds: float = 4.0, workers: int = 2, meetings: int = YEAR) -> dict[str, Any]:
    """Start time, memory, answers a second and queries of the pages people open most.

    The views of the calendar are measured with that many meetings in a year.
    """
    with tempfile.TemporaryDirectory(prefix="rakor-bench-") as folder:
        environment = {
            "RAKOR_DATABASE_URL": f"sqlite://{folder}/bench.db",
            "RAKOR_FILES": f"{folder}/files",
            "RAKOR_SECRET_KEY": "a key for measuring only",
            "RAKOR_LOCALE": "id",
        }
        for name in [name for name in os.environ if name.startswith("RAKOR_")]:
            del os.environ[name]
        os.environ |= environment
        settings.cache_clear()
        paths, token, queries = asyncio.run(_prepare())
        empty = environment | {"RAKOR_DATABASE_URL": f"sqlite://{folder}/empty.db"}
        with running(["rakor", "serve", "--port", "{port}"], "/readyz", empty) as first:
            start, idle = first.seconds_to_answer, first.memory()
        bare = _bare(seconds, workers)
        serve = ["rakor", "serve", "--port", "{port}", "--workers", str(workers)]
        with running(serve, "/readyz", environment) as server:
            rows = [
                _row(name, path, queries[name], server, token, seconds, bare)
                for name, path in paths.items()
            ]
            memory = server.memory()
        rows += _year(f"sqlite://{folder}/year.db", environment, meetings, seconds, serve, bare)
    return {
        "start_seconds_empty_database": round(start, 2),
        "memory_mb_one_process_idle": round(idle, 1),
        "memory_mb_after_load": round(memory, 1),
        "workers": workers,
        "connections": CONNECTIONS,
        "bare": asdict(bare),
        "pages": [asdict(row) for row in rows],
    }


async def _prepare() -> tuple[dict[str, str], str, dict[str, int]]:
    url = settings().database_url
    await database.migrate(url, TABLES)
    await database.connect(url, TABLES)
    try:
        meeting = (await load_scenario("sc4", lambda _line: None))[-1]
        admin = await Account.filter(role=Role.ADMIN).select_related("person").first()
        assert admin is not None
        token = await accounts.create_token(admin)
        invited = await Invitation.filter(meeting_id=meeting.id).first()
        assert invited is not None
        paths = {
            "home": "/",
            "meeting list": "/meetings",
            "meeting": f"/meetings/{meeting.id}",
            "invitations": f"/meetings/{meeting.id}/invitations",
            "attendance": f"/meetings/{meeting.id}/attendance",
            "personal page": f"/r/{personal_token(invited)}",
            "ics": f"/api/v1/meetings/{meeting.id}.ics",
        }
        return paths, token, {name: await _queries(path, token) for name, path in paths.items()}
    finally:
        await database.close()


def _year(
    url: str,
    environment: Mapping[str, str],
    meetings: int,
    seconds: float,
    serve: list[str],
    bare: Load,
) -> list[Row]:
    """The views of the calendar as an admin sees them, who sees every meeting."""
    there = {**environment, "RAKOR_DATABASE_URL": url}
    os.environ |= there
    settings.cache_clear()
    paths, token, queries = asyncio.run(_prepare_year(meetings))
    with running(serve, "/readyz", there) as server:
        return [
            _row(name, path, queries[name], server, token, seconds, bare)
            for name, path in paths.items()
        ]


async def _prepare_year(meetings: int) -> tuple[dict[str, str], str, dict[str, int]]:
    url = settings().database_url
    await database.migrate(url, TABLES)
    await database.connect(url, TABLES)
    try:
        today = date.today()  # noqa: DTZ011 - any day in the middle of the year would do
        admin = await fill_year(meetings, today)
        account = await Account.get(id=admin.id).select_related("person")
        token = await accounts.create_token(account)
        views = ("month", "week", "agenda", "agency")
        paths = {f"{view} of {meetings}": f"/calendar?view={view}&date={today}" for view in views}
        paths[f"rooms of {meetings}"] = f"/calendar/rooms?date={today}"
        return paths, token, {name: await _queries(path, token) for name, path in paths.items()}
    finally:
        await database.close()


class _Counter(logging.Handler):
    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith("%s: %s"):
            self.count += 1


async def _queries(path: str, token: str) -> int:
    """How many statements one answer takes, counted where the database client logs them."""
    log, counter = logging.getLogger("tortoise.db_client"), _Counter()
    transport = httpx.ASGITransport(create_app(worker=False, own_database=False))
    headers = {"authorization": f"Bearer {token}", "accept": "text/html"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1", headers=headers
    ) as client:
        (await client.get(path)).raise_for_status()
        before = log.level
        log.setLevel(logging.DEBUG)
        log.propagate = False
        log.addHandler(counter)
        try:
            await client.get(path)
        finally:
            log.removeHandler(counter)
            log.propagate = True
            log.setLevel(before)
    return counter.count


def _bare(seconds: float, workers: int) -> Load:
    arguments = [*UVICORN, "--workers", str(workers), "rakor.bench.bare:app"]
    with running(arguments, "/", {}) as server:
        return asyncio.run(
            load(
                "127.0.0.1", server.port, "/", headers={}, connections=CONNECTIONS, seconds=seconds
            )
        )


def _row(
    name: str, path: str, queries: int, server: Server, token: str, seconds: float, bare: Load
) -> Row:
    headers = {"Authorization": f"Bearer {token}", "Accept": "text/html"}

    async def measure() -> Load:
        for warm in (0.5, seconds):
            found = await load(
                "127.0.0.1",
                server.port,
                path,
                headers=headers,
                connections=CONNECTIONS,
                seconds=warm,
            )
        return found

    found = asyncio.run(measure())
    return Row(name, queries, found, found.per_second / bare.per_second)


def table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    lines = [
        f"start to first answer, empty database   {result['start_seconds_empty_database']:.2f} s",
        f"memory (PSS), one process, idle         {result['memory_mb_one_process_idle']:.0f} MB",
        f"memory (PSS), {result['workers']} web + worker, loaded   "
        f"{result['memory_mb_after_load']:.0f} MB",
        f"bare Starlette, {result['workers']} processes           "
        f"{result['bare']['per_second']:,.0f}/s",
        "",
        f"{'page':<16}{'queries':>8}{'per s':>9}{'p50 ms':>9}{'p95 ms':>9}{'KB':>7}{'of bare':>9}",
    ]
    for row in result["pages"]:
        found = row["load"]
        lines.append(
            f"{row['name']:<16}{row['queries']:>8}{found['per_second']:>9,.0f}"
            f"{found['p50']:>9.1f}{found['p95']:>9.1f}{found['size'] / 1024:>7.0f}"
            f"{row['ratio']:>9.2%}"
        )
    return "\n".join(lines)
