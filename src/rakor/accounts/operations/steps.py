"""What a browser is in the middle of: it holds a secret, the rest is known here, for minutes."""

import secrets
from datetime import UTC, datetime
from typing import Any

from rakor.accounts import rules
from rakor.accounts.models import Account, SignInStep
from rakor.accounts.operations.passwords import digest
from rakor.accounts.rules import StepKind
from rakor.errors import Forbidden
from rakor.words import _


async def begin_step(kind: StepKind, account: Account | None = None, **data: Any) -> str:
    """Remember how far a browser came; gives the secret that it goes on with."""
    now = datetime.now(UTC)
    secret = secrets.token_urlsafe(24)
    await SignInStep.filter(expires_at__lt=now).delete()
    await SignInStep.create(
        digest=digest(secret), kind=kind, account=account, data=data, expires_at=now + rules.STEP
    )
    return secret


async def find_step(kind: StepKind, secret: str) -> SignInStep:
    """Where this browser is. Refuses (Forbidden) what is over, used, or was never begun."""
    step = (
        await SignInStep.filter(digest=digest(secret), kind=kind, expires_at__gt=datetime.now(UTC))
        .select_related("account__person")
        .first()
        if secret
        else None
    )
    if step is None or (step.account is not None and not step.account.active):
        raise Forbidden(_("Langkah ini sudah berakhir. Mulai masuk dari awal."))
    return step


async def take_step(step: SignInStep) -> None:
    """A step is gone when it was taken; of two who take it the second is refused (Forbidden)."""
    if not await SignInStep.filter(id=step.id).delete():
        raise Forbidden(_("Langkah ini sudah berakhir. Mulai masuk dari awal."))
