"""A meeting that is held right now, with people of every view, in a scratch database."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson

from rakor import database
from rakor.accounts.models import Account, ApiToken
from rakor.accounts.operations.passwords import digest
from rakor.accounts.rules import Role
from rakor.app import TABLES
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from rakor.live.rules import View
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import Part, SecurityClass, State

PEOPLE = 100  # each with as many pages as there are sockets for them
PARTS = {View.CHAIR: Part.CHAIR, View.SECRETARIAT: Part.MINUTE_TAKER}
AGENDA = ("Pembukaan", "Paparan kementerian", "Paparan daerah", "Diskusi", "Simpulan", "Penutup")


@dataclass(frozen=True, slots=True)
class Session:
    """Where the meeting is, who follows it (headers and first words), and who writes."""

    meeting: str
    items: list[str]
    bearers: list[str]
    writer: str

    @property
    def path(self) -> str:
        return f"/api/v1/meetings/{self.meeting}/live"

    def who(self, views: int) -> list[tuple[str, str]]:
        """Headers and first words of so many pages, through the eyes of one view or of several."""
        hellos = (
            orjson.dumps({"t": "hello", "v": 1, "view": view_of(n, views).value}).decode()
            for n in range(PEOPLE)
        )
        heads = (f"Authorization: Bearer {bearer}\r\n" for bearer in self.bearers)
        return list(zip(heads, hellos, strict=True))


def view_of(number: int, views: int) -> View:
    """One in ten is the chair's, one the secretariat's, two are the projector's, as far as asked.

    Of every ten that follow on each other, and of every tenth, all have their share.
    """
    place = (number // 10 + number) % 10
    if place == 0 and views > 3:
        return View.CHAIR
    if place == 1 and views > 1:
        return View.SECRETARIAT
    if place in (2, 3) and views > 2:
        return View.PUBLIC
    return View.PARTICIPANT


async def make_session(url: str) -> Session:
    """Fill that empty database."""
    await database.migrate(url, TABLES)
    await database.connect(url, TABLES)
    try:
        return await _session()
    finally:
        await database.close()


async def _session() -> Session:
    agency = await _agency()
    meeting = await _meeting(agency)
    items = [
        await AgendaItem.create(meeting=meeting, position=n, title=title, minutes=30)
        for n, title in enumerate(AGENDA)
    ]
    seen = [view_of(n, len(View)) for n in range(PEOPLE)]
    people = [
        Person(name=f"Pejabat {n}, S.Sos.", email=f"pejabat.{n}@bench.invalid", agency=agency)
        for n in range(PEOPLE + 1)
    ]
    await Person.bulk_create(people)
    parts = [*(PARTS.get(view, Part.PARTICIPANT) for view in seen), Part.MINUTE_TAKER]
    await MeetingPart.bulk_create(
        MeetingPart(meeting_id=meeting.id, person_id=person.id, part=part)
        for person, part in zip(people, parts, strict=True)
    )
    bearers = await tokens_of(people)
    return Session(
        meeting=str(meeting.id),
        items=[str(item.id) for item in items],
        bearers=bearers[:-1],
        writer=bearers[-1],
    )


async def tokens_of(people: list[Person]) -> list[str]:
    """An account and a token for each of them."""
    accounts = [Account(person_id=person.id, role=Role.PARTICIPANT) for person in people]
    await Account.bulk_create(accounts, batch_size=500)
    bearers = ["rakor_" + secrets.token_urlsafe(32) for _account in accounts]
    now = datetime.now(UTC)
    await ApiToken.bulk_create(
        [
            ApiToken(digest=digest(bearer), account_id=account.id, last_seen_at=now)
            for bearer, account in zip(bearers, accounts, strict=True)
        ],
        batch_size=500,
    )
    return bearers


async def _agency() -> Agency:
    key = new_id()
    return await Agency.create(
        id=key,
        path=f"/{key}/",
        code="BPSDM",
        name="BPSDM Kementerian Dalam Negeri",
        short_name="BPSDM",
        kind=AgencyKind.UNIT,
    )


async def _meeting(agency: Agency) -> Meeting:
    starts = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    meeting = Meeting(
        id=new_id(),
        title="Rapat Koordinasi Teknis Pengembangan Sumber Daya Manusia Aparatur",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        timezone="Asia/Jakarta",
        organizer_id=agency.id,
        state=State.IN_PROGRESS,
        security_class=SecurityClass.PUBLIC,
        venue_name="Gedung BPSDM, Jakarta",
        room="Ruang Cendrawasih",
        online_provider="Zoom",
        join_url="https://zoom.example/j/98765432100",
    )
    meeting.uid = f"{meeting.id}@rakor.example"
    await meeting.save(force_create=True)
    return meeting
