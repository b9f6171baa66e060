"""Reading accounts: one's own sessions and tokens, and whether there is anyone yet."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from tortoise import connections
from tortoise.expressions import Q
from tortoise.models import Model

from rakor.accounts.models import Account, ApiToken, Session, User
from rakor.accounts.rules import Role
from rakor.directory.models import Agency, Person


@dataclass(frozen=True, slots=True)
class Held:
    """What stands behind a secret: its row, and whose account it opens."""

    id: UUID
    expires_at: datetime | None
    scopes: tuple[str, ...]
    account_id: UUID
    active: bool
    role: Role
    person: Person


async def held_by(kind: type[Session] | type[ApiToken], digest: str) -> Held | None:
    """Who holds this session or token, with the person and their agency loaded; one query.

    Every request asks this. Tortoise composes a join anew at each call, which costs several times
    what the database needs to answer it, so the statement is composed once.
    """
    connection = connections.get("default")
    postgres = connection.capabilities.dialect == "postgres"
    rows = await connection.execute_query_dict(_statement(kind, postgres), [digest])
    if not rows:
        return None
    row = rows[0]
    person = Person._init_from_db(**_columns_of(Person, row))
    if person.agency_id is not None:
        person._agency = Agency._init_from_db(**_columns_of(Agency, row))
    expires_at = row["expires_at"]
    scopes = row["scopes"]
    return Held(
        id=UUID(str(row["id"])),
        expires_at=datetime.fromisoformat(expires_at)
        if isinstance(expires_at, str)
        else expires_at,
        scopes=tuple(json.loads(scopes) if isinstance(scopes, str) else scopes),
        account_id=UUID(str(row["account_id"])),
        active=bool(row["active"]),
        role=Role(row["role"]),
        person=person,
    )


@cache
def _statement(kind: type[Session] | type[ApiToken], postgres: bool) -> str:
    named = ", ".join(
        f'{table}."{column}" AS "{table}.{column}"'
        for table, model in (("person", Person), ("agency", Agency))
        for column in model._meta.fields_db_projection.values()
    )
    scopes = "held.scopes" if kind is ApiToken else "'[]' AS scopes"
    return (
        f"SELECT held.id, held.expires_at, {scopes}, "  # noqa: S608 - names of our own columns
        f"account.id AS account_id, account.active, account.role, {named} "
        f"FROM {kind._meta.db_table} held JOIN account ON account.id = held.account_id "
        "JOIN person ON person.id = account.person_id "
        "LEFT JOIN agency ON agency.id = person.agency_id "
        f"WHERE held.digest = {'$1' if postgres else '?'}"
    )


def _columns_of(model: type[Model], row: dict[str, Any]) -> dict[str, Any]:
    table = model._meta.db_table
    return {
        column: row[f"{table}.{column}"] for column in model._meta.fields_db_projection.values()
    }


async def anyone() -> bool:
    """Whether somebody can sign in; until then the first visitor sets Rakor up."""
    return await Account.exists()


async def sessions_of(user: User) -> list[Session]:
    """The browsers in which somebody is signed in, the latest first."""
    now = datetime.now(UTC)
    return await Session.filter(account_id=user.account_id, expires_at__gt=now).order_by("-id")


async def tokens_of(user: User) -> list[ApiToken]:
    """The programs that act for somebody, the latest first."""
    lasting = Q(expires_at=None) | Q(expires_at__gt=datetime.now(UTC))
    return await ApiToken.filter(lasting, account_id=user.account_id).order_by("-id")
