"""The only file that knows every feature: tables, routes, followers, and what runs beside them."""

import asyncio
import importlib.util
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from rakor import database, journal
from rakor.accounts.operations import identify
from rakor.errors import RakorError
from rakor.settings import settings
from rakor.web import health
from rakor.web.answers import show
from rakor.web.endpoints import Endpoint, api_routes
from rakor.web.middleware import Ground
from rakor.web.openapi import document
from rakor.web.pages import page
from rakor.web.problems import answer_bug, answer_http, answer_refusal
from rakor.web.routing import SignedRouter
from rakor.web.templates import STATIC, environment, render

FEATURES = (
    "directory",
    "accounts",
    "rooms",
    "meetings",
    "issued",
    "invitations",
    "letters",
    "programmes",
    "drafting",
    "scheduling",
    "leaders",
    "links",
    "attendance",
    "live",
    "minutes",
    "followups",
    "preparing",
    "press",
    "archive",
    "search",
    "privacy",
)
PLACES = (*FEATURES, "audit", "home")
TABLES = [
    f"rakor.{name}.models"
    for name in ("journal", "web", "mail", *FEATURES)
    if importlib.util.find_spec(f"rakor.{name}.models")
]


def _rooms(room: str) -> list[ModuleType]:
    names = [f"rakor.{feature}.{room}" for feature in PLACES]
    return [import_module(name) for name in names if importlib.util.find_spec(name)]


def load() -> None:
    """Load every room, so that processes forked from here share them."""
    for room in ("pages", "api", "socket", "jobs"):
        _rooms(room)
    environment()


def endpoints() -> list[Endpoint]:
    """Every act of the API."""
    return [endpoint for api in _rooms("api") for endpoint in api.endpoints]


class Assets(StaticFiles):
    """The bundle; names carry the hash of the content, so they never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


@cache
def described(public_url: str) -> dict[str, Any]:
    """The API as a document. Whoever asks often does not make it anew, which takes its time."""
    return document(endpoints(), public_url)


async def openapi(_request: Request) -> Response:
    return JSONResponse(described(settings().public_url))


@cache
def acts_told(public_url: str) -> Markup:
    """The same for a reader. It is long and says the same to everybody, so it is written once."""
    return Markup(render("web/_acts.html", document=described(public_url)))  # noqa: S704


async def docs(request: Request) -> Response:
    """The API as a page: what each act takes, gives and refuses."""
    return show(request, "web/docs.html", acts=acts_told(settings().public_url))


def routes() -> list[BaseRoute]:
    """Everything Rakor answers to."""
    doors: list[BaseRoute] = [*health.routes, Route("/openapi.json", openapi)]
    doors += [page("/docs", docs, open_to_all=True)]
    doors += [Mount("/static", Assets(directory=STATIC))]
    # Sockets first: when a thousand come back at once, nobody looks through all pages for each.
    for room in ("socket", "pages"):
        for module in _rooms(room):
            doors += module.routes
    return [*doors, *api_routes(endpoints())]


@asynccontextmanager
async def beside(*, worker: bool) -> AsyncIterator[None]:
    """What runs beside the requests: bells, the live rooms and, unless elsewhere, the worker."""
    between = settings().broker_url
    if between is None and database.is_postgres():
        between = settings().database_url
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(journal.bells.running(between))
        for module in _rooms("socket"):
            await stack.enter_async_context(module.running())
        if worker:
            await stack.enter_async_context(working())
        yield


@asynccontextmanager
async def working() -> AsyncIterator[None]:
    """The worker: followers of the journal and the clocks of each feature."""
    jobs = _rooms("jobs")
    followers = [follower for module in jobs for follower in module.followers]
    tasks = [asyncio.create_task(journal.run_followers(followers), name="followers")]
    for module in jobs:
        tasks += [asyncio.create_task(run(), name=run.__qualname__) for run in module.clocks]
    try:
        yield
    finally:
        await journal.end(tasks)


def create_app(*, worker: bool = True, own_database: bool = True) -> Starlette:
    """The application. `own_database=False` when the caller has opened the database already."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if own_database:
            await database.connect(settings().database_url, TABLES)
        try:
            async with beside(worker=worker):
                yield
        finally:
            if own_database:
                await database.close()

    app = Starlette(
        middleware=[Middleware(health.Counted), Middleware(Ground, identify=identify)],
        exception_handlers={
            RakorError: answer_refusal,
            HTTPException: answer_http,
            Exception: answer_bug,
        },
    )
    app.router = SignedRouter(routes(), lifespan=lifespan)
    return app
