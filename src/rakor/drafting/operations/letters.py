"""Letters about drafts: to whoever is asked to approve or to comment, and to the organizer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rakor import words
from rakor.directory.models import Person
from rakor.drafting.models import Approval, ApprovalStep
from rakor.drafting.queries.approval import holders_of, step_url
from rakor.drafting.rules.approval import ApprovalState, StepState
from rakor.mail import outbox
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.rules import NAMED_ONLY
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import N_, _


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter says: {title} is the meeting's, {name} whoever acted or what it is about."""

    subject: str
    lead: str
    verb: str


WORDINGS = {
    "ask": Wording(
        N_("Mohon persetujuan sebelum terbit: {title}"),
        N_(
            "{name} mengajukan rapat {title} untuk disetujui sebelum terbit. Yang disetujui ialah "
            "rencana rapatnya, bukan surat undangannya."
        ),
        N_("Periksa dan putuskan"),
    ),
    "granted": Wording(
        N_("Disetujui untuk terbit: {title}"),
        N_("Semua pejabat menyetujui rapat {title}. Rapat dapat diterbitkan sekarang."),
        N_("Buka rapat"),
    ),
    "published": Wording(
        N_("Disetujui dan terbit: {title}"),
        N_("Semua pejabat menyetujui rapat {title}, dan rapat sudah terbit."),
        N_("Buka rapat"),
    ),
    "returned": Wording(
        N_("Dikembalikan sebelum terbit: {title}"),
        N_("{name} mengembalikan rapat {title} untuk diperbaiki sebelum terbit."),
        N_("Buka rapat"),
    ),
    "share": Wording(
        N_("Mohon tanggapan atas draf rapat: {title}"),
        N_(
            "{name} membagikan draf rapat {title} dan mohon tanggapan Bapak/Ibu lewat tautan di "
            "bawah, tanpa akun. Draf ini belum undangan."
        ),
        N_("Baca dan tanggapi"),
    ),
    "remind": Wording(
        N_("Mengingatkan, mohon tanggapan atas draf rapat: {title}"),
        N_(
            "Kami belum menerima tanggapan Bapak/Ibu atas draf rapat {title}. Bila tidak ada "
            "tanggapan, cukup nyatakan demikian lewat tautan di bawah."
        ),
        N_("Baca dan tanggapi"),
    ),
    "comments": Wording(
        N_("Tanggapan baru atas draf rapat: {title}"),
        N_("Ada tanggapan baru atas draf rapat {title} yang Anda bagikan."),
        N_("Baca tanggapan"),
    ),
}
CLOSED = N_("rapat tertutup")


@dataclass(frozen=True, slots=True)
class To:
    """Somebody who is written to, in their language, with the page they open.

    A `sealed` letter carries a key: whoever holds it acts for them.
    """

    email: str
    name: str
    link: str
    locale: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about: the occasion, the meeting, and words of whoever acted."""

    says: Wording
    meeting: Meeting
    at: datetime
    name: str = ""
    note: str = ""
    deadline: datetime | None = None


async def ask_next(
    meeting: Meeting, approval: Approval, steps: Sequence[ApprovalStep], at: datetime
) -> None:
    """The turn comes to the next office: everybody who may decide for it is written to.

    In the caller's transaction. Of a closed meeting nothing is said in the letter, and its link
    leads to the sign-in.
    """
    turn = next((step for step in steps if step.state is StepState.WAITING), None)
    if turn is None or turn.asked_at is not None:
        return
    turn.asked_at = at
    await turn.save(update_fields=["asked_at"])
    asker = await Person.get(id=approval.asked_by_id)
    closed = meeting.security_class in NAMED_ONLY
    about = About(WORDINGS["ask"], meeting, at, asker.full_name, "" if closed else approval.note)
    people = {row.person_id: row.person for row in await holders_of(turn)}
    here = f"{settings().public_url}/meetings/{meeting.id}/approval"
    await outbox.enqueue(
        [
            letter(
                f"approval:{turn.id}:{person.id}",
                about,
                To(
                    person.email,
                    person.full_name,
                    here if closed else step_url(turn, person),
                    person.locale,
                    sealed=not closed,
                ),
                turn.id,
            )
            for person in people.values()
            if person.email
        ]
    )


async def tell_asker(
    meeting: Meeting, approval: Approval, turn: ApprovalStep, at: datetime
) -> None:
    """Whoever asked learns how it ended, in the caller's transaction."""
    person = await Person.get(id=approval.asked_by_id)
    if not person.email:
        return
    kind, note = "returned", turn.reason
    if approval.state is ApprovalState.APPROVED:
        out = await Approval.filter(id=approval.id, published_at__not_isnull=True).exists()
        kind, note = ("published" if out else "granted"), approval.hitch
    if meeting.security_class in NAMED_ONLY:
        note = ""
    about = About(WORDINGS[kind], meeting, at, turn.capacity, note)
    link = f"{settings().public_url}/meetings/{meeting.id}/approval"
    to = To(person.email, person.full_name, link, person.locale)
    await outbox.enqueue([letter(f"approval:{approval.id}:{kind}", about, to, approval.id)])


def letter(purpose: str, about: About, to: To, subject_id: UUID) -> OutgoingMail:
    """One letter; an address that no letter can go to is a failed letter."""
    meeting = about.meeting
    with words.speaking(to.locale or settings().locale):
        closed = meeting.security_class in NAMED_ONLY
        said = {"title": _(CLOSED) if closed else meeting.title, "name": about.name}
        mail = outbox.letter(
            purpose,
            to=to.email,
            name=to.name,
            subject=_(about.says.subject).format(**said)[:500],
            meeting_id=meeting.id,
            subject_id=subject_id,
            at=about.at,
            sealed=to.sealed,
        )
        values = {
            "subject": mail.subject,
            "organizer": meeting.organizer.name,
            "name": to.name,
            "lead": _(about.says.lead).format(**said),
            "note": about.note,
            "meeting": None if closed else meeting,
            "deadline": about.deadline,
            "link": to.link,
            "verb": _(about.says.verb),
            "sealed": to.sealed,
        }
        return outbox.write(
            mail,
            meeting.organizer.name,
            text=render("mail/draft.txt", **values),
            html=render("mail/draft.html", **values),
        )
