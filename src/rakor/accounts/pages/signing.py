"""Doors to Rakor: signing in with a password, the second step, signing out, the first run."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from rakor.accounts import operations, queries
from rakor.accounts.pages.ground import After, Typed, agent_of, go_on, let_go, step_name, step_of
from rakor.accounts.pages.own import zone_choices
from rakor.accounts.rules import FirstRun, Secret, StepKind
from rakor.directory.rules import AGENCY_KINDS
from rakor.errors import Conflict
from rakor.settings import settings
from rakor.web.addresses import client_address, local_path
from rakor.web.answers import see, show, user_or_none
from rakor.web.middleware import SESSION
from rakor.web.pages import act, form
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class SignIn(Shape):
    """Who one is, and where one was going."""

    email: Typed
    password: Secret
    next: After = "/"


class Code(Shape):
    """A code of the app, or one that was kept for when it is lost."""

    code: Annotated[Line, Field(min_length=1, max_length=40)]


async def sign_in_page(request: Request) -> Response:
    if not await queries.anyone():
        return RedirectResponse("/setup", 303)
    typed = getattr(request.state, "typed", {})
    after = local_path(str(typed.get("next") or request.query_params.get("next", "/")))
    if user_or_none(request) is not None:
        return RedirectResponse(after, 303)
    return show(
        request,
        "accounts/sign_in.html",
        next=after,
        provider=operations.provider_name(),
        passkeys=operations.passkeys_offered(),
    )


async def sign_in(request: Request) -> Response:
    wish = await read(request, SignIn)
    entrance = await operations.sign_in(
        wish.email,
        wish.password,
        address=client_address(request.scope),
        agent=agent_of(request),
        after=wish.next,
    )
    return await go_on(request, entrance)


async def second_page(request: Request) -> Response:
    await operations.find_step(StepKind.SECOND, step_of(request, StepKind.SECOND))
    return show(request, "accounts/second.html", passkeys=operations.passkeys_offered())


async def second(request: Request) -> Response:
    wish = await read(request, Code)
    entrance = await operations.second_step(
        step_of(request, StepKind.SECOND),
        wish.code,
        address=client_address(request.scope),
        agent=agent_of(request),
    )
    answer = await go_on(request, entrance)
    let_go(answer, step_name(StepKind.SECOND))
    return answer


async def sign_out(request: Request) -> Response:
    await operations.sign_out(request.scope["session_token"])
    answer = see("/sign-in", _("Anda sudah keluar."))
    answer.delete_cookie(SESSION, path="/")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


async def setup_page(request: Request) -> Response:
    if await queries.anyone():
        raise Conflict(_("Rakor ini sudah disiapkan. Silakan masuk."))
    kinds = [(kind.value, _(word)) for kind, word in AGENCY_KINDS.items()]
    zones = zone_choices(settings().timezone)
    return show(request, "accounts/setup.html", kinds=kinds, zones=zones)


async def set_up(request: Request) -> Response:
    facts = await read(request, FirstRun)
    await operations.found(facts)
    entrance = await operations.sign_in(
        facts.email,
        facts.password,
        address=client_address(request.scope),
        agent=agent_of(request),
    )
    return await go_on(request, entrance, _("Rakor siap dipakai. Buat rapat pertama Anda."))


routes: list[BaseRoute] = [
    *form("/sign-in", sign_in_page, sign_in, open_to_all=True),
    *form("/sign-in/second", second_page, second, open_to_all=True),
    act("/sign-out", sign_out, open_to_all=True),
    *form("/setup", setup_page, set_up, open_to_all=True),
]
