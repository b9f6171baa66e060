"""How one signs in oneself: password, app, passkeys, browsers, tokens of programs."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from rakor.accounts import operations, queries, rules
from rakor.accounts.models import Account
from rakor.accounts.pages.ground import ONE, key_of
from rakor.accounts.pages.signing import Code
from rakor.accounts.rules import Secret
from rakor.documents import qr
from rakor.errors import Invalid
from rakor.web.addresses import client_address
from rakor.web.answers import see, show
from rakor.web.endpoints import API
from rakor.web.middleware import SESSION
from rakor.web.pages import act, form, page
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import _

HERE = "/settings/security"


class NewPassword(Shape):
    """A new password, and proof that its owner is asking."""

    current_password: Secret
    new_password: Secret


class NewToken(Shape):
    """A token for a program: what it is for, what it may, how long."""

    token_name: Annotated[Line, Field(min_length=1, max_length=80)]
    access: Literal["all", "read", "parts"] = "read"
    scopes: Annotated[list[str], Field(max_length=100)] = []
    days: Annotated[int, Field(ge=0, le=3660)] = 90


async def security_page(
    request: Request, *, new_token: str = "", new_codes: list[str] | None = None
) -> Response:
    session = await operations.own_session(request.user)
    now = datetime.now(UTC)
    user = request.user
    return show(
        request,
        "accounts/security.html",
        fresh=now - session.created_at <= rules.FRESH,
        has_app=await queries.has_second_step(user.account_id),
        codes_left=await queries.recovery_codes_left(user.account_id),
        passkeys=await queries.passkeys_of(user),
        passkeys_offered=operations.passkeys_offered(),
        sessions=await queries.sessions_of(user),
        tokens=await queries.tokens_of(user),
        parts=_parts(request),
        lifetimes=rules.LIFETIMES,
        browser_name=rules.browser_name,
        now=now,
        new_token=new_token,
        new_codes=[qr.grouped(code) for code in new_codes or []],
    )


def _parts(request: Request) -> list[str]:
    """The parts of the API that a token may be limited to, as they are called in its addresses."""
    paths = [route.path for route in request.app.routes if isinstance(route, Route)]
    under = [path.removeprefix(f"{API}/") for path in paths if path.startswith(f"{API}/")]
    return sorted({path.split("/")[0].split(".")[0] for path in under})


async def save_password(request: Request) -> Response:
    wish = await read(request, NewPassword)
    await operations.change_password(
        wish.current_password,
        wish.new_password,
        by=request.user,
        address=client_address(request.scope),
    )
    return see(HERE, _("Kata sandi diganti. Peramban lain sudah dikeluarkan."))


async def again(request: Request) -> Response:
    """Out, and in again: whoever changes the ways in has just shown who they are."""
    await operations.sign_out(request.scope["session_token"])
    answer = see(f"/sign-in?next={HERE}")
    answer.delete_cookie(SESSION, path="/")
    return answer


async def begin_app(request: Request) -> Response:
    await operations.begin_app(by=request.user)
    return see(f"{HERE}/app")


async def app_page(request: Request) -> Response:
    found = await operations.app_to_confirm(by=request.user)
    if found is None:
        return see(HERE)
    secret, address = found
    drawing = qr.svg(address, title=_("Kode QR untuk aplikasi autentikator"))
    return show(request, "accounts/app.html", drawing=drawing, secret=qr.grouped(secret))


async def confirm_app(request: Request) -> Response:
    wish = await read(request, Code)
    codes = await operations.confirm_app(
        wish.code, by=request.user, address=client_address(request.scope)
    )
    return await security_page(request, new_codes=codes)


async def remove_app(request: Request) -> Response:
    await operations.remove_app(by=request.user)
    return see(f"{HERE}#app", _("Aplikasi autentikator dilepas."))


async def renew_codes(request: Request) -> Response:
    codes = await operations.renew_codes(by=request.user)
    return await security_page(request, new_codes=codes)


async def revoke_session(request: Request) -> Response:
    await operations.revoke_session(key_of(request), by=request.user)
    return see(f"{HERE}#sessions", _("Peramban itu sudah dikeluarkan."))


async def sign_out_elsewhere(request: Request) -> Response:
    await operations.sign_out_elsewhere(by=request.user)
    return see(f"{HERE}#sessions", _("Semua peramban lain sudah dikeluarkan."))


async def make_token(request: Request) -> Response:
    wish = await read(request, NewToken)
    if wish.access == "parts" and not wish.scopes:
        raise Invalid.field("scopes", _("Pilih sekurang-kurangnya satu bagian."))
    chosen: dict[str, Any] = {"all": [], "read": ["read"], "parts": wish.scopes}
    secret = await operations.create_token(
        await Account.get(id=request.user.account_id),
        name=wish.token_name,
        scopes=chosen[wish.access],
        lifetime=rules.lifetime_of(wish.days or None),
        by=request.user,
    )
    return await security_page(request, new_token=secret)


async def revoke_token(request: Request) -> Response:
    await operations.revoke_token(key_of(request), by=request.user)
    return see(f"{HERE}#tokens", _("Token dicabut."))


routes: list[BaseRoute] = [
    page(HERE, security_page),
    act(f"{HERE}/again", again),
    act(f"{HERE}/app/new", begin_app),
    *form(f"{HERE}/app", app_page, confirm_app),
    act(f"{HERE}/app/remove", remove_app),
    act(f"{HERE}/codes", renew_codes),
    *form("/settings/password", security_page, save_password),
    *form("/settings/tokens", security_page, make_token),
    act(f"/settings/tokens{ONE}/revoke", revoke_token),
    act("/settings/sessions/others", sign_out_elsewhere),
    act(f"/settings/sessions{ONE}/revoke", revoke_session),
]
