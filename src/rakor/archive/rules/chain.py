"""The journal inside a package: one line an entry, each proven with all before it by SHA-256.

The proofs of the journal itself need the key of its installation. These need none, so that
whoever opens the package in ten years can follow them with any SHA-256.
"""

import hashlib
import hmac
from typing import Any, NamedTuple

import orjson

from rakor.archive.rules.manifest import Broken
from rakor.words import _

BEGINNING = "0" * 64
_FORM = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
_PURPOSE = b"rakor: archive package\n"


class Chained(NamedTuple):
    """A line as it is written, without its end, and the link that the next one begins with."""

    line: bytes
    link: str


def to_line(told: dict[str, Any]) -> bytes:
    """An entry as one line of JSON, its members in the order of their names."""
    return orjson.dumps(told, option=_FORM, default=str)


def linked(before: str, told: dict[str, Any]) -> Chained:
    """The line of an entry after the link `before`; `link` is SHA-256 over that and the rest."""
    link = hashlib.sha256(before.encode() + b"\n" + to_line(told)).hexdigest()
    return Chained(to_line({**told, "link": link}), link)


def follow(before: str, line: bytes) -> tuple[str, dict[str, Any]]:
    """The link of a line that was read, and its entry; Broken where it does not follow."""
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("link"), str):
        raise Broken(_("Satu baris jejak rapat di dalam paket tidak dapat dibaca."))
    said = told.pop("link")
    if linked(before, told).link != said:
        raise Broken(
            _("Rantai jejak rapat putus pada entri {n}.").format(n=str(told.get("seq", "?"))[:20])
        )
    return said, told


def proof_of(secret: bytes, sums: bytes) -> str:
    """What only the installation that made a package can write: HMAC-SHA-256 over its sums."""
    return hmac.new(secret, _PURPOSE + hashlib.sha256(sums).digest(), "sha256").hexdigest()
