"""How long an agency takes requests to correct its minutes, for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.minutes import operations, queries
from rakor.minutes.rules import WindowLength
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer

HERE = "/agencies/{agency:uuid}/correction-window"


class WindowAnswer(Answer):
    """The days of the next minutes of this agency."""

    days: int


async def shown(request: Request) -> Response:
    agency = await queries.find_keeping(_key(request), by=request.user)
    return answer(WindowAnswer(days=await queries.correction_days(agency.id)))


async def change(request: Request) -> Response:
    wished = await read(request, WindowLength)
    days = await operations.set_correction_window(_key(request), wished, by=request.user)
    return answer(WindowAnswer(days=days))


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["agency"]
    return key


endpoints = [
    Endpoint("GET", HERE, shown, "For how many days an agency takes corrections of its minutes",
             gives=WindowAnswer, refuses=(404,)),
    Endpoint("PUT", HERE, change, "Say for how many days; minutes that went out keep theirs",
             takes=WindowLength, gives=WindowAnswer, refuses=(404,)),
]  # fmt: skip
