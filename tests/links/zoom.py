"""Zoom as its documentation has it, on a real socket; it can be told to misbehave.

Server-to-Server OAuth, Create/Get/List/Update/Delete a meeting, errors with `code` and `message`,
agendas cut after 250 characters in lists, pages of a list, a start that may not have passed.
"""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ACCOUNT, CLIENT, SECRET = "account-of-setneg", "client-of-rakor", "secret-of-the-zoom-app"
Act = Callable[[Request], Awaitable[Response]]


class Zoom:
    """What Zoom knows. `misbehave` is asked before each act: a response it gives is the answer."""

    def __init__(self) -> None:
        self.url = ""
        self.tokens: list[str] = []
        self.valid: set[str] = set()
        self.meetings: dict[int, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.bodies: list[dict[str, Any]] = []
        self.misbehave: list[Callable[[str, Request], Awaitable[Response | None]]] = []
        self.lose_answer = 0
        self.page_size = 300

    def expire_tokens(self) -> None:
        self.valid.clear()

    def guarded(self, name: str, act: Act) -> Act:
        async def door(request: Request) -> Response:
            self.calls.append(name)
            for odd in list(self.misbehave):
                answer = await odd(name, request)
                if answer is not None:
                    return answer
            bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
            if bearer not in self.valid:
                return failed(401, 124, "Access token is expired.")
            return await act(request)

        return door

    async def token(self, request: Request) -> Response:
        self.calls.append("token")
        for odd in list(self.misbehave):
            answer = await odd("token", request)
            if answer is not None:
                return answer
        form = await request.form()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {basic}":
            error = {"reason": "Invalid client_id or client_secret", "error": "invalid_client"}
            return JSONResponse(error, 400)
        if form.get("grant_type") != "account_credentials" or form.get("account_id") != ACCOUNT:
            return JSONResponse({"reason": "Bad Request", "error": "invalid_request"}, 400)
        token = f"token-{len(self.tokens) + 1}"
        self.tokens.append(token)
        self.valid.add(token)
        said = {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": 3600,
            "scope": "meeting",
        }
        return JSONResponse(said)

    async def create(self, request: Request) -> Response:
        body = await request.json()
        self.bodies.append(body)
        if refused := _refused(body):
            return refused
        number = 96_200_000_001 + len(self.bodies)
        row = {**body, "id": number, "uuid": "u==", "host_id": "h", "status": "waiting"}
        row.pop("default_password", None)
        row |= {"join_url": f"{self.url}/j/{number}?pwd=abc", "password": f"pw{number % 1000}"}
        row["start_url"] = f"{self.url}/s/{number}?zak=secret"
        self.meetings[number] = row
        if self.lose_answer:
            self.lose_answer -= 1
            return Response(b"", 504)
        return JSONResponse(row, 201)

    async def listed(self, request: Request) -> Response:
        rows = list(self.meetings.values())
        start = int(request.query_params.get("next_page_token") or 0)
        size = min(int(request.query_params.get("page_size", 30)), self.page_size)
        shown = [
            {**row, "agenda": row.get("agenda", "")[:250]} for row in rows[start : start + size]
        ]
        for row in shown:
            row.pop("password")
        more = str(start + size) if start + size < len(rows) else ""
        return JSONResponse({"page_size": size, "next_page_token": more, "meetings": shown})

    async def look(self, request: Request) -> Response:
        row = self.meetings.get(request.path_params["number"])
        return JSONResponse(row) if row else _unknown(request)

    async def update(self, request: Request) -> Response:
        row = self.meetings.get(request.path_params["number"])
        if row is None:
            return _unknown(request)
        body = await request.json()
        self.bodies.append(body)
        if refused := _refused(body):
            return refused
        row |= body
        return Response(status_code=204)

    async def delete(self, request: Request) -> Response:
        if self.meetings.pop(request.path_params["number"], None) is None:
            return _unknown(request)
        return Response(status_code=204)

    def app(self) -> Starlette:
        one = "/v2/meetings/{number:int}"
        return Starlette(
            routes=[
                Route("/oauth/token", self.token, methods=["POST"]),
                Route(
                    "/v2/users/me/meetings",
                    self.guarded("create", self.create),
                    methods=["POST"],
                ),
                Route("/v2/users/me/meetings", self.guarded("list", self.listed)),
                Route(one, self.guarded("look", self.look)),
                Route(one, self.guarded("update", self.update), methods=["PATCH"]),
                Route(one, self.guarded("delete", self.delete), methods=["DELETE"]),
            ]
        )


def failed(status: int, code: int, message: str, **headers: str) -> JSONResponse:
    return JSONResponse({"code": code, "message": message}, status, headers)


def _refused(body: dict[str, Any]) -> Response | None:
    if not body.get("topic") or len(body["topic"]) > 200:
        return failed(400, 300, "Validation Failed.")
    start = body.get("start_time")
    if body.get("type") == 2 and (
        start is None or start <= f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    ):
        return failed(400, 300, "The value that you entered for the Start time field is invalid.")
    return None


def _unknown(request: Request) -> Response:
    return failed(404, 3001, f"Meeting does not exist: {request.path_params['number']}.")


@contextlib.asynccontextmanager
async def serving(zoom: Zoom) -> AsyncIterator[Zoom]:
    """Answer on a port of this machine."""
    config = uvicorn.Config(
        zoom.app(), host="127.0.0.1", port=0, log_level="error", lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server._serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has nothing to wait for
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    zoom.url = f"http://127.0.0.1:{port}"
    try:
        yield zoom
    finally:
        server.should_exit = True
        await task
