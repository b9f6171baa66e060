"""`rakor bench import`: all that a secretariat has in files, beside bare rows of the same run."""

import asyncio
import resource
import time
from typing import Any

from tortoise import connections

from rakor import database
from rakor.app import TABLES
from rakor.bench.scratch import own_settings, scratch
from rakor.bench.world_files import WorldFiles, make_files
from rakor.database import new_id
from rakor.directory import operations
from rakor.directory.rules.importing import FileKind

OFFICES = 2_000
_COLUMNS = ("nip", "name", "prefix_titles", "suffix_titles", "email", "phone", "agency")
GROUND = (FileKind.REGIONS, FileKind.AGENCIES, FileKind.OFFICES)


def measure_import(*, rows: int, server: str | None = None) -> dict[str, Any]:
    """Import 514 regions, 552 agencies, 2,000 offices, that many people, and the holders."""
    with own_settings() as folder:
        return asyncio.run(_measure(rows, server, f"sqlite://{folder}/import.db"))


async def _measure(rows: int, server: str | None, file: str) -> dict[str, Any]:
    made = make_files(rows, OFFICES)
    async with scratch(server, file) as url:
        await database.migrate(url, TABLES)
        await database.connect(url, TABLES)
        try:
            bare = await _bare(made.rows[FileKind.PEOPLE])
            before = _peak()
            watch, processor = Watch(), time.process_time()
            async with asyncio.TaskGroup() as group:
                watching = group.create_task(watch.run())
                took = await _import(made)
                watching.cancel()
            processor = time.process_time() - processor
        finally:
            await database.close()
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "rows": {kind.value: len(made.rows[kind]) for kind in FileKind},
        "bare_people_s": round(bare, 2),
        **{f"{name}_s": round(seconds, 2) for name, seconds in took.items()},
        "all_s": round(took["ground"] + took["people"] + took["holders"], 2),
        "processor_s": round(processor, 2),
        "of_bare": round(took["people"] / bare, 1),
        "longest_wait_ms": round(watch.longest * 1000),
        "longest_turn_ms": round(watch.turn * 1000),
        "memory_before_mb": before,
        "memory_peak_mb": _peak(),
    }


async def _import(made: WorldFiles) -> dict[str, float]:
    """The files one after another, then the people a second time, when nothing is new."""
    files = {
        "ground": made.xlsx(GROUND),
        "people": made.xlsx([FileKind.PEOPLE]),
        "holders": made.xlsx([FileKind.HOLDERS]),
    }
    took: dict[str, float] = {}
    for name, content in [*files.items(), ("people_again", files["people"])]:
        began = time.perf_counter()
        plan, applied = await operations.import_file(content, "berkas.xlsx", None, by=None)
        took[name] = time.perf_counter() - began
        if not applied:
            raise RuntimeError(f"{name}: {plan.counts}")
    return took


async def _bare(people: list[dict[str, str]]) -> float:
    """The same people as rows of a table with the same indexes, checked by nobody."""
    client = connections.get("default")
    await client.execute_script(
        "CREATE TABLE bare (id CHAR(36) PRIMARY KEY, nip CHAR(18) UNIQUE, name VARCHAR(200), "
        "prefix_titles VARCHAR(80), suffix_titles VARCHAR(120), email VARCHAR(254) UNIQUE, "
        "phone VARCHAR(40), agency VARCHAR(40)); CREATE INDEX bare_agency ON bare (agency)"
    )
    count = len(_COLUMNS) + 1
    places = ", ".join(f"${n + 1}" if database.is_postgres() else "?" for n in range(count))
    values = [[str(new_id()), *(row[name] for name in _COLUMNS)] for row in people]
    began = time.perf_counter()
    await client.execute_many(f"INSERT INTO bare VALUES ({places})", values)  # noqa: S608 - placeholders only
    return time.perf_counter() - began


class Watch:
    """How long anybody else who is answered by this process waits for a turn.

    `longest` is by the clock on the wall; `turn` is what the processor worked in between, which
    does not depend on what else the machine has to do.
    """

    def __init__(self) -> None:
        self.longest = self.turn = 0.0

    async def run(self) -> None:
        while True:
            began, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0.005)
            self.longest = max(self.longest, time.perf_counter() - began - 0.005)
            self.turn = max(self.turn, time.thread_time() - worked)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def import_table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    rows = result["rows"]
    ground = sum(rows[kind.value] for kind in GROUND)
    lines = [
        f"{result['database']}",
        f"{rows['people']:>7,} people, bare rows     {result['bare_people_s']:>7.2f} s",
        f"{rows['people']:>7,} people, imported      {result['people_s']:>7.2f} s"
        f"   ({result['of_bare']:.1f} times bare)",
        f"{rows['people']:>7,} people, again         {result['people_again_s']:>7.2f} s",
        f"{ground:>7,} regions, agencies, offices{result['ground_s']:>6.2f} s",
        f"{rows['holders']:>7,} holders               {result['holders_s']:>7.2f} s",
        f"{ground + rows['people'] + rows['holders']:>7,} rows, all of it     "
        f"{result['all_s']:>9.2f} s",
        f"processor time, both times     {result['processor_s']:>7.2f} s",
        f"longest wait of others        {result['longest_wait_ms']:>6} ms"
        f"   ({result['longest_turn_ms']} ms of work)",
        f"memory before / most          {result['memory_before_mb']} / "
        f"{result['memory_peak_mb']} MB",
    ]
    return "\n".join(lines)
