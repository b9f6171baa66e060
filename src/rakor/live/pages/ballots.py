"""Giving a delegation's vote without script: the same ballot, posted plainly."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations
from rakor.web.answers import see
from rakor.web.pages import act
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class Chosen(Shape):
    """One answer."""

    choice: Annotated[Line, Field(min_length=1, max_length=16)]


async def cast(request: Request) -> Response:
    chosen = await read(request, Chosen)
    meeting: UUID = request.path_params["meeting_id"]
    vote: UUID = request.path_params["vote_id"]
    await operations.cast_ballot(meeting, vote, chosen.choice, by=request.user)
    return see(f"/meetings/{meeting}/live#suara", _("Suara delegasi Anda sudah dicatat."))


routes = [act("/meetings/{meeting_id:uuid}/live/votes/{vote_id:uuid}/ballot", cast)]
