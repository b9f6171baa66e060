"""Passwords: hashed with argon2id (RFC 9106) beside the event loop, wrong ones counted."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar

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


def attempt_keys(email: str, neighbourhood: str) -> dict[str, int]:
    """Under which keys a wrong password is counted, and how often it may be under each.

    Few for one account from one place; more for an account from everywhere, so that a stranger
    cannot keep its owner out, and for a place, behind which a whole office may sit.
    """
    return {
        digest(f"both:{email}:{neighbourhood}"): rules.ATTEMPTS,
        digest(f"account:{email}"): rules.ATTEMPTS * 5,
        digest(f"address:{neighbourhood}"): rules.ATTEMPTS * 5,
    }


async def check_attempts(keys: dict[str, int]) -> None:
    """Refuses (TooMany) while one of these keys has had too many wrong passwords."""
    window = datetime.now(UTC) - rules.WINDOW
    counted = dict.fromkeys(keys, 0)
    for row in await FailedAttempt.filter(key__in=list(keys), at__gt=window).only("id", "key"):
        counted[row.key] += 1
    if any(counted[key] >= limit for key, limit in keys.items()):
        raise TooMany(
            _("Terlalu banyak kata sandi yang salah. Coba lagi sepuluh menit lagi."),
            retry_after=int(rules.WINDOW.total_seconds()),
        )


async def count_attempt(keys: dict[str, int]) -> None:
    """Remember a wrong password, and forget those of long ago."""
    now = datetime.now(UTC)
    await FailedAttempt.filter(at__lt=now - rules.WINDOW).delete()
    await FailedAttempt.bulk_create([FailedAttempt(key=key) for key in keys])
