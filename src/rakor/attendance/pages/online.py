"""The page of the video room: reports are sent in, and whoever nobody knows is recognised."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.attendance import queries
from rakor.attendance.operations.importing import Imported, import_report, withdraw_report
from rakor.attendance.operations.resolving import (
    admit_visitor,
    ignore_visitor,
    recognise_visitor,
    reopen_visitor,
)
from rakor.attendance.queries.online import (
    find_visitors,
    invited_people,
    invitee_meant,
    proposals,
    reports,
)
from rakor.attendance.rules import MatchedBy, WalkIn
from rakor.attendance.rules.report_times import DayOrder
from rakor.directory.rules.words import Zone
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, query_of, read
from rakor.web.shapes import Line, Shape
from rakor.web.uploads import read_upload
from rakor.words import N_, _, ngettext, zone_name
from rakor.words.dates import ZONES

Empty = BeforeValidator(lambda value: value or None)
# More at once nobody reads through; the others follow when these are done, or on further pages.
SHOWN = 50

ORDERS = {
    DayOrder.DAY_FIRST: N_("Hari dahulu (31/12/2026)"),
    DayOrder.MONTH_FIRST: N_("Bulan dahulu (12/31/2026)"),
}
HOW = {
    MatchedBy.LINK: N_("lewat tautan pribadi"),
    MatchedBy.EMAIL: N_("lewat alamat surel"),
    MatchedBy.NAME: N_("lewat nama dan instansi"),
    MatchedBy.MANUAL: N_("oleh petugas"),
    MatchedBy.GUEST: N_("tamu tanpa undangan"),
}


class ReportForm(Shape):
    """How the report is to be read; the dates are told by the report unless said."""

    timezone: Annotated[Zone | None, Empty] = None
    dates: Annotated[DayOrder | None, Empty] = None


class Whom(Shape):
    """Whom a visitor is: one of those proposed, or somebody picked from the list by their words."""

    invitation: Annotated[UUID | None, Empty] = None
    person: Annotated[Line, Field(max_length=700)] = ""


class Guest(Shape):
    """A guest without an invitation; without a name they are called as in the video room."""

    name: Annotated[Line, Field(max_length=200)] = ""
    agency: Annotated[Line, Field(max_length=200)] = ""
    office: Annotated[Line, Field(max_length=250)] = ""


class Asked(Shape):
    """Which page of those who are known."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1

    def at(self, number: int) -> str:
        """The query of another page of the same list."""
        return f"page={number}"


class Nothing(Shape):
    """An act without particulars."""


async def online(request: Request) -> Response:
    meeting, found = await find_visitors(_meeting(request), by=request.user)
    waiting = [each for each in found if each.by is MatchedBy.NOBODY]
    known = [each for each in found if each.head_id is not None]
    pages = -(-len(known) // SHOWN)
    asked = query_of(request, Asked)
    first = (min(asked.page, pages or 1) - 1) * SHOWN
    people = await invited_people(meeting) if waiting else None
    zones = dict.fromkeys([meeting.timezone, *ZONES, "UTC"])
    return show(
        request,
        "attendance/online.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        waiting=waiting[:SHOWN],
        more=len(waiting) - SHOWN,
        guesses=proposals(people, waiting[:SHOWN]) if people else {},
        invitees=await queries.invitees(meeting) if waiting else [],
        known=known[first : first + SHOWN],
        all_known=len(known),
        asked=asked,
        pages=pages,
        ignored=[each for each in found if each.by is MatchedBy.IGNORED],
        reports=await reports(meeting),
        # The visitor whose form was refused, so that it comes back open.
        failed=request.path_params.get("visitor", ""),
        how=HOW,
        zones=[(name, zone_name(name)) for name in zones],
        orders=list(ORDERS.items()),
    )


async def take_report(request: Request) -> Response:
    upload = await read_upload(request)
    request.state.typed = upload.fields
    said = checked(ReportForm, upload.fields)
    where = _meeting(request)
    done = await import_report(
        where,
        upload.content,
        upload.filename,
        timezone=said.timezone or "",
        order=said.dates,
        by=request.user,
    )
    return see(_page(where), _sentence(done))


def _sentence(done: Imported) -> str:
    known, waiting = len(done.matched), len(done.unresolved)
    first = ngettext("{n} peserta dikenali.", "{n} peserta dikenali.", known).format(n=known)
    if not waiting:
        return first
    rest = ngettext("{n} belum dikenali.", "{n} belum dikenali.", waiting).format(n=waiting)
    return f"{first} {rest}"


async def withdraw(request: Request) -> Response:
    await read(request, Nothing)
    where = _meeting(request)
    await withdraw_report(where, request.path_params["report"], by=request.user)
    return see(_page(where), _("Laporan dibatalkan."))


async def recognise(request: Request) -> Response:
    said = await read(request, Whom)
    where, key = _meeting(request), request.path_params["visitor"]
    invitation = said.invitation
    if invitation is None:
        meeting = await find_for(Action.CHECK_IN, where, by=request.user)
        invitation = await invitee_meant(meeting, said.person)
    await recognise_visitor(where, key, invitation, by=request.user)
    return see(_page(where), _("Peserta daring dikenali."))


async def admit(request: Request) -> Response:
    said = await read(request, Guest)
    where, key = _meeting(request), request.path_params["visitor"]
    await admit_visitor(where, key, WalkIn(said.name, said.agency, said.office), by=request.user)
    return see(_page(where), _("Tamu dicatat."))


async def ignore(request: Request) -> Response:
    await read(request, Nothing)
    where = _meeting(request)
    await ignore_visitor(where, request.path_params["visitor"], by=request.user)
    return see(_page(where), _("Peserta daring ini tidak dihitung."))


async def reopen(request: Request) -> Response:
    await read(request, Nothing)
    where = _meeting(request)
    await reopen_visitor(where, request.path_params["visitor"], by=request.user)
    return see(_page(where), _("Peserta daring ini menunggu untuk dikenali."))


def _page(meeting_id: UUID) -> str:
    return f"/meetings/{meeting_id}/attendance/online"


def _meeting(request: Request) -> UUID:
    found: Any = request.path_params["id"]
    return UUID(str(found))


ONLINE = "/meetings/{id:uuid}/attendance/online"
VISITOR = ONLINE + "/visitors/{visitor}"
routes: list[BaseRoute] = [
    *form(ONLINE, online, take_report),
    act(ONLINE + "/reports/{report:uuid}/withdraw", withdraw),
    # What is refused comes back on the page itself; only the act has an address of its own.
    *form(VISITOR + "/recognise", online, recognise)[1:],
    *form(VISITOR + "/admit", online, admit)[1:],
    act(VISITOR + "/ignore", ignore),
    act(VISITOR + "/reopen", reopen),
]
