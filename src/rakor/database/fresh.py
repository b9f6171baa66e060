"""A new SQLite file is laid out at once, instead of by walking the whole history of the tables.

`migrations/fresh.sql` is what that history leaves in an empty file, and it says how far it went:
whatever came later is applied as everywhere. `make fresh` writes it anew; a test compares the two.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

HISTORY = "tortoise_migrations"
_VIRTUAL = re.compile(r"CREATE VIRTUAL TABLE (\w+)")


def lay_out(path: Path) -> None:
    """Make the tables of an empty file; one that holds anything is left as it is."""
    laid = files("rakor.migrations").joinpath("fresh.sql")
    if not laid.is_file():
        return
    with closing(sqlite3.connect(path, isolation_level=None)) as line:
        if line.execute("SELECT 1 FROM sqlite_master").fetchone():
            return
        script = laid.read_text(encoding="utf-8")
        # One transaction: a process that dies meanwhile leaves an empty file.
        line.executescript(f"BEGIN;\n{script}")
        now = datetime.now(UTC).isoformat(" ")
        line.execute(f"UPDATE {HISTORY} SET applied_at = ?", (now,))  # noqa: S608 -- our own name
        line.execute("COMMIT")


def told(path: Path) -> str:
    """The tables of a file with what the history put into them, as a script."""
    with closing(sqlite3.connect(path)) as line:
        return "".join(f"{statement};\n" for statement in _statements(line))


def _statements(line: sqlite3.Connection) -> Iterator[str]:
    made = line.execute(
        "SELECT type, name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    ).fetchall()
    virtual = [found[1] for _type, _name, sql in made if (found := _VIRTUAL.match(sql))]
    own = [each for each in made if not any(each[1].startswith(f"{name}_") for name in virtual)]
    tables = [(name, sql) for kind, name, sql in own if kind == "table"]
    yield from (sql for _name, sql in tables)
    for name, _sql in tables:
        if name not in virtual:
            yield from _rows(line, name)
    yield from (sql for kind, _name, sql in own if kind != "table")


def _rows(line: sqlite3.Connection, table: str) -> Iterator[str]:
    names = [column[1] for column in line.execute(f'PRAGMA table_info("{table}")')]
    quoted = ", ".join(f'quote("{name}")' for name in names)
    # SQLite writes its values itself; the names are those of its own tables.
    for row in line.execute(f'SELECT {quoted} FROM "{table}"'):  # noqa: S608
        values = dict(zip(names, row, strict=True))
        if table == HISTORY:
            values["applied_at"] = "''"
        told_as = ", ".join(values.values())
        yield f'INSERT INTO "{table}" VALUES ({told_as})'  # noqa: S608
