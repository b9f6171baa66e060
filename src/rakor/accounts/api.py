"""Accounts for programs: who am I."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.shapes import Answer


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


endpoints = [Endpoint("GET", "/me", me, "Show who is asking", gives=Me, refuses=())]
