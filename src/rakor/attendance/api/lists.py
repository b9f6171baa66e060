"""Doors for programs: the attendance list as a file."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.attendance import export, queries
from rakor.documents import sheets
from rakor.documents.downloads import DOCX
from rakor.documents.pdf import render_pdf
from rakor.documents.sheets import XLSX
from rakor.documents.word import render_docx
from rakor.letters.export import dressed
from rakor.letters.queries import stationery_of, word_named, word_template
from rakor.letters.rules import StationeryKind
from rakor.meetings.models import Meeting
from rakor.settings import settings
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Shape

PDF = "application/pdf"


class Asked(Shape):
    """`blank`: the list of everyone who is expected, to be signed by hand."""

    blank: bool = False


async def as_csv(request: Request) -> Response:
    meeting = await _found(request, "csv")
    table = export.everybody(await queries.attendance_of(meeting))
    return _file(await sheets.csv(table), "text/csv; charset=utf-8", meeting, "csv")


async def as_xlsx(request: Request) -> Response:
    meeting = await _found(request, "xlsx")
    found, rows = await queries.attendance_of(meeting), await queries.by_agency(meeting)
    return _file(await sheets.xlsx(export.workbook(found, rows)), XLSX, meeting, "xlsx")


async def as_pdf(request: Request) -> Response:
    meeting = await _found(request, "pdf")
    values = await _values(request, meeting)
    made = await render_pdf("attendance", values, fonts=settings().files / "fonts")
    return _file(made, PDF, meeting, "pdf")


async def as_docx(request: Request) -> Response:
    meeting = await _found(request, "docx")
    values = await _values(request, meeting)
    own = await word_template(meeting.organizer, StationeryKind.ATTENDANCE)
    folder = settings().files / "templates"
    made = await render_docx("attendance", values, folder=folder, own=own)
    return _file(made, DOCX, meeting, "docx")


async def _found(request: Request, form: str) -> Meeting:
    """The meeting, when somebody may read names; that they took them away is on record."""
    found: Any = request.path_params["id"]
    meeting = await queries.find_with_names(UUID(str(found)), by=request.user)
    told: dict[str, Any] = {"format": form}
    if form == "docx":
        told["word_template"] = await word_named(meeting.organizer, StationeryKind.ATTENDANCE)
    await journal.looked("attendance.downloaded", by=request.user, subject=meeting.id, **told)
    return meeting


async def _values(request: Request, meeting: Meeting) -> dict[str, Any]:
    asked = query_of(request, Asked)
    found = await queries.attendance_of(meeting, blank=asked.blank)
    values = export.to_values(found, datetime.now(UTC), blank=asked.blank)
    return dressed(values, await stationery_of(meeting.organizer))


def _file(body: bytes, media: str, meeting: Meeting, ending: str) -> Response:
    name = re.sub(r"[^A-Za-z0-9]+", "-", meeting.title).strip("-")[:60].lower() or "rapat"
    headers = {"Content-Disposition": f'attachment; filename="daftar-hadir-{name}.{ending}"'}
    return Response(body, 200, headers, media)


endpoints = [
    Endpoint(
        "GET",
        f"/meetings/{{id:uuid}}/attendance.{ending}",
        do,
        says,
        asks=asks,
        media=media,
        refuses=(404,),
    )
    for ending, do, says, asks, media in (
        ("csv", as_csv, "The attendance list as CSV", None, "text/csv"),
        ("xlsx", as_xlsx, "The attendance list as a workbook", None, XLSX),
        ("pdf", as_pdf, "The attendance list as PDF", Asked, PDF),
        ("docx", as_docx, "The attendance list as a Word document", Asked, DOCX),
    )
]
