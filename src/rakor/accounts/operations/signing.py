"""Signing in and out: a session is a row, and what the browser holds is known here by its hash."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts import queries, rules
from rakor.accounts.models import Account, ApiToken, Session, User
from rakor.accounts.operations.passwords import (
    attempt_keys,
    check_attempts,
    count_attempt,
    digest,
    matches,
)
from rakor.errors import Forbidden, NotFound
from rakor.web.addresses import neighbourhood
from rakor.words import _

__all__ = ["account_stream", "digest", "identify", "revoke_session", "sign_in", "sign_out"]


def account_stream(account_id: UUID) -> UUID:
    """The stream in which what happens to an account is recorded."""
    return journal.stream_of(f"account:{account_id}")


async def identify(session: str, bearer: str) -> User | None:
    """Who holds this session or token, or None."""
    kind = ApiToken if bearer else Session
    held = await queries.held_by(kind, digest(bearer or session))
    if held is None or not held.active:
        return None
    if held.expires_at is not None and held.expires_at < datetime.now(UTC):
        return None
    return User(
        held.person,
        held.role,
        held.account_id,
        scopes=held.scopes,
        session=None if bearer else held.id,
    )


async def sign_in(email: str, password: str, *, address: str, agent: str = "") -> str:
    """Open a session and return its secret. Refuses (Forbidden) alike whatever was wrong.

    After too many wrong passwords for this account or from this address it waits (TooMany); right
    ones are not counted. An unknown account takes as long as a known one.
    """
    email = email.strip().lower()
    keys = attempt_keys(email, neighbourhood(address))
    await check_attempts(keys)
    account = await Account.get_or_none(person__email=email).select_related("person")
    stored = account.password if account and account.active else ""
    right = await matches(stored, password)
    if not right or account is None:
        await count_attempt(keys)
        raise Forbidden(_("Alamat surel atau kata sandi tidak cocok."))
    # Again: of many guesses sent at once, those after the limit do not count as right either.
    await check_attempts(keys)
    secret = secrets.token_urlsafe(32)
    async with journal.transaction() as record:
        await Session.filter(account_id=account.id, expires_at__lt=record.at).delete()
        await Session.create(
            digest=digest(secret),
            account=account,
            expires_at=record.at + rules.SESSION,
            agent=agent[:200],
        )
        await record.entry(account_stream(account.id), "account.signed_in", by=account.person)
    return secret


async def sign_out(secret: str) -> None:
    """Close this session; closing it twice is the same."""
    await Session.filter(digest=digest(secret)).delete()


async def revoke_session(session_id: UUID, *, by: User) -> None:
    """Sign out one of one's own browsers. Refuses (NotFound) those of others."""
    async with journal.transaction() as record:
        closed = await Session.filter(id=session_id, account_id=by.account_id).delete()
        if not closed or by.account_id is None:
            raise NotFound(_("Sesi ini sudah berakhir."))
        await record.entry(account_stream(by.account_id), "session.revoked", by=by)
