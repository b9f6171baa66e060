"""The list of meetings, by where they stand and what they are called."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.meetings import queries
from rakor.meetings.rules import STATES, State
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.web.shapes import Line, Shape

PER_PAGE = 50


class Wanted(Shape):
    """What the address of the list says."""

    # The chip for all meetings sends an empty one.
    status: Annotated[State | None, BeforeValidator(lambda said: said or None)] = None
    q: Annotated[Line, Field(max_length=200)] = ""
    page: Annotated[int, Field(ge=1, le=1000)] = 1


async def show_list(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    found = queries.listed(request.user, q=wanted.q)
    counts = await queries.count_by_state(found)
    if wanted.status is not None:
        found = found.filter(state=wanted.status)
    nearest_first = wanted.status in (State.SCHEDULED, State.IN_PROGRESS)
    rows = (
        await found.select_related("organizer")
        .order_by("starts_at" if nearest_first else "-starts_at", "id")
        .offset((wanted.page - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    )
    return show(
        request,
        "meetings/list.html",
        meetings=await queries.next_sittings(rows[:PER_PAGE], datetime.now(UTC)),
        more=len(rows) > PER_PAGE,
        wanted=wanted,
        states=[(state, word, counts.get(state, 0)) for state, word in STATES.items()],
        total=sum(counts.values()),
    )


routes: list[BaseRoute] = [page("/meetings", show_list)]
