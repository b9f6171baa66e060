"""Drafts of an agency that wants its meetings approved, and the offices that approve them."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Office, OfficeHolder
from rakor.drafting import operations
from rakor.drafting.rules.approval import ApprovingOffice, PolicyFacts
from rakor.invitations import operations as invitations
from rakor.invitations.operations import Wish
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts, ItemFacts
from tests.invitations.conftest import count_queries

__all__ = ["count_queries"]

MONDAY = datetime(2030, 3, 4, 1, 0, tzinfo=UTC)  # 08.00 WIB


@pytest.fixture
async def chief(new_user, bpsdm) -> User:
    return await new_user("Kepala", bpsdm, Role.PARTICIPANT)


@pytest.fixture
async def secretary(new_user, bpsdm) -> User:
    return await new_user("Sestama", bpsdm, Role.PARTICIPANT)


@pytest.fixture
async def keeper(new_user, bpsdm) -> User:
    return await new_user("Admin", bpsdm, Role.AGENCY_ADMIN)


@pytest.fixture
async def offices(bpsdm, chief, secretary) -> list[Office]:
    """Two offices, each with its holder."""
    made = []
    for title, holder in (("Kepala Biro Umum", chief), ("Sekretaris Utama", secretary)):
        office = await Office.create(title=title, agency=bpsdm)
        await OfficeHolder.create(office=office, person_id=holder.id)
        made.append(office)
    return made


@pytest.fixture
async def policy(bpsdm, offices, keeper):
    """Every meeting of the agency is approved by both, in order."""
    facts = PolicyFacts(offices=[ApprovingOffice(office=each.id) for each in offices])
    return await operations.set_policy(bpsdm.id, facts, by=keeper)


@pytest.fixture
async def draft(rina, bkn, new_user) -> Meeting:
    """A draft with two items, one of them confidential, and one who is invited."""
    facts = {
        "title": "Rapat Koordinasi Anggaran",
        "mode": "in_person",
        "starts_at": MONDAY.isoformat(),
        "ends_at": (MONDAY + timedelta(hours=2)).isoformat(),
        "room": "Ruang Rapat Melati",
    }
    meeting = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    await meetings.add_item(meeting.id, ItemFacts(title="Pembukaan"), by=rina)
    await meetings.add_item(
        meeting.id, ItemFacts(title="Pagu indikatif", confidential=True), by=rina
    )
    budi = await new_user("Budi", bkn)
    await invitations.invite(meeting.id, [Wish(person=budi.id)], by=rina)
    return meeting
