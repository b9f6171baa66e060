"""Links by mail that let somebody in: to set a new password, or to sign in without one.

Asking takes the same time and gives the same answer for every address: a wish is written down,
and a worker looks later whether there is such an account.
"""

import logging
from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts import rules
from rakor.accounts.models import Account, LinkWish, MailedLink, User
from rakor.accounts.operations.letters import write_letter
from rakor.accounts.operations.passwords import (
    attempt_keys,
    check_attempts,
    count_attempt,
    digest,
    hashed,
)
from rakor.accounts.operations.secrets import link_token
from rakor.accounts.operations.signing import Entrance, account_stream, end_sessions, enter
from rakor.accounts.rules import LinkPurpose
from rakor.errors import NotFound
from rakor.mail import outbox
from rakor.mail.models import OutgoingMail
from rakor.web.addresses import neighbourhood
from rakor.words import _

log = logging.getLogger(__name__)


async def ask_link(
    purpose: LinkPurpose, email: str, *, address: str, browser: str = "", after: str = "/"
) -> None:
    """Somebody wants a link mailed to an address. Whether it has an account nobody is told.

    Refuses (TooMany) too many letters to one address, and too many wishes from one place.
    """
    email = email.strip().lower()
    keys = attempt_keys(purpose.value, email, neighbourhood(address), rules.LETTERS)
    await check_attempts(keys)
    await count_attempt(keys)
    await LinkWish.create(
        purpose=purpose,
        email=email,
        browser=digest(browser) if browser else "",
        next=after[:500],
    )


async def write_links() -> int:
    """Mail the links that were wished for where there is an account; tells how many."""
    written = 0
    while wish := await LinkWish.all().order_by("id").first():
        written += await _answer(wish)
    await MailedLink.filter(expires_at__lt=datetime.now(UTC)).delete()
    if written:
        outbox.wake()
    return written


async def _answer(wish: LinkWish) -> int:
    account = await Account.get_or_none(person__email=wish.email, active=True).select_related(
        "person"
    )
    async with journal.transaction():
        # Whoever else answers the same wish finds it gone.
        if not await LinkWish.filter(id=wish.id).delete() or account is None:
            return 0
        await mail_link(account, wish.purpose, browser=wish.browser, after=wish.next)
    return 1


async def mail_link(
    account: Account,
    purpose: LinkPurpose,
    *,
    browser: str = "",
    after: str = "/",
    by: User | None = None,
) -> None:
    """Put a letter with a new link into the outbox; earlier links for the same are void."""
    token = link_token()
    async with journal.transaction() as record:
        await MailedLink.filter(account_id=account.id, purpose=purpose).delete()
        link = await MailedLink.create(
            digest=digest(token),
            purpose=purpose,
            account=account,
            bound=digest(account.password),
            browser=browser,
            next=after,
            expires_at=record.at + rules.LINKS[purpose],
        )
        await _enqueue(link.id, account, purpose, token, record.at)
        await record.entry(
            account_stream(account.id),
            "account.link_mailed",
            by=by,
            subject=account.person_id,
            purpose=purpose.value,
        )


async def _enqueue(
    link_id: UUID, account: Account, purpose: LinkPurpose, token: str, at: datetime
) -> None:
    try:
        letter: OutgoingMail = write_letter(link_id, account.person, purpose, token, at)
    except ValueError as error:
        log.warning("No letter can be written for account %s: %s", account.id, error)
        return
    await outbox.enqueue([letter])


async def find_link(token: str, *purposes: LinkPurpose) -> MailedLink:
    """The link that somebody opened, with its account; looking at it does not use it up.

    Refuses (NotFound) one that was used, is too old, or was made before the password changed.
    """
    link = (
        await MailedLink.filter(
            digest=digest(token), purpose__in=list(purposes), expires_at__gt=datetime.now(UTC)
        )
        .select_related("account__person")
        .first()
    )
    if link is None or not link.account.active or link.bound != digest(link.account.password):
        raise NotFound(_("Tautan ini sudah dipakai atau tidak berlaku lagi. Minta tautan baru."))
    return link


async def _use(link: MailedLink) -> None:
    """The first who uses a link has used it up."""
    if not await MailedLink.filter(id=link.id).delete():
        raise NotFound(_("Tautan ini sudah dipakai atau tidak berlaku lagi. Minta tautan baru."))


async def reset_password(token: str, password: str) -> Account:
    """Set the password of whoever has this link; every browser and every other link is out."""
    link = await find_link(token, LinkPurpose.RESET, LinkPurpose.INVITATION)
    rules.check_password(password)
    stored = await hashed(password)
    account = link.account
    async with journal.transaction() as record:
        await _use(link)
        account.password, account.revision = stored, account.revision + 1
        await account.save(update_fields=["password", "revision"])
        await end_sessions(account)
        await MailedLink.filter(account_id=account.id).delete()
        await record.entry(
            account_stream(account.id),
            "account.password_reset",
            by=account.person,
            subject=account.person_id,
            purpose=link.purpose.value,
        )
    return account


def asked_here(link: MailedLink, browser: str) -> bool:
    """Whether this is the browser in which the link was asked for."""
    return bool(browser) and link.browser == digest(browser)


async def sign_in_by_link(token: str, *, agent: str = "") -> Entrance:
    """Let in whoever has this link; an app's code is asked for where one is set up."""
    link = await find_link(token, LinkPurpose.SIGN_IN)
    async with journal.transaction():
        await _use(link)
        return await enter(link.account, "link", agent=agent, after=link.next)
