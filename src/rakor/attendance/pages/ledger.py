"""Pages of the ledger: every line with who wrote it and when, and corrections of a line."""

from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.attendance import operations, queries, rules
from rakor.attendance.models import Scan
from rakor.errors import NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action, may
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _

Empty = BeforeValidator(lambda value: value or None)


class Place(Shape):
    """Whose lines, and before which line."""

    head: Annotated[UUID | None, Empty] = None
    before: Annotated[UUID | None, Empty] = None


class Correction(Shape):
    """What a line should have said; nothing of it takes the line back. `at` is local time."""

    reason: Annotated[Line, Field(max_length=500)] = ""
    invitation: Annotated[UUID | None, Empty] = None
    at: Annotated[datetime | None, Empty] = None


async def ledger(request: Request) -> Response:
    meeting = await queries.find_with_names(_meeting(request), by=request.user)
    asked = query_of(request, Place)
    parts = await parts_of(request.user, meeting)
    lines, more = await queries.ledger(meeting, head=asked.head, before=asked.before)
    return show(
        request,
        "attendance/ledger.html",
        meeting=meeting,
        parts=parts,
        may_correct=may(Action.CHECK_IN, parts),
        lines=lines,
        more=more,
        person=await queries.head_in(meeting, asked.head) if asked.head else None,
        reasons=rules.REASONS,
        methods=rules.METHODS,
    )


async def line(request: Request) -> Response:
    meeting = await find_for(Action.CHECK_IN, _meeting(request), by=request.user)
    scan = await _scan(request, meeting)
    return show(
        request,
        "attendance/correct.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        scan=scan,
        at=scan.at.astimezone(ZoneInfo(meeting.timezone)).strftime("%Y-%m-%dT%H:%M:%S"),
        may_change=rules.may_change(scan.voids_id is not None, rules.Method(scan.method)),
        struck=scan.id in await queries.struck([scan]),
        invitees=await queries.invitees(meeting),
        methods=rules.METHODS,
    )


async def correct(request: Request) -> Response:
    said = await read(request, Correction)
    meeting = await find_for(Action.CHECK_IN, _meeting(request), by=request.user)
    at = said.at.replace(tzinfo=ZoneInfo(meeting.timezone)) if said.at else None
    done = await operations.correct(
        meeting.id,
        request.path_params["scan"],
        said.reason,
        instead=operations.Instead(invitation=said.invitation, at=at),
        by=request.user,
    )
    where = f"/meetings/{meeting.id}/attendance/ledger"
    return see(f"{where}?head={done.head_id}", _("Koreksi dicatat."))


async def _scan(request: Request, meeting: Meeting) -> Scan:
    scan = await queries.scan_of(meeting, request.path_params["scan"])
    if scan is None:
        raise NotFound(_("Baris ini tidak ada dalam catatan kehadiran rapat ini."))
    return scan


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


LEDGER = "/meetings/{id:uuid}/attendance/ledger"
routes: list[BaseRoute] = [
    page(LEDGER, ledger),
    *form(LEDGER + "/{scan:uuid}", line, correct),
]
