"""A published meeting of BPSDM, which independent software is asked to."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.database import new_id
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

STARTS = datetime(2030, 3, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
async def meeting(rina: User) -> Meeting:
    """A hybrid meeting on a Tuesday at 9 in Jakarta."""
    key = new_id()
    return await Meeting.create(
        id=key,
        title="Rapat Koordinasi Teknis",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=3),
        timezone="Asia/Jakarta",
        organizer_id=rina.agency_id,
        state=State.SCHEDULED,
        venue_name="Ruang Cendrawasih",
        online_provider="Zoom",
        join_url="https://zoom.example/j/123",
        uid=f"{key}@rakor.test",
    )


@pytest.fixture
async def series(rina: User) -> Meeting:
    """The same hour on four Tuesdays."""
    facts = meetings.Facts(
        title="Rapat mingguan pemetaan",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2),
        timezone="Asia/Jakarta",
        recurrence="FREQ=WEEKLY;COUNT=4",
        venue={"name": "Kantor BPSDM"},
        mode="in_person",
        room="Ruang Cendrawasih",
    )
    made = await meetings.draft_meeting(facts, by=rina)
    return await meetings.publish(made.id, by=rina)
