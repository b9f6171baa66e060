"""Who may open, change and close whose account."""

from typing import Protocol
from uuid import UUID

from rakor.accounts.rules.rights import Right, Role, may
from rakor.directory.rules import Code, Name, Reader, in_line
from rakor.directory.rules.rights import Line
from rakor.errors import Forbidden
from rakor.web.shapes import Email, Shape
from rakor.words import _

# What an agency admin may give in the own line; the others watch or keep the whole installation.
GIVEN_BY_AGENCY = frozenset(
    {Role.AGENCY_ADMIN, Role.SECRETARIAT, Role.ORGANIZER, Role.PARTICIPANT, Role.ARCHIVIST}
)


class Keeping(Reader, Protocol):
    """Whoever keeps accounts; `accounts.models.User` is one."""

    @property
    def role(self) -> Role: ...


def roles_given_by(by: Keeping) -> list[Role]:
    """The roles somebody may give, in the order of the table; none for whoever keeps none."""
    if not may(Right.KEEP_ACCOUNTS, by.role):
        return []
    return [role for role in Role if by.is_admin or role in GIVEN_BY_AGENCY]


def keeps(by: Keeping, person_id: UUID | None, agency: Line | None, role: Role | None) -> bool:
    """Whether somebody may change the account of a person of that agency in that role."""
    if by.id == person_id or not may(Right.KEEP_ACCOUNTS, by.role):
        return False
    if by.is_admin:
        return True
    return in_line(by, agency) and (role is None or role in GIVEN_BY_AGENCY)


def keeps_way_in(by: Reader, agency: Line | None, role: Role) -> bool:
    """Whether somebody may change the address by which an account is entered, or its agency."""
    if by.is_admin:
        return True
    return by.keeps_accounts and in_line(by, agency) and role in GIVEN_BY_AGENCY


def check_keeps(
    by: Keeping | None, person_id: UUID | None, agency: Line | None, role: Role | None
) -> None:
    """Refuses (Forbidden) the own account, one outside of the own line, or one that stands above.

    `None` as the actor is the installation itself: the command line, a provider's claims.
    """
    if by is None:
        return
    if not may(Right.KEEP_ACCOUNTS, by.role):
        raise Forbidden(_("Peran akun Anda tidak memungkinkan tindakan itu."))
    if by.id == person_id:
        raise Forbidden(_("Akun Anda sendiri diubah oleh pengelola akun yang lain."))
    if not keeps(by, person_id, agency, role):
        raise Forbidden(_("Akun ini di luar instansi yang Anda kelola."))


def check_gives(by: Keeping | None, role: Role) -> None:
    """Refuses (Forbidden) a role that is not theirs to give."""
    if by is not None and role not in roles_given_by(by):
        raise Forbidden(_("Peran itu hanya diberikan oleh admin."))


class AccountFacts(Shape):
    """A new account: whose, and what it may. A person who is known keeps name and agency."""

    email: Email
    name: Name
    agency: Code | None = None
    role: Role = Role.PARTICIPANT


class AccountChanges(Shape):
    """What may change of an account; what is not said stays."""

    role: Role | None = None
    active: bool | None = None
