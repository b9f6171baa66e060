"""How somebody signs in: the account, its browsers, programs and keys, never their secrets."""

from collections.abc import Iterable
from typing import Any

from tortoise.models import Model

from rakor.accounts.models import (
    Account,
    ApiToken,
    MailedLink,
    Passkey,
    ProviderSubject,
    RecoveryCode,
    Session,
    SignInStep,
    Totp,
)
from rakor.accounts.rules import ROLES, browser_name
from rakor.followups.models import TaskFeed
from rakor.invitations.models import Feed
from rakor.privacy.rules.held import FACTORS, Row, Section
from rakor.scheduling.models import CalendarSource
from rakor.words import _


async def account(account: Account | None) -> Section:
    """The account and its role."""
    if account is None:
        return Section("account")
    return Section("account", [{"role": _(ROLES[account.role]), "active": account.active}])


async def sessions(account: Account | None) -> Section:
    """The browsers that are signed in."""
    rows = await Session.filter(account_id=account.id).order_by("-id") if account else []
    return Section(
        "sessions",
        [
            {
                "agent": browser_name(row.agent),
                "created_at": row.created_at,
                "last_seen_at": row.last_seen_at,
                "expires_at": row.expires_at,
            }
            for row in rows
        ],
    )


async def tokens(account: Account | None) -> Section:
    """The programs that act for somebody, and those that read their calendar."""
    if account is None:
        return Section("tokens")
    rows: list[Row] = [
        {
            "name": row.name,
            "scopes": ", ".join(row.scopes),
            "created_at": row.created_at,
            "last_seen_at": row.last_seen_at,
            "expires_at": row.expires_at,
        }
        for row in await ApiToken.filter(account_id=account.id).order_by("-id")
    ]
    rows += [
        {
            "name": _("Langganan kalender"),
            "scopes": "",
            "created_at": row.created_at,
            "last_seen_at": row.last_read_at,
            "expires_at": row.revoked_at,
        }
        for row in await Feed.filter(person_id=account.person_id).order_by("-id")
    ]
    rows += [
        {
            "name": _("Langganan tugas"),
            "scopes": "",
            "created_at": None,
            "last_seen_at": row.last_read_at,
            "expires_at": row.revoked_at,
        }
        for row in await TaskFeed.filter(person_id=account.person_id)
    ]
    rows += [
        {
            "name": f"{_('Kalender yang dibaca Rakor')}: {row.shown_name}",
            "scopes": "",
            "created_at": row.created_at,
            "last_seen_at": row.read_at,
            "expires_at": None,
        }
        for row in await CalendarSource.filter(person_id=account.person_id).order_by("-id")
    ]
    return Section("tokens", rows)


async def factors(account: Account | None) -> Section:
    """Ways to sign in beside the password, never their secrets."""
    if account is None:
        return Section("factors")
    rows: list[Row] = [
        _factor("totp", "", row.created_at) for row in await Totp.filter(account_id=account.id)
    ]
    rows += [
        _factor("passkey", row.name, row.created_at)
        for row in await Passkey.filter(account_id=account.id).order_by("id")
    ]
    rows += [
        _factor("provider", row.issuer, row.created_at)
        for row in await ProviderSubject.filter(account_id=account.id).order_by("id")
    ]
    waiting: Iterable[tuple[str, type[Model]]] = (
        ("recovery", RecoveryCode),
        ("link", MailedLink),
        ("step", SignInStep),
    )
    for name, kind in waiting:
        if n := await kind.filter(account_id=account.id).count():
            rows.append(_factor(name, str(n), None))
    return Section("factors", rows)


def _factor(kind: str, name: str, at: Any) -> Row:
    return {"what": _(FACTORS[kind]), "name": name, "created_at": at}
