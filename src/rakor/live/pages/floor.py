"""Asking for the floor without script: the same request, posted plainly."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations
from rakor.live.rules import TurnCategory, TurnWish
from rakor.web.answers import see
from rakor.web.pages import act
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape


class Asked(Shape):
    """What is asked from a phone; it is about what is on now."""

    category: TurnCategory = TurnCategory.STATEMENT
    topic: Annotated[Line, Field(max_length=300)] = ""


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["meeting_id"]
    return found


async def ask(request: Request) -> Response:
    asked = await read(request, Asked)
    wish = TurnWish(category=asked.category, topic=asked.topic)
    await operations.request_turn(_meeting(request), wish, by=request.user)
    return see(f"/meetings/{_meeting(request)}/live#bicara")


async def withdraw(request: Request) -> Response:
    turn: UUID = request.path_params["turn_id"]
    await operations.withdraw_turn(_meeting(request), turn, by=request.user)
    return see(f"/meetings/{_meeting(request)}/live#bicara")


TURNS = "/meetings/{meeting_id:uuid}/live/turns"

routes = [act(TURNS, ask), act(TURNS + "/{turn_id:uuid}/withdraw", withdraw)]
