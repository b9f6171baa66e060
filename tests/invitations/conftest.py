"""A published meeting of BPSDM, and people to ask to it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.database import new_id
from rakor.invitations import operations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

STARTS = datetime(2030, 3, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
async def meeting(rina: User) -> Meeting:
    """A hybrid meeting that is published."""
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
        passcode="sangat-rahasia",
        uid=f"{key}@rakor.test",
    )


Asks = Callable[..., Awaitable[Invitation]]


@pytest.fixture
def ask(meeting: Meeting, rina: User) -> Asks:
    """Invites somebody, with the letter written: `await ask("budi@bkn.go.id", "Budi")`."""

    async def asking(email: str, name: str = "", *, written: bool = True) -> Invitation:
        (made,) = await operations.invite(meeting.id, [Wish(email=email, name=name)], by=rina)
        if written:
            await operations.send(meeting.id, by=rina)
            await operations.write_letters()
        return await Invitation.get(id=made.id)

    return asking
