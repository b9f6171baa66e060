"""A published meeting of BPSDM, and people to ask to it."""

import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator
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


@pytest.fixture
def count_queries(db: str):
    """What the database is asked within a block: `with count_queries() as asked:`."""

    class Listener(logging.Handler):
        def __init__(self) -> None:
            super().__init__()
            self.asked: list[str] = []

        def emit(self, record: logging.LogRecord) -> None:
            self.asked.append(record.getMessage())

    @contextlib.contextmanager
    def counting() -> Iterator[list[str]]:
        listener, log = Listener(), logging.getLogger("tortoise.db_client")
        before = log.level
        log.addHandler(listener)
        log.setLevel(logging.DEBUG)
        try:
            yield listener.asked
        finally:
            log.removeHandler(listener)
            log.setLevel(before)

    return counting
