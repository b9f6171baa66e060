"""How far agencies are with naming their people, and what the secretariat does about it."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import queries, rules
from rakor.attendance.operations import asking, nominating
from rakor.attendance.operations.asking import Asking
from rakor.attendance.pages.naming import STATE_LOOKS
from rakor.meetings.queries import parts_of
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import read
from rakor.web.shapes import Email, Line, Shape
from rakor.words import _, ngettext

ONE = "/meetings/{id:uuid}/nominations"
Empty = BeforeValidator(lambda value: value or None)


class AskRow(Shape):
    """An agency of the list; it is asked when it is ticked."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    email: Annotated[Email | None, Empty] = None
    ask: bool = False


class AskForm(Shape):
    """The agencies by their place on the list."""

    to: dict[str, AskRow] = {}


async def nominations(request: Request) -> Response:
    meeting = await nominating.may_ask(_meeting(request), by=request.user)
    plan = await queries.plan_of(meeting.id)
    rows = await queries.progress(meeting)
    return show(
        request,
        "attendance/nominations.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        rows=rows,
        whole=queries.summed(rows),
        until=plan.nominate_until or meeting.starts_at,
        groups=await _groups(meeting.id, rows),
        urls={row.agency: queries.nomination_url(row.link) for row in rows if row.link},
        looks=STATE_LOOKS,
        state_words=rules.NOMINEE_STATES,
    )


async def _groups(meeting_id: UUID, rows: list[queries.Progress]) -> list[tuple[Any, Any]]:
    """Each agency with its line; those withdrawn are left out."""
    named: dict[UUID, list[Any]] = {}
    for nominee in await queries.nominees_of(meeting_id):
        named.setdefault(nominee.agency_id, []).append(nominee)
    found = []
    for row in rows:
        line = queries.in_line(row.seats, named.get(row.agency_id, []))
        standing = [each for each in line if each[1] is not rules.NomineeState.WITHDRAWN]
        if standing:
            found.append((row, standing))
    return found


async def ask(request: Request) -> Response:
    said = await read(request, AskForm)
    wishes = [Asking(row.agency, row.email or "") for row in said.to.values() if row.ask]
    links = await asking.ask(_meeting(request), wishes, by=request.user)
    notice = ngettext(
        "Usulan diminta dari {n} instansi.", "Usulan diminta dari {n} instansi.", len(links)
    )
    return see(_here(request), notice.format(n=len(links)))


async def remind(request: Request) -> Response:
    count = await asking.remind(_meeting(request), by=request.user)
    notice = ngettext("{n} instansi diingatkan.", "{n} instansi diingatkan.", count)
    return see(_here(request), notice.format(n=count))


async def revoke(request: Request) -> Response:
    await asking.revoke(_meeting(request), request.path_params["link"], by=request.user)
    return see(_here(request), _("Tautan dicabut."))


async def invite(request: Request) -> Response:
    count = await nominating.invite_all(_meeting(request), by=request.user)
    notice = ngettext("{n} undangan masuk daftar.", "{n} undangan masuk daftar.", count)
    return see(_here(request), notice.format(n=count))


async def withdraw(request: Request) -> Response:
    nominee = await nominating.withdraw(
        _meeting(request), request.path_params["nominee"], by=request.user
    )
    return see(_here(request), _("{name} ditarik dari usulan.").format(name=nominee.name))


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


def _here(request: Request) -> str:
    return f"/meetings/{_meeting(request)}/nominations"


routes = [
    page(ONE, nominations),
    *form(f"{ONE}/links", nominations, ask),
    *form(f"{ONE}/remind", nominations, remind),
    *form(f"{ONE}/links/{{link:uuid}}/revoke", nominations, revoke),
    *form(f"{ONE}/invite", nominations, invite),
    *form(f"{ONE}/{{nominee:uuid}}/withdraw", nominations, withdraw),
]
