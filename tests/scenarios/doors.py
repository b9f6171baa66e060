"""The running application, as its people reach it."""

import contextlib
from collections.abc import AsyncIterator

import httpx

from rakor.accounts.models import User
from rakor.app import create_app
from rakor.web.middleware import SESSION, csrf_token
from tests.conftest import HOST, signed_in


@contextlib.asynccontextmanager
async def door(user: User | None) -> AsyncIterator[httpx.AsyncClient]:
    """The running application, as somebody who is signed in or as an agency with its link."""
    app = create_app(worker=False, own_database=False)
    cookies, headers = {}, {"accept": "application/json" if user else "text/html"}
    if user is not None:
        token = await signed_in(user)
        cookies, headers["x-csrf-token"] = {SESSION: token}, csrf_token(token)
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(
        transport=transport, base_url=HOST, cookies=cookies, headers=headers
    ) as client:
        yield client
