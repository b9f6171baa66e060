"""The events of a programme: a meeting that joins it, a session of its own, called off or held."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.programmes import operations, queries
from rakor.programmes.pages.ground import (
    ONE,
    SESSION,
    around,
    here,
    local,
    programme_id,
    revision_in,
    session_id,
    typed,
    with_zone,
)
from rakor.programmes.rules import LinkFacts, SessionChanges, SessionFacts
from rakor.rooms.queries import room_choices
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, read
from rakor.words import _


async def show_add(request: Request) -> Response:
    programme = await queries.find_for_planning(programme_id(request), by=request.user)
    events = await queries.events_of(programme, to=request.user)
    return show(
        request,
        "programmes/add.html",
        **around(request, programme, events),
        meetings=await queries.linkable(programme, to=request.user),
        rooms=await room_choices(request.user),
        day=programme.first_day.isoformat(),
    )


async def link(request: Request) -> Response:
    facts = await read(request, LinkFacts)
    await operations.link_meeting(programme_id(request), facts, by=request.user)
    return see(here(request), _("Rapat menjadi bagian dari rangkaian acara."))


async def add(request: Request) -> Response:
    programme = await queries.find_for_planning(programme_id(request), by=request.user)
    given = _own(with_zone(await typed(request), programme.timezone))
    row = await operations.add_session(programme.id, checked(SessionFacts, given), by=request.user)
    return see(f"{here(request)}/sessions/{row.id}/rundown", _("Sesi ditambahkan."))


def _own(given: dict[str, Any]) -> dict[str, Any]:
    if given.get("register_room") == "":
        given["register_room"] = None
    return given


async def show_session(request: Request) -> Response:
    programme = await queries.find_for_planning(programme_id(request), by=request.user)
    events = await queries.events_of(programme, to=request.user)
    event = await queries.find_event(programme, session_id(request), to=request.user)
    zone = programme.timezone
    return show(
        request,
        "programmes/session.html",
        **around(request, programme, events),
        event=event,
        starts=local(event.starts_at, zone),
        ends=local(event.ends_at, zone),
        rooms=await room_choices(request.user, event.row.register_room_id),
    )


async def change(request: Request) -> Response:
    programme = await queries.find_for_planning(programme_id(request), by=request.user)
    given = _own(with_zone(await typed(request), programme.timezone))
    revision = revision_in(given)
    await operations.change_session(
        programme.id,
        session_id(request),
        checked(SessionChanges, given),
        revision=revision,
        by=request.user,
    )
    return see(here(request), _("Perubahan disimpan."))


async def call_off(request: Request) -> Response:
    await operations.call_off(programme_id(request), session_id(request), by=request.user)
    return see(here(request), _("Sesi dibatalkan. Ruangnya dilepas."))


async def restore(request: Request) -> Response:
    await operations.restore(programme_id(request), session_id(request), by=request.user)
    return see(here(request), _("Sesi dilaksanakan lagi."))


async def remove(request: Request) -> Response:
    await operations.remove_session(programme_id(request), session_id(request), by=request.user)
    return see(here(request), _("Acara dikeluarkan dari rangkaian."))


routes: list[BaseRoute] = [
    *form(f"{ONE}/sessions", show_add, add),
    *form(f"{ONE}/meetings", show_add, link),
    *form(SESSION, show_session, change),
    act(f"{SESSION}/cancel", call_off),
    *form(f"{SESSION}/restore", show_session, restore),
    act(f"{SESSION}/remove", remove),
]
