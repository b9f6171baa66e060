"""Documents that are printed anew whenever somebody asks: as of the end of the record, here."""

from collections.abc import AsyncIterator
from datetime import datetime

from rakor import journal
from rakor.archive.queries import Piece
from rakor.attendance import export
from rakor.attendance.queries import attendance_of, by_agency
from rakor.documents import sheets
from rakor.documents.pdf import render_pdf
from rakor.documents.sheets import XLSX
from rakor.letters.export import dressed
from rakor.letters.queries import stationery_of
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.press import operations as press
from rakor.press.queries import releases_of
from rakor.press.rules import ReleaseState
from rakor.settings import settings
from rakor.words import _

HELD = (State.IN_PROGRESS, State.FINISHED)


async def printed_for(meeting: Meeting, until: int) -> AsyncIterator[Piece]:
    """The attendance list of a meeting that was held, and its published releases."""
    if meeting.state in HELD:
        made_at = await _moment(meeting, until)
        async for piece in _attendance(meeting, made_at):
            yield piece
    for release in reversed(await releases_of(meeting.id)):
        if release.state is not ReleaseState.PUBLISHED:
            continue
        for form in press.MEDIA:
            paper = await press.printed(release, form)
            yield Piece(
                f"documents/releases/{release.slug}.{form}",
                release.headline,
                paper.media,
                "",
                paper.content,
            )


async def _moment(meeting: Meeting, until: int) -> datetime:
    """When the last thing happened: the same record is printed with the same date."""
    last = await journal.since(meeting.id, until - 1, 1) if until else []
    return last[0].at if last else meeting.ends_at


async def _attendance(meeting: Meeting, made_at: datetime) -> AsyncIterator[Piece]:
    found = await attendance_of(meeting)
    title = _("Daftar hadir")
    stationery = await stationery_of(meeting.organizer, at=made_at)
    values = dressed(export.to_values(found, made_at), stationery)
    pdf = await render_pdf("attendance", values, fonts=settings().files / "fonts")
    yield Piece("documents/attendance/daftar-hadir.pdf", title, "application/pdf", "", pdf)
    tables = export.workbook(found, await by_agency(meeting))
    book = await sheets.xlsx(tables, created_at=made_at)
    yield Piece("documents/attendance/daftar-hadir.xlsx", title, XLSX, "", book)
    lines = await sheets.csv(export.everybody(found))
    yield Piece("documents/attendance/daftar-hadir.csv", title, "text/csv", "", lines)
