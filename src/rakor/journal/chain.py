"""The chain: every entry carries a proof of itself and of the entry before it in its stream.

The form that is proven here is frozen: a change to it would break every chain there is.
"""

import hashlib
import hmac
import re
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from rakor.settings import settings

_PURPOSE = b"rakor: chain of the journal"
# A number with a fraction or an exponent, which databases write in forms of their own: after the
# name of a member or in a list, so that the times of day in texts are not looked into.
_FRACTION = re.compile(r'(?:"\s*:|[\[,])\s*-?\d+[.eE]')
_BLOCK = 64
_FORM = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z


class Told(NamedTuple):
    """An entry as it is proven: keys as text, `data` as the JSON that is stored, `at` in UTC."""

    seq: int
    stream: str
    kind: str
    actor: str | None
    actor_name: str
    audience: str
    data: str
    at: datetime
    request_id: str | None
    subject: str | None


class Chain:
    """Makes the proofs of one installation: HMAC-SHA-256 (RFC 2104) under a key of its secret."""

    def __init__(self, secret: bytes) -> None:
        key = hmac.digest(secret, _PURPOSE, "sha256").ljust(_BLOCK, b"\0")
        # Both halves of the key are taken in once, not again for each of a million entries.
        self._inner = hashlib.sha256(bytes(each ^ 0x36 for each in key))
        self._outer = hashlib.sha256(bytes(each ^ 0x5C for each in key))

    def link(self, before: str, told: Told) -> str:
        """The proof of an entry, in hexadecimal, after the proof `before` ("" for the first).

        `data` is proven by what it means, not by how it is written: PostgreSQL keeps keys in
        another order than SQLite.
        """
        seq, stream, kind, actor, name, audience, data, at, request_id, subject = told
        value = orjson.loads(data)
        said = [before, seq, stream, kind, actor, name, audience, value, at, request_id, subject]
        inner = self._inner.copy()
        inner.update(orjson.dumps(said, option=_FORM))
        outer = self._outer.copy()
        outer.update(inner.digest())
        return outer.hexdigest()


def chain() -> Chain:
    """The chain of this installation."""
    given = settings()
    return _chain(given.secret_key, given.files)


@lru_cache(maxsize=4)
def _chain(_secret_key: str, _files: Path) -> Chain:
    return Chain(settings().secret)


def lasting(data: str) -> str:
    """JSON whose numbers both databases give back alike: whole ones are written as whole numbers.

    PostgreSQL would keep `1e16` as 10000000000000000, which is no longer a fraction when read.
    """
    if not _FRACTION.search(data):
        return data
    return orjson.dumps(_whole(orjson.loads(data))).decode()


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        whole = int(Decimal(repr(value)))
        # What is beyond 64 bits is read as the same fraction from both.
        return whole if -(1 << 63) <= whole < 1 << 64 else value
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return value
