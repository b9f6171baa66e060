"""What the doors of a session read from an address."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request

from rakor.web.shapes import Line, Shape

PageName = Annotated[Line, Field(min_length=1, max_length=40)]


class Nothing(Shape):
    """A POST that only acts takes `{}`."""


def meeting_of(request: Request) -> UUID:
    found: UUID = request.path_params["meeting_id"]
    return found


def item_of(request: Request) -> UUID:
    found: UUID = request.path_params["item_id"]
    return found


def decision_of(request: Request) -> UUID:
    found: UUID = request.path_params["decision_id"]
    return found
