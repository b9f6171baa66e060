"""Who keeps the day of a leader beside the leader: the secretariat of their agency."""

from typing import Protocol
from uuid import UUID

from rakor.accounts.rules import Role
from rakor.meetings.rules import STANDING


class Keeper(Protocol):
    """Whoever looks at a day; `accounts.models.User` is one."""

    @property
    def role(self) -> Role: ...
    @property
    def is_admin(self) -> bool: ...
    @property
    def agency_id(self) -> UUID | None: ...


def keeps_days_of(by: Keeper, agency_id: UUID) -> bool:
    """Whether somebody keeps the days of the offices of an agency, and answers for them.

    Those who prepare its meetings by their account: organizers, the secretariat, its admin (TU
    pimpinan); admins of the installation. Nobody of another agency, whatever their role there.
    """
    return by.is_admin or (by.role in STANDING and by.agency_id == agency_id)
