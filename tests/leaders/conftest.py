"""The head of an agency, the secretariat that keeps their day, and who could go instead."""

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory import operations as directory
from rakor.directory.models import Agency, Office
from rakor.directory.rules import OfficeFacts, OfficeLevel

from ..scheduling.conftest import MONDAY, held, seat

__all__ = ["MONDAY", "held", "seat"]


@pytest.fixture
async def kepala(new_user, bkn: Agency) -> User:
    return await new_user("Kepala", bkn)


@pytest.fixture
async def sekretaris(new_user, bkn: Agency) -> User:
    return await new_user("Sekretaris", bkn)


@pytest.fixture
async def office(kepala: User, sekretaris: User) -> Office:
    """The head's office, with the secretary's below it."""
    for title, who, level, precedence in (
        ("Sekretaris Utama", sekretaris, OfficeLevel.JPT_MADYA, 200),
        ("Kepala Badan", kepala, OfficeLevel.JPT_UTAMA, 100),
    ):
        facts = OfficeFacts(
            title=title, agency="BKN", level=level, precedence=precedence, holder=who.id
        )
        made = await directory.add_office(facts, by=None)
    return made


@pytest.fixture
async def tu(new_user, bkn: Agency) -> User:
    """The secretariat of the head's agency."""
    return await new_user("Tata Usaha", bkn, Role.SECRETARIAT)
