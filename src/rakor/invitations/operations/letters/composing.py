"""Letters as bytes: one rendering for all who are told the same, then a copy for each."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from rakor import words
from rakor.documents import qr
from rakor.invitations import itip, queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations.letters import wording
from rakor.invitations.operations.letters.gathering import ENCLOSED, Chain, Link, Material
from rakor.invitations.operations.letters.texts import Text, place
from rakor.invitations.rules import CANCELS, Letter, Message, Method, RsvpStatus
from rakor.mail import outbox
from rakor.mail.compose import Address, Attachment, Image, compose
from rakor.mail.models import MailState, OutgoingMail
from rakor.settings import settings
from rakor.words import _

log = logging.getLogger(__name__)

PARTSTATS = {
    RsvpStatus.ACCEPTED: "ACCEPTED",
    RsvpStatus.DECLINED: "DECLINED",
    RsvpStatus.TENTATIVE: "TENTATIVE",
    RsvpStatus.DELEGATED: "DELEGATED",
}
SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Draft:
    """What one seat is sent, and what it was written from; nothing where nothing is different."""

    seat: Invitation
    letter: Letter
    messages: tuple[Message, ...]
    mails: list[OutgoingMail]
    stamp: datetime


class Desk:
    """Writes the letters of one round; what is the same for several readers is written once."""

    def __init__(self, material: Material, now: datetime) -> None:
        self.material = material
        self.now = now
        self._sender = parseaddr(settings().mail_from)[1]
        self._texts: dict[tuple[Any, ...], Text] = {}
        self._words: dict[tuple[Any, ...], tuple[str, dict[str, Any]]] = {}
        self._copies: dict[tuple[Any, ...], itip.Copies] = {}

    def write(self, seat: Invitation) -> Draft:
        """What this seat is told, one mail for each message."""
        messages = self.material.plans[seat.id]
        stamp = self.now.replace(microsecond=0)
        if seat.sent_at is not None and stamp <= seat.sent_at:
            # Google ignores what has the DTSTAMP of something it was sent before.
            stamp = seat.sent_at.replace(microsecond=0) + SECOND
        mails = []
        with words.speaking(self.material.readers[seat.id].language):
            for n, message in enumerate(messages):
                mails.append(self._mail(seat, message, stamp + n * SECOND))
        last = stamp + max(len(messages) - 1, 0) * SECOND
        return Draft(seat, Letter(seat.letter_due), messages, mails, last)

    def _mail(self, seat: Invitation, message: Message, stamp: datetime) -> OutgoingMail:
        """One letter. An address no letter can go to is a failed letter, not a crash."""
        facts = self.material.facts[seat.meeting_id]
        subject, values = self._worded(seat, message)
        mail = outbox.letter(
            f"invitation:{seat.id}:{seat.letters + 1}:{message.key}",
            to=seat.email,
            name=seat.name,
            subject=subject,
            meeting_id=seat.meeting_id,
            subject_id=seat.id,
            at=self.now,
        )
        try:
            organizer = itip.Party(
                queries.reply_address(seat),
                facts.organizer,
                settings().mail_reply if facts.sent_by else "",
            )
            mail.message = self._composed(seat, message, mail, organizer, values, stamp)
        except Exception as error:
            # One letter that cannot be written must not hold up those of all others.
            log.warning("No letter can be written for invitation %s: %s", seat.id, error)
            mail.state, mail.message = MailState.FAILED, b""
            mail.detail = _("Alamat surel ini tidak dapat dikirimi.")
        return mail

    def _composed(
        self,
        seat: Invitation,
        message: Message,
        mail: OutgoingMail,
        organizer: itip.Party,
        values: dict[str, Any],
        stamp: datetime,
    ) -> bytes:
        text, reader = self._text(seat, message, values)
        code = queries.checkin_code(seat)
        reader["code"] = qr.grouped(code, 5)
        shows_code = wording.template(message, hidden=values["hidden"]) == "mail/invitation"
        return compose(
            sender=Address(self._sender, organizer.name),
            to=Address(seat.email, seat.name),
            reply_to=Address(organizer.address, organizer.name),
            subject=mail.subject,
            text=text.plain(reader),
            html=text.html(reader),
            calendar=self._calendar(seat, message, organizer, stamp),
            message_id=mail.message_id,
            date=self.now,
            images=(Image("code@rakor.invalid", qr.png(code, scale=5)),) if shows_code else (),
            attachments=self._enclosed(seat, message),
            headers={"Auto-Submitted": "auto-generated"},
        )

    def _enclosed(self, seat: Invitation, message: Message) -> Sequence[Attachment]:
        facts = self.material.facts[seat.meeting_id]
        if facts.hidden or message.letter not in ENCLOSED or message.method is not Method.REQUEST:
            return ()
        if message is not self.material.plans[seat.id][0]:
            return ()
        common = self.material.enclosures.get(seat.meeting_id, [])
        return [*common, *self.material.own_enclosures.get(seat.id, [])]

    def _worded(self, seat: Invitation, message: Message) -> tuple[str, dict[str, Any]]:
        """The subject, and what the text says of the meeting; the same for all so told."""
        reader = self.material.readers[seat.id]
        key = (seat.meeting_id, reader.language, message)
        if key not in self._words:
            meeting = self.material.meetings[seat.meeting_id]
            facts = self.material.facts[seat.meeting_id]
            agenda = self.material.agendas.get(seat.meeting_id, [])
            about = wording.shown(meeting, facts, message, agenda)
            values = {
                "meeting": about,
                "organizer": facts.organizer,
                "lead": wording.lead(facts, message),
                "changes": wording.changes(facts, message),
                "reason": facts.reason if message.letter in CANCELS and message.whole else "",
                "hidden": facts.hidden,
            }
            self._words[key] = (wording.subject(facts, message), values)
        return self._words[key]

    def _text(
        self, seat: Invitation, message: Message, values: dict[str, Any]
    ) -> tuple[Text, dict[str, str]]:
        """The text with places for the reader, and what is put there."""
        reader = self.material.readers[seat.id]
        chain = self.material.chains.get(seat.id, Chain())
        role, other = _standing(chain)
        asks = not message.days and (
            message.asks or bool(message.asks_days) or seat.status is RsvpStatus.NO_RESPONSE
        )
        has_office = bool(seat.office_title)
        has_name = has_office and seat.name != seat.office_title
        shape = (asks, role, has_office, has_name, bool(seat.agency_name), seat.letter_note)
        key = (seat.meeting_id, reader, message, shape)
        if key not in self._texts:
            own = {
                "own": reader.timezone,
                "asks": asks,
                "role": _(wording.ROLES[role]).format(name=place("other")) if role else "",
                "has_office": has_office,
                "has_name": has_name,
                "has_agency": bool(seat.agency_name),
                "note": seat.letter_note,
            }
            template = wording.template(message, hidden=values["hidden"])
            self._texts[key] = Text(template, values | own)
        return self._texts[key], {
            "office_title": seat.office_title,
            "name": seat.name,
            "agency": seat.agency_name,
            "link": queries.personal_url(seat),
            "other": _title(other) if other else "",
        }

    def _calendar(
        self, seat: Invitation, message: Message, organizer: itip.Party, stamp: datetime
    ) -> tuple[bytes, str] | None:
        if message.method is Method.NOTICE:
            return None
        reader = self.material.readers[seat.id]
        key = (seat.meeting_id, reader.language, message)
        if key not in self._copies:
            self._copies[key] = self._rendered(seat.meeting_id, message)
        rows = self._rows(seat, message)
        chain = self.material.chains.get(seat.id)
        comment = _("Wakil berhalangan hadir.") if chain and chain.declined else ""
        content = self._copies[key].of(organizer, rows, stamp=stamp, comment=comment)
        return content, message.method.value

    def _rendered(self, meeting_id: UUID, message: Message) -> itip.Copies:
        meeting, facts = self.material.meetings[meeting_id], self.material.facts[meeting_id]
        note = _("Jawaban, kode kehadiran, dan tautan daring ada pada surel undangan Bapak/Ibu.")
        url = f"{settings().public_url}/meetings/{meeting_id}"
        if facts.hidden:
            events = [queries.calendar_closed(facts, day) for day in message.days or (None,)]
        elif message.days:
            days = [
                queries.calendar_day(facts, day, url=url, kind=meeting.kind, note=note)
                or queries.calendar_gone(facts, day)
                for day in message.days
            ]
            events = list(days)
        else:
            events = [
                queries.calendar_series(
                    facts, url=url, kind=meeting.kind, note=note, left_out=message.left_out
                )
            ]
        return itip.Copies(message.method.value, events, whole=message.whole)

    def _rows(self, seat: Invitation, message: Message) -> list[itip.Attendee]:
        """The reader's own line first, then the others of the chain, then the roster."""
        chain = self.material.chains.get(seat.id)
        own = _own_row(seat, self._partstat(seat, message), chain)
        if message.method is Method.CANCEL:
            return [own]
        rows = [own]
        if chain and chain.giver:
            rows.append(_row(chain.giver, "DELEGATED", sends=seat.email))
        if chain and chain.deputy:
            partstat = "DECLINED" if chain.declined else _partstat(chain.deputy.status)
            rows.append(_row(chain.deputy, partstat, stands_for=seat.email))
        named = {row.party.address for row in rows}
        for other in self.material.rosters.get(seat.meeting_id, ()):
            if other.email not in named:
                rows.append(_own_row(other, _partstat(other.status), None, asks=False))
        return rows

    def _partstat(self, seat: Invitation, message: Message) -> str:
        """What this seat said to what the message is about, as far as it still holds."""
        if message.asks and not self.stands(seat, message):
            return "NEEDS-ACTION" if seat.status is not RsvpStatus.DELEGATED else "DELEGATED"
        if len(message.days) == 1:
            said = self.material.answers.get(seat.id, {}).get(message.days[0])
            if said is not None and said.status in PARTSTATS:
                return _partstat(said.status)
        return _partstat(seat.status)

    def stands(self, seat: Invitation, message: Message) -> bool:
        """Whether an answer was given to the new time already, before its letter was written."""
        asked = self.asked(seat, message)
        if len(message.days) == 1:
            said = self.material.answers.get(seat.id, {}).get(message.days[0])
            return bool(said and said.last_sequence is not None and said.last_sequence >= asked)
        return seat.last_sequence is not None and seat.last_sequence >= asked

    def asked(self, seat: Invitation, message: Message) -> int:
        """The SEQUENCE from which on answers are to what this message says."""
        if message.days or seat.sent_sequence is None:
            return message.sequence
        return min(self.material.asked.get(seat.meeting_id, message.sequence), message.sequence)


def _partstat(status: RsvpStatus) -> str:
    return PARTSTATS.get(status, "NEEDS-ACTION")


def _own_row(
    seat: Invitation, partstat: str, chain: Chain | None, *, asks: bool = True
) -> itip.Attendee:
    return itip.Attendee(
        itip.Party(seat.email, seat.name),
        seat.part.value,
        partstat,
        asks=asks and partstat != "DELEGATED",
        is_group=seat.is_group,
        stands_for=chain.giver.email if chain and chain.giver else "",
        sends=chain.deputy.email if chain and chain.deputy and not chain.declined else "",
    )


def _row(link: Link, partstat: str, *, stands_for: str = "", sends: str = "") -> itip.Attendee:
    party = itip.Party(link.email, link.name)
    return itip.Attendee(party, link.part, partstat, asks=False, stands_for=stands_for, sends=sends)


def _standing(chain: Chain) -> tuple[str, Link | None]:
    """How a letter tells its reader of the chain they are in."""
    if chain.deputy is not None:
        return ("refused" if chain.declined else "sends"), chain.deputy
    return ("stands_for", chain.giver) if chain.giver is not None else ("", None)


def _title(link: Link) -> str:
    return link.office_title or link.name
