"""The page on which somebody searches everything they may read."""

from typing import Annotated

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.search import operations
from rakor.search.queries import PAGE
from rakor.search.rules import KINDS, Kind, Typed, asked
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.web.shapes import Shape

SYMBOLS = {
    Kind.MEETING: "users",
    Kind.NOTE: "notebook-pen",
    Kind.DECISION: "gavel",
    Kind.FOLLOW_UP: "list-checks",
    Kind.MINUTES: "file-text",
    Kind.RELEASE: "presentation",
    Kind.PERSON: "user-round",
    Kind.OFFICE: "briefcase",
    Kind.AGENCY: "building-2",
}


class Wanted(Shape):
    """What the address of the page says."""

    q: Typed = ""
    # The chip for everything sends an empty one.
    kind: Annotated[Kind | None, BeforeValidator(lambda said: said or None)] = None
    page: Annotated[int, Field(ge=1, le=50)] = 1


async def search(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    found = await operations.look_for(
        wanted.q, wanted.kind, by=request.user, first=(wanted.page - 1) * PAGE
    )
    return show(
        request,
        "search/search.html",
        wanted=wanted,
        found=found,
        says_something=bool(asked(wanted.q)),
        kinds=[(each, word, found.counts.get(each, 0)) for each, word in KINDS.items()],
        words=KINDS,
        symbols=SYMBOLS,
    )


routes: list[BaseRoute] = [page("/search", search)]
