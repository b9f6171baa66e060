"""Making and changing a meeting, and who plays which part, as forms."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.queries import person_meant
from rakor.errors import Forbidden
from rakor.meetings import operations, queries
from rakor.meetings.operations import Changes, Facts
from rakor.meetings.pages.forms import (
    begun_values,
    choices,
    empty_values,
    room_lists,
    typed_facts,
    values_of,
)
from rakor.meetings.rules import GUESTS, PARTS, Action, Notify, Part
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class Origin(Shape):
    """The earlier meeting that a new one follows."""

    from_: UUID | None = None


class Named(Shape):
    """Who gets which part: typed by name or by address."""

    person: Annotated[Line, Field(min_length=1, max_length=400)]
    part: Part


class Told(Shape):
    """How those invited are told of what was changed."""

    notify: Notify = Notify.NOW
    ask_again: bool = False


def meeting_id(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


async def show_new(request: Request) -> Response:
    if not request.user.is_staff:
        raise Forbidden(_("Hanya penyelenggara dan sekretariat yang membuat rapat."))
    said = request.query_params.get("from")
    if said:
        # Addresses of before there was a page for what follows an earlier meeting.
        return see(f"/meetings/{checked(Origin, {'from_': said}).from_}/next")
    values: dict[str, Any] = empty_values(request.user.timezone)
    values |= await begun_values(request)
    return show(
        request,
        "meetings/new.html",
        values=values,
        **choices(),
        **await room_lists(request.user, values["register_room"]),
    )


async def draft(request: Request) -> Response:
    given, _revision = await typed_facts(request, request.user.timezone)
    meeting = await operations.draft_meeting(checked(Facts, given), by=request.user)
    return see(f"/meetings/{meeting.id}", _("Draf rapat disimpan."))


async def show_edit(request: Request) -> Response:
    meeting = await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    return show(
        request,
        "meetings/edit.html",
        meeting=meeting,
        parts=await queries.parts_of(request.user, meeting),
        values=await values_of(meeting),
        **choices(),
        **await room_lists(request.user, meeting.register_room_id),
    )


async def change(request: Request) -> Response:
    meeting = await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    given, revision = await typed_facts(request, meeting.timezone)
    told = checked(
        Told, {name: given.pop(name) for name in ("notify", "ask_again") if name in given}
    )
    await operations.change(
        meeting.id,
        checked(Changes, given),
        notify=told.notify,
        ask_again=told.ask_again,
        revision=revision,
        by=request.user,
    )
    return saved(meeting.id, told.notify)


def saved(meeting: UUID, notify: Notify) -> Response:
    """Back to the meeting, or to the drafts of what is to be told."""
    if notify is Notify.LATER:
        notice = _("Perubahan disimpan. Periksa draf pemberitahuannya di sini.")
        return see(f"/meetings/{meeting}/notices", notice)
    return see(f"/meetings/{meeting}", _("Perubahan disimpan."))


async def show_parts(request: Request) -> Response:
    meeting = await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    return show(
        request,
        "meetings/parts.html",
        meeting=meeting,
        parts=await queries.parts_of(request.user, meeting),
        officers=await queries.people_of(meeting, with_guests=False).order_by("part", "id"),
        choices=[(part.value, _(word)) for part, word in PARTS.items() if part not in GUESTS],
    )


async def assign(request: Request) -> Response:
    wish = await read(request, Named)
    await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    person = await person_meant(request.user, wish.person)
    await operations.assign(meeting_id(request), person, wish.part, by=request.user)
    notice = _("{name} kini {part}.").format(name=person.full_name, part=_(PARTS[Part(wish.part)]))
    return see(f"/meetings/{meeting_id(request)}/parts", notice)


async def release(request: Request) -> Response:
    await operations.release(meeting_id(request), request.path_params["part"], by=request.user)
    return see(f"/meetings/{meeting_id(request)}/parts", _("Petugas dilepas."))


ONE = "/meetings/{meeting:uuid}"

routes: list[BaseRoute] = [
    *form("/meetings/new", show_new, draft),
    *form(ONE + "/edit", show_edit, change),
    *form(ONE + "/parts", show_parts, assign),
    act(ONE + "/parts/{part:uuid}/release", release),
]
