"""Asking agencies to name people: a link for each, its letter, reminders, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

from rakor import journal, words
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import NominationLink
from rakor.attendance.queries import Progress
from rakor.directory.queries import agencies_by_code
from rakor.errors import Conflict, FieldError, Invalid, NotFound
from rakor.invitations.queries import digest
from rakor.journal import Audience, Record
from rakor.mail import outbox
from rakor.mail.compose import Address, compose
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import NAMED_ONLY, Action
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import N_, _

ASKED = "nominations.asked"
REMINDED = "nominations.reminded"
REVOKED = "nominations.revoked"

SUBJECT, REMINDER = (
    N_("Permintaan usulan peserta: {title}"),
    N_("Pengingat usulan peserta: {title}"),
)
LEAD = N_(
    "Kami mohon {agency} mengusulkan peserta untuk {title} pada {day}. Tersedia {seats} kursi; "
    "usulan di luar itu masuk daftar tunggu menurut urutan pengusulan."
)
LACKING = N_(
    "Dari {seats} kursi {agency} untuk {title} pada {day}, {open} kursi belum diusulkan namanya."
)


@dataclass(frozen=True, slots=True)
class Asking:
    """An agency that is asked, by its code; without an address its link is only shown."""

    agency: str
    email: str = ""


async def ask(meeting_id: UUID, wishes: Sequence[Asking], *, by: User) -> list[NominationLink]:
    """Make the links of these agencies, and have them mailed to those with an address.

    An agency that was asked before keeps its link; one whose link was revoked gets a new one.
    Refuses (Invalid, naming the row) agencies without seats or named twice, and (Conflict) after
    the deadline.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        await _check_asks(meeting, record.at)
        found = await agencies_by_code([wish.agency for wish in wishes], "to")
        wishes = [Asking(found[each.agency].code, each.email) for each in wishes]
        rows = {row.agency: row for row in await queries.progress(meeting)}
        _check_seats(wishes, rows)
        links = [await _link(meeting, rows[wish.agency], wish.email) for wish in wishes]
        asked = [link for link in links if link.email]
        now = [rows[wish.agency] for wish in wishes]
        letters = [
            _letter(meeting, row, link, record.at, SUBJECT, LEAD, f"ask:{link.generation}")
            for row, link in zip(now, links, strict=True)
            if link.email
        ]
        await _mail(asked, letters, record, "sent_at")
        await record.entry(
            meeting_id,
            ASKED,
            by=by,
            audience=Audience.STAFF,
            agencies=[wish.agency for wish in wishes],
            count=len(wishes),
            mailed=len(letters),
        )
    outbox.wake()
    return links


async def remind(meeting_id: UUID, *, by: User) -> int:
    """Write once more to the agencies with seats that nobody is named for; tells how many.

    Refuses (Conflict) after the deadline, and when there is nobody to remind.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        await _check_asks(meeting, record.at)
        rows = [row for row in await queries.progress(meeting) if row.asked and row.open]
        late = [(row, row.link) for row in rows if row.link is not None and row.link.email]
        if not late:
            raise Conflict(_("Tidak ada instansi yang perlu diingatkan lewat surel."))
        stamp = f"remind:{record.at:%Y%m%d%H%M}"
        letters = [
            _letter(meeting, row, link, record.at, REMINDER, LACKING, stamp) for row, link in late
        ]
        await _mail([link for _row, link in late], letters, record, "reminded_at")
        codes = [row.agency for row, _link in late]
        await record.entry(
            meeting_id, REMINDED, by=by, audience=Audience.STAFF, agencies=codes, count=len(codes)
        )
    outbox.wake()
    return len(late)


async def revoke(meeting_id: UUID, link_id: UUID, *, by: User) -> NominationLink:
    """Take a link back: whoever holds it names nobody any more. What was named stays."""
    async with journal.transaction() as record:
        await locked(meeting_id, Action.INVITE, by=by)
        link = await NominationLink.get_or_none(id=link_id, meeting_id=meeting_id)
        if link is None:
            raise NotFound(_("Tautan ini tidak ada."))
        if link.revoked_at is not None:
            raise Conflict(_("Tautan ini sudah dicabut."))
        link.revoked_at = record.at
        await link.save(update_fields=["revoked_at"])
        await record.entry(
            meeting_id, REVOKED, by=by, audience=Audience.STAFF, subject=link.agency_id
        )
    return link


async def _check_asks(meeting: Meeting, now: datetime) -> None:
    plan = await queries.plan_of(meeting.id)
    rules.check_naming(meeting.state, meeting.starts_at, plan.nominate_until, now)


def _check_seats(wishes: Sequence[Asking], rows: dict[str, Progress]) -> None:
    errors: list[FieldError] = []
    seen: set[str] = set()
    for n, wish in enumerate(wishes):
        if wish.agency not in rows or not rows[wish.agency].seats:
            message = _("Instansi {code} tidak mempunyai kuota kursi.").format(code=wish.agency)
            errors.append({"field": f"to.{n}.agency", "message": message})
        elif wish.agency in seen:
            message = _("Instansi {code} disebut dua kali.").format(code=wish.agency)
            errors.append({"field": f"to.{n}.agency", "message": message})
        seen.add(wish.agency)
    if errors or not wishes:
        said = errors[0]["message"] if errors else _("Pilih sekurang-kurangnya satu instansi.")
        raise Invalid(said, errors=errors or [{"field": "to", "message": said}])


async def _link(meeting: Meeting, row: Progress, email: str) -> NominationLink:
    link = row.link or NominationLink(meeting_id=meeting.id, agency_id=row.agency_id)
    if link.revoked_at is not None:
        link.generation, link.revoked_at, link.opened_at = link.generation + 1, None, None
    link.email = email or link.email
    link.digest = digest(queries.nomination_token(link))
    await link.save(force_create=row.link is None)
    return link


async def _mail(
    links: Sequence[NominationLink], letters: Sequence[OutgoingMail], record: Record, when: str
) -> None:
    await outbox.enqueue(letters)
    for link in links:
        setattr(link, when, record.at)
        await link.save(update_fields=[when])


def _letter(
    meeting: Meeting,
    row: Progress,
    link: NominationLink,
    now: datetime,
    subject: str,
    lead: str,
    stamp: str,
) -> OutgoingMail:
    """The letter with the link. It is sealed: whoever holds the link speaks for the agency."""
    with words.speaking(settings().locale):
        hidden = meeting.security_class in NAMED_ONLY
        title = _("rapat tertutup") if hidden else meeting.title
        said = {
            "agency": row.name,
            "title": title,
            "day": words.date(meeting.starts_at, meeting.timezone),
            "seats": words.number(row.seats),
            "open": words.number(row.open),
        }
        mail = outbox.letter(
            f"nominate:{link.id}:{stamp}",
            to=link.email,
            name=row.name,
            subject=_(subject).format(title=title)[:500],
            meeting_id=meeting.id,
            subject_id=link.id,
            at=now,
            sealed=True,
        )
        values = {
            "heading": mail.subject,
            "name": row.name,
            "lead": _(lead).format(**said),
            "verb": _("Usulkan peserta"),
            "link": queries.nomination_url(link),
            "lasts": _("Tautan ini berlaku sampai batas waktu pengusulan."),
            "unasked": False,
        }
        organizer = meeting.organizer.name
        mail.message = compose(
            sender=Address(parseaddr(settings().mail_from)[1], organizer),
            to=Address(link.email, row.name),
            subject=mail.subject,
            text=render("mail/account_link.txt", **values),
            html=render("mail/account_link.html", **values),
            message_id=mail.message_id,
            date=now,
            headers={"Auto-Submitted": "auto-generated"},
        )
    return mail
