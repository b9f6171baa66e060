"""What people do to accounts: signing in and out, passwords, tokens, the first run."""

from rakor.accounts.operations.keeping import (
    change_password,
    create_account,
    found,
    register_account,
)
from rakor.accounts.operations.signing import (
    account_stream,
    digest,
    identify,
    revoke_session,
    sign_in,
    sign_out,
)
from rakor.accounts.operations.tokens import create_token, revoke_token, token_for

__all__ = [
    "account_stream",
    "change_password",
    "create_account",
    "create_token",
    "digest",
    "found",
    "identify",
    "register_account",
    "revoke_session",
    "revoke_token",
    "sign_in",
    "sign_out",
    "token_for",
]
