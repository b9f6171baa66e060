"""The report of a meeting for programs: what it begins with, and it as a file."""

from starlette.requests import Request
from starlette.responses import Response

from rakor.minutes import operations, queries
from rakor.minutes.queries.report import reported
from rakor.minutes.rules.report import ReportFacts
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read

HERE = "/meetings/{meeting:uuid}/report"


async def begun(request: Request) -> Response:
    reading = await queries.reading(request.path_params["meeting"], to=request.user)
    told = await reported(reading, by=request.user)
    return answer(told.facts.model_dump())


async def _paper(request: Request, form: str) -> Response:
    facts = await read(request, ReportFacts)
    meeting = request.path_params["meeting"]
    paper = await operations.report_paper(meeting, facts, form, by=request.user)
    return Response(paper.content, media_type=paper.media, headers=paper.headers)


async def pdf(request: Request) -> Response:
    return await _paper(request, "pdf")


async def docx(request: Request) -> Response:
    return await _paper(request, "docx")


endpoints = [
    Endpoint(
        "GET",
        HERE,
        begun,
        "What a report of the meeting begins with, from the approved minutes",
        gives=ReportFacts,
    ),
    Endpoint(
        "POST",
        f"{HERE}.pdf",
        pdf,
        "The report as PDF; nothing of it is kept",
        takes=ReportFacts,
        media=operations.REPORT_MEDIA["pdf"],
    ),
    Endpoint(
        "POST",
        f"{HERE}.docx",
        docx,
        "The report as Word; nothing of it is kept",
        takes=ReportFacts,
        media=operations.REPORT_MEDIA["docx"],
    ),
]
