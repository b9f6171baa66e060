"""A weekly series whose invitations are half answered, delegated, and about to change."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.invitations import jobs
from rakor.invitations import operations as invitations
from rakor.invitations import queries as invited
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import delegating
from rakor.invitations.operations.delegating import DeputyWish, Paper, Scan
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Changes, Facts
from rakor.meetings.rules import Delegation, Notify, day_key

GUESTS = (
    ("Bagus Prakosa", "bagus@bkn.example.go.id", "BKN", "accepted"),
    ("Ma'ruf Al-Hakim", "maruf@bkn.example.go.id", "BKN", ""),
    ("Melati Puspitasari Wulandari", "melati@kemenkes.example.go.id", "KEMENKES", "tentative"),
    ("Yohanes Dumatubun", "yohanes@pps.example.go.id", "PPS", "accepted"),
    ("Siti Rahmawati", "siti@kemenkeu.example.go.id", "KEMENKEU", ""),
    ("Tigor Simanjuntak", "tigor@lan.example.go.id", "LAN", "declined"),
)


async def furnish_loop(organizer: User, *, changed: bool = True) -> dict[str, str]:
    """A published series with a deputy who comes and one who waits, and drafts once it changed."""
    now = datetime.now(ZoneInfo("Asia/Jakarta")).replace(minute=0, second=0, microsecond=0)
    starts = now.replace(hour=9) + timedelta(days=9)
    facts = Facts.model_validate(
        {
            "title": "Rapat mingguan pemetaan kompetensi",
            "mode": "in_person",
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=2)).isoformat(),
            "organizer": "BPSDM",
            "room": "Ruang Rapat Anggrek",
            "venue": {"name": "Kampus BPSDM", "address": "Jalan Taman Makam Pahlawan 8"},
            "recurrence": "FREQ=WEEKLY;COUNT=4",
            "answer_by": (starts - timedelta(days=2)).isoformat(),
        }
    )
    meeting = await meetings.draft_meeting(facts, by=organizer)
    await meetings.publish(meeting.id, by=organizer)
    wishes = [
        invitations.Wish(email=email, name=name, agency=agency)
        for name, email, agency, _answer in GUESTS
    ]
    seats = await invitations.invite(
        meeting.id, wishes, Delegation.ALLOWED_WITH_LETTER, by=organizer
    )
    await invitations.send(meeting.id, by=organizer)
    await invitations.write_letters()
    for seat, (*_who, answer) in zip(seats, GUESTS, strict=True):
        if answer:
            guest = User.guest(await Person.get(email=seat.email))
            mode = "room" if answer == "accepted" else ""
            await invitations.answer(seat, answer, mode, "", via="page", by=guest)
    scan = Scan("surat tugas.pdf", b"%PDF-1.7")
    waiting = DeputyWish(email="dewi@bkn.example.go.id", name="Dewi Anjani", scan=scan)
    sent = DeputyWish(
        email="rudi@kemenkeu.example.go.id",
        name="Rudi Hartono",
        office_title="Kepala Subdirektorat Pendanaan",
        paper=Paper("ST-218/MK/2030", starts.date(), "Sekretaris Jenderal"),
        scan=scan,
    )
    for n, wish in ((1, waiting), (4, sent)):
        guest = User.guest(await Person.get(email=seats[n].email))
        await delegating.delegate(seats[n].id, wish, via="page", by=guest)
    await invitations.write_letters()
    if changed:
        await change_room(meeting, organizer)
    seat = await Invitation.filter(meeting_id=meeting.id).order_by("id").first()
    step = await DelegationStep.filter(meeting_id=meeting.id).order_by("id").first()
    assert seat is not None
    assert step is not None
    return {
        "loop_step": str(step.id),
        "loop_giver": str(seats[1].id),
        "giver_token": invited.personal_token(seats[1]),
        "deputy_token": invited.personal_token(
            await Invitation.get(meeting_id=meeting.id, email="rudi@kemenkeu.example.go.id")
        ),
        "loop": str(meeting.id),
        "loop_day": day_key((await Meeting.get(id=meeting.id)).starts_at + timedelta(days=7)),
        "loop_seat": str(seat.id),
        "loop_token": invited.personal_token(seat),
    }


async def change_room(meeting: Meeting, organizer: User) -> None:
    """Another room and other times, of which nobody is told yet."""
    later = meeting.starts_at + timedelta(hours=1)
    changes = Changes.model_validate(
        {
            "room": "Ruang Rapat Cendrawasih",
            "starts_at": later.isoformat(),
            "ends_at": (later + timedelta(hours=2)).isoformat(),
        }
    )
    await meetings.change(meeting.id, changes, notify=Notify.LATER, by=organizer)
    for follower in jobs.followers:
        await journal.follow(follower)
