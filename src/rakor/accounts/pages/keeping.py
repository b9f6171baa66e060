"""The accounts of others: the list, opening one, and the page of each."""

from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field, field_validator
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import journal
from rakor.accounts import operations, queries, rules
from rakor.accounts.models import Account
from rakor.accounts.pages.ground import ONE, key_of
from rakor.accounts.rules import ROLES, AccountChanges, AccountFacts, Right, Role
from rakor.directory.queries import numbered
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class Asked(Shape):
    """Which accounts are looked for, and which page of them."""

    q: Annotated[Line, Field(max_length=100)] = ""
    role: Role | None = None
    page: Annotated[int, Field(ge=1, le=10_000)] = 1

    @field_validator("role", mode="before")
    @classmethod
    def _any(cls, role: object) -> object:
        return role or None

    def at(self, number: int) -> str:
        """The query of another page of the same list."""
        said = {"q": self.q, "role": self.role or "", "page": number}
        return urlencode({name: value for name, value in said.items() if value})


class NewAccount(AccountFacts):
    """The form of a new account."""

    @field_validator("agency", mode="before")
    @classmethod
    def _left_open(cls, agency: object) -> object:
        return agency or None


class NewRole(Shape):
    """Another role for an account, and which state of it was seen."""

    role: Role
    revision: int


class Seen(Shape):
    """Which state of an account was seen when the button was pressed."""

    revision: int


def _role_choices(request: Request) -> list[tuple[str, str]]:
    return [(role.value, _(ROLES[role])) for role in rules.roles_given_by(request.user)]


async def accounts_page(request: Request) -> Response:
    asked = query_of(request, Asked)
    found, pages = await numbered(
        queries.accounts(request.user, asked.q, asked.role), asked.page, "person__name", "id"
    )
    await journal.looked("accounts.listed", by=request.user, q=asked.q, page=asked.page)
    return show(
        request,
        "accounts/list.html",
        accounts=found,
        with_second=await queries.with_second_step(found),
        roles=ROLES,
        asked=asked,
        pages=pages,
    )


async def new_page(request: Request) -> Response:
    rules.check_may(Right.KEEP_ACCOUNTS, request.user.role)
    return show(
        request,
        "accounts/open.html",
        roles=_role_choices(request),
        agencies=await queries.agency_options(request.user),
        own_agency=request.user.person.agency.code if request.user.agency_id else "",
    )


async def open_account(request: Request) -> Response:
    wish = await read(request, NewAccount)
    account = await operations.open_account(wish, by=request.user)
    return see(
        f"/accounts/{account.id}", _("Akun dibuka. Tautan untuk membuat kata sandi dikirim.")
    )


async def account_page(request: Request) -> Response:
    account = await queries.find_account(key_of(request), to=request.user)
    await journal.looked("account.viewed", by=request.user, subject=account.person_id)
    return show(
        request,
        "accounts/account.html",
        account=account,
        kept=_kept(request, account),
        choices=_role_choices(request),
        roles=ROLES,
        has_second=bool(await queries.with_second_step([account])),
        sessions=await queries.sessions_open(account),
    )


def _kept(request: Request, account: Account) -> bool:
    agency = account.person.agency if account.person.agency_id else None
    return rules.keeps(request.user, account.person_id, agency, account.role)


async def save_role(request: Request) -> Response:
    wish = await read(request, NewRole)
    account = await operations.change_account(
        key_of(request), AccountChanges(role=wish.role), revision=wish.revision, by=request.user
    )
    return see(f"/accounts/{account.id}", _("Peran disimpan."))


async def close(request: Request) -> Response:
    wish = await read(request, Seen)
    account = await operations.change_account(
        key_of(request), AccountChanges(active=False), revision=wish.revision, by=request.user
    )
    return see(f"/accounts/{account.id}", _("Akun ditutup. Semua sesi dan tokennya berakhir."))


async def reopen(request: Request) -> Response:
    wish = await read(request, Seen)
    account = await operations.change_account(
        key_of(request), AccountChanges(active=True), revision=wish.revision, by=request.user
    )
    return see(f"/accounts/{account.id}", _("Akun dibuka kembali."))


async def invite(request: Request) -> Response:
    account = await operations.invite_again(key_of(request), by=request.user)
    return see(f"/accounts/{account.id}", _("Tautan untuk membuat kata sandi dikirim."))


async def sign_out(request: Request) -> Response:
    await operations.sign_out_account(key_of(request), by=request.user)
    return see(f"/accounts/{key_of(request)}", _("Semua peramban akun ini dikeluarkan."))


async def remove_second(request: Request) -> Response:
    account = await operations.remove_second(key_of(request), by=request.user)
    return see(f"/accounts/{account.id}", _("Langkah kedua dilepas."))


routes: list[BaseRoute] = [
    page("/accounts", accounts_page),
    *form("/accounts/new", new_page, open_account),
    page(f"/accounts{ONE}", account_page),
    *form(f"/accounts{ONE}/role", account_page, save_role),
    act(f"/accounts{ONE}/close", close),
    act(f"/accounts{ONE}/reopen", reopen),
    act(f"/accounts{ONE}/invite", invite),
    act(f"/accounts{ONE}/sign-out", sign_out),
    act(f"/accounts{ONE}/second/remove", remove_second),
]
