"""A meeting that is being held, and people who are invited to it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rakor.accounts.models import User
from rakor.directory.models import Agency, Person
from rakor.invitations.models import Invitation
from rakor.invitations.queries import seal
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State

NewInvitation = Callable[..., Awaitable[Invitation]]


@pytest.fixture
def new_meeting(bpsdm: Agency) -> Callable[..., Awaitable[Meeting]]:
    async def make(**facts: object) -> Meeting:
        now = datetime.now(UTC)
        return await Meeting.create(
            **{
                "title": "Rapat Koordinasi Teknis",
                "state": State.IN_PROGRESS,
                "starts_at": now - timedelta(minutes=10),
                "ends_at": now + timedelta(hours=2),
                "timezone": "Asia/Jakarta",
                "organizer": bpsdm,
                "room": "Ruang Rapat Cendrawasih",
                "join_url": "https://zoom.example/j/96212345678",
                "uid": f"{uuid4()}@rakor.test",
                **facts,
            }
        )

    return make


@pytest.fixture
async def meeting(new_meeting) -> Meeting:
    return await new_meeting()


@pytest.fixture
def invite(meeting: Meeting) -> NewInvitation:
    """`await invite("Sari", bkn)` invites a new person; `person=` invites somebody known."""

    async def make(
        name: str, agency: Agency | None = None, *, person: Person | None = None, **facts: object
    ) -> Invitation:
        email = f"{name.lower().replace(' ', '.')}.{uuid4().hex[:6]}@example.go.id"
        if person is None:
            person = await Person.create(name=name, email=email, agency=agency)
        invitation = Invitation(
            **{
                "meeting": meeting,
                "person": person,
                "agency": agency,
                "email": email,
                "name": name,
                "office_title": "Kepala Pusat",
                "agency_name": agency.name if agency else "",
                **facts,
            }
        )
        seal(invitation)
        await invitation.save()
        return invitation

    return make


@pytest.fixture
async def dewi(new_user, meeting: Meeting) -> User:
    """The officer at the desk."""
    user: User = await new_user("Dewi Anjani")
    await MeetingPart.create(meeting=meeting, person_id=user.id, part=Part.CHECK_IN_OFFICER)
    return user
