"""Reading accounts: one's own ways in, those one keeps, and whether there is anyone yet."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from tortoise import connections
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor import database
from rakor.accounts.models import Account, ApiToken, Passkey, RecoveryCode, Session, Totp, User
from rakor.accounts.rules import Right, Role, check_may
from rakor.directory.models import Agency, Person
from rakor.errors import NotFound
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Held:
    """What stands behind a secret: its row, and whose account it opens."""

    id: UUID
    expires_at: datetime | None
    seen_at: datetime
    scopes: tuple[str, ...]
    account_id: UUID
    active: bool
    role: Role
    person: Person


# So many columns of the session or token and of the account stand before those of the person.
OWN = 8


async def held_by(kind: type[Session] | type[ApiToken], digest: str) -> Held | None:
    """Who holds this session or token, with the person and their agency loaded; one query.

    Every request asks this. Tortoise composes a join anew at each call, which costs several times
    what the database needs to answer it, so the statement is composed once.
    """
    connection = connections.get("default")
    postgres = connection.capabilities.dialect == "postgres"
    rows = await database.at_once(_statement(kind, postgres), [digest], connection)
    if not rows:
        return None
    row = rows[0]
    columns = len(Person._meta.fields_db_projection)
    person = database.made(Person, row[OWN : OWN + columns])
    if person.agency_id is not None:
        person._agency = database.made(Agency, row[OWN + columns :])
    scopes = row["scopes"]
    return Held(
        id=UUID(str(row["id"])),
        expires_at=_moment(row["expires_at"]) if row["expires_at"] else None,
        seen_at=_moment(row["last_seen_at"] or row["created_at"]),
        scopes=tuple(json.loads(scopes) if isinstance(scopes, str) else scopes),
        account_id=UUID(str(row["account_id"])),
        active=bool(row["active"]),
        role=Role(row["role"]),
        person=person,
    )


def _moment(said: str | datetime) -> datetime:
    return datetime.fromisoformat(said) if isinstance(said, str) else said


@cache
def _statement(kind: type[Session] | type[ApiToken], postgres: bool) -> str:
    named = ", ".join(
        f'{table}."{column}" AS "{table}.{column}"'
        for table, model in (("person", Person), ("agency", Agency))
        for column in model._meta.fields_db_projection.values()
    )
    scopes = "held.scopes" if kind is ApiToken else "'[]' AS scopes"
    return (
        f"SELECT held.id, held.expires_at, held.created_at, held.last_seen_at, {scopes}, "  # noqa: S608 - names of our own columns
        f"account.id AS account_id, account.active, account.role, {named} "
        f"FROM {kind._meta.db_table} held JOIN account ON account.id = held.account_id "
        "JOIN person ON person.id = account.person_id "
        "LEFT JOIN agency ON agency.id = person.agency_id "
        f"WHERE held.digest = {'$1' if postgres else '?'}"
    )


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


async def has_second_step(account_id: UUID) -> bool:
    """Whether a code of an app is asked for after the first step."""
    return await Totp.filter(account_id=account_id, confirmed_at__isnull=False).exists()


async def recovery_codes_left(account_id: UUID | None) -> int:
    """How many of the codes for a lost app were not used."""
    return await RecoveryCode.filter(account_id=account_id).count()


async def passkeys_of(user: User) -> list[Passkey]:
    """The passkeys of somebody, the latest first."""
    return await Passkey.filter(account_id=user.account_id).order_by("-id")


def visible_to(user: User) -> QuerySet[Account]:
    """The accounts somebody keeps: an admin all, an agency admin those of the own line.

    Refuses (Forbidden) whoever keeps none.
    """
    check_may(Right.KEEP_ACCOUNTS, user.role)
    if user.is_admin:
        return Account.all()
    if not user.agency_path:
        return Account.filter(person_id=user.id)
    return Account.filter(person__agency__path__startswith=user.agency_path)


def accounts(user: User, q: str = "", role: Role | None = None) -> QuerySet[Account]:
    """The accounts somebody keeps, by name or address, of one role or of all."""
    found = visible_to(user)
    if q:
        found = found.filter(Q(person__name__icontains=q) | Q(person__email__icontains=q))
    if role:
        found = found.filter(role=role)
    return found.select_related("person__agency")


async def find_account(account_id: UUID, *, to: User) -> Account:
    """An account with its person and agency; NotFound for whoever does not keep it."""
    found = await visible_to(to).select_related("person__agency").get_or_none(id=account_id)
    if found is None:
        raise NotFound(_("Akun ini tidak ada di antara yang Anda kelola."))
    return found


async def with_second_step(accounts: Iterable[Account]) -> set[UUID]:
    """Which of these accounts ask for a code of an app, in one query."""
    ids = [account.id for account in accounts]
    rows = await Totp.filter(account_id__in=ids, confirmed_at__isnull=False).values_list(
        "account_id", flat=True
    )
    return {UUID(str(key)) for key in rows}


async def agency_options(user: User) -> list[tuple[str, str]]:
    """The agencies whose accounts somebody keeps, as (code, name), for a form to choose from."""
    found = Agency.filter(merged_into_id=None)
    if not user.is_admin:
        found = found.filter(path__startswith=user.agency_path or "/nobody/")
    rows = await found.order_by("precedence", "name").values_list("code", "name")
    return [(str(code), str(name)) for code, name in rows]


async def sessions_open(account: Account) -> int:
    """In how many browsers somebody is signed in to this account."""
    return await Session.filter(account_id=account.id, expires_at__gt=datetime.now(UTC)).count()
