"""Signing in and out, accounts, tokens. Secrets are stored as hashes; passwords are argon2."""

import asyncio
import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from rakor import journal
from rakor.accounts import rules
from rakor.accounts.models import Account, ApiToken, FailedAttempt, Session, User
from rakor.accounts.rules import Role
from rakor.directory.models import Person
from rakor.errors import Forbidden, Invalid, TooMany
from rakor.words import _

_hasher = PasswordHasher()
# Checked for unknown accounts, so that they answer no sooner than known ones.
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))


def digest(secret: str) -> str:
    """What is stored of a secret with 128 bits or more of its own: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def identify(session: str, bearer: str) -> User | None:
    """Who holds this session or token, or None."""
    now = datetime.now(UTC)
    if bearer:
        token = await ApiToken.get_or_none(digest=digest(bearer)).select_related(
            "account__person__agency"
        )
        if token is None or (token.expires_at and token.expires_at < now):
            return None
        return User.of(token.account, scopes=tuple(token.scopes)) if token.account.active else None
    found = await Session.get_or_none(digest=digest(session)).select_related(
        "account__person__agency"
    )
    if found is None or found.expires_at < now or not found.account.active:
        return None
    return User.of(found.account, session=found.id)


async def sign_in(email: str, password: str, *, address: str, agent: str = "") -> str:
    """Open a session and return its secret. Refuses (Forbidden) alike whatever was wrong.

    After too many wrong passwords for this account or from this address it waits (TooMany);
    right ones are not counted.
    """
    account = await Account.get_or_none(person__email=email.strip().lower()).select_related("person")
    keys = [digest(f"account:{email.strip().lower()}"), digest(f"address:{address}")]
    await _check_attempts(keys)
    stored = account.password if account and account.active and account.password else _NOBODY
    right = await asyncio.to_thread(_matches, stored, password)
    if not right or account is None or stored is _NOBODY:
        await FailedAttempt.bulk_create([FailedAttempt(key=key) for key in keys])
        raise Forbidden(_("Alamat surel atau kata sandi tidak cocok."))
    secret = secrets.token_urlsafe(32)
    async with journal.transaction() as record:
        await Session.create(
            digest=digest(secret),
            account=account,
            expires_at=record.at + rules.SESSION,
            agent=agent[:200],
        )
        await record.entry(account_stream(account), "account.signed_in", by=account.person)
    return secret


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password[:200])
    except (VerifyMismatchError, InvalidHashError):
        return False


async def _check_attempts(keys: list[str]) -> None:
    now = datetime.now(UTC)
    await FailedAttempt.filter(at__lt=now - rules.WINDOW).delete()
    for key, limit in zip(keys, (rules.ATTEMPTS, rules.ATTEMPTS * 5), strict=True):
        if await FailedAttempt.filter(key=key).count() >= limit:
            raise TooMany(
                _("Terlalu banyak kata sandi yang salah. Coba lagi sepuluh menit lagi."),
                retry_after=int(rules.WINDOW.total_seconds()),
            )


async def sign_out(secret: str) -> None:
    """Close this session; closing it twice is the same."""
    await Session.filter(digest=digest(secret)).delete()


async def create_account(
    person: Person, role: Role, password: str = "", *, by: User | None = None
) -> Account:
    """Let a person sign in. A person who has an account gets the new role and password instead."""
    if password:
        rules.check_password(password)
    if not person.email:
        raise Invalid.field("email", _("Akun memerlukan alamat surel."))
    hashed = await asyncio.to_thread(_hasher.hash, password) if password else ""
    async with journal.transaction() as record:
        account, made = await Account.get_or_create(
            defaults={"role": role, "password": hashed}, person=person
        )
        if not made:
            account.role, account.active = role, True
            account.password = hashed or account.password
            account.revision += 1
            await account.save()
            await Session.filter(account=account).delete()
        await record.entry(
            account_stream(account), "account.created" if made else "account.changed", by=by
        )
    return account


async def create_token(
    account: Account, *, scopes: list[str] | None = None, lifetime: timedelta | None = None
) -> str:
    """A token for a program; it is shown once, here."""
    secret = "rakor_" + secrets.token_urlsafe(32)
    async with journal.transaction() as record:
        await ApiToken.create(
            digest=digest(secret),
            account=account,
            scopes=scopes or [],
            expires_at=record.at + lifetime if lifetime else None,
        )
        await record.entry(account_stream(account), "token.created", by=None)
    return secret


def account_stream(account: Account) -> UUID:
    """The stream in which what happens to an account is recorded."""
    return journal.stream_of(f"account:{account.id}")
