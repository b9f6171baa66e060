"""Signing in and out: a session is a row, and what the browser holds is known here by its hash."""

import secrets
from dataclasses import dataclass
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
from rakor.accounts.operations.steps import begin_step
from rakor.accounts.rules import StepKind
from rakor.errors import Forbidden, NotFound
from rakor.web.addresses import neighbourhood
from rakor.words import _

__all__ = [
    "Entrance",
    "account_stream",
    "digest",
    "end_sessions",
    "enter",
    "identify",
    "own_session",
    "revoke_session",
    "sign_in",
    "sign_out",
    "sign_out_elsewhere",
]


@dataclass(frozen=True, slots=True)
class Entrance:
    """How signing in goes on: with the secret of a session, or of the step still to be made."""

    session: str = ""
    step: str = ""
    after: str = "/"


def account_stream(account_id: UUID) -> UUID:
    """The stream in which what happens to an account is recorded."""
    return journal.stream_of(f"account:{account_id}")


async def identify(session: str, bearer: str) -> User | None:
    """Who holds this session or token, or None. Once an hour it is noted that it was used."""
    kind = ApiToken if bearer else Session
    held = await queries.held_by(kind, digest(bearer or session))
    now = datetime.now(UTC)
    if held is None or not held.active:
        return None
    if held.expires_at is not None and held.expires_at < now:
        return None
    if now - held.seen_at > rules.SEEN:
        await kind.filter(id=held.id).update(last_seen_at=now)
    return User(
        held.person,
        held.role,
        held.account_id,
        scopes=held.scopes,
        session=None if bearer else held.id,
    )


async def sign_in(
    email: str, password: str, *, address: str, agent: str = "", after: str = "/"
) -> Entrance:
    """Open a session, or ask for a code first. Refuses (Forbidden) alike whatever was wrong.

    After too many wrong passwords for this account or from this address it waits (TooMany); right
    ones are not counted. An unknown account takes as long as a known one.
    """
    email = email.strip().lower()
    keys = attempt_keys("password", email, neighbourhood(address))
    await check_attempts(keys)
    account = await Account.get_or_none(person__email=email).select_related("person")
    stored = account.password if account and account.active else ""
    right = await matches(stored, password)
    if not right or account is None:
        await count_attempt(keys)
        raise Forbidden(_("Alamat surel atau kata sandi tidak cocok."))
    # Again: of many guesses sent at once, those after the limit do not count as right either.
    await check_attempts(keys)
    return await enter(account, "password", agent=agent, after=after)


async def enter(
    account: Account, via: str, *, agent: str, after: str = "/", proven: bool = False
) -> Entrance:
    """Let in somebody who has shown one thing; with an app set up, its code is asked for next.

    `proven` when they have shown a second one already. `via` is kept in the record.
    """
    if not proven and await queries.has_second_step(account.id):
        step = await begin_step(StepKind.SECOND, account, via=via, next=after)
        return Entrance(step=step, after=after)
    secret = secrets.token_urlsafe(32)
    async with journal.transaction() as record:
        await Session.filter(account_id=account.id, expires_at__lt=record.at).delete()
        await Session.create(
            digest=digest(secret),
            account=account,
            expires_at=record.at + rules.SESSION,
            agent=agent[:200],
        )
        await record.entry(
            account_stream(account.id),
            "account.signed_in",
            by=account.person,
            subject=account.person_id,
            via=via,
        )
    return Entrance(session=secret, after=after)


async def sign_out(secret: str) -> None:
    """Close this session; closing it twice is the same."""
    await Session.filter(digest=digest(secret)).delete()


async def own_session(by: User) -> Session:
    """The session somebody acts in. Refuses (Forbidden) programs, which act by a token."""
    session = await Session.get_or_none(id=by.session) if by.session else None
    if session is None:
        raise Forbidden(_("Masuk lewat peramban untuk mengubah cara masuk."))
    return session


async def revoke_session(session_id: UUID, *, by: User) -> None:
    """Sign out one of one's own browsers. Refuses (NotFound) those of others."""
    async with journal.transaction() as record:
        closed = await Session.filter(id=session_id, account_id=by.account_id).delete()
        if not closed or by.account_id is None:
            raise NotFound(_("Sesi ini sudah berakhir."))
        await record.entry(account_stream(by.account_id), "session.revoked", by=by, subject=by.id)


async def sign_out_elsewhere(*, by: User) -> int:
    """Sign out every other browser of one's own; tells how many there were."""
    if by.account_id is None:
        return 0
    async with journal.transaction() as record:
        others = Session.filter(account_id=by.account_id)
        count = await (others.exclude(id=by.session) if by.session else others).delete()
        await record.entry(
            account_stream(by.account_id), "session.all_revoked", by=by, subject=by.id, count=count
        )
    return count


async def end_sessions(account: Account) -> int:
    """Whoever is signed in to this account is out, everywhere; in the caller's transaction."""
    return await Session.filter(account_id=account.id).delete()
