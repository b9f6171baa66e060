"""Letters about minutes: to whom the turn has come, before a deadline, and when they go out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor import words
from rakor.accounts.models import Account
from rakor.directory.models import Person
from rakor.documents.downloads import Download
from rakor.followups.queries.telling import first_addresses
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_url
from rakor.invitations.rules import RsvpStatus
from rakor.mail import outbox
from rakor.mail.compose import Attachment
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.queries import people_in
from rakor.meetings.rules import NAMED_ONLY, Part, SecurityClass
from rakor.minutes.models import Minutes, MinutesReview
from rakor.minutes.operations.papers import circulated
from rakor.minutes.queries import latest, reviews_of, turn_of
from rakor.minutes.rules import REMIND_BEFORE, MinutesState, ReviewState
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import N_, _

AT_ONCE = 20  # letters that are written together; each may carry the whole PDF

CLOSED = N_("rapat tertutup")
SUBJECTS = {
    "initial": N_("Mohon paraf notula: {title}"),
    "remind": N_("Tenggat paraf notula besok: {title}"),
    "approve": N_("Mohon persetujuan notula: {title}"),
    "sent": N_("Notula: {title}"),
    "amended": N_("Notula versi {version}: {title}"),
    "accepted": N_("Permintaan perbaikan notula diterima: {title}"),
    "declined": N_("Permintaan perbaikan notula ditolak: {title}"),
}
LEADS = {
    "initial": N_("Notula rapat berikut menunggu paraf Bapak/Ibu sebelum sampai kepada pimpinan."),
    "remind": N_("Paraf Bapak/Ibu pada notula rapat berikut belum kami terima."),
    "approve": N_("Notula rapat berikut sudah selesai diperiksa dan menunggu persetujuan."),
    "sent": N_("Dengan hormat kami sampaikan notula rapat berikut, yang telah disetujui pimpinan."),
    "amended": N_("Dengan hormat kami sampaikan versi baru notula rapat berikut."),
    "accepted": N_(
        "Terima kasih. Permintaan perbaikan Bapak/Ibu atas notula rapat berikut kami terima dan "
        "dimuat dalam versi berikutnya."
    ),
    "declined": N_(
        "Terima kasih. Permintaan perbaikan Bapak/Ibu atas notula rapat berikut sudah kami "
        "periksa, tetapi tidak dapat kami terima."
    ),
}
VERBS = {
    "initial": N_("Periksa dan paraf"),
    "remind": N_("Periksa dan paraf"),
    "approve": N_("Periksa dan setujui"),
    "sent": N_("Baca notula"),
    "amended": N_("Baca notula"),
    "accepted": N_("Lihat permintaan Anda"),
    "declined": N_("Lihat permintaan Anda"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about: the occasion, the minutes of which meeting, and what comes along."""

    kind: str
    meeting: Meeting
    minutes: Minutes
    at: datetime
    due: datetime | None = None
    paper: Download | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class To:
    """Somebody who is written to, in their language, and the page that they can open.

    Whoever has no account opens the minutes by their personal link, which `sealed` letters carry.
    """

    email: str
    name: str
    key: UUID
    locale: str = ""
    link: str = ""

    @property
    def sealed(self) -> bool:
        return bool(self.link)


async def tell_next(meeting_id: UUID, stamp: str, now: datetime) -> int:
    """Write to whoever the minutes wait for: the next reviewer, or who approves them.

    `stamp` names the occasion, so that each is written to once for it.
    """
    minutes = await latest(meeting_id)
    if minutes is None or minutes.state is not MinutesState.IN_REVIEW:
        return 0
    meeting = await Meeting.get(id=meeting_id).select_related("organizer")
    turn = turn_of(minutes, await reviews_of(minutes))
    if turn is not None:
        purpose = f"minutes:{turn.id}:initial:{turn.round}"
        asked = About("initial", meeting, minutes, now, turn.due)
        return await _enqueue([_letter(purpose, asked, _of(turn.person))])
    people = [part.person for part in await people_in(meeting, Part.CHAIR)]
    if minutes.stand_in is not None:
        people.append(minutes.stand_in)
    asked = About("approve", meeting, minutes, now)
    return await _enqueue(
        _letter(f"minutes:{minutes.id}:{person.id}:{stamp}", asked, _of(person))
        for person in people
        if person.email
    )


async def remind(now: datetime) -> int:
    """Write to reviewers whose deadline is a day away and who have not initialled."""
    waiting = (
        await MinutesReview.filter(
            state=ReviewState.WAITING,
            asked_at__not_isnull=True,
            due__gt=now,
            due__lte=now + REMIND_BEFORE,
            minutes__state=MinutesState.IN_REVIEW,
        )
        .select_related("person", "minutes__meeting__organizer")
        .limit(100)
    )
    purposes = {f"minutes:{each.id}:remind:{each.round}": each for each in waiting}
    written = OutgoingMail.filter(purpose__in=list(purposes))
    known = {str(each) for each in await written.values_list("purpose", flat=True)}
    return await _enqueue(
        _letter(
            purpose,
            About("remind", each.minutes.meeting, each.minutes, now, each.due),
            _of(each.person),
        )
        for purpose, each in purposes.items()
        if purpose not in known
    )


async def send_out(meeting_id: UUID, version: int, now: datetime) -> int:
    """Write to everyone invited and to the offices of their agencies that the minutes are there.

    In a meeting that is open to the public the circulated PDF comes along; else the letter holds
    a link only, and of a closed meeting not even its title.
    """
    minutes = await Minutes.get_or_none(meeting_id=meeting_id, version=version)
    if minutes is None:
        return 0
    meeting = await Meeting.get(id=meeting_id).select_related("organizer")
    kind = "amended" if version > 1 else "sent"
    people = await _everybody(meeting)
    paper = await circulated(minutes) if goes_along(meeting) else None
    told = About(kind, meeting, minutes, now, paper=paper)
    for at in range(0, len(people), AT_ONCE):
        await _enqueue(
            _letter(f"minutes:{minutes.id}:sent:{to.email}", told, to)
            for to in people[at : at + AT_ONCE]
        )
    return len(people)


def goes_along(meeting: Meeting) -> bool:
    """Whether the PDF may be in a letter, which anybody may forward."""
    return meeting.security_class is SecurityClass.PUBLIC


async def _everybody(meeting: Meeting) -> list[To]:
    """Everyone invited, once, and the first office of each agency unless it was invited itself."""
    seats = (
        await Invitation.filter(meeting_id=meeting.id)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("person", "agency")
        .order_by("precedence", "name", "id")
    )
    people = [seat.person_id for seat in seats if seat.person_id is not None]
    known = await Account.filter(person_id__in=people, active=True)
    signing_in = {account.person_id for account in known}
    found: dict[str, To] = {}
    for seat in seats:
        link = "" if seat.person_id in signing_in else by_link(seat)
        found.setdefault(seat.email.lower(), to_seat(seat, link))
    agencies = {seat.agency.id: seat.agency for seat in seats if seat.agency is not None}
    if meeting.security_class not in NAMED_ONLY:
        for key, email in (await first_addresses(agencies)).items():
            found.setdefault(email, To(email, agencies[key].name, key))
    return list(found.values())


def by_link(seat: Invitation) -> str:
    """Where somebody without an account reads the minutes."""
    return f"{personal_url(seat)}/minutes"


def to_seat(seat: Invitation, link: str) -> To:
    """Somebody invited; `person` is loaded."""
    return To(seat.email, seat.name, seat.id, seat.person.locale if seat.person else "", link)


def _of(person: Person) -> To:
    return To(person.email or "", person.full_name, person.id, person.locale)


async def write(about: About, to: To, purpose: str) -> int:
    """One letter for one occasion, which `purpose` names."""
    return await _enqueue([_letter(purpose, about, to)])


async def _enqueue(letters: Iterable[OutgoingMail]) -> int:
    written: Sequence[OutgoingMail] = list(letters)
    if written:
        await outbox.enqueue(written)
    return len(written)


def _letter(purpose: str, about: About, to: To) -> OutgoingMail:
    """One letter. An address that no letter can go to is a failed letter, not a crash."""
    meeting, hidden = about.meeting, about.meeting.security_class in NAMED_ONLY
    with words.speaking(to.locale or settings().locale):
        title = _(CLOSED) if hidden else meeting.title
        subject = _(SUBJECTS[about.kind]).format(title=title, version=about.minutes.version)
        mail = outbox.letter(
            purpose[:160],
            to=to.email,
            name=to.name,
            subject=subject[:500],
            meeting_id=meeting.id,
            subject_id=to.key,
            at=about.at,
            sealed=to.sealed,
        )
        values = _values(about, to, mail.subject, hidden=hidden)
        paper = about.paper
        return outbox.write(
            mail,
            meeting.organizer.name,
            text=render("mail/minutes.txt", **values),
            html=render("mail/minutes.html", **values),
            attachments=[Attachment(paper.name, paper.content, paper.media)] if paper else (),
        )


def _page(about: About) -> str:
    page = f"/meetings/{about.meeting.id}/minutes"
    return f"{page}/corrections" if about.kind in ("accepted", "declined") else page


def _values(about: About, to: To, heading: str, *, hidden: bool) -> dict[str, Any]:
    """What the letter says, for its plain and its formatted form."""
    meeting, zone = about.meeting, about.meeting.timezone
    until = about.minutes.corrections_until if about.kind in ("sent", "amended") else None
    return {
        "heading": heading,
        "name": to.name,
        "organizer": meeting.organizer.name,
        "lead": _(LEADS[about.kind]),
        "meeting": None if hidden else meeting,
        "verb": _(VERBS[about.kind]),
        "link": to.link or f"{settings().public_url}{_page(about)}",
        "note": "" if hidden else about.note,
        "due": words.timestamp(about.due, zone) if about.due else "",
        "until": words.timestamp(until, zone) if until else "",
        "enclosed": about.paper is not None,
    }
