"""Doors for people: the package of a meeting, and what one from elsewhere says."""

import io
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.archive import operations
from rakor.archive.rules import Wanted
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action
from rakor.web.answers import show
from rakor.web.downloads import as_stream
from rakor.web.pages import form, page
from rakor.web.reading import query_of
from rakor.web.uploads import read_upload

HERE = "/meetings/{id:uuid}/archive"


async def offered(request: Request) -> Response:
    found: Any = request.path_params["id"]
    meeting = await find_for(Action.PACK, UUID(str(found)), by=request.user)
    parts = await parts_of(request.user, meeting)
    return show(request, "archive/package.html", meeting=meeting, parts=parts)


async def package(request: Request) -> Response:
    found: Any = request.path_params["id"]
    wanted = query_of(request, Wanted)
    made, file = await operations.pack_by(
        UUID(str(found)), by=request.user, circulated=wanted.circulated
    )
    return as_stream(file, made.name, "application/zip")


async def ask(request: Request) -> Response:
    return show(request, "archive/check.html")


async def check(request: Request) -> Response:
    upload = await read_upload(request)
    found = await operations.check(io.BytesIO(upload.content))
    return show(request, "archive/checked.html", found=found, manifest=found.manifest)


routes: list[BaseRoute] = [
    page(HERE, offered),
    page(f"{HERE}.zip", package),
    *form("/archive/check", ask, check),
]
