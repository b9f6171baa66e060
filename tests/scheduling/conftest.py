"""Meetings of one week, and people who are asked to them."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

MONDAY = datetime(2030, 3, 4, 1, 0, tzinfo=UTC)  # 08.00 WIB


@pytest.fixture
def held(rina: User):
    """Makes a meeting: `await held(1, 9, 2)` is on Tuesday from 09.00 to 11.00 WIB."""

    async def make(day: int, hour: int, hours: int, state=State.SCHEDULED, **more) -> Meeting:
        key = new_id()
        begins = MONDAY + timedelta(days=day, hours=hour - 8)
        return await Meeting.create(
            id=key,
            title=f"Rapat hari {day} jam {hour}",
            starts_at=begins,
            ends_at=begins + timedelta(hours=hours),
            timezone="Asia/Jakarta",
            organizer_id=rina.agency_id,
            state=state,
            venue_name="Ruang Cendrawasih",
            mode="in_person",
            uid=f"{key}@rakor.test",
            **more,
        )

    return make


@pytest.fixture
def seat(rina: User):
    """Invites somebody to a meeting: `await seat(meeting, budi, RsvpStatus.ACCEPTED)`."""

    async def make(meeting: Meeting, user: User, status: RsvpStatus | None = None) -> Invitation:
        wish = Wish(person=user.id)
        (made,) = await invitations.invite(meeting.id, [wish], by=rina)
        if status is not None:
            await Invitation.filter(id=made.id).update(status=status)
        return made

    return make


@pytest.fixture
async def budi(new_user, bkn: Agency) -> User:
    return await new_user("Budi", bkn)
