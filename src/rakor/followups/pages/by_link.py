"""The pages behind `/t/{token}`: an agency sees and reports what it owes, without an account.

The token is in the address, so no other site may learn the address, and nobody keeps the page.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import journal
from rakor.followups import operations, queries, rules
from rakor.followups.models import FollowUpLink
from rakor.followups.operations import Reporter, Said
from rakor.followups.pages.followups import Report, said_of
from rakor.followups.rules import CLOSED
from rakor.meetings.rules import media_of
from rakor.web.answers import see, show
from rakor.web.downloads import as_download
from rakor.web.pages import form, page
from rakor.web.reading import checked
from rakor.web.shapes import Line
from rakor.web.uploads import read_uploads
from rakor.words import _

PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}
ALL = "/t/{token}"
ONE = ALL + "/{follow_up:uuid}"


class LinkReport(Report):
    """How far it is, and who says so."""

    reporter_name: Annotated[Line, Field(min_length=1, max_length=200)]
    reporter_office: Annotated[Line, Field(min_length=1, max_length=250)]


async def owed(request: Request) -> Response:
    link = await _link(request)
    found = await queries.owed_on_link(link, _today(link))
    return _shown(
        request,
        "followups/link.html",
        link,
        waiting=[each for each in found if each.state not in CLOSED],
        closed=[each for each in found if each.state in CLOSED],
    )


async def one(request: Request) -> Response:
    link = await _link(request)
    promise = await queries.one_on_link(link, _follow_up(request), _today(link))
    said = await said_of(promise, owner=True, staff=False)
    here = f"/t/{request.path_params['token']}"
    files = f"{here}/{promise.id}/evidence"
    return _shown(request, "followups/link_one.html", link, files=files, **said)


async def report(request: Request) -> Response:
    link = await _link(request)
    files, fields = await read_uploads(request, most=rules.MOST_FILES)
    request.state.typed = fields
    said = checked(LinkReport, fields)
    await operations.report_by_link(
        link,
        _follow_up(request),
        Said(said.status, said.note, said.evidence, said.percent, operations.handed(files)),
        Reporter(said.reporter_name, said.reporter_office),
        revision=said.revision,
    )
    answer = see(f"/t/{request.path_params['token']}", _("Laporan kemajuan tercatat."))
    answer.headers.update(PRIVATE)
    return answer


async def fetch(request: Request) -> Response:
    """A file that was handed in with a report of this agency, or for it; that it went is kept."""
    link = await _link(request)
    promise = await queries.one_on_link(link, _follow_up(request), _today(link))
    found = await queries.file_of(promise, request.path_params["file"])
    await journal.looked(
        "evidence.downloaded", by=None, subject=link.agency_id, file=found.name, by_link=True
    )
    answer = as_download(queries.evidence_path(found.id), found.name, media_of(found.kind))
    answer.headers.update(PRIVATE)
    return answer


async def _link(request: Request) -> FollowUpLink:
    link = await queries.link_by_token(request.path_params["token"])
    await operations.looked_at(link)
    return link


def _shown(request: Request, template: str, link: FollowUpLink, **values: Any) -> Response:
    here = f"/t/{request.path_params['token']}"
    answer = show(
        request, template, meeting=link.meeting, agency=link.agency, link=link, here=here, **values
    )
    answer.headers.update(PRIVATE)
    return answer


def _today(link: FollowUpLink) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(link.meeting.timezone)).date()


def _follow_up(request: Request) -> UUID:
    key: UUID = request.path_params["follow_up"]
    return key


routes: list[BaseRoute] = [
    page(ALL, owed, open_to_all=True),
    *form(ONE, one, report, open_to_all=True),
    page(ONE + "/evidence/{file:uuid}", fetch, open_to_all=True),
]
