"""A meeting that is being held, and people who are invited to it."""

import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest

from rakor.accounts.models import User
from rakor.attendance import operations
from rakor.attendance.queries import DEVICE_COOKIE
from rakor.directory.models import Agency, Person
from rakor.invitations.models import Invitation
from rakor.invitations.queries import seal
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State

from ..conftest import HOST

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


@pytest.fixture
def at_door(app, meeting: Meeting, dewi: User):
    """A browser enrolled as a desk, with nobody signed in: `async with at_door() as tablet:`."""

    @contextlib.asynccontextmanager
    async def enrolled(name: str = "Meja 1", into: Meeting = meeting):
        _invited, code = await operations.invite_device(into.id, name, by=dewi)
        device, key = await operations.enrol_device(into.id, code)
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 50000))
        headers = {"cookie": f"{DEVICE_COOKIE}={key}", "accept": "application/json"}
        async with httpx.AsyncClient(
            transport=transport, base_url=HOST, headers=headers
        ) as browser:
            browser.device, browser.key = device, key
            yield browser

    return enrolled
