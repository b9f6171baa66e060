"""Doors for programs: calendars to subscribe to."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations.models import Feed
from rakor.invitations.operations import feeds as operations
from rakor.invitations.queries.feeds import feed_url
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Line, Shape, Written


class Nothing(Shape):
    """A POST that only acts takes `{}`."""


class NewFeed(Shape):
    """Whose calendar: one's own, or that of an agency one keeps."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)] | None = None


class FeedRead(Answer):
    id: UUID
    revision: int = Field(description="Which address it has; a renewed one has the next")
    agency: str | None = Field(description="Code of the agency; null for one's own calendar")
    created_at: datetime
    last_read_at: datetime | None
    revoked_at: datetime | None


class FeedList(Items):
    items: list[FeedRead]


class FeedMade(FeedRead, Written):
    url: str = Field(description="The address, said only now: whoever has it reads the calendar")


class FeedWritten(FeedRead, Written):
    pass


def _shown(feed: Feed) -> FeedRead:
    return FeedRead(
        id=feed.id,
        revision=feed.generation,
        agency=feed.agency.code if feed.agency_id and feed.agency else None,
        created_at=feed.created_at,
        last_read_at=feed.last_read_at,
        revoked_at=feed.revoked_at,
    )


async def feeds(request: Request) -> Response:
    found = await page_of(operations.feeds_of(request.user), query_of(request, Paging))
    return answer(found.items([_shown(feed).model_dump(mode="json") for feed in found]))


async def make(request: Request) -> Response:
    wish = await read(request, NewFeed)
    feed = await operations.make_feed(wish.agency, by=request.user)
    return answer(FeedMade(**dict(_shown(feed)), url=feed_url(feed)), 201)


async def renew(request: Request) -> Response:
    await read(request, Nothing)
    feed = await operations.renew_feed(request.path_params["feed"], by=request.user)
    return answer(FeedMade(**dict(_shown(feed)), url=feed_url(feed)))


async def revoke(request: Request) -> Response:
    await read(request, Nothing)
    feed = await operations.revoke_feed(request.path_params["feed"], by=request.user)
    return answer(FeedWritten(**dict(_shown(feed))))


endpoints = [
    Endpoint(
        "GET",
        "/feeds",
        feeds,
        "Calendars to subscribe to that are in use",
        asks=Paging,
        gives=FeedList,
    ),
    Endpoint(
        "POST",
        "/feeds",
        make,
        "Make a calendar to subscribe to; its address is said once",
        takes=NewFeed,
        gives=FeedMade,
        status=201,
    ),
    Endpoint(
        "POST",
        "/feeds/{feed:uuid}/renew",
        renew,
        "Give a calendar another address; the old one leads nowhere",
        takes=Nothing,
        gives=FeedMade,
    ),
    Endpoint(
        "POST",
        "/feeds/{feed:uuid}/revoke",
        revoke,
        "Revoke a calendar; its address leads nowhere from now on",
        takes=Nothing,
        gives=FeedWritten,
    ),
]
