"""The page on which the meeting after a meeting is made, and the search for an earlier one."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.meetings import queries as meetings
from rakor.meetings.pages.forms import choices, local, room_lists, typed_facts
from rakor.preparing import operations, queries
from rakor.preparing.operations import NextFacts, Prepared
from rakor.preparing.queries import Earlier
from rakor.preparing.rules import ALL, OFFERED, Take
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import checked, query_of
from rakor.web.shapes import Line, Shape
from rakor.words import _, ngettext
from rakor.words.dates import zone

MOST_FOUND = 30
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 1)
LISTS = ("take", "agenda_items", "follow_ups")


class Looked(Shape):
    """Which earlier meetings are looked for."""

    q: Annotated[Line, Field(max_length=200)] = ""


class At(Shape):
    """When the next meeting shall begin there (`2026-12-10T09:00`); what is none is passed over."""

    at: Annotated[Line, Field(max_length=40)] = ""


def meeting_id(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


async def find_earlier(request: Request) -> Response:
    queries.check_prepares(request.user)
    wanted = query_of(request, Looked)
    found = await queries.follows(request.user, wanted.q, MOST_FOUND)
    return show(request, "preparing/earlier.html", q=wanted.q, meetings=found)


async def show_next(request: Request) -> Response:
    queries.check_prepares(request.user)
    meeting = await meetings.find(meeting_id(request), to=request.user)
    times = await queries.next_times(meeting)
    begins = _moment(_said(request), meeting.timezone) or times[0].starts_at
    ends = begins + min(meeting.ends_at - meeting.starts_at, timedelta(days=31))
    earlier = await queries.look_back(meeting.id, begins, to=request.user)
    then = await queries.room_then(meeting, begins, ends)
    room = str(then.room.id) if then and then.free else ""
    return show(
        request,
        "preparing/next.html",
        meeting=meeting,
        earlier=earlier,
        times=[(local(each.starts_at, meeting.timezone), each) for each in times],
        starts=local(begins, meeting.timezone),
        ends=local(ends, meeting.timezone),
        begins=begins,
        until=ends,
        then=then,
        room=room,
        groups=groups(earlier),
        marked=marked(request, earlier),
        **choices(),
        **await room_lists(request.user, room),
    )


def _said(request: Request) -> str:
    """The beginning that was typed or chosen, as its field shows it."""
    typed = getattr(request.state, "typed", None)
    return str(typed.get("starts_at", "")) if typed else query_of(request, At).at


def _moment(said: str, timezone: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said).replace(tzinfo=zone(timezone))
        return at if EARLIEST <= at.date() <= LATEST else None
    except ValueError:
        return None


def groups(earlier: Earlier) -> list[tuple[Take, str]]:
    """What may be taken over by whoever looks, with its word."""
    return [(take, _(word)) for take, word in OFFERED.items() if take in earlier.may]


def marked(request: Request, earlier: Earlier) -> dict[str, set[str]]:
    """Which boxes are ticked: as they were before a refusal, else the usual ones."""
    typed = getattr(request.state, "typed", None)
    if typed is not None:
        said = {name: typed.get(name) for name in (*LISTS, "opening_item")}
        return {
            name: {str(each) for each in given} if isinstance(given, list) else {str(given)}
            for name, given in said.items()
        }
    return {
        "opening_item": {"true"} if earlier.open else set(),
        "take": {take.value for take in earlier.may & ALL},
        "agenda_items": {str(item.id) for item in earlier.items},
        "follow_ups": set(),
    }


async def make_next(request: Request) -> Response:
    given, search = await _typed(request)
    made = await operations.make_next(
        meeting_id(request), checked(NextFacts, given), by=request.user
    )
    return after(made, search=search)


async def _typed(request: Request) -> tuple[dict[str, Any], bool]:
    """What was typed as members of the API; and whether a time is to be looked for next."""
    given, _revision = await typed_facts(request, request.user.timezone)
    search = given.pop("then", "") == "times"
    for name in LISTS:
        given.setdefault(name, [])
    if given.get("register_room") == "":
        given["register_room"] = None
    return given, search


def after(made: Prepared, *, search: bool) -> Response:
    """On to the new draft, or to the search for its time, saying what did not come along."""
    said = [_("Draf rapat disimpan.")]
    if made.invited:
        words = ngettext("{n} undangan disiapkan.", "{n} undangan disiapkan.", made.invited)
        said.append(words.format(n=made.invited))
    if made.left_out:
        names = ", ".join(each.name for each in made.left_out[:3])
        more = "…" if len(made.left_out) > 3 else "."
        said.append(_("Tidak dibawa: {names}").format(names=names) + more)
    if made.room_taken:
        said.append(_("Ruangnya terpakai pada waktu itu; pilih ruang lain."))
    here = f"/meetings/{made.meeting.id}"
    return see(f"{here}/times" if search else here, " ".join(said))


routes: list[BaseRoute] = [
    page("/meetings/new/earlier", find_earlier),
    *form("/meetings/{meeting:uuid}/next", show_next, make_next),
]
