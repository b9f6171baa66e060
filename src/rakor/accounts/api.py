"""Accounts for programs: who am I, where am I signed in, and the accounts that one keeps."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.accounts import operations, queries, rules
from rakor.accounts.models import Account, Session, User
from rakor.accounts.rules import AccountChanges, AccountFacts, Role
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Line, Written


class Me(Answer):
    """Whoever the token or the session belongs to; no scopes means all rights."""

    id: UUID
    revision: int
    name: str
    full_name: str
    email: str | None
    agency: str | None
    role: Role
    scopes: list[str]
    locale: str
    timezone: str


class AccountAnswer(Written):
    """An account: whose, in which role, and whether it is open."""

    id: UUID
    revision: int
    person: UUID
    name: str
    email: str | None
    agency: str | None
    role: Role
    active: bool
    second_step: bool


class Accounts(Answer):
    """One page of the accounts that somebody keeps."""

    items: list[AccountAnswer]
    next: str | None = None


class SessionAnswer(Answer):
    """A browser that is signed in; `seen_at` is exact to the hour."""

    id: UUID
    browser: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    current: bool


class Sessions(Answer):
    """The browsers in which somebody is signed in."""

    items: list[SessionAnswer]
    next: str | None = None


class Ended(Written):
    """How many sessions ended."""

    ended: int


class Asked(Paging):
    """Which accounts: by name or address, of one role."""

    q: Annotated[Line, Field(max_length=100)] = ""
    role: Role | None = None


async def me(request: Request) -> Response:
    user: User = request.user
    return answer(
        Me(
            id=user.id,
            revision=user.person.revision,
            name=user.person.name,
            full_name=user.full_name,
            email=user.person.email,
            agency=user.person.agency.code if user.person.agency else None,
            role=user.role,
            scopes=list(user.scopes),
            locale=user.locale,
            timezone=user.timezone,
        )
    )


def shape_of(account: Account, with_second: set[UUID]) -> AccountAnswer:
    person = account.person
    return AccountAnswer(
        id=account.id,
        revision=account.revision,
        person=person.id,
        name=person.full_name,
        email=person.email,
        agency=person.agency.code if person.agency_id and person.agency else None,
        role=account.role,
        active=account.active,
        second_step=account.id in with_second,
    )


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


async def list_accounts(request: Request) -> Response:
    asked = query_of(request, Asked)
    found = await page_of(queries.accounts(request.user, asked.q, asked.role), asked)
    second = await queries.with_second_step(found)
    await journal.looked("accounts.listed", by=request.user, q=asked.q)
    return answer(found.items([shape_of(each, second).model_dump(mode="json") for each in found]))


async def open_account(request: Request) -> Response:
    facts = await read(request, AccountFacts)
    account = await operations.open_account(facts, by=request.user)
    return answer(shape_of(account, set()), 201)


async def change_account(request: Request) -> Response:
    changes = await read(request, AccountChanges)
    account = await operations.change_account(
        _key(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(shape_of(account, await queries.with_second_step([account])))


async def sign_out_account(request: Request) -> Response:
    return answer(Ended(ended=await operations.sign_out_account(_key(request), by=request.user)))


def session_shape(session: Session, user: User) -> SessionAnswer:
    return SessionAnswer(
        id=session.id,
        browser=rules.browser_name(session.agent),
        created_at=session.created_at,
        seen_at=session.last_seen_at or session.created_at,
        expires_at=session.expires_at,
        current=session.id == user.session,
    )


async def list_sessions(request: Request) -> Response:
    found = await queries.sessions_of(request.user)
    return answer(Sessions(items=[session_shape(each, request.user) for each in found]))


async def end_sessions(request: Request) -> Response:
    return answer(Ended(ended=await operations.sign_out_elsewhere(by=request.user)))


async def end_session(request: Request) -> Response:
    await operations.revoke_session(_key(request), by=request.user)
    return answer(Ended(ended=1))


ONE = "/{id:uuid}"

endpoints = [
    Endpoint("GET", "/me", me, "Show who is asking", gives=Me, refuses=()),
    Endpoint(
        "GET",
        "/accounts",
        list_accounts,
        "List the accounts one keeps",
        asks=Asked,
        gives=Accounts,
        refuses=(),
    ),
    Endpoint(
        "POST",
        "/accounts",
        open_account,
        "Open an account; the person gets a link to choose a password",
        takes=AccountFacts,
        gives=AccountAnswer,
        status=201,
        refuses=(409,),
    ),
    Endpoint(
        "PATCH",
        f"/accounts{ONE}",
        change_account,
        "Give another role, close, or open again",
        takes=AccountChanges,
        gives=AccountAnswer,
        refuses=(404, 409, 412),
    ),
    Endpoint(
        "DELETE",
        f"/accounts{ONE}/sessions",
        sign_out_account,
        "Sign an account out in every browser",
        gives=Ended,
        refuses=(404,),
    ),
    Endpoint(
        "GET",
        "/sessions",
        list_sessions,
        "List the browsers one is signed in with",
        gives=Sessions,
        refuses=(),
    ),
    Endpoint(
        "DELETE",
        "/sessions",
        end_sessions,
        "Sign out in every browser but this one",
        gives=Ended,
        refuses=(),
    ),
    Endpoint(
        "DELETE",
        f"/sessions{ONE}",
        end_session,
        "Sign one of one's own browsers out",
        gives=Ended,
        refuses=(404,),
    ),
]
