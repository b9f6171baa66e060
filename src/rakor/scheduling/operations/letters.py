"""What people get by mail about the time of a meeting: the question, reminders, a kind word."""

from collections.abc import Sequence
from datetime import datetime

from rakor import words
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_url
from rakor.mail import outbox
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting
from rakor.scheduling.models import Poll, PollOption, PollVoice
from rakor.scheduling.queries.polls import asked_seats
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import N_, _

SUBJECTS = {
    "ask": N_("Mohon pilihan waktu: {title}"),
    "remind": N_("Mengingatkan, mohon pilihan waktu: {title}"),
    "sorry": N_("Waktu rapat sudah ditetapkan: {title}"),
}
LEADS = {
    "ask": N_(
        "{organizer} menyiapkan rapat {title}. Mohon pilih waktu yang sesuai bagi Bapak/Ibu lewat "
        "tautan di bawah, tanpa akun."
    ),
    "remind": N_(
        "Kami belum menerima pilihan waktu Bapak/Ibu untuk rapat {title}. Mohon dijawab lewat "
        "tautan di bawah, tanpa akun."
    ),
    "sorry": N_(
        "Rapat {title} ditetapkan pada waktu di bawah. Kami tahu Bapak/Ibu menyampaikan tidak bisa "
        "pada waktu itu; dari semua pilihan, waktu itulah yang sesuai bagi paling banyak yang "
        "diundang. Undangannya menyusul, dan Bapak/Ibu dapat menugaskan wakil lewat tautan di "
        "bawah."
    ),
}
VERBS = {"ask": N_("Pilih waktu"), "remind": N_("Pilih waktu"), "sorry": N_("Tugaskan wakil")}


async def ask(poll: Poll, meeting: Meeting, options: Sequence[PollOption], at: datetime) -> int:
    """Write to every seat that was not asked yet, in the caller's transaction; tells how many."""
    seats = await asked_seats(meeting.id)
    known = set(await PollVoice.filter(poll_id=poll.id).values_list("invitation_id", flat=True))
    fresh = [seat for seat in seats if seat.id not in known]
    voices = [
        PollVoice(poll_id=poll.id, invitation_id=seat.id, letters=1, told_at=at) for seat in fresh
    ]
    await PollVoice.bulk_create(voices, batch_size=200)
    await outbox.enqueue(
        [
            letter("ask", poll, meeting, seat, options, at, f"{voice.id}:1")
            for seat, voice in zip(fresh, voices, strict=True)
        ]
    )
    return len(fresh)


def letter(
    kind: str,
    poll: Poll,
    meeting: Meeting,
    seat: Invitation,
    options: Sequence[PollOption],
    at: datetime,
    stamp: str,
) -> OutgoingMail:
    """One letter with the personal link, sealed: whoever holds it answers for that seat.

    `meeting.organizer` is loaded. An address that no letter can go to is a failed letter.
    """
    url = personal_url(seat)
    with words.speaking(settings().locale):
        said = {"title": meeting.title, "organizer": meeting.organizer.name}
        subject = _(SUBJECTS[kind]).format(**said)[:500]
        mail = outbox.letter(
            f"poll:{kind}:{stamp}",
            to=seat.email,
            name=seat.name,
            subject=subject,
            meeting_id=meeting.id,
            subject_id=seat.id,
            at=at,
            sealed=True,
        )
        values = {
            "meeting": meeting,
            "seat": seat,
            "subject": subject,
            "organizer": meeting.organizer.name,
            "lead": _(LEADS[kind]).format(**said),
            "note": poll.note if kind == "ask" else "",
            "options": options,
            "deadline": poll.deadline if kind != "sorry" else None,
            "own": seat.agency.timezone if seat.agency_id and seat.agency else meeting.timezone,
            "link": url if kind == "sorry" else f"{url}/times",
            "verb": _(VERBS[kind]),
        }
        return outbox.write(
            mail,
            meeting.organizer.name,
            text=render("mail/poll.txt", **values),
            html=render("mail/poll.html", **values),
        )
