"""A public meeting, and somebody who is not signed in."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.meetings.models import Meeting

STARTS = datetime(2031, 5, 6, 2, tzinfo=UTC)


@pytest.fixture
async def meeting(db) -> Meeting:
    organizer = await Agency.create(
        code="BPSDM", name="BPSDM Kementerian", short_name="BPSDM", kind=AgencyKind.MINISTRY
    )
    return await Meeting.create(
        title="Rapat Koordinasi Teknis",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=3),
        timezone="Asia/Jakarta",
        organizer=organizer,
        uid="teknis@rakor.test",
    )


@pytest.fixture
def strange(as_person):
    return as_person(None)
