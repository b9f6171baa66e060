"""A leader with a full day: two meetings at once, a short way to a third, and who could go."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rakor.accounts.models import User
from rakor.directory import operations as directory
from rakor.directory.models import Person
from rakor.directory.rules import OfficeFacts, OfficeLevel
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish, delegating
from rakor.invitations.operations.delegating import DeputyWish
from rakor.meetings import operations as meetings
from rakor.meetings.operations import Facts

ZONE = ZoneInfo("Asia/Jakarta")
OFFICES = (
    ("Kepala BPSDM", "chair", OfficeLevel.JPT_MADYA, 100),
    ("Sekretaris BPSDM", "taker", OfficeLevel.JPT_PRATAMA, 200),
    ("Kepala Pusat Pengembangan Kompetensi Teknis", "organizer", OfficeLevel.JPT_PRATAMA, 210),
)
# Hour, how many hours, title, building, zone, whom else it takes.
HELD = (
    (9, 2, "Rapat Koordinasi Pemetaan Kebutuhan Pelatihan Pimpinan Tinggi", "Gedung F", "", ()),
    (10, 2, "Rapat Terbatas Anggaran Pengembangan Kompetensi", "Gedung Kemenkeu", "", ("taker",)),
    (12, 1, "Audiensi Pemerintah Provinsi Papua Selatan", "Gedung A", "Asia/Jayapura", ()),
    (14, 2, "Rapat Evaluasi Semester", "Gedung A", "", ("organizer",)),
)


async def furnish_leader(people: dict[str, User], admin: User) -> dict[str, str]:
    """Offices of our agency, and what their holders are asked to in eight days."""
    offices = {}
    for title, who, level, precedence in OFFICES:
        said = OfficeFacts(
            title=title, agency="BPSDM", level=level, precedence=precedence, holder=people[who].id
        )
        offices[who] = await directory.add_office(said, by=admin)
    day = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=8)
    seats: list[Invitation] = []
    for hour, long, title, house, zone, others in HELD:
        starts = day + timedelta(hours=hour)
        facts = {
            "title": title,
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=long),
            "timezone": zone or "Asia/Jakarta",
            "mode": "in_person",
            "room": "Ruang Rapat Lantai 3",
            "venue": {"name": house},
        }
        meeting = await meetings.draft_meeting(Facts.model_validate(facts), by=people["organizer"])
        await meetings.publish(meeting.id, by=people["organizer"])
        wishes = [Wish(person=people["chair"].id), *(Wish(person=people[who].id) for who in others)]
        made = await invitations.invite(meeting.id, wishes, by=people["organizer"])
        seats.append(next(each for each in made if each.person_id == people["chair"].id))
    sari = await Person.get(id=people["taker"].id)
    step = await delegating.delegate(
        seats[3].id, DeputyWish(email=sari.email or ""), via="page", by=people["chair"]
    )
    return {
        "leader_office": str(offices["chair"].id),
        "leader_day": day.date().isoformat(),
        "leader_seat": str(seats[0].id),
        "leader_given": str(seats[3].id),
        "leader_step": str(step.id),
        "leader_deputy": str(sari.id),
    }
