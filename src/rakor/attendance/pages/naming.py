"""The page behind `/n/{token}`: an agency names its people without an account.

The token is in the address, so no other site may learn the address, and nobody keeps the page.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import queries, rules
from rakor.attendance.export.naming import naming_table
from rakor.attendance.models import NominationLink
from rakor.attendance.operations import nominating
from rakor.attendance.rules import Named, NomineeState
from rakor.documents import sheets
from rakor.documents.reading_sheets import sheets_of
from rakor.documents.sheets import XLSX
from rakor.errors import Invalid
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape
from rakor.web.uploads import read_upload
from rakor.words import _, ngettext

PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}
BLANK_ROWS = 3

STATE_LOOKS = {
    NomineeState.NOMINATED: ("g", "circle-check"),
    NomineeState.INVITED: ("g", "send"),
    NomineeState.WAITLISTED: ("w", "hourglass"),
    NomineeState.WITHDRAWN: ("n", "undo-2"),
}


class Row(Shape):
    """One person as they are typed; a row without anything is left out."""

    name: Line = ""
    email: Line = ""
    prefix_titles: Line = ""
    suffix_titles: Line = ""
    office_title: Line = ""


class Names(Shape):
    """The rows of the form by their number, and whether they are only checked."""

    people: Annotated[dict[str, Row], Field(max_length=rules.MOST_ROWS + BLANK_ROWS)] = {}
    do: Literal["check", "save"] = "save"

    def rows(self) -> list[Named]:
        said = {int(n): row for n, row in self.people.items() if n.isascii() and n.isdigit()}
        rows = [Named(line, **said[line].model_dump()) for line in sorted(said)]
        return rules.tidied(row for row in rows if any(said[row.line].model_dump().values()))


async def look(request: Request) -> Response:
    link = await queries.link_by_token(request.path_params["token"])
    await nominating.looked_at(link)
    typed = getattr(request.state, "typed", None)
    refused = getattr(request.state, "refusal", None)
    rows = checked(Names, {"people": typed.get("people", {})}).rows() if refused and typed else []
    return await _page(request, link, rows, problems=_refused(refused))


async def say(request: Request) -> Response:
    link = await queries.link_by_token(request.path_params["token"])
    said = await read(request, Names)
    if said.do == "check":
        return await _checked(request, link, said.rows())
    made = await nominating.nominate_by_link(link, said.rows())
    notice = ngettext("{n} orang diusulkan.", "{n} orang diusulkan.", len(made))
    return _back(request, notice.format(n=len(made)))


async def take_file(request: Request) -> Response:
    """A sheet becomes rows of the form, to be looked over before they are kept."""
    link = await queries.link_by_token(request.path_params["token"])
    upload = await read_upload(request)
    if not upload.content:
        raise Invalid.field("file", _("Pilih berkas XLSX atau CSV dahulu."))
    found = await sheets_of(upload.content, upload.filename)
    rows = rules.tidied(rules.rows_of(found[0].rows if found else []))
    return await _checked(request, link, [_numbered(n, row) for n, row in enumerate(rows, 1)])


def _numbered(line: int, row: Named) -> Named:
    return Named(line, row.name, row.email, row.prefix_titles, row.suffix_titles, row.office_title)


async def take_back(request: Request) -> Response:
    link = await queries.link_by_token(request.path_params["token"])
    nominee = await nominating.withdraw_by_link(link, request.path_params["nominee"])
    return _back(request, _("{name} ditarik dari usulan.").format(name=nominee.name))


async def template(request: Request) -> Response:
    link = await queries.link_by_token(request.path_params["token"])
    book = await sheets.xlsx([naming_table(link.agency.name)])
    headers = {"Content-Disposition": 'attachment; filename="usulan-peserta.xlsx"', **PRIVATE}
    return Response(book, 200, headers, XLSX)


async def _checked(request: Request, link: NominationLink, rows: Sequence[Named]) -> Response:
    wrong = await nominating.check(link.meeting, link.agency, rows)
    problems = {
        f"{line}.{each['field']}": each["message"]
        for line, found in wrong.items()
        for each in found
    }
    return await _page(request, link, rows, problems=problems, looked_over=True)


def _refused(refusal: Any) -> dict[str, str]:
    errors = getattr(refusal, "errors", [])
    return {each["field"].removeprefix("people."): each["message"] for each in errors}


async def _page(
    request: Request,
    link: NominationLink,
    rows: Sequence[Named],
    *,
    problems: dict[str, str],
    looked_over: bool = False,
) -> Response:
    plan = await queries.plan_of(link.meeting_id)
    seats = await queries.seats_for(link.meeting_id, link.agency_id)
    line = queries.in_line(seats, await queries.nominees_of(link.meeting_id, link.agency_id))
    meeting = link.meeting
    numbers = range(1, max((row.line for row in rows), default=0) + 1 + BLANK_ROWS)
    by_line = {row.line: row for row in rows}
    answer = show(
        request,
        "attendance/naming.html",
        meeting=meeting,
        agency=link.agency,
        here=f"/n/{request.path_params['token']}",
        seats=seats,
        line=[(nominee, state) for nominee, state in line if state is not NomineeState.WITHDRAWN],
        named=sum(state in (NomineeState.NOMINATED, NomineeState.INVITED) for _n, state in line),
        waiting=sum(state is NomineeState.WAITLISTED for _n, state in line),
        looks=STATE_LOOKS,
        state_words=rules.NOMINEE_STATES,
        until=plan.nominate_until or meeting.starts_at,
        closed=rules.why_closed_to_naming(
            meeting.state, meeting.starts_at, plan.nominate_until, datetime.now(UTC)
        ),
        rows=[by_line.get(n, Named(n)) for n in numbers],
        problems=problems,
        looked_over=looked_over,
    )
    answer.headers.update(PRIVATE)
    return answer


def _back(request: Request, notice: str) -> Response:
    answer = see(f"/n/{request.path_params['token']}", notice)
    answer.headers.update(PRIVATE)
    return answer


routes = [
    *form("/n/{token}", look, say, open_to_all=True),
    *form("/n/{token}/file", look, take_file, open_to_all=True),
    *form("/n/{token}/withdraw/{nominee:uuid}", look, take_back, open_to_all=True),
    page("/n/{token}/template.xlsx", template, open_to_all=True),
]
