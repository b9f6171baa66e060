"""Who holds an office, for people: appoint, end, and mend what was written wrongly."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import Office, OfficeHolder
from rakor.directory.pages.ground import ONE, Filled, choices, key_of
from rakor.directory.rules import AppointmentChanges, Decree, Holding
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _

HOLDERS = f"/directory/offices{ONE}/holders"
ONE_HOLDER = HOLDERS + "/{holder:uuid}"
SUGGESTED = 20


class AppointmentForm(Filled):
    """The form of an appointment; the person is typed by name or address."""

    person: Line
    holding: Holding = Holding.SUBSTANTIVE
    since: date | None = None
    until: date | None = None
    decree_number: Decree = ""


class LastDay(Shape):
    """The last day on which somebody holds an office."""

    until: date


class TypedPerson(Shape):
    """What somebody began to type into the field of a person."""

    person: Line = ""


def _home(request: Request) -> str:
    return f"/directory/offices/{key_of(request)}"


async def _office(request: Request) -> Office:
    """The office whose holders somebody is about to change, if they may."""
    office = await queries.find_office(key_of(request), to=request.user)
    rules.check_may_keep(request.user, office.agency)
    return office


async def _form(request: Request, office: Office, held: OfficeHolder | None) -> Response:
    return show(
        request,
        "directory/appointment.html",
        office=office,
        held=held,
        person=queries.person_label(held.person) if held else "",
        options=await queries.person_options(request.user, "", office.agency, SUGGESTED),
        holdings=choices(rules.HOLDINGS),
        today=queries.today().isoformat(),
        span=rules.span_of(held) if held else "",
        prefixes=rules.HOLDING_PREFIX,
    )


async def person_options(request: Request) -> Response:
    """What the form suggests while somebody types."""
    said = query_of(request, TypedPerson).person[:100]
    options = await queries.person_options(request.user, said, None, SUGGESTED)
    return show(request, "directory/_person_options.html", options=options)


async def new_appointment(request: Request) -> Response:
    return await _form(request, await _office(request), None)


async def appoint(request: Request) -> Response:
    said = await read(request, AppointmentForm)
    person = await queries.person_meant(request.user, said.person)
    held = await operations.appoint(
        key_of(request),
        person.id,
        said.holding,
        since=said.since,
        until=said.until,
        decree_number=said.decree_number,
        by=request.user,
    )
    return see(_home(request), _("Pemangku ditetapkan, {span}.").format(span=rules.span_of(held)))


async def edit_appointment(request: Request) -> Response:
    office = await _office(request)
    held = await queries.find_appointment(office, request.path_params["holder"])
    return await _form(request, office, held)


async def correct_appointment(request: Request) -> Response:
    said = await read(request, AppointmentForm)
    values: dict[str, Any] = said.said()
    values["person"] = (await queries.person_meant(request.user, said.person)).id
    await operations.correct_appointment(
        key_of(request),
        request.path_params["holder"],
        AppointmentChanges(**values),
        by=request.user,
    )
    return see(_home(request), _("Catatan pemangku dibetulkan."))


async def end_appointment(request: Request) -> Response:
    said = await read(request, LastDay)
    await operations.end_appointment(
        key_of(request), request.path_params["holder"], said.until, by=request.user
    )
    return see(_home(request), _("Masa jabatan diakhiri."))


async def remove_appointment(request: Request) -> Response:
    await operations.remove_appointment(
        key_of(request), request.path_params["holder"], by=request.user
    )
    return see(_home(request), _("Catatan pemangku dihapus."))


routes: list[BaseRoute] = [
    page("/directory/offices/people", person_options),
    *form(HOLDERS, new_appointment, appoint),
    *form(ONE_HOLDER, edit_appointment, correct_appointment),
    *form(f"{ONE_HOLDER}/end", edit_appointment, end_appointment),
    act(f"{ONE_HOLDER}/remove", remove_appointment),
]
