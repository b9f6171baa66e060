"""The yardstick: what Starlette answers when there is nothing to do."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


async def answer(_request: Request) -> Response:
    return PlainTextResponse("ok")


app = Starlette(routes=[Route("/", answer)])
