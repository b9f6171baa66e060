"""Who writes in a note, for programs: soft, for half a minute, and no part of the record."""

from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations
from rakor.live.api.ground import PageName, item_of, meeting_of
from rakor.live.api.notes import NOTE
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Shape


class LeaseWish(Shape):
    """That a browser writes here.

    `page` is its own word for itself; `take_over` writes although another one does; `unsaved`
    says whether it holds words that are not saved yet: a meeting is not closed over them.
    """

    page: PageName
    take_over: bool = False
    unsaved: bool | None = None


class Lease(Answer):
    """Who writes in a note, and until when if they stop typing now; `mine`: it is this browser."""

    item: UUID
    person: UUID
    name: str
    page: str
    until: datetime
    mine: bool


class Leaving(Shape):
    """Which browser stops writing."""

    page: PageName


async def put_lease(request: Request) -> Response:
    wish = await read(request, LeaseWish)
    held = await operations.take_lease(
        meeting_of(request),
        item_of(request),
        wish.page,
        take_over=wish.take_over,
        unsaved=wish.unsaved,
        by=request.user,
    )
    return answer(Lease.model_validate(held))


async def delete_lease(request: Request) -> Response:
    asked = query_of(request, Leaving)
    await operations.release_lease(
        meeting_of(request), item_of(request), asked.page, by=request.user
    )
    return Response(status_code=204)


LEASE = NOTE + "/lease"

endpoints = [
    Endpoint(
        "PUT",
        LEASE,
        put_lease,
        "Say that you write in a note, or learn who does; saving is never refused for it",
        takes=LeaseWish,
        gives=Lease,
    ),
    Endpoint(
        "DELETE",
        LEASE,
        delete_lease,
        "Stop writing in a note, with everything saved",
        asks=Leaving,
        status=204,
        refuses=(404,),
    ),
]
