"""Doors for programs: one declaration makes the route and its part of the OpenAPI document."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tortoise import connections

from rakor import journal
from rakor.database import at_once, change_row, new_id, row_where
from rakor.database.statements import Values
from rakor.errors import Forbidden, Invalid, Moved, NotSignedIn
from rakor.web.answers import user_or_none
from rakor.web.models import KeptAnswer
from rakor.web.routing import SignedRoute
from rakor.web.shapes import Shape
from rakor.words import _

API = "/api/v1"
KEEP = timedelta(hours=24)

Act = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One act of the API. `says` is its summary; `takes`, `asks` and `gives` are its shapes.

    `also_takes` are media types of a file that may come as the whole body instead.

    `keeps_body`: whether the memory of an Idempotency-Key tells one body from another; not where
    a trace of what was sent would betray somebody.

    `refuses` are the statuses beside 401, 403 and 422 that a caller has to expect.
    """

    method: str
    path: str
    do: Act
    says: str
    takes: type[BaseModel] | None = None
    asks: type[Shape] | None = None
    gives: type[BaseModel] | None = None
    status: int = 200
    media: str = "application/json"
    takes_media: str = "application/json"
    also_takes: Sequence[str] = ()
    open_to_all: bool = False
    keeps_body: bool = True
    refuses: Sequence[int] = field(default=(404, 409))

    @property
    def tag(self) -> str:
        return self.path.strip("/").split("/")[0].split(".")[0]


def api_routes(endpoints: Sequence[Endpoint]) -> list[Route]:
    """The routes of these endpoints under /api/v1."""
    return [
        SignedRoute(API + endpoint.path, _door(endpoint), methods=[endpoint.method])
        for endpoint in endpoints
    ]


def _door(endpoint: Endpoint) -> Act:
    async def door(request: Request) -> Response:
        user = user_or_none(request)
        if user is None and not endpoint.open_to_all:
            raise NotSignedIn
        _check_scope(request, endpoint)
        key = request.headers.get("idempotency-key")
        if key and endpoint.method in ("POST", "PUT"):
            return await _once(request, endpoint, key)
        return await endpoint.do(request)

    return door


def routes_elsewhere(endpoints: Sequence[Endpoint]) -> list[Route]:
    """The same doors at their own addresses: those of a personal link, which no document lists."""
    return [SignedRoute(each.path, _door(each), methods=[each.method]) for each in endpoints]


def _check_scope(request: Request, endpoint: Endpoint) -> None:
    """A token with scopes (`read`, `write`, or a part such as `meetings`) does only that."""
    scopes = getattr(user_or_none(request), "scopes", None)
    if not scopes:
        return
    needed = "read" if endpoint.method == "GET" else "write"
    if not {needed, endpoint.tag, f"{endpoint.tag}:{needed}"} & set(scopes):
        raise Forbidden(_("Token ini tidak mencakup tindakan itu."))


async def _once(request: Request, endpoint: Endpoint, key: str) -> Response:
    """Do it once however often it is sent: act and memory of its answer are one transaction."""
    if not 1 <= len(key) <= 200:
        raise Invalid.field("Idempotency-Key", _("Kunci terdiri atas 1 sampai 200 huruf."))
    user = user_or_none(request)
    who = str(getattr(user, "id", "")) or request.url.path
    name = hashlib.sha256(f"{who}\0{key}".encode()).hexdigest()
    # Read whole before anything begins: nobody waits within an act for a slow line.
    body = await request.body()
    said = f"{request.method} {request.url.path}?{request.url.query}\0".encode()
    asked = hashlib.sha256(said + (body if endpoint.keeps_body else b"")).hexdigest()
    async with journal.transaction() as record:
        # The key is claimed first: whoever sends it meanwhile waits for this answer.
        if not await _claimed(name, asked, record.at):
            return await _kept(name, asked)
        answer = await endpoint.do(request)
        kept = KeptAnswer(key=name, status=answer.status_code, body=bytes(answer.body))
        await change_row(kept, "status", "body", by="key")
        if secrets.randbelow(200) == 0:
            await KeptAnswer.filter(at__lt=record.at - KEEP).delete()
    return answer


async def _claimed(name: str, asked: str, now: datetime) -> bool:
    """Whether this request is the first with its key, or the first since the memory of it went."""
    values = Values(connections.get("default"))
    row = [values.key(new_id()), values.value(name), values.value(asked), values.moment(now)]
    statement = (
        f"INSERT INTO kept_answer (id, key, request, at, status, body) "  # noqa: S608 - placeholders only
        f"VALUES ({', '.join(row)}, 0, '') ON CONFLICT (key) DO UPDATE "
        "SET request = excluded.request, at = excluded.at "
        f"WHERE kept_answer.at < {values.moment(now - KEEP)} RETURNING id"
    )
    return bool(await at_once(statement, values.all))


async def _kept(name: str, asked: str) -> Response:
    """What was answered the first time. Refuses (Invalid) a key that was used for another act."""
    found = await row_where(KeptAnswer, "key", name)
    if found is None or found.request != asked:
        raise Invalid.field(
            "Idempotency-Key", _("Kunci ini sudah dipakai untuk permintaan yang lain.")
        )
    return Response(found.body, found.status, {"Idempotent-Replayed": "true"}, "application/json")


def expected_revision(request: Request) -> int | None:
    """The revision a writer has seen (`If-Match`, RFC 9110 section 13.1.1); None when not said."""
    said = request.headers.get("if-match", "").strip()
    if not said or said == "*":
        return None
    digits = said.removeprefix("W/").strip('"')
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise Moved(_("If-Match menyebut revisi yang tidak pernah ada."))
    return int(digits)
