"""A report of the video room: some are known by it, some wait, a room and a machine were there."""

from datetime import timedelta

from rakor.accounts.models import User
from rakor.attendance.operations.importing import import_report
from rakor.meetings.models import Meeting

WERE_THERE = (
    ("KEMENKES_Melati Puspitasari", "", -5, 180),
    ("Papua Selatan | Yohanes Dumatubun", "yohanes@pps.example.go.id", 3, 80),
    ("Papua Selatan | Yohanes Dumatubun", "yohanes@pps.example.go.id", 84, 181),
    ("Kemenkeu_Siti", "", 2, 175),
    ("BKN", "", 4, 120),
    ("Siti (iPhone)", "", 30, 42),
    ("Galaxy A52", "tidak.dikenal.dengan.alamat.surel.yang.panjang.sekali@contoh.example", 12, 90),
    ("Ruang Rapat Cendrawasih", "", -20, 185),
    ("Fireflies.ai Notetaker", "", 0, 180),
)


async def furnish_online(made: dict[str, Meeting], organizer: User) -> None:
    """The meeting of the day before yesterday was hybrid, and its report is in."""
    meeting = made["recent"]
    lines = ["Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"]
    for name, email, since, until in WERE_THERE:
        begin, end = (meeting.starts_at + timedelta(minutes=n) for n in (since, until))
        lines.append(f'"{name}",{email},{begin:%F %T}Z,{end:%F %T}Z,{until - since}')
    content = "\n".join(lines).encode()
    await import_report(meeting.id, content, "participants_96212345678.csv", by=organizer)
