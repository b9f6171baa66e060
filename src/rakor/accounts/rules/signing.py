"""Passwords, tokens, and the limits of signing in."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import StringConstraints

from rakor.directory.rules import AgencyKind, Code, Name, Zone
from rakor.errors import Forbidden, Invalid
from rakor.web.shapes import Email, Shape
from rakor.words import N_, _


class LinkPurpose(StrEnum):
    """What a mailed link is for."""

    RESET = "reset"
    SIGN_IN = "sign_in"
    INVITATION = "invitation"


class StepKind(StrEnum):
    """What a browser is in the middle of."""

    SECOND = "second"
    PASSKEY = "passkey"
    NEW_PASSKEY = "new_passkey"
    PROVIDER = "provider"


class Stale(Forbidden):
    """The browser was signed in too long ago for this."""

    code = "stale"
    title = N_("Silakan masuk kembali")


SESSION = timedelta(days=14)
SEEN = timedelta(hours=1)  # how exactly it is known when a session or a token was last used
FRESH = timedelta(minutes=15)  # how long after signing in the ways in may be changed
STEP = timedelta(minutes=10)  # how long a browser may be in the middle of signing in
ATTEMPTS = 8  # wrong passwords for one address and one account
CODES = 6  # wrong codes for one account
LETTERS = 3  # links by mail for one address and one account
WINDOW = timedelta(minutes=10)
TIME_STEP = 30  # seconds that a code of an app lasts
LINKS = {
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.SIGN_IN: timedelta(minutes=15),
    LinkPurpose.INVITATION: timedelta(days=7),
}
RECOVERY_CODES = 10
PASSKEYS = 20  # of one account
LIFETIMES = (7, 30, 90, 365)  # days of a token that are offered


SCOPE = re.compile(r"(read|write|[a-z][a-z-]{1,30}(:(read|write))?)")


def check_password(password: str, field: str = "password") -> None:
    """Refuses what is too short or too long; no rules of composition (NIST SP 800-63B)."""
    if len(password) < 8:
        raise Invalid.field(field, _("Kata sandi sekurang-kurangnya 8 huruf."))
    if len(password) > 200:
        raise Invalid.field(field, _("Kata sandi paling panjang 200 huruf."))


def check_scopes(scopes: list[str]) -> None:
    """A scope is `read`, `write`, a part of the API (`meetings`), or both (`meetings:read`)."""
    for scope in scopes:
        if not SCOPE.fullmatch(scope):
            raise Invalid.field(
                "scope", _("Cakupan {scope} tidak dikenal.").format(scope=scope[:60])
            )


def check_fresh(signed_in: datetime, now: datetime) -> None:
    """Refuses (Stale) to change the ways in from a browser that was left open."""
    if now - signed_in > FRESH:
        raise Stale(_("Demi keamanan, masuk kembali sebelum mengubah cara masuk."))


def lifetime_of(days: int | None) -> timedelta | None:
    """How long a token lasts, for ever without days. Refuses (Invalid) what nobody plans for."""
    if days is None:
        return None
    if not 1 <= days <= 3660:
        raise Invalid.field("days", _("Masa berlaku 1 sampai 3660 hari."))
    return timedelta(days=days)


def time_step(moment: datetime) -> int:
    """The thirty seconds in which a code of an app is good (RFC 6238 section 4)."""
    return int(moment.timestamp()) // TIME_STEP


def passkey_place(public_url: str) -> tuple[str, str] | None:
    """RP ID and origin of passkeys (WebAuthn section 5.1.2), None where browsers offer none.

    They come from the setting alone: what a request says about its host decides nothing. An
    address that is a number has no passkeys, nor has plain HTTP beyond one's own machine.
    """
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    numbered = ":" in host or host.replace(".", "").isdigit()
    if not host or numbered or (parts.scheme != "https" and host != "localhost"):
        return None
    return host, f"{parts.scheme}://{parts.netloc}"


# A password is what was typed, spaces at its ends included.
Secret = Annotated[str, StringConstraints(strip_whitespace=False, max_length=200)]


BROWSERS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Chrome/", "Chrome"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(agent: str) -> str:
    """`Chrome, Windows`: enough of a `User-Agent` to know one's own browsers apart."""
    safari = (("Safari/", "Safari"),)
    parts = [
        next((name for mark, name in known if mark in agent), "")
        for known in (BROWSERS + safari, SYSTEMS)
    ]
    return ", ".join(part for part in parts if part) or agent[:60]


class FirstRun(Shape):
    """The three questions of the first run: which agency, which account, which zone."""

    agency_name: Name
    agency_code: Code
    agency_kind: AgencyKind = AgencyKind.INSTITUTION
    name: Name
    email: Email
    password: Secret
    timezone: Zone = "Asia/Jakarta"
