"""Changing one's own password."""

from rakor import journal
from rakor.accounts import rules
from rakor.accounts.models import Account, MailedLink, Session, User
from rakor.accounts.operations.passwords import (
    attempt_keys,
    check_attempts,
    count_attempt,
    hashed,
    matches,
)
from rakor.accounts.operations.signing import account_stream
from rakor.errors import Forbidden, Invalid
from rakor.web.addresses import neighbourhood
from rakor.words import _


async def change_password(current: str, new: str, *, by: User, address: str) -> None:
    """Change one's own password; every other browser is signed out.

    Refuses (Invalid) a wrong current one, and too many of them (TooMany) as signing in does.
    """
    if by.account_id is None or by.session is None:
        raise Forbidden(_("Masuk lewat peramban untuk mengganti kata sandi."))
    rules.check_password(new, "new_password")
    account = await Account.get(id=by.account_id)
    keys = attempt_keys("password", by.person.email or "", neighbourhood(address))
    await check_attempts(keys)
    if not await matches(account.password, current):
        await count_attempt(keys)
        raise Invalid.field("current_password", _("Kata sandi yang sekarang tidak cocok."))
    stored = await hashed(new)
    async with journal.transaction() as record:
        account.password = stored
        account.revision += 1
        await account.save(update_fields=["password", "revision"])
        await Session.filter(account_id=account.id).exclude(id=by.session).delete()
        await MailedLink.filter(account_id=account.id).delete()
        await record.entry(
            account_stream(account.id), "account.password_changed", by=by, subject=by.id
        )
