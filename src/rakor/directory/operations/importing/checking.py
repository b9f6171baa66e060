"""A file compared with the directory, row by row, before anything is stored."""

from dataclasses import dataclass

from rakor.directory.operations.importing import (
    agencies,
    holders,
    holidays,
    offices,
    people,
    regions,
)
from rakor.directory.operations.importing.rows import Batch, Pace, Tell
from rakor.directory.operations.importing.world import Stock, load_world
from rakor.directory.rules import Keeper, check_may_keep
from rakor.directory.rules.importing import FileKind, Result, RowReport, counts_of

_JUDGES = {
    FileKind.AGENCIES: agencies.judge,
    FileKind.OFFICES: offices.judge,
    FileKind.PEOPLE: people.judge,
    FileKind.HOLDERS: holders.judge,
    FileKind.REGIONS: regions.judge,
    FileKind.HOLIDAYS: holidays.judge,
}


@dataclass(slots=True)
class Plan:
    """What a file would do: the report on its rows, and the rows of tables that it would write.

    It holds as long as nobody changes the same rows after entry `top` of the journal.
    """

    rows: list[RowReport]
    counts: dict[str, int]
    notes: list[str]
    stock: Stock
    top: int
    by: Keeper

    @property
    def refused(self) -> bool:
        return self.counts[Result.REFUSED.value] > 0


async def check(batch: Batch, *, by: Keeper, tell: Tell | None = None) -> Plan:
    """What these rows would do, by the rules of the forms and the rights of whoever sends them.

    Refuses (Forbidden) whoever does not keep the directory; what is wrong with a row is said in
    the report on it. Works in small steps, so that nobody else waits.
    """
    check_may_keep(by)
    world = await load_world(batch, by)
    rows = batch.all()
    pace = Pace(len(rows), tell)
    for kind in FileKind:
        if kind in batch.rows:
            await _JUDGES[kind](world, batch.rows[kind], pace)
    reports = [row.report for row in rows]
    return Plan(reports, counts_of(reports), batch.notes, world.stock, world.top, by)
