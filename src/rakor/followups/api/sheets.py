"""Follow-ups as files: a workbook, and CSV."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from rakor import journal
from rakor.documents import sheets
from rakor.documents.sheets import XLSX
from rakor.followups import export, queries
from rakor.followups.api.shapes import SheetFilter
from rakor.live.models import Commitment
from rakor.meetings import queries as meetings
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of

CSV = "text/csv; charset=utf-8"


async def all_csv(request: Request) -> Response:
    return await _csv(request, await _lines(request, queries.visible_to(request.user)))


async def all_xlsx(request: Request) -> Response:
    return await _xlsx(request, await _lines(request, queries.visible_to(request.user)))


async def meeting_csv(request: Request) -> Response:
    return await _csv(request, await _lines(request, await _of_meeting(request)))


async def meeting_xlsx(request: Request) -> Response:
    return await _xlsx(request, await _lines(request, await _of_meeting(request)))


async def _of_meeting(request: Request) -> QuerySet[Commitment]:
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    return await queries.of_meeting(meeting, to=request.user)


async def _lines(request: Request, query: QuerySet[Commitment]) -> Sequence[export.Line]:
    wanted = query_of(request, SheetFilter)
    today = queries.today_of(request.user)
    query = queries.narrowed(
        query, today=today, agency=wanted.agency, status=wanted.status, overdue=wanted.overdue
    )
    return await queries.lines(query, today)


async def _csv(request: Request, lines: Sequence[export.Line]) -> Response:
    return await _file(request, await sheets.csv(export.table(lines)), CSV, "csv")


async def _xlsx(request: Request, lines: Sequence[export.Line]) -> Response:
    book = await sheets.xlsx([export.table(lines), export.by_agency(lines)])
    return await _file(request, book, XLSX, "xlsx")


async def _file(request: Request, body: bytes, media: str, ending: str) -> Response:
    subject = request.path_params.get("meeting")
    await journal.looked("followups.downloaded", by=request.user, subject=subject, format=ending)
    headers = {"Content-Disposition": f'attachment; filename="tindak-lanjut.{ending}"'}
    return Response(body, 200, headers, media)


ALL, OF_MEETING = "/follow-ups", "/meetings/{meeting:uuid}/follow-ups"

endpoints = [
    Endpoint("GET", ALL + ".xlsx", all_xlsx, "Follow-ups as a workbook",
             asks=SheetFilter, media=XLSX, refuses=()),
    Endpoint("GET", ALL + ".csv", all_csv, "Follow-ups as CSV",
             asks=SheetFilter, media="text/csv", refuses=()),
    Endpoint("GET", OF_MEETING + ".xlsx", meeting_xlsx, "The follow-ups of a meeting as a workbook",
             asks=SheetFilter, media=XLSX, refuses=(404,)),
    Endpoint("GET", OF_MEETING + ".csv", meeting_csv, "The follow-ups of a meeting as CSV",
             asks=SheetFilter, media="text/csv", refuses=(404,)),
]  # fmt: skip
