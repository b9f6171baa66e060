"""A meeting of BPSDM and the people around it."""

import contextlib
from collections.abc import Iterator

import pytest
from tortoise import connections

from rakor import journal
from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.meetings import operations
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part

FACTS = {
    "title": "Rapat Koordinasi Teknis",
    "starts_at": "2030-03-01T09:00:00+07:00",
    "ends_at": "2030-03-01T12:00:00+07:00",
    "room": "Ruang Cendrawasih",
    "online": {"provider": "Zoom", "join_url": "https://zoom.example/1", "passcode": "rahasia"},
}


@pytest.fixture
async def draft(rina: User) -> Meeting:
    return await operations.draft_meeting(operations.Facts.model_validate(FACTS), by=rina)


@pytest.fixture
async def scheduled(draft: Meeting, rina: User) -> Meeting:
    return await operations.publish(draft.id, by=rina)


@pytest.fixture
async def running(scheduled: Meeting, rina: User) -> Meeting:
    return await operations.open(scheduled.id, by=rina)


@pytest.fixture
async def add_item(rina: User):
    """Adds an agenda item: `await add_item(meeting, "Pembukaan", confidential=True)`."""

    async def add(meeting: Meeting, title: str, **more: object):
        facts = operations.ItemFacts.model_validate({"title": title, **more})
        return await operations.add_item(meeting.id, facts, by=rina)

    return add


@pytest.fixture
def cast(new_user, bpsdm, bkn):
    """Everybody who may knock: `users = await cast(meeting)`, by the name of their role."""

    async def call(meeting: Meeting) -> dict[str, User]:
        users = {
            "admin": await new_user("Adi Admin", None, Role.ADMIN),
            "secretariat": await new_user("Sri Sekretariat", bpsdm, Role.SECRETARIAT),
            "chair": await new_user("Candra Ketua", bkn),
            "minute_taker": await new_user("Nani Notulis", bkn),
            "check_in_officer": await new_user("Rudi Registrasi", bkn),
            "participant": await new_user("Putri Peserta", bkn),
            "colleague": await new_user("Kiki Kolega", bpsdm),
            "other_staff": await new_user("Oka Organizer", bkn, Role.ORGANIZER),
        }
        for name, user in users.items():
            if name in {part.value for part in Part} - {"secretariat"}:
                await MeetingPart.create(meeting=meeting, person_id=user.id, part=Part(name))
        return users

    return call


async def told(meeting: Meeting, after: int = 0) -> list[tuple[str, str]]:
    """What the journal of a meeting says: kind and audience."""
    entries = await journal.since(meeting.id, after)
    return [(entry.kind, entry.audience.value) for entry in entries]


@contextlib.contextmanager
def counted_queries(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    asked: list[str] = []
    client = type(connections.get("default"))
    for name in ("execute_query", "execute_query_dict"):
        original = getattr(client, name)

        async def counting(self, query, values=None, _original=original):
            asked.append(query)
            return await _original(self, query, values)

        monkeypatch.setattr(client, name, counting)
    yield asked
    monkeypatch.undo()


@pytest.fixture
def new_agency(db):
    """Adds an agency: `await new_agency("36.73")`."""

    async def make(code: str) -> Agency:
        return await Agency.create(code=code, name=code, short_name=code, kind=AgencyKind.CITY)

    return make
