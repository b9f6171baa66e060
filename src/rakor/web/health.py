"""What a watchman asks: is it alive, can it serve, how is it doing."""

import asyncio
import time

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rakor import __version__, database

REQUESTS = Counter("rakor_requests_total", "Answers by status class", ["method", "status"])
SECONDS = Histogram(
    "rakor_request_seconds",
    "Time from the first byte asked to the first byte answered",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)


async def alive(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def ready(_request: Request) -> Response:
    """Ready when the database answers within two seconds."""
    try:
        async with asyncio.timeout(2):
            await database.ping()
    except Exception as error:
        return JSONResponse({"ready": False, "database": type(error).__name__}, 503)
    return JSONResponse({"ready": True, "version": __version__})


async def metrics(_request: Request) -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


routes = [
    Route("/healthz", alive),
    Route("/readyz", ready),
    Route("/metrics", metrics),
]


class Counted:
    """Counts every answer for /metrics."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                SECONDS.observe(time.perf_counter() - began)
                REQUESTS.labels(scope["method"], f"{message['status'] // 100}xx").inc()
            await send(message)

        await self.app(scope, receive, counting)
