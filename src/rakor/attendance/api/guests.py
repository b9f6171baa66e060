"""Doors for guests without an invitation: who waits, letting them in, turning them away."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import queries
from rakor.attendance.models import Head
from rakor.attendance.operations import admitting
from rakor.attendance.rules import Admission, Tally
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Items, Line, Shape, Written


class Welcome(Shape):
    """What is put right about a guest: an agency by code or name, and an office."""

    agency: Annotated[Line, Field(max_length=200)] = ""
    office: Annotated[Line, Field(max_length=250)] = ""


class Nothing(Shape):
    """An act without particulars."""


class GuestFound(Answer):
    """A guest as a desk wrote them down; `code` is the agency's where the directory knows it."""

    id: UUID
    name: str
    office: str
    agency: str
    code: str
    admission: Admission
    first_at: datetime
    device: str
    companion: bool


class Guests(Items):
    """Guests without an invitation; those who wait come first."""

    items: list[GuestFound]


class Decided(Written):
    """A guest about whom was decided, and whether they count now."""

    id: UUID
    name: str
    agency: str
    admission: Admission
    counts: bool
    first_at: datetime


async def guests(request: Request) -> Response:
    meeting = await find_for(Action.INVITE, request.path_params["id"], by=request.user)
    found = await queries.guests(meeting)
    return answer(Guests(items=[GuestFound.model_validate(each) for each in found]))


async def admit(request: Request) -> Response:
    said = await read(request, Welcome)
    head = await admitting.admit(
        *_place(request), agency=said.agency, office=said.office, by=request.user
    )
    return answer(_decided(head))


async def turn_away(request: Request) -> Response:
    await read(request, Nothing)
    return answer(_decided(await admitting.turn_away(*_place(request), by=request.user)))


def _place(request: Request) -> tuple[Any, Any]:
    return request.path_params["id"], request.path_params["head"]


def _decided(head: Head) -> Decided:
    return Decided(
        id=head.id,
        name=head.name,
        agency=head.agency_name,
        admission=head.admission,
        counts=head.tally is Tally.HEAD,
        first_at=head.first_at,
    )


_ONE = "/meetings/{id:uuid}/attendance/guests/{head:uuid}"

endpoints = [
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/attendance/guests",
        guests,
        "Guests without an invitation, and who of them waits",
        gives=Guests,
        refuses=(404,),
    ),
    Endpoint("POST", f"{_ONE}/admit", admit, "Let a guest in", takes=Welcome, gives=Decided),
    Endpoint(
        "POST", f"{_ONE}/turn-away", turn_away, "Turn a guest away", takes=Nothing, gives=Decided
    ),
]
