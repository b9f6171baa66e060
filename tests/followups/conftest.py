"""Two linked meetings with decisions that agencies owe, one of them confidential."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.live.models import Commitment, Decision
from rakor.live.rules import DecisionState, Duty, Horizon
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import Part, State


@dataclass
class Owed:
    """The commitments by name, and everyone who has something to do with them."""

    before: Meeting
    meeting: Meeting
    late: Commitment
    soon: Commitment
    secret: Commitment
    struck: Commitment
    earlier: Commitment
    people: dict[str, User]


def today() -> date:
    """Today in Jakarta, where everybody of these tests is."""
    return (datetime.now(UTC) + timedelta(hours=7)).date()


@pytest.fixture
async def owed(bpsdm: Agency, bkn: Agency, new_user, rina: User, admin: User) -> Owed:
    health = await Agency.create(
        code="KEMENKES",
        name="Kementerian Kesehatan",
        short_name="Kemenkes",
        kind=AgencyKind.MINISTRY,
    )
    other = await Agency.create(code="LAN", name="LAN", short_name="LAN", kind=AgencyKind.OTHER)
    people = {
        "rina": rina,
        "admin": admin,
        "chair": await new_user("Wirakarsa Adinegara", bpsdm),
        "guest": await new_user("Tamu Peserta", other),
        "owner": await new_user("Bagus Prakosa", bkn),
        "stranger": await new_user("Orang Luar", other, Role.ORGANIZER),
    }

    async def meeting(title: str, before: Meeting | None) -> Meeting:
        at = datetime(2023, 7, 13, 2, tzinfo=UTC)
        made = await Meeting.create(
            title=title,
            starts_at=at,
            ends_at=at + timedelta(hours=3),
            timezone="Asia/Jakarta",
            organizer=bpsdm,
            state=State.FINISHED,
            follow_up_of=before,
            uid=f"{title}@rakor.test",
        )
        for name, part in (("chair", Part.CHAIR), ("guest", Part.PARTICIPANT)):
            await MeetingPart.create(meeting=made, person=people[name].person, part=part)
        return made

    async def commitment(of: Meeting, number: int, days: int, agency: Agency, **more) -> Commitment:
        decision = await Decision.create(
            meeting=of,
            number=number,
            text=f"Keputusan {number} dari {of.title}",
            due=today() + timedelta(days=days),
            horizon=Horizon.SHORT,
            funding_sources=["apbn"],
            recorded_at=of.starts_at,
            **more,
        )
        await Commitment.create(
            decision=decision, duty=Duty.SUPPORTING, agency=health, name="Kemenkes"
        )
        return await Commitment.create(
            decision=decision, duty=Duty.OWNER, agency=agency, name=agency.name
        )

    before = await meeting("Rakornas", None)
    now = await meeting("Rakortek", before)
    hidden = await AgendaItem.create(meeting=now, position=1, title="Rahasia", confidential=True)
    return Owed(
        before,
        now,
        earlier=await commitment(before, 1, -1, bkn),
        late=await commitment(now, 1, -3, bkn),
        soon=await commitment(now, 2, 0, health),
        secret=await commitment(now, 3, 90, bkn, item=hidden),
        struck=await commitment(now, 4, 90, bkn, state=DecisionState.STRUCK),
        people=people,
    )
