"""Who reads along at this moment, by name, for those who run the session; kept nowhere."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rakor.live import queries
from rakor.live.socket.hub import Hub
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, routes_elsewhere
from rakor.web.shapes import Answer


class Reader(Answer):
    """Somebody whose page is open, with their agency."""

    name: str
    agency: str


class Readers(Answer):
    """Who has the session open; `others` are those whom no list of the meeting names."""

    items: list[Reader]
    others: int
    next: None = None


def routes_of(hub: Hub) -> list[Route]:
    """The door to those who are in the rooms of this process, and at the others."""

    async def readers(request: Request) -> Response:
        meeting_id: UUID = request.path_params["meeting_id"]
        meeting = await find_for(Action.RUN, meeting_id, by=request.user)
        room = hub.rooms.get(meeting.id)
        here = {member.user.id for member in room.members} if room else set()
        found = await queries.readers(meeting, here)
        items = [Reader(name=name, agency=agency) for name, agency in found.named]
        return answer(Readers(items=items, others=found.others))

    return routes_elsewhere(
        [
            Endpoint(
                "GET",
                "/meetings/{meeting_id:uuid}/live/readers",
                readers,
                "Who has the session open",
                gives=Readers,
            )
        ]
    )
