"""The audit for people: what happened, newest first, filtered, and as a file to take home."""

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

LONGEST = 6_000  # letters of what an entry holds; the file has all of it


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


def details(row: Row) -> str:
    """What an entry holds, masked, as lines that can be read."""
    if not row.data:
        return ""
    text = orjson.dumps(row.data, option=orjson.OPT_INDENT_2).decode()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


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
