"""The report of a meeting for people: filled in from the minutes, changed, and saved as a file."""

from typing import Literal
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.minutes import operations, queries
from rakor.minutes.queries.report import reported
from rakor.minutes.rules.report import ReportFacts
from rakor.web.answers import show
from rakor.web.pages import form
from rakor.web.reading import read

HERE = "/meetings/{meeting:uuid}/report"


class Printed(ReportFacts):
    """The report as it was changed, and as which file it is saved."""

    form: Literal["pdf", "docx"] = "docx"


def meeting_id(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


async def look(request: Request) -> Response:
    reading = await queries.reading(meeting_id(request), to=request.user)
    told = await reported(reading, by=request.user)
    return show(
        request,
        "minutes/report.html",
        meeting=reading.meeting,
        parts=reading.parts,
        facts=told.facts,
        agency=told.agency,
    )


async def save(request: Request) -> Response:
    wish = await read(request, Printed)
    facts = ReportFacts.model_validate(wish.model_dump(exclude={"form"}))
    paper = await operations.report_paper(meeting_id(request), facts, wish.form, by=request.user)
    return Response(paper.content, media_type=paper.media, headers=paper.headers)


routes: list[BaseRoute] = [*form(HERE, look, save)]
