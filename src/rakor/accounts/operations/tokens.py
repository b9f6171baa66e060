"""Tokens: programs that act for an account. A token is shown once, when it is made."""

import secrets
from datetime import timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts import rules
from rakor.accounts.models import Account, ApiToken, User
from rakor.accounts.operations.passwords import digest
from rakor.accounts.operations.signing import account_stream
from rakor.errors import Forbidden, Invalid, NotFound
from rakor.words import _


async def create_token(
    account: Account,
    *,
    name: str = "",
    scopes: list[str] | None = None,
    lifetime: timedelta | None = None,
    by: User | None = None,
) -> str:
    """A token for a program, shown once, here. Without scopes it has all rights of its owner."""
    rules.check_scopes(scopes or [])
    if by is not None and by.session is None:
        raise Forbidden(_("Masuk lewat peramban untuk membuat token."))
    secret = "rakor_" + secrets.token_urlsafe(32)
    async with journal.transaction() as record:
        await ApiToken.create(
            digest=digest(secret),
            account_id=account.id,
            name=name,
            scopes=scopes or [],
            expires_at=record.at + lifetime if lifetime else None,
        )
        await record.entry(
            account_stream(account.id),
            "token.created",
            by=by,
            subject=account.person_id,
            name=name,
            scopes=scopes or [],
        )
    return secret


async def token_for(email: str, scopes: list[str] | None = None, days: int | None = None) -> str:
    """A token for the account with this address, from the command line."""
    account = await Account.get_or_none(person__email=email.strip().lower(), active=True)
    if account is None:
        raise Invalid.field(
            "email", _("Tidak ada akun dengan alamat {email}.").format(email=email.strip())
        )
    return await create_token(account, scopes=scopes, lifetime=rules.lifetime_of(days))


async def revoke_token(token_id: UUID, *, by: User) -> None:
    """End one of one's own tokens. Refuses (NotFound) those of others."""
    async with journal.transaction() as record:
        ended = await ApiToken.filter(id=token_id, account_id=by.account_id).delete()
        if not ended or by.account_id is None:
            raise NotFound(_("Token ini sudah dicabut."))
        await record.entry(account_stream(by.account_id), "token.revoked", by=by, subject=by.id)
