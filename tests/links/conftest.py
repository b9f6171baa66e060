"""A meeting that is held on a video service, and the services."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rakor import journal
from rakor.accounts.models import User
from rakor.links import jobs, operations
from rakor.links.models import VideoLink
from rakor.links.operations import services
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.settings import settings
from tests.links.zoom import ACCOUNT, CLIENT, SECRET, Zoom, serving

FACTS: dict[str, Any] = {
    "title": "Rapat Koordinasi Teknis",
    "starts_at": "2030-03-01T09:00:00+07:00",
    "ends_at": "2030-03-01T11:30:00+07:00",
    "mode": "online",
}
JITSI = "https://meet.rakor.test"
JITSI_SECRET = "a secret shared with Prosody"


@pytest.fixture
def set_jitsi(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("url", JITSI), ("app_id", "rakor"), ("secret", JITSI_SECRET)):
        monkeypatch.setattr(settings(), f"jitsi_{name}", value)


@pytest.fixture
async def zoom(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Zoom]:
    """Zoom, and Rakor set up to use it."""
    services._tokens.clear()
    async with serving(Zoom()) as server:
        given = {
            "zoom_account_id": ACCOUNT,
            "zoom_client_id": CLIENT,
            "zoom_client_secret": SECRET,
            "zoom_url": f"{server.url}/v2",
            "zoom_oauth_url": f"{server.url}/oauth/token",
        }
        for name, value in given.items():
            monkeypatch.setattr(settings(), name, value)
        yield server


Draft = Callable[..., Awaitable[Meeting]]


@pytest.fixture
def draft(rina: User) -> Draft:
    """`await draft("zoom", title=…)`: a meeting on paper whose link that service makes."""

    async def make(made_by: str, **more: Any) -> Meeting:
        facts = {**FACTS, "online": {"made_by": made_by}, **more}
        return await meetings.draft_meeting(meetings.Facts.model_validate(facts), by=rina)

    return make


@pytest.fixture
def published(draft: Draft, rina: User) -> Draft:
    """The same, published, and whatever follows has followed."""

    async def make(made_by: str, **more: Any) -> Meeting:
        meeting = await draft(made_by, **more)
        await meetings.publish(meeting.id, by=rina)
        await work()
        return await Meeting.get(id=meeting.id)

    return make


async def work() -> None:
    """Followers and the worker do what there is to do until nothing is due."""
    for _turn in range(5):
        await journal.follow(jobs.followers[0])
        if not await operations.work_due():
            return


async def later(minutes: int = 90) -> None:
    """As if time had passed for whatever waits."""
    for link in await VideoLink.exclude(due_at=None):
        link.due_at = link.due_at - timedelta(minutes=minutes)
        link.claimed_until = None
        await link.save()


async def only_link() -> VideoLink:
    return await VideoLink.get(live__not_isnull=True)


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=5)
