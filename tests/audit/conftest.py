"""Readers of the audit, and something to read."""

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.meetings import operations
from rakor.meetings.models import Meeting

FACTS = {
    "title": "Rapat Koordinasi Teknis",
    "starts_at": "2030-03-01T09:00:00+07:00",
    "ends_at": "2030-03-01T12:00:00+07:00",
    "room": "Ruang Cendrawasih",
}


@pytest.fixture
async def auditor(new_user) -> User:
    return await new_user("Aulia Auditor", None, Role.AUDITOR)


@pytest.fixture
async def meeting(rina: User) -> Meeting:
    return await operations.draft_meeting(operations.Facts.model_validate(FACTS), by=rina)


@pytest.fixture
async def secret(rina: User) -> Meeting:
    """A confidential meeting, known to Rina alone."""
    facts = {**FACTS, "title": "Rapat mutasi pimpinan", "security_class": "confidential"}
    return await operations.draft_meeting(operations.Facts.model_validate(facts), by=rina)
