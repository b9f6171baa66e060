"""Passwords: hashed with argon2id (RFC 9106) beside the event loop, wrong ones counted."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rakor.accounts import rules
from rakor.accounts.models import FailedAttempt
from rakor.errors import TooMany
from rakor.words import _

T = TypeVar("T")

_hasher = PasswordHasher()
# A hash takes 64 MB and a tenth of a second: two at a time, so that a flood stays small.
_threads = ThreadPoolExecutor(2, thread_name_prefix="argon2")


def digest(secret: str) -> str:
    """What is stored of a secret with 128 bits or more of its own: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def hashed(password: str) -> str:
    """What is stored of a password."""
    return await _beside(lambda: _hasher.hash(password))


async def matches(stored: str, password: str) -> bool:
    """Whether this is the password. Without a stored one it takes as long, and is never right."""
    return await _beside(lambda: _compare(stored, password))


async def _beside(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work)


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))


def _compare(stored: str, password: str) -> bool:
    against = _nobody()
    try:
        return _hasher.verify(stored or against, password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def attempt_keys(
    purpose: str,
    who: str,
    neighbourhood: str,
    limit: int = rules.ATTEMPTS,
    *,
    of_account: int | None = None,
) -> dict[str, int]:
    """Under which keys an attempt is counted, and how often it may be made under each.

    Few for one account from one place; more for an account from everywhere, so that a stranger
    cannot keep its owner out, and for a place, behind which a whole office may sit. Without an
    account (`who`) only the place counts.
    """
    place = {digest(f"{purpose}:address:{neighbourhood}"): limit * 5}
    if not who:
        return place
    return place | {
        digest(f"{purpose}:both:{who}:{neighbourhood}"): limit,
        digest(f"{purpose}:account:{who}"): of_account or limit * 5,
    }


async def check_attempts(keys: dict[str, int]) -> None:
    """Refuses (TooMany) while one of these keys has had too many attempts."""
    window = datetime.now(UTC) - rules.WINDOW
    counted = dict.fromkeys(keys, 0)
    for row in await FailedAttempt.filter(key__in=list(keys), at__gt=window).only("id", "key"):
        counted[row.key] += 1
    if any(counted[key] >= limit for key, limit in keys.items()):
        raise TooMany(
            _("Terlalu banyak percobaan. Coba lagi sepuluh menit lagi."),
            retry_after=int(rules.WINDOW.total_seconds()),
        )


async def count_attempt(keys: dict[str, int]) -> None:
    """Remember an attempt, and forget those of long ago."""
    now = datetime.now(UTC)
    await FailedAttempt.filter(at__lt=now - rules.WINDOW).delete()
    await FailedAttempt.bulk_create([FailedAttempt(key=key) for key in keys])


async def claim_attempt(keys: dict[str, int]) -> list[UUID]:
    """Count an attempt before it is made: of many sent at once, no more are tried than may be.

    Gives what `forgive` takes when the attempt was right.
    """
    now = datetime.now(UTC)
    rows = [FailedAttempt(key=key) for key in keys]
    await FailedAttempt.filter(at__lt=now - rules.WINDOW).delete()
    await FailedAttempt.bulk_create(rows)
    await check_attempts({key: limit + 1 for key, limit in keys.items()})
    return [row.id for row in rows]


async def forgive(attempt: list[UUID]) -> None:
    """An attempt that was right does not count."""
    await FailedAttempt.filter(id__in=attempt).delete()
