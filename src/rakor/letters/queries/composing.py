"""What a letter says now: the meeting, the template and what was written, put into words once."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rakor import words
from rakor.directory.models import Agency
from rakor.directory.queries import names_on
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_url
from rakor.invitations.rules import RsvpStatus
from rakor.letters.export import (
    Copy,
    Group,
    LetterDocument,
    Letterhead,
    Look,
    Member,
    Row,
    Stationery,
    from_content,
    place,
    place_and_date,
    times,
    written_on,
)
from rakor.letters.export.schedule import days
from rakor.letters.models import LetterTemplate, OfficialLetter
from rakor.letters.queries.looks import stationery_of
from rakor.letters.rules import (
    HANDED_OVER,
    URGENCIES,
    AddresseeMode,
    Authority,
    LetterState,
    filled,
    lines,
)
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SECURITY_CLASSES, SecurityClass
from rakor.words import dates

UNNUMBERED = "(nomor saat terbit)"
OPENING = (
    "Dalam rangka {rapat}, kami mengundang Bapak/Ibu untuk hadir pada rapat yang diselenggarakan "
    "pada:"
)
CLOSING = "Atas perhatian dan kehadiran Bapak/Ibu, kami ucapkan terima kasih."


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody a letter is addressed to."""

    invitation: Invitation
    office: str
    name: str
    agency: str


async def addressees(meeting: Meeting) -> list[Seat]:
    """Everybody who is asked, in the order of protocol; deputies come for those who are.

    A guest of one occurrence is not asked to the meeting that the letter is about.
    """
    rows = (
        await Invitation.filter(meeting_id=meeting.id, delegated_from_id=None, only_on=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .order_by("precedence", "agency_name", "id")
    )
    return [
        Seat(
            each,
            each.office_title,
            "" if each.name == each.office_title else each.name,
            each.agency_name,
        )
        for each in rows
    ]


def authority_of(letter: OfficialLetter) -> Authority:
    """By which authority the letter is signed."""
    return Authority(
        mode=letter.signing_mode,
        title=letter.signer_title,
        name=letter.signer_name,
        chain=tuple(letter.chain),
        acting_from=letter.acting_from,
        acting_until=letter.acting_until,
        decree_number=letter.decree_number,
    )


def values_of(meeting: Meeting, letter: OfficialLetter) -> dict[str, str]:
    """The values of the named placeholders; "" for what the meeting does not have."""
    zone = meeting.timezone
    return {
        "rapat": meeting.title,
        "tema": meeting.theme,
        "hari_tanggal": days(meeting.starts_at, meeting.ends_at, zone),
        "pukul": times(meeting.starts_at, meeting.ends_at, zone),
        "tempat": place(meeting.place),
        "pimpinan": letter.leader,
        "acara": letter.agenda,
        "batas_jawaban": _deadline(meeting),
        "penyelenggara": meeting.organizer.name,
    }


def _deadline(meeting: Meeting) -> str:
    zone = meeting.timezone
    return words.date(meeting.answer_by, zone) if meeting.answer_by else ""


async def compose(
    letter: OfficialLetter,
    *,
    at: datetime | None = None,
    number: str = "",
    draft: bool = True,
) -> LetterDocument:
    """The letter as it would be printed; `meeting__organizer` and `template` are loaded.

    One that was issued says what it said that day.
    """
    if letter.content is not None and letter.state in (LetterState.ISSUED, LetterState.VOID):
        return from_content(letter.content)
    at = at or datetime.now(UTC)
    with words.speaking("id"):
        return await _compose(letter, at, number or letter.external_number, draft)


async def _compose(
    letter: OfficialLetter, at: datetime, number: str, draft: bool
) -> LetterDocument:
    meeting, template = letter.meeting, letter.template
    said = values_of(meeting, letter)
    day = letter.dated or at.astimezone(dates.zone(meeting.timezone)).date()
    listed = letter.addressee_mode is AddresseeMode.LIST
    annex = _annex(await addressees(meeting)) if listed else ()
    public = letter.security_class is SecurityClass.PUBLIC
    security = "" if public else SECURITY_CLASSES[letter.security_class]
    kop, look = await on_paper(
        meeting.organizer, template, day, await stationery_of(meeting.organizer, at=at)
    )
    return LetterDocument(
        letterhead=kop,
        look=look,
        created_at=at,
        number=number or UNNUMBERED,
        urgency=", ".join(filter(None, (security, URGENCIES[letter.urgency]))),
        attachment="Satu berkas" if annex else "–",
        subject=letter.subject,
        place_and_date=place_and_date(letter.city, day),
        date=words.date(day, with_weekday=False),
        rows=_rows(said, letter),
        signing=lines(authority_of(letter)),
        signer_name=letter.signer_name,
        signer_below=tuple(letter.signer_below),
        opening=paragraphs(letter.opening, said),
        closing=paragraphs(letter.closing, said),
        copies=tuple(letter.copies),
        annex=annex,
        security=security if letter.security_class in HANDED_OVER else "",
        deadline=said["batas_jawaban"],
        draft=draft,
        to=("Yth. (daftar terlampir)",) if listed else ("Yth. Bapak/Ibu yang diundang",),
    )


async def on_paper(
    agency: Agency, template: LetterTemplate | None, day: date, stationery: Stationery | None
) -> tuple[Letterhead, Look]:
    """What a letter is written on: that of its template, or of all documents of the agency."""
    own = template is not None and not template.follows_look
    kop, look = await _letterhead(agency, template if own else None, day), _look(template)
    return (kop, look) if own or stationery is None else written_on(kop, look, stationery)


def _look(template: LetterTemplate | None) -> Look:
    """Face, size and paper of a template; the house's own without one."""
    if template is None:
        return Look()
    if template.follows_look:
        return Look(place=template.addressee_place.value)
    return Look(
        template.font.value,
        template.font_size,
        template.paper.value,
        template.addressee_place.value,
    )


async def _letterhead(agency: Agency, template: LetterTemplate | None, day: date) -> Letterhead:
    """The kop of the template, or what the directory knows of the agency that day."""
    if template is not None:
        logo = base64.b64encode(template.logo).decode() if template.logo else ""
        return Letterhead(template.parent_line, template.heading, tuple(template.address), logo)
    parent = await Agency.get_or_none(id=agency.parent_id) if agency.parent_id else None
    names = await names_on(filter(None, (agency, parent)), day)
    address = agency.address or (parent.address if parent else "")
    above = names[parent.id] if parent else ""
    return Letterhead(above, names[agency.id], (address,) if address else ())


def _rows(said: dict[str, str], letter: OfficialLetter) -> tuple[Row, ...]:
    rows = (
        Row("hari, tanggal", said["hari_tanggal"]),
        Row("pukul", said["pukul"]),
        Row("tempat", said["tempat"]),
        Row("pimpinan rapat", letter.leader),
        Row("acara", letter.agenda),
        Row("pakaian", letter.dress),
    )
    return tuple(row for row in rows if row.text)


def paragraphs(text: str, said: dict[str, str]) -> tuple[str, ...]:
    """A text with its placeholders filled, paragraph by paragraph."""
    return tuple(part for part in filled(text, said).split("\n") if part.strip())


def _annex(seats: Sequence[Seat]) -> tuple[Group, ...]:
    """Agencies in the order of their first member, each once."""
    groups: dict[str, list[Member]] = {}
    for seat in seats:
        groups.setdefault(seat.agency, []).append(Member(seat.office, seat.name))
    return tuple(Group(name or "Tanpa instansi", tuple(rows)) for name, rows in groups.items())


def secret(letter: OfficialLetter) -> bool:
    """Whether a letter is handed over, copy by copy, and never mailed."""
    return letter.security_class in HANDED_OVER


def copies_for(seats: Sequence[Seat], security_class: SecurityClass) -> list[Copy]:
    """A copy for each addressee with their own link; those of secret letters are numbered."""
    secret = security_class in HANDED_OVER
    return [
        Copy(
            to=tuple(filter(None, (f"Yth. {seat.office or seat.name}", seat.agency, "di tempat"))),
            url=personal_url(seat.invitation),
            number=f"salinan ke {number} dari {len(seats)}" if secret else "",
        )
        for number, seat in enumerate(seats, start=1)
    ]
