"""Reading accounts: one's own sessions and tokens, and whether there is anyone yet."""

from datetime import UTC, datetime

from tortoise.expressions import Q

from rakor.accounts.models import Account, ApiToken, Session, User


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
