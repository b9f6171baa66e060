"""The audit for people: what happened, newest first, filtered, and as a file to take home."""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from rakor.audit import export, operations
from rakor.audit.rules import PHRASES, THINGS, Filter, Looked, Row, thing_of
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.words import _

# Of what an entry holds; the file has all of it.
MOST_LINES = 80
LONGEST = 600  # letters in one line


async def audit(request: Request) -> Response:
    wish = query_of(request, Looked)
    rows, more = await operations.look(wish, by=request.user)
    asked = wish.said()

    def only(**other: str) -> str:
        return urlencode({**asked, **other})

    return show(
        request,
        "audit/list.html",
        place="audit",
        wish=wish,
        asked=asked,
        rows=rows,
        details=details,
        acts=acts(),
        only=only,
        next=only(cursor=str(more)) if more else "",
    )


def details(row: Row) -> list[tuple[str, str]]:
    """What an entry holds, masked: one line for each value, named by the way that leads to it."""
    lines = list(islice(_lines(row.data or {}, ()), MOST_LINES + 1))
    return [*lines[:MOST_LINES], ("…", "")] if len(lines) > MOST_LINES else lines


def _lines(value: Any, way: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list) and value:
        named = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for name, each in named:
            yield from _lines(each, (*way, str(name)))
    elif value not in (None, "", [], {}):
        text = value if isinstance(value, str) else orjson.dumps(value).decode()
        yield ".".join(way), text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def acts() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Every kind of entry in words, by the thing it happens to."""
    return [
        (
            thing,
            _(word),
            [(kind, _(said)) for kind, said in PHRASES.items() if thing_of(kind) == thing],
        )
        for thing, word in THINGS.items()
    ]


async def as_csv(request: Request) -> Response:
    wish = query_of(request, Filter)
    batches = await operations.take_home(wish, "csv", by=request.user)
    zone = request.user.timezone or settings().timezone
    return StreamingResponse(
        export.csv(batches, zone), headers=_named("csv"), media_type=export.MEDIA["csv"]
    )


async def as_xlsx(request: Request) -> Response:
    wish = query_of(request, Filter)
    batches = await operations.take_home(wish, "xlsx", by=request.user)
    book = await export.xlsx(batches, request.user.timezone or settings().timezone)
    return Response(book, headers=_named("xlsx"), media_type=export.MEDIA["xlsx"])


def _named(ending: str) -> dict[str, Any]:
    return {"Content-Disposition": f'attachment; filename="jejak-audit.{ending}"'}


routes: list[BaseRoute] = [
    page("/audit", audit),
    page("/audit.csv", as_csv),
    page("/audit.xlsx", as_xlsx),
]
