"""A meeting that was held: agenda with a confidential item, notes, decisions, people who came."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.attendance.models import Head
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.live.models import Commitment, Decision, Note
from rakor.live.rules import Duty, Horizon
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import ItemState, Part, State


@dataclass
class Held:
    """The meeting and everyone who has something to do with it."""

    meeting: Meeting
    items: list[AgendaItem]
    chair: User
    taker: User
    desk: User
    guest: User
    stranger: User

    @property
    def api(self) -> str:
        return f"/api/v1/meetings/{self.meeting.id}/minutes"

    @property
    def page(self) -> str:
        return f"/meetings/{self.meeting.id}/minutes"


def paragraph(*words: str) -> dict:
    said = [{"type": "paragraph", "content": [{"type": "text", "text": w}]} for w in words]
    return {"type": "doc", "content": said}


@pytest.fixture
async def held(bpsdm: Agency, bkn: Agency, new_user) -> Held:
    health = await Agency.create(
        code="KEMENKES",
        name="Kementerian Kesehatan",
        short_name="Kemenkes",
        kind=AgencyKind.MINISTRY,
        precedence=10,
    )
    people = [
        await new_user("Wirakarsa Adinegara", bpsdm),
        await new_user("Sari Kusumawardhani", bpsdm),
        await new_user("Dian Meja", bpsdm),
        await new_user("Bagus Prakosa", bkn),
        await new_user("Orang Luar", health, Role.ORGANIZER),
    ]
    meeting = await Meeting.create(
        title="Rapat Koordinasi Teknis",
        theme="Pemetaan program",
        starts_at=datetime(2023, 7, 13, 2, tzinfo=UTC),
        ends_at=datetime(2023, 7, 13, 5, tzinfo=UTC),
        opened_at=datetime(2023, 7, 13, 2, 4, tzinfo=UTC),
        closed_at=datetime(2023, 7, 13, 5, 4, tzinfo=UTC),
        timezone="Asia/Jakarta",
        organizer=bpsdm,
        venue_region="Jakarta",
        room="Ruang Rapat Cendrawasih",
        online_provider="Zoom",
        letter_number="005/1142/BPSDM",
        state=State.FINISHED,
        uid="held@rakor.test",
    )
    roles = (Part.CHAIR, Part.MINUTE_TAKER, Part.CHECK_IN_OFFICER, Part.PARTICIPANT)
    for person, part in zip(people, roles, strict=False):
        await MeetingPart.create(meeting=meeting, person=person.person, part=part)
    items = [
        await AgendaItem.create(
            meeting=meeting,
            position=at,
            title=title,
            confidential=at == 2,
            state=ItemState.SKIPPED if at == 3 else ItemState.DONE,
        )
        for at, title in enumerate(("Arahan", "Kuota kursi", "Rahasia dapur", "Lain-lain"))
    ]
    said = ("Peserta menyimak.", "18% dari 2.450", "Sangat rahasia")
    for item, words in zip(items, said, strict=False):
        await Note.create(
            meeting=meeting,
            item=item,
            body=paragraph(words),
            revision=1,
            by=people[1].person,
            at=meeting.starts_at,
        )
    for number, item in enumerate(items[1:3], start=1):
        decision = await Decision.create(
            meeting=meeting,
            item=item,
            number=number,
            text=("Kuota 30% kursi", "Hal yang dirahasiakan")[number - 1],
            due=date(2023, 12, 31),
            horizon=Horizon.MIDDLE,
            funding_sources=["apbn", "blu"],
            recorded_at=meeting.starts_at,
        )
        for duty, agency in ((Duty.OWNER, bkn), (Duty.SUPPORTING, bpsdm)):
            await Commitment.create(
                decision=decision, duty=duty, agency=agency, name=agency.short_name
            )
    for at, (name, agency) in enumerate((("Bagus", bkn), ("Melati", health), ("Sari", bpsdm))):
        await Head.create(
            meeting=meeting,
            key=f"guest:{name}",
            agency=agency,
            agency_name=agency.name,
            name=name,
            office_title="Kepala Pusat",
            room=at != 1,
            online=at != 0,
            first_at=meeting.starts_at,
        )
    return Held(meeting, items, *people)
