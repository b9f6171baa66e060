"""Doors to Rakor: signing in and out, the first run, and what a person sets for themselves."""

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from rakor.accounts import operations, queries, rules
from rakor.accounts.models import Account
from rakor.accounts.rules import FirstRun, Secret
from rakor.directory import operations as directory
from rakor.directory.rules import AGENCY_KINDS, OwnFacts
from rakor.errors import Conflict
from rakor.settings import settings
from rakor.web.addresses import client_address, local_path
from rakor.web.answers import back, see, show, user_or_none
from rakor.web.middleware import SESSION, set_session
from rakor.web.pages import act, form, page
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import LANGUAGES, _
from rakor.words.dates import ZONES

YEAR = 365 * 24 * 3600


class SignIn(Shape):
    """Who one is, and where one was going. A wrong address is refused like a wrong password."""

    email: Annotated[Line, Field(max_length=254)]
    password: Secret
    next: str = "/"


class Preferences(Shape):
    """How this browser shows pages; `next` where the page cannot tell where it was."""

    language: Literal["id", "en"] | None = None
    theme: Literal["light", "dark", "auto"] | None = None
    next: str = ""


class NewPassword(Shape):
    """A new password, and proof that its owner is asking."""

    current_password: Secret
    new_password: Secret


class NewToken(Shape):
    """A token for a program: what it is for, what it may, how long."""

    token_name: Annotated[Line, Field(min_length=1, max_length=80)]
    access: Literal["all", "read"] = "all"
    days: Literal["30", "365", "0"] = "365"


async def sign_in_page(request: Request) -> Response:
    if not await queries.anyone():
        return RedirectResponse("/setup", 303)
    typed = getattr(request.state, "typed", {})
    after = local_path(str(typed.get("next") or request.query_params.get("next", "/")))
    if user_or_none(request) is not None:
        return RedirectResponse(after, 303)
    return show(request, "accounts/sign_in.html", next=after)


async def sign_in(request: Request) -> Response:
    wish = await read(request, SignIn)
    secret = await operations.sign_in(
        wish.email,
        wish.password,
        address=client_address(request.scope),
        agent=request.headers.get("user-agent", ""),
    )
    # The session that this browser had before is not the one that is signed in.
    await operations.sign_out(request.scope["session_token"])
    answer = see(local_path(wish.next))
    set_session(answer, secret, int(rules.SESSION.total_seconds()))
    return answer


async def sign_out(request: Request) -> Response:
    await operations.sign_out(request.scope["session_token"])
    answer = see("/sign-in", _("Anda sudah keluar."))
    answer.delete_cookie(SESSION, path="/")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def zone_choices(current: str = "") -> list[tuple[str, str]]:
    """The three zones by their names, and the person's own when it is another."""
    zones = {name: f"{short} ({name})" for name, short in ZONES.items()}
    return list(({current: current} | zones if current else zones).items())


async def setup_page(request: Request) -> Response:
    if await queries.anyone():
        raise Conflict(_("Rakor ini sudah disiapkan. Silakan masuk."))
    kinds = [(kind.value, _(word)) for kind, word in AGENCY_KINDS.items()]
    zones = zone_choices(settings().timezone)
    return show(request, "accounts/setup.html", kinds=kinds, zones=zones)


async def set_up(request: Request) -> Response:
    facts = await read(request, FirstRun)
    await operations.found(facts)
    secret = await operations.sign_in(
        facts.email,
        facts.password,
        address=client_address(request.scope),
        agent=request.headers.get("user-agent", ""),
    )
    answer = see("/", _("Rakor siap dipakai. Buat rapat pertama Anda."))
    set_session(answer, secret, int(rules.SESSION.total_seconds()))
    return answer


async def settings_page(request: Request, new_token: str = "") -> Response:
    person = request.user.person
    own = {
        "name": person.name,
        "prefix_titles": person.prefix_titles,
        "suffix_titles": person.suffix_titles,
        "phone": person.phone,
        "locale": person.locale,
        "timezone": person.timezone or settings().timezone,
    }
    # One of several forms was refused: what was typed there, and what is stored in the others.
    request.state.typed = {**own, **getattr(request.state, "typed", {})}
    return show(
        request,
        "accounts/settings.html",
        own=own,
        languages=list(LANGUAGES.items()),
        zones=zone_choices(own["timezone"]),
        sessions=await queries.sessions_of(request.user),
        tokens=await queries.tokens_of(request.user),
        browser_name=rules.browser_name,
        new_token=new_token,
    )


async def save_own(request: Request) -> Response:
    body: OwnFacts = await read(request, OwnFacts)
    await directory.change_own(body, by=request.user)
    answer = see("/settings", _("Perubahan disimpan."))
    # The person's own language decides again, whatever the switch on the page was set to.
    answer.delete_cookie("language")
    return answer


async def save_password(request: Request) -> Response:
    wish = await read(request, NewPassword)
    await operations.change_password(
        wish.current_password,
        wish.new_password,
        by=request.user,
        address=client_address(request.scope),
    )
    return see("/settings", _("Kata sandi diganti. Peramban lain sudah dikeluarkan."))


async def make_token(request: Request) -> Response:
    wish = await read(request, NewToken)
    secret = await operations.create_token(
        await Account.get(id=request.user.account_id),
        name=wish.token_name,
        scopes=["read"] if wish.access == "read" else [],
        lifetime=timedelta(days=int(wish.days)) or None,
        by=request.user,
    )
    return await settings_page(request, secret)


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


async def revoke_session(request: Request) -> Response:
    await operations.revoke_session(_key(request), by=request.user)
    return see("/settings#sessions", _("Peramban itu sudah dikeluarkan."))


async def revoke_token(request: Request) -> Response:
    await operations.revoke_token(_key(request), by=request.user)
    return see("/settings#tokens", _("Token dicabut."))


async def prefer(request: Request) -> Response:
    wish = await read(request, Preferences)
    answer = see(local_path(wish.next)) if wish.next else back(request, "/")
    said: dict[str, Any] = {"language": wish.language, "theme": wish.theme}
    for name, value in said.items():
        if value:
            answer.set_cookie(
                name, value, max_age=YEAR, samesite="lax", secure=settings().secure, httponly=True
            )
    return answer


ONE = "/{id:uuid}"

routes: list[BaseRoute] = [
    *form("/sign-in", sign_in_page, sign_in, open_to_all=True),
    act("/sign-out", sign_out, open_to_all=True),
    *form("/setup", setup_page, set_up, open_to_all=True),
    page("/settings", settings_page),
    *form("/settings/own", settings_page, save_own),
    *form("/settings/password", settings_page, save_password),
    *form("/settings/tokens", settings_page, make_token),
    act(f"/settings/sessions{ONE}/revoke", revoke_session),
    act(f"/settings/tokens{ONE}/revoke", revoke_token),
    act("/preferences", prefer, open_to_all=True),
]
