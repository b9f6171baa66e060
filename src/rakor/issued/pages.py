"""The page of a document's code, for anybody: that it was issued here, not what it says."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.errors import NotFound
from rakor.issued import operations, queries, rules
from rakor.web.addresses import client_address
from rakor.web.answers import answer, see, show, wants_page
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.web.shapes import Line, Shape


class Typed(Shape):
    """The code that was typed by hand."""

    code: Annotated[Line, Field(max_length=60)] = ""


async def ask(request: Request) -> Response:
    typed = query_of(request, Typed).code
    if typed:
        # A slip goes into the address too: the page there says what is wrong with it.
        return see(f"/verify/{rules.read_code(typed) or rules.plain(typed) or '-'}")
    return show(request, "issued/ask.html", given="", why="")


async def verify(request: Request) -> Response:
    """The fact as a page; as JSON for a program that comes to the printed address."""
    asked = query_of(request, rules.Asked)
    typed = request.path_params["code"]
    try:
        fact = await operations.verify(typed, address=client_address(request.scope))
    except NotFound as refusal:
        if not wants_page(request):
            raise
        return show(request, "issued/ask.html", 404, given=typed[:60], why=refusal.detail)
    if not wants_page(request):
        return answer(queries.told(fact, asked.sha256))
    return show(
        request,
        "issued/verify.html",
        fact=fact,
        document=fact.document,
        code=rules.spoken(fact.document.code),
        asked=asked.sha256.lower(),
        holds=fact.holds(asked.sha256) if asked.sha256 else None,
    )


routes: list[BaseRoute] = [
    page("/verify", ask, open_to_all=True),
    page("/verify/{code}", verify, open_to_all=True),
]
