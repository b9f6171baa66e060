"""A published meeting of BPSDM, which independent software is asked to."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.database import new_id
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
