"""Doors of the links by mail: asking for one, and coming in by it."""

import secrets

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.accounts import operations, rules
from rakor.accounts.pages.ground import LINK, After, Typed, agent_of, go_on, hold, let_go
from rakor.accounts.rules import LinkPurpose, Secret
from rakor.web.addresses import client_address, local_path
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import read
from rakor.web.shapes import Shape
from rakor.words import _


class Asking(Shape):
    """Where the link should go, and where one was going."""

    email: Typed
    next: After = "/"


class Chosen(Shape):
    """The password that somebody chose."""

    password: Secret


def _after(request: Request) -> str:
    typed = getattr(request.state, "typed", {})
    return local_path(str(typed.get("next") or request.query_params.get("next", "/")))


async def forgot_page(request: Request) -> Response:
    return show(request, "accounts/ask_link.html", resets=True, next=_after(request))


async def mail_page(request: Request) -> Response:
    return show(request, "accounts/ask_link.html", resets=False, next=_after(request))


async def forgot(request: Request) -> Response:
    wish = await read(request, Asking)
    await operations.ask_link(LinkPurpose.RESET, wish.email, address=client_address(request.scope))
    return see("/sign-in/sent")


async def mail(request: Request) -> Response:
    wish = await read(request, Asking)
    held = secrets.token_urlsafe(16)
    await operations.ask_link(
        LinkPurpose.SIGN_IN,
        wish.email,
        address=client_address(request.scope),
        browser=held,
        after=local_path(wish.next),
    )
    answer = see("/sign-in/sent")
    hold(answer, LINK, held, rules.LINKS[LinkPurpose.SIGN_IN].total_seconds())
    return answer


async def sent(request: Request) -> Response:
    return show(request, "accounts/sent.html")


async def reset_page(request: Request) -> Response:
    """Looking does not use the link up: the filters of mail servers open every one of them."""
    link = await operations.find_link(
        request.path_params["token"], LinkPurpose.RESET, LinkPurpose.INVITATION
    )
    return show(
        request,
        "accounts/new_password.html",
        person=link.account.person,
        invited=link.purpose is LinkPurpose.INVITATION,
    )


async def reset(request: Request) -> Response:
    wish = await read(request, Chosen)
    await operations.reset_password(request.path_params["token"], wish.password)
    return see("/sign-in", _("Kata sandi tersimpan. Silakan masuk."))


async def link_page(request: Request) -> Response:
    """The browser that asked goes right in; any other is asked whether it should."""
    link = await operations.find_link(request.path_params["token"], LinkPurpose.SIGN_IN)
    if operations.asked_here(link, request.cookies.get(LINK, "")):
        return await enter(request)
    return show(request, "accounts/confirm_link.html", person=link.account.person)


async def enter(request: Request) -> Response:
    entrance = await operations.sign_in_by_link(
        request.path_params["token"], agent=agent_of(request)
    )
    answer = await go_on(request, entrance)
    let_go(answer, LINK)
    return answer


routes: list[BaseRoute] = [
    *form("/sign-in/forgot", forgot_page, forgot, open_to_all=True),
    *form("/sign-in/mail", mail_page, mail, open_to_all=True),
    page("/sign-in/sent", sent, open_to_all=True),
    *form("/sign-in/reset/{token}", reset_page, reset, open_to_all=True),
    *form("/sign-in/link/{token}", link_page, enter, open_to_all=True),
]
