"""Whoever is acting, as every operation is told."""

from dataclasses import dataclass
from uuid import UUID

from rakor.accounts.models.accounts import Account
from rakor.accounts.rules import ROLES, Right, Role, may
from rakor.directory.models import Person


@dataclass(frozen=True, slots=True)
class User:
    """Whoever is acting: a person with the rights of their account, or a guest with a link.

    Operations take it as `by=`.
    """

    person: Person
    role: Role
    account_id: UUID | None = None
    scopes: tuple[str, ...] = ()
    session: UUID | None = None

    @classmethod
    def of(
        cls, account: Account, *, scopes: tuple[str, ...] = (), session: UUID | None = None
    ) -> "User":
        """The holder of an account; `account.person` is loaded."""
        return cls(account.person, account.role, account.id, scopes, session)

    @classmethod
    def guest(cls, person: Person) -> "User":
        """Someone who came through a personal link."""
        return cls(person, Role.PARTICIPANT)

    @property
    def id(self) -> UUID:
        return self.person.id

    @property
    def full_name(self) -> str:
        return self.person.full_name

    @property
    def agency_id(self) -> UUID | None:
        return self.person.agency_id

    @property
    def locale(self) -> str:
        return self.person.locale

    @property
    def timezone(self) -> str:
        return self.person.timezone

    def may(self, right: Right) -> bool:
        """Whether the table of rights lets their role do that."""
        return may(right, self.role)

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN

    @property
    def is_staff(self) -> bool:
        """Whether they prepare meetings."""
        return self.may(Right.MAKE_MEETINGS)

    @property
    def sees_directory(self) -> bool:
        """Whether they see offices and people of every agency."""
        return self.may(Right.SEE_DIRECTORY)

    @property
    def sees_every_agency(self) -> bool:
        """Whether what is private to an agency is open to them, whichever agency it is."""
        return self.may(Right.SEE_EVERY_AGENCY)

    @property
    def adds_people(self) -> bool:
        return self.may(Right.ADD_PERSON)

    @property
    def keeps_directory(self) -> bool:
        """Whether they keep agencies, offices and people up to date."""
        return self.may(Right.KEEP_DIRECTORY)

    @property
    def keeps_reference(self) -> bool:
        """Whether they keep regions and the order of protocol, and merge agencies."""
        return self.may(Right.KEEP_REFERENCE)

    @property
    def keeps_accounts(self) -> bool:
        """Whether they open and close the accounts of their line."""
        return self.may(Right.KEEP_ACCOUNTS)

    @property
    def agency_path(self) -> str:
        """Their agency with everything above it, "" without one."""
        return self.person.agency.path if self.person.agency_id and self.person.agency else ""

    @property
    def role_word(self) -> str:
        """The role as a phrase of the catalogue."""
        return ROLES[self.role]
