"""Doors of passkeys, which a script of the page talks to: making one, and signing in with one."""

from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.accounts import operations
from rakor.accounts.pages.ground import (
    ONE,
    After,
    agent_of,
    go_on,
    hold_step,
    key_of,
    let_go,
    step_name,
    step_of,
)
from rakor.accounts.rules import StepKind
from rakor.web.addresses import client_address
from rakor.web.answers import answer, see
from rakor.web.pages import act
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class Shown(Shape):
    """What the browser says after it has shown a passkey; its parts are checked by their proof."""

    credential: dict[str, Any]
    next: After = "/"


class Made(Shape):
    """What the browser says after it has made a passkey, and what its owner calls it."""

    credential: dict[str, Any]
    name: Annotated[Line, Field(min_length=1, max_length=80)]


async def ask(request: Request) -> Response:
    options, step = await operations.ask_passkey(address=client_address(request.scope))
    said = answer({"options": options})
    hold_step(said, StepKind.PASSKEY, step)
    return said


async def sign_in(request: Request) -> Response:
    wish = await read(request, Shown)
    entrance = await operations.sign_in_by_passkey(
        step_of(request, StepKind.PASSKEY),
        wish.credential,
        address=client_address(request.scope),
        agent=agent_of(request),
        after=wish.next,
    )
    done = await go_on(request, entrance)
    let_go(done, step_name(StepKind.PASSKEY))
    return done


async def begin(request: Request) -> Response:
    options, step = await operations.begin_passkey(by=request.user)
    said = answer({"options": options})
    hold_step(said, StepKind.NEW_PASSKEY, step)
    return said


async def add(request: Request) -> Response:
    wish = await read(request, Made)
    await operations.add_passkey(
        step_of(request, StepKind.NEW_PASSKEY), wish.credential, wish.name, by=request.user
    )
    done = answer({"location": "/settings/security#passkeys"})
    let_go(done, step_name(StepKind.NEW_PASSKEY))
    return done


async def remove(request: Request) -> Response:
    await operations.remove_passkey(key_of(request), by=request.user)
    return see("/settings/security#passkeys", _("Kunci sandi dihapus."))


routes: list[BaseRoute] = [
    act("/sign-in/passkey/begin", ask, open_to_all=True),
    act("/sign-in/passkey", sign_in, open_to_all=True),
    act("/settings/security/passkeys/begin", begin),
    act("/settings/security/passkeys", add),
    act(f"/settings/security/passkeys{ONE}/remove", remove),
]
