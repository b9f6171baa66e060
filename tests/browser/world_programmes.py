"""A public programme of two days: a meeting on each, committees side by side, a rundown."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rakor.accounts.models import User
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from rakor.programmes import operations
from rakor.programmes.models import Programme
from rakor.programmes.rules import LinkFacts, ProgrammeFacts, Rundown, SessionFacts

ZONE = ZoneInfo("Asia/Jakarta")
LINES = [
    {"title": "Registrasi dan kopi pagi", "minutes": 30, "in_charge": "Biro Umum"},
    {
        "title": "Pembukaan",
        "minutes": 20,
        "anchor": "09:45",
        "speaker": "Dr. Sutrisno Wibowo, M.Si.",
        "mc": "Rina Kartika",
        "note": "Lagu Indonesia Raya, hadirin berdiri",
    },
    {"title": "Paparan kebijakan", "minutes": 90, "speaker": "Kepala BPSDM"},
    {"title": "Istirahat, salat, makan siang", "minutes": 60, "kind": "prayer_meal"},
    {"title": "Penjemputan Menteri", "minutes": 15, "backstage": True, "anchor": "12:45"},
]


async def furnish_programme(rina: User) -> dict[str, str]:
    """Keys of the programme, of an event that is a meeting, of a session, of a free meeting."""
    nine = (datetime.now(ZONE) + timedelta(days=40)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    facts = {
        "title": "Pekan Pengembangan Kompetensi Aparatur",
        "theme": "Aparatur yang cakap, pelayanan yang cepat",
        "about": "Dua hari untuk pengelola kepegawaian kementerian, lembaga, dan daerah.",
        "host": "BPSDM Kementerian Dalam Negeri",
        "place": "Kampus BPSDM",
        "address": "Jalan Taman Makam Pahlawan 8, Jakarta Selatan",
        "timezone": "Asia/Jakarta",
        "first_day": nine.date(),
        "last_day": nine.date() + timedelta(days=1),
        "organizer": "BPSDM",
        "public": True,
    }
    programme = await operations.plan_programme(ProgrammeFacts.model_validate(facts), by=rina)
    opening = await _meeting("Pembukaan dan rapat pleno", nine, 4, rina)
    await meetings.publish(opening.id, by=rina)
    closing = await _meeting("Rapat penutup", nine + timedelta(days=1), 3, rina)
    free = await _meeting("Rapat persiapan penutup", nine + timedelta(days=1, hours=5), 1, rina)
    event = await operations.link_meeting(programme.id, LinkFacts(meeting=opening.id), by=rina)
    await operations.link_meeting(programme.id, LinkFacts(meeting=closing.id), by=rina)
    await operations.set_rundown(
        programme.id, event.id, Rundown.model_validate({"lines": LINES}), by=rina
    )
    one, two = [
        await _committee(programme, track, nine + timedelta(hours=5), rina)
        for track in ("Komisi A: Formasi", "Komisi B: Pelatihan")
    ]
    await operations.call_off(programme.id, two.id, by=rina)
    return {
        "programme": str(programme.id),
        "programme_event": str(event.id),
        "programme_session": str(one.id),
        "cancelled_session": str(two.id),
        "free_meeting": str(free.id),
        "programme_starts": (nine + timedelta(hours=8)).isoformat(),
        "programme_ends": (nine + timedelta(hours=9)).isoformat(),
        "programme_day": nine.date().isoformat(),
    }


async def _committee(programme: Programme, track: str, starts: datetime, rina: User) -> Any:
    said = {"title": f"Sidang {track}", "track": track, "room": "Ruang Melati"}
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    facts = SessionFacts.model_validate({**said, **times})
    return await operations.add_session(programme.id, facts, by=rina)


async def _meeting(title: str, starts: datetime, hours: int, rina: User) -> Meeting:
    facts = {
        "title": title,
        "mode": "in_person",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=hours),
        "timezone": "Asia/Jakarta",
        "organizer": "BPSDM",
        "room": "Aula Utama",
        "venue": {"name": "Kampus BPSDM"},
    }
    return await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
