"""The migrated schema is what the models say, on both databases, however many migrate at once."""

import asyncio
import re
import sqlite3
import sys
from contextlib import closing

import pytest
from tortoise import Tortoise, connections
from tortoise.migrations.autodetector import MigrationAutodetector

from rakor import database
from rakor.app import TABLES
from rakor.database.connection import configuration
from rakor.database.fresh import lay_out, told
from rakor.database.migrations import find_migrations

from ..conftest import SCRATCH
from ..postgres import on_server

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


async def columns_and_indexes(postgres: bool) -> tuple[dict[str, set[str]], set[str]]:
    connection = connections.get("default")
    if postgres:
        rows = await connection.execute_query_dict(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        )
        named = await connection.execute_query_dict("SELECT indexname AS name FROM pg_indexes")
    else:
        rows = await connection.execute_query_dict(
            "SELECT m.name AS table_name, c.name AS column_name"
            " FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        )
        named = await connection.execute_query_dict(
            "SELECT name FROM sqlite_master WHERE type = 'index'"
        )
    columns: dict[str, set[str]] = {}
    for row in rows:
        columns.setdefault(row["table_name"], set()).add(row["column_name"])
    return columns, {row["name"] for row in named}


@pytest.mark.postgres
async def test_every_column_unique_rule_and_index_of_the_models_is_in_the_database(db, engine):
    columns, indexes = await columns_and_indexes(engine == "postgres")
    for model in Tortoise.apps["rakor"].values():
        table = model._meta.db_table
        assert columns[table] == set(model._meta.fields_db_projection.values())
        for rule in (*model._meta.constraints, *model._meta.indexes):
            assert rule.name in indexes


async def test_the_models_have_no_change_that_no_migration_knows(db):
    find_migrations()
    config = configuration("sqlite://:memory:", TABLES)
    detector = MigrationAutodetector(Tortoise.apps, config["apps"])
    assert await detector.changes() == []


async def test_a_new_file_is_laid_out_as_the_history_leaves_it():
    walked = SCRATCH / "walked.db"
    await database.migrate(f"sqlite://{walked}", TABLES, whole=True)
    laid = SCRATCH / "laid.db"
    lay_out(laid)
    assert UUID.sub("", told(laid)) == UUID.sub("", told(walked)), "make fresh"


def test_a_file_that_holds_something_is_left_as_it_is():
    path = SCRATCH / "held.db"
    with closing(sqlite3.connect(path)) as line:
        line.execute("CREATE TABLE kept (id INTEGER)")
    lay_out(path)
    assert told(path) == "CREATE TABLE kept (id INTEGER);\n"


async def test_two_processes_that_migrate_at_once_both_succeed_on_sqlite():
    await migrate_twice(f"sqlite://{SCRATCH / 'twice.db'}")


async def test_two_processes_that_migrate_at_once_both_succeed_on_postgresql(empty_postgres):
    keeper = await database.postgres_line(on_server(empty_postgres, "postgres"))
    await keeper.execute("CREATE DATABASE twice")
    await keeper.close()
    await migrate_twice(on_server(empty_postgres, "twice"))


async def migrate_twice(url: str) -> None:
    code = (
        "import asyncio, sys; from rakor import database; from rakor.app import TABLES;"
        "asyncio.run(database.migrate(sys.argv[1], TABLES))"
    )
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, url, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(2)
    ]
    async with asyncio.timeout(60):
        results = [await process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], results


async def test_keys_grow_with_time():
    keys = [database.new_id() for _ in range(2000)]
    assert keys == sorted(set(keys))
    assert {key.version for key in keys} == {7}
