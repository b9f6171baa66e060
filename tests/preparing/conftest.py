"""A meeting of BPSDM that was held: with offices, people, an address, a deputy, a guest."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.rules import AgencyKind
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import RsvpStatus
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts, ItemFacts
from rakor.meetings.rules import Delegation, Part

FACTS = {
    "title": "Rapat Koordinasi Nasional",
    "theme": "Pengembangan kompetensi",
    "purpose": "Menyepakati langkah bersama.",
    "kind": "national_coordination",
    "mode": "hybrid",
    "starts_at": "2030-03-07T09:00:00+07:00",
    "ends_at": "2030-03-07T12:00:00+07:00",
    "timezone": "Asia/Jakarta",
    "room": "Ruang Cendrawasih",
    "venue": {"name": "Kampus BPSDM", "region": "Jakarta Selatan"},
    "online": {"provider": "Zoom", "join_url": "https://zoom.example/1", "passcode": "rahasia"},
    "letter_number": "005/1/BPSDM",
    "total_quota": 5,
    "quotas": [{"agency": "BPSDM", "seats": 2}, {"agency": "BKN", "seats": 3}],
    "answer_by": "2030-03-05T16:00:00+07:00",
    "called_by": "chair",
    "shows_roster": True,
}
LATER = "2030-04-04T09:00:00+07:00"


@dataclass
class Held:
    """A meeting, and everybody who has something to do with it."""

    meeting: Meeting
    office: Office
    chair: User
    head: Person
    budi: User
    rina: User
    stranger: User


@pytest.fixture
async def held(rina: User, bpsdm: Agency, bkn: Agency, new_user) -> Held:
    lan = await Agency.create(code="LAN", name="LAN", short_name="LAN", kind=AgencyKind.OTHER)
    chair = await new_user("Wirakarsa Adinegara", bpsdm)
    budi = await new_user("Budi Prakosa", bkn)
    head = await Person.create(name="Haryono", email="haryono@bkn.example.go.id", agency=bkn)
    office = await Office.create(title="Kepala Badan Kepegawaian Negara", agency=bkn)
    await OfficeHolder.create(office=office, person=head)
    meeting = await meetings.draft_meeting(Facts.model_validate(FACTS), by=rina)
    await meetings.assign(meeting.id, chair.person, Part.CHAIR, by=rina)
    await meetings.assign(meeting.id, budi.person, Part.MINUTE_TAKER, by=rina)
    for title, minutes, secret in (("Pembukaan", 15, False), ("Anggaran", 60, True)):
        facts = ItemFacts(title=title, minutes=minutes, confidential=secret)
        await meetings.add_item(meeting.id, facts, by=rina)
    seats = [Wish(office=office.id), Wish(person=budi.id, role=Part.SPEAKER)]
    await invitations.invite(meeting.id, seats, Delegation.NOT_ALLOWED, by=rina)
    others = [
        Wish(email="tamu@luar.example.go.id", name="Tamu Luar", role=Part.GUEST),
        Wish(email="sekretariat@bkn.example.go.id", name="Sekretariat", is_group=True),
        Wish(email="ditarik@bkn.example.go.id", name="Yang Ditarik", agency="BKN"),
    ]
    *_some, gone = await invitations.invite(meeting.id, others, by=rina)
    await Invitation.filter(id=gone.id).update(status=RsvpStatus.WITHDRAWN)
    stranger = await new_user("Orang Luar", lan, Role.ORGANIZER)
    return Held(meeting, office, chair, head, budi, rina, stranger)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)
