"""Signed cards: what a printed QR code says, which a desk can check without asking anybody.

Version, meeting, invitation, its generation and a time window, signed with Ed25519 (RFC 8032), as
170 letters of base 32 (RFC 4648), which a QR code holds in its compact form. No personal data.
"""

import base64
import binascii
import re
import struct
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rakor.attendance.rules.scans import Reason

_VERSION = 1
_SAID = struct.Struct(">B16s16sBII")
_SIGNATURE = 64
LETTERS = 170
_LOOKS = re.compile(rf"[A-Z2-7]{{{LETTERS}}}")
_LAST_SECOND = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Badge:
    """Whose card it is, in which meeting, and from when to when it is good.

    `generation` is that of the invitation, cut to a byte: a new one makes older cards worthless.
    """

    meeting: UUID
    invitation: UUID
    generation: int
    since: datetime
    until: datetime


@lru_cache(maxsize=4)
def signing_key(secret: bytes) -> Ed25519PrivateKey:
    """The key of an installation, derived from its secret and used for nothing but cards."""
    derived = HKDF(SHA256(), 32, salt=None, info=b"rakor: signed cards, version 1").derive(secret)
    return Ed25519PrivateKey.from_private_bytes(derived)


def public_key(key: Ed25519PrivateKey) -> str:
    """What desks check cards with: the 32 bytes as base64url without padding (RFC 7515)."""
    raw = key.public_key().public_bytes_raw()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def signed_badge(badge: Badge, key: Ed25519PrivateKey) -> str:
    """The letters of a card."""
    said = _SAID.pack(
        _VERSION,
        badge.meeting.bytes,
        badge.invitation.bytes,
        badge.generation % 256,
        _second(badge.since),
        _second(badge.until),
    )
    return base64.b32encode(said + key.sign(said)).decode().rstrip("=")


def _second(at: datetime) -> int:
    return min(max(int(at.timestamp()), 0), _LAST_SECOND)


def looks_like_badge(text: str) -> bool:
    """Whether somebody scanned a signed card; what it says is another question."""
    return _LOOKS.fullmatch(text.strip().upper()) is not None


def read_badge(
    text: str, key: Ed25519PublicKey, *, meeting: UUID, at: datetime
) -> tuple[Badge | None, Reason]:
    """Whose card it is, or why it is not good in this meeting at this moment."""
    try:
        raw = base64.b32decode(text.strip().upper() + "=" * (-LETTERS % 8))
        said, signature = raw[:-_SIGNATURE], raw[-_SIGNATURE:]
        key.verify(signature, said)
        version, where, who, generation, since, until = _SAID.unpack(said)
    except (binascii.Error, InvalidSignature, struct.error, ValueError):
        return None, Reason.BAD_SIGNATURE
    if version != _VERSION:
        return None, Reason.BAD_SIGNATURE
    now = at.timestamp()
    if UUID(bytes=where) != meeting:
        return None, Reason.OTHER_MEETING
    if now < since:
        return None, Reason.NOT_YET
    if now > until:
        return None, Reason.EXPIRED
    window = (datetime.fromtimestamp(edge, at.tzinfo) for edge in (since, until))
    return Badge(UUID(bytes=where), UUID(bytes=who), generation, *window), Reason.NONE
