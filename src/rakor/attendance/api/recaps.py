"""Doors for programs: attendance summed up, in one meeting and across meetings."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import export, queries
from rakor.attendance.rules import Period
from rakor.documents import sheets
from rakor.documents.sheets import XLSX
from rakor.meetings.queries import find
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Answer


class ShareTaken(Answer):
    """Seats of one group; `name` is empty for those invited without an office."""

    name: str
    invited: int
    came: int
    by_deputy: int
    empty: int


class Recap(Answer):
    """Seats by kind of office and by rank."""

    offices: list[ShareTaken]
    levels: list[ShareTaken]


class AgencyHabit(Answer):
    """How an agency followed invitations; a meeting counts once."""

    agency: str
    name: str
    meetings: int
    came: int
    by_deputy: int
    absent: int
    people: int


class Habits(Answer):
    """The agencies in the order of protocol."""

    items: list[AgencyHabit]
    next: str | None = None


async def recap(request: Request) -> Response:
    found: Any = request.path_params["id"]
    meeting = await find(UUID(str(found)), to=request.user)
    offices, levels = await queries.recap(meeting)
    return answer(
        Recap(
            offices=[ShareTaken.model_validate(each) for each in offices],
            levels=[ShareTaken.model_validate(each) for each in levels],
        )
    )


async def across(request: Request) -> Response:
    queries.check_reads_habits(request.user)
    period = query_of(request, Period)
    rows = await queries.habits(request.user, *period.moments())
    return answer(
        Habits(
            items=[
                AgencyHabit(
                    agency=row.code,
                    name=row.name,
                    meetings=row.meetings,
                    came=row.came,
                    by_deputy=row.by_deputy,
                    absent=row.absent,
                    people=row.people,
                )
                for row in rows
            ]
        )
    )


async def across_csv(request: Request) -> Response:
    return await _file(request, "csv")


async def across_xlsx(request: Request) -> Response:
    return await _file(request, "xlsx")


async def _file(request: Request, form: str) -> Response:
    queries.check_reads_habits(request.user)
    period = query_of(request, Period)
    table = export.habits_table(await queries.habits(request.user, *period.moments()))
    since, until = period.days()
    name = f"kehadiran-instansi-{since}-{until}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "csv":
        return Response(await sheets.csv(table), 200, headers, "text/csv; charset=utf-8")
    return Response(await sheets.xlsx([table]), 200, headers, XLSX)


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/attendance/recap",
        recap,
        "Seats that were taken, by kind of office and by rank",
        gives=Recap,
        refuses=(404,),
    ),
    Endpoint(
        "GET",
        "/attendance/agencies",
        across,
        "How agencies followed invitations to the meetings one prepares",
        asks=Period,
        gives=Habits,
        refuses=(),
    ),
    Endpoint(
        "GET",
        "/attendance/agencies.csv",
        across_csv,
        "The same as CSV",
        asks=Period,
        media="text/csv",
        refuses=(),
    ),
    Endpoint(
        "GET",
        "/attendance/agencies.xlsx",
        across_xlsx,
        "The same as a workbook",
        asks=Period,
        media=XLSX,
        refuses=(),
    ),
]
