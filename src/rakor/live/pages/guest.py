"""The session for officials who come by their personal link: followed, spoken in, voted in.

The token is in the address, so no other site may learn the address, and nobody keeps the page.
"""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.pages.session import break_until, due_days, notes_html
from rakor.live.queries import Guest
from rakor.live.rules import TurnCategory, TurnWish, may_ask
from rakor.meetings.queries import file_for, material_path, parts_of
from rakor.meetings.rules import Channel, Part, media_of
from rakor.web.answers import answer, see, show, wants_page
from rakor.web.downloads import as_download
from rakor.web.endpoints import Endpoint, routes_elsewhere
from rakor.web.pages import page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _

PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}


class Asked(Shape):
    """Where the reader stands (`since`, `epoch`), and for how many seconds to wait for more."""

    since: Annotated[int, Field(ge=0, le=2**53)] | None = None
    epoch: Annotated[str, Field(max_length=64)] | None = None
    wait: Annotated[float, Field(ge=0, le=30)] = 0
    view: str = ""


class Floor(Shape):
    """What the floor is asked for, always by oneself."""

    category: TurnCategory = TurnCategory.STATEMENT
    topic: Annotated[Line, Field(max_length=300)] = ""
    channel: Channel | None = None


class Chosen(Shape):
    """One answer, for one's own delegation."""

    choice: Annotated[Line, Field(min_length=1, max_length=16)]


class Nothing(Shape):
    """An act without particulars."""


async def _guest(request: Request) -> Guest:
    return await queries.guest_of(request.path_params["token"])


async def look(request: Request) -> Response:
    """The same page that participants with an account have; for a mailbox to be read only."""
    guest = await _guest(request)
    snapshot = await queries.guest_snapshot(guest)
    meeting, token = guest.meeting, request.path_params["token"]
    shown = show(
        request,
        "live/guest.html",
        meeting=meeting,
        invitation=guest.invitation,
        token=token,
        base=f"/r/{token}/live",
        view=snapshot.view.value,
        snapshot=snapshot.frame(),
        person=guest.user.person if guest.user else None,
        online=f"/r/{token}/join" if guest.joins_online else "",
        notes_html=notes_html(snapshot),
        due_days=due_days(snapshot),
        break_until=break_until(snapshot, meeting),
        **await _may(guest),
    )
    shown.headers.update(PRIVATE)
    return shown


async def _may(guest: Guest) -> dict[str, bool]:
    """What this guest may do: nobody speaks or votes for a mailbox."""
    parts = await parts_of(guest.user, guest.meeting) if guest.user else frozenset()
    return {"may_ask": bool(parts) and may_ask(parts), "may_vote": bool(parts)}


async def entries(request: Request) -> Response:
    asked = query_of(request, Asked)
    found = await queries.guest_follow(
        request.path_params["token"], since=asked.since, epoch=asked.epoch, wait=asked.wait
    )
    return answer({**found.frame(), "now": datetime.now(UTC).isoformat()})


async def ticket(request: Request) -> Response:
    await read(request, Nothing)
    made, until = operations.issue_guest_ticket(await _guest(request))
    return answer({"ticket": made, "expires_at": until.isoformat()}, 201)


async def ask(request: Request) -> Response:
    said = await read(request, Floor)
    guest = await _guest(request)
    wish = TurnWish(category=said.category, topic=said.topic, channel=said.channel)
    turn = await operations.request_turn(guest.meeting.id, wish, by=queries.check_acts(guest))
    return _done(request, queries.turn_state(turn), "#bicara", 201)


async def withdraw(request: Request) -> Response:
    await read(request, Nothing)
    guest = await _guest(request)
    own = await queries.own_turn(guest, request.path_params["turn_id"])
    turn = await operations.withdraw_turn(guest.meeting.id, own, by=queries.check_acts(guest))
    return _done(request, queries.turn_state(turn), "#bicara")


async def cast(request: Request) -> Response:
    said = await read(request, Chosen)
    guest = await _guest(request)
    told = await operations.cast_ballot(
        guest.meeting.id, request.path_params["vote_id"], said.choice, by=queries.check_acts(guest)
    )
    return _done(request, told, "#suara", 201, _("Suara delegasi Anda sudah dicatat."))


async def ballot(request: Request) -> Response:
    guest = await _guest(request)
    told = await queries.ballot_seen(
        guest.meeting.id, request.path_params["vote_id"], by=queries.check_acts(guest)
    )
    return answer(told)


async def material(request: Request) -> Response:
    """A document, for whoever may read the page it is on."""
    guest = await _guest(request)
    way = request.path_params
    found = await file_for(guest.meeting, way["material"], way["version"], [Part.PARTICIPANT])
    shown = as_download(material_path(found.id), found.name, media_of(found.kind))
    shown.headers.update(PRIVATE)
    return shown


def _done(
    request: Request, told: dict[str, Any], where: str, status: int = 200, notice: str = ""
) -> Response:
    """What was done: for the script of the page, or back to the page without one."""
    if wants_page(request):
        return see(f"/r/{request.path_params['token']}/live{where}", notice)
    return answer(told, status)


LIVE = "/r/{token}/live"

acts = [
    Endpoint("POST", LIVE + "/ticket", ticket, "A ticket for the socket", open_to_all=True),
    Endpoint("GET", LIVE + "/entries", entries, "What happened since", open_to_all=True),
    Endpoint("POST", LIVE + "/turns", ask, "Ask for the floor", open_to_all=True),
    Endpoint(
        "POST",
        LIVE + "/turns/{turn_id:uuid}/withdraw",
        withdraw,
        "Take one's request back",
        open_to_all=True,
    ),
    Endpoint(
        "POST",
        LIVE + "/votes/{vote_id:uuid}/ballot",
        cast,
        "Give the vote of one's delegation",
        open_to_all=True,
        keeps_body=False,
    ),
    Endpoint(
        "GET",
        LIVE + "/votes/{vote_id:uuid}/ballot",
        ballot,
        "Whether one's delegation may vote",
        open_to_all=True,
    ),
]

routes = [
    page(LIVE, look, open_to_all=True),
    page(
        LIVE + "/materials/{material:uuid}/versions/{version:int}/file", material, open_to_all=True
    ),
    *routes_elsewhere(acts),
]
