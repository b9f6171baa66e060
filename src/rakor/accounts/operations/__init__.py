"""What people do to accounts: signing in by several ways, and keeping the accounts of others."""

from rakor.accounts.operations.changing import change_password
from rakor.accounts.operations.guarding import accounts_kept_by_others
from rakor.accounts.operations.keeping import create_account, found, register_account
from rakor.accounts.operations.links import (
    ask_link,
    asked_here,
    find_link,
    mail_link,
    reset_password,
    sign_in_by_link,
    write_links,
)
from rakor.accounts.operations.managing import (
    change_account,
    invite_again,
    open_account,
    remove_second,
    sign_out_account,
)
from rakor.accounts.operations.passkeys import (
    add_passkey,
    ask_passkey,
    begin_passkey,
    passkeys_offered,
    remove_passkey,
    sign_in_by_passkey,
)
from rakor.accounts.operations.provider import (
    account_for,
    begin_provider,
    finish_provider,
    provider_name,
)
from rakor.accounts.operations.second import (
    app_to_confirm,
    begin_app,
    check_fresh,
    confirm_app,
    remove_app,
    renew_codes,
    second_step,
)
from rakor.accounts.operations.signing import (
    Entrance,
    account_stream,
    digest,
    identify,
    own_session,
    revoke_session,
    sign_in,
    sign_out,
    sign_out_elsewhere,
)
from rakor.accounts.operations.steps import find_step
from rakor.accounts.operations.tokens import create_token, revoke_token, token_for

__all__ = [
    "Entrance",
    "account_for",
    "account_stream",
    "accounts_kept_by_others",
    "add_passkey",
    "app_to_confirm",
    "ask_link",
    "ask_passkey",
    "asked_here",
    "begin_app",
    "begin_passkey",
    "begin_provider",
    "change_account",
    "change_password",
    "check_fresh",
    "confirm_app",
    "create_account",
    "create_token",
    "digest",
    "find_link",
    "find_step",
    "finish_provider",
    "found",
    "identify",
    "invite_again",
    "mail_link",
    "open_account",
    "own_session",
    "passkeys_offered",
    "provider_name",
    "register_account",
    "remove_app",
    "remove_passkey",
    "remove_second",
    "renew_codes",
    "reset_password",
    "revoke_session",
    "revoke_token",
    "second_step",
    "sign_in",
    "sign_in_by_link",
    "sign_in_by_passkey",
    "sign_out",
    "sign_out_account",
    "sign_out_elsewhere",
    "token_for",
    "write_links",
]
