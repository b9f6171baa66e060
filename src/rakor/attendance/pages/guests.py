"""The page on which the secretariat decides about guests without an invitation."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import queries
from rakor.attendance.operations import admitting
from rakor.attendance.rules import Admission
from rakor.directory.queries import agency_options
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _

ADMISSIONS = {
    Admission.HELD: ("w", "hourglass", N_("Menunggu keputusan")),
    Admission.ADMITTED: ("g", "circle-check", N_("Diterima")),
    Admission.TURNED_AWAY: ("r", "octagon-x", N_("Ditolak")),
}


class Welcome(Shape):
    """What is put right about a guest: an agency by code or name, and an office."""

    agency: Annotated[Line, Field(max_length=200)] = ""
    office: Annotated[Line, Field(max_length=250)] = ""


async def guests(request: Request) -> Response:
    meeting = await find_for(Action.INVITE, request.path_params["id"], by=request.user)
    found = await queries.guests(meeting)
    return show(
        request,
        "attendance/guests.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        guests=found,
        deciding=str(request.path_params.get("head", "")),
        admissions=ADMISSIONS,
        agencies=await agency_options(limit=500) if found else [],
    )


async def admit(request: Request) -> Response:
    said = await read(request, Welcome)
    meeting, head = request.path_params["id"], request.path_params["head"]
    done = await admitting.admit(
        meeting, head, agency=said.agency, office=said.office, by=request.user
    )
    return see(_here(meeting), _("{name} diterima dan dihitung hadir.").format(name=done.name))


async def turn_away(request: Request) -> Response:
    meeting, head = request.path_params["id"], request.path_params["head"]
    done = await admitting.turn_away(meeting, head, by=request.user)
    return see(_here(meeting), _("{name} tidak diterima.").format(name=done.name))


def _here(meeting: object) -> str:
    return f"/meetings/{meeting}/attendance/guests"


_ONE = "/meetings/{id:uuid}/attendance/guests/{head:uuid}"

routes = [
    page("/meetings/{id:uuid}/attendance/guests", guests),
    *form(f"{_ONE}/admit", guests, admit),
    *form(f"{_ONE}/turn-away", guests, turn_away),
]
