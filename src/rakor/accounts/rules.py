"""Roles, passwords and limits of signing in."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from rakor.directory.rules import AgencyKind, Code, Name, Zone
from rakor.errors import Invalid
from rakor.web.shapes import Email, Shape
from rakor.words import N_, _


class Role(StrEnum):
    """What an account may do beyond the meetings it is invited to.

    Organizers and the secretariat prepare and run the meetings of their agency; the secretariat
    also keeps the directory of offices and people; an admin keeps the whole installation.
    """

    ADMIN = "admin"
    SECRETARIAT = "secretariat"
    ORGANIZER = "organizer"
    PARTICIPANT = "participant"


ROLES = {
    Role.ADMIN: N_("Admin"),
    Role.SECRETARIAT: N_("Sekretariat"),
    Role.ORGANIZER: N_("Penyelenggara"),
    Role.PARTICIPANT: N_("Peserta"),
}

# Those who prepare meetings need the whole directory; participants see what concerns them.
STAFF = frozenset({Role.ADMIN, Role.SECRETARIAT, Role.ORGANIZER})

# Those who keep offices and people of the directory up to date.
KEEPERS = frozenset({Role.ADMIN, Role.SECRETARIAT})

SESSION = timedelta(days=14)
ATTEMPTS = 8  # wrong passwords for one address and one account
WINDOW = timedelta(minutes=10)


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
