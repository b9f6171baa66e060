"""A published meeting and many people to ask to it, in a scratch database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from rakor import database
from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.app import TABLES
from rakor.bench.scratch import scratch
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from rakor.invitations import operations
from rakor.invitations.operations import Wish
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.rules import State

AT_ONCE = 2_000  # one list


@asynccontextmanager
async def post_office(server: str | None, folder: str) -> AsyncIterator[None]:
    """An open scratch database: a file, or one made on that PostgreSQL server."""
    async with scratch(server, f"sqlite://{folder}/post.db") as url:
        await database.migrate(url, TABLES)
        await database.connect(url, TABLES)
        try:
            yield
        finally:
            await database.close()


async def called_meeting() -> tuple[Meeting, User]:
    """A hybrid meeting with an agenda, published, and who prepares it."""
    key = new_id()
    agency = await Agency.create(
        id=key,
        path=f"/{key}/",
        code="BPSDM",
        name="BPSDM Kementerian Dalam Negeri",
        short_name="BPSDM",
        kind=AgencyKind.UNIT,
    )
    rina = await Person.create(name="Rina Halim", email="rina@bpsdm.example.go.id", agency=agency)
    by = User.of(await Account.create(person=rina, role=Role.ORGANIZER))
    starts = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=14)
    meeting = Meeting(
        id=new_id(),
        title="Rapat Koordinasi Teknis Pengembangan Sumber Daya Manusia Aparatur",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        timezone="Asia/Jakarta",
        organizer_id=agency.id,
        state=State.SCHEDULED,
        venue_name="Gedung BPSDM, Jakarta",
        room="Ruang Cendrawasih",
        online_provider="Zoom",
        join_url="https://zoom.example/j/98765432100",
        passcode="cendrawasih",
    )
    meeting.uid = f"{meeting.id}@rakor.example"
    await meeting.save(force_create=True)
    for position, title in enumerate(("Pembukaan", "Paparan kementerian", "Diskusi", "Simpulan")):
        await AgendaItem.create(meeting=meeting, position=position, title=title, minutes=30)
    return meeting, by


async def ask(meeting: Meeting, by: User, count: int) -> None:
    """Put that many people on the list."""
    for first in range(0, count, AT_ONCE):
        wishes = [
            Wish(email=f"pejabat.{n}@instansi{n % 90}.example.go.id", name=f"Pejabat {n}, S.Sos.")
            for n in range(first, min(first + AT_ONCE, count))
        ]
        await operations.invite(meeting.id, wishes, by=by)
