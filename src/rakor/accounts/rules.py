"""Roles, passwords and limits of signing in."""

from datetime import timedelta
from enum import StrEnum

from rakor.errors import Invalid
from rakor.words import N_, _


class Role(StrEnum):
    """What an account may do beyond the meetings it is invited to.

    An organizer makes meetings for their agency; a secretariat also runs those that others of the
    agency made; an admin keeps the whole installation.
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


def check_password(password: str) -> None:
    """Refuses what is too short or too long; no rules of composition (NIST SP 800-63B)."""
    if len(password) < 8:
        raise Invalid.field("password", _("Kata sandi sekurang-kurangnya 8 huruf."))
    if len(password) > 200:
        raise Invalid.field("password", _("Kata sandi paling panjang 200 huruf."))
