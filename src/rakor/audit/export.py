"""The audit as a table: one line an entry, written while it is read."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from zoneinfo import ZoneInfo

import orjson

from rakor.audit.rules import Row
from rakor.documents import sheets
from rakor.documents.sheets import XLSX, Cell, Column, Kind, Table
from rakor.words import _, zone_name

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
}


def columns(timezone: str) -> list[Column]:
    return [
        Column(_("Waktu ({zone})").format(zone=zone_name(timezone)), 20, Kind.MOMENT),
        Column(_("Siapa"), 34),
        Column(_("Tindakan"), 40),
        Column(_("Objek"), 50),
        Column(_("Tentang"), 34),
        Column(_("Rincian"), 60),
        Column(_("Jenis"), 24),
        Column(_("Nomor"), 10, Kind.WHOLE),
        Column(_("Aliran"), 38),
        Column(_("Bukti"), 68),
    ]


def line(row: Row, zone: ZoneInfo) -> Sequence[Cell]:
    """One entry, masked as on the page."""
    data = _(row.hidden_word) if row.data is None else orjson.dumps(row.data).decode()
    return (
        row.at.astimezone(zone),
        row.actor_name or _("Sistem"),
        _(row.phrase),
        row.object.title if row.object else "",
        row.about.title if row.about else "",
        "" if data == "{}" else data,
        row.kind,
        row.seq,
        str(row.stream),
        row.proof or "",
    )


async def csv(batches: AsyncIterator[list[Row]], timezone: str) -> AsyncIterator[bytes]:
    """The table piece by piece, so that nobody holds the whole of it."""
    zone = ZoneInfo(timezone)
    yield sheets.csv_head(columns(timezone))
    async for rows in batches:
        yield await asyncio.to_thread(sheets.csv_lines, (line(row, zone) for row in rows))


async def xlsx(batches: AsyncIterator[list[Row]], timezone: str) -> bytes:
    """The table as a workbook; its writer, in a thread, asks for the next rows as it goes."""
    loop, zone = asyncio.get_running_loop(), ZoneInfo(timezone)

    async def following() -> list[Row]:
        return await anext(batches, [])

    def rows() -> Iterator[Sequence[Cell]]:
        while batch := asyncio.run_coroutine_threadsafe(following(), loop).result():
            for row in batch:
                yield line(row, zone)

    return await sheets.xlsx([Table(_("Jejak audit"), columns(timezone), rows())])
