"""Whom somebody names to come instead: the person, their office, and their assignment letter."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tortoise.expressions import Q

from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.queries import known_agencies, person_by_address
from rakor.directory.rules import HOLDING_PREFIX, OfficeLevel
from rakor.errors import Invalid
from rakor.invitations.models import DelegationStep
from rakor.invitations.operations.wishes import day_of
from rakor.invitations.rules.delegation import LETTER_LIMIT, highest, letter_type
from rakor.meetings.models import Meeting
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Paper:
    """What an assignment letter (surat tugas) says of itself."""

    number: str = ""
    signed_on: date | None = None
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """The assignment letter as it was uploaded; its name says nothing about what it is."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DeputyWish:
    """Whom an invited official sends, with a word to them and the letter that assigns them."""

    email: str
    name: str = ""
    office: UUID | None = None
    office_title: str = ""
    agency: str = ""
    note: str = ""
    answer_by: datetime | None = None
    paper: Paper = field(default_factory=Paper)
    scan: Scan | None = None


@dataclass(slots=True)
class Deputy:
    """The same, as the directory knows them on the day of the meeting."""

    email: str
    name: str
    person: Person | None
    agency: Agency | None
    office: Office | None
    office_title: str
    level: OfficeLevel | None


async def whom(wish: DeputyWish, meeting: Meeting) -> Deputy:
    """Who is meant. Refuses (Invalid) an address that is none, and unknown offices and agencies.

    The rank of a deputy is that of an office which they hold on the day of the meeting by the
    directory; what somebody merely says about it counts for nothing.
    """
    email = wish.email.strip().lower()
    local, _at, domain = email.rpartition("@")
    if not local or "." not in domain or len(email) > 254:
        raise Invalid.field("email", _("Tulis alamat surel seperti nama@instansi.go.id."))
    agencies = await known_agencies({wish.agency}) if wish.agency else {}
    if wish.agency and wish.agency not in agencies:
        words = _("Instansi {code} tidak dikenal.")
        raise Invalid.field("agency", words.format(code=wish.agency))
    person = await person_by_address(email)
    if person is not None and person.erased_at is not None:
        raise Invalid.field("email", _("Data pribadi orang ini sudah dihapus."))
    held = await _held(person, day_of(meeting))
    office, title = await _named_office(wish, held)
    return Deputy(
        email=(person.email if person and person.email else email),
        name=(person.full_name if person else "") or wish.name.strip() or local,
        person=person,
        agency=agencies.get(wish.agency)
        or (office.agency if office else None)
        or (person.agency if person else None),
        office=office,
        office_title=title,
        level=highest([each.office.level for each in held]),
    )


async def _held(person: Person | None, day: date) -> list[OfficeHolder]:
    """The offices that somebody holds on that day, the highest first."""
    if person is None:
        return []
    rows = (
        await OfficeHolder.filter(person_id=person.id)
        .filter(Q(valid_from=None) | Q(valid_from__lte=day))
        .filter(Q(valid_until=None) | Q(valid_until__gte=day))
        .select_related("office__agency")
    )
    return sorted(rows, key=lambda row: (row.office.precedence, row.office.title))


async def _named_office(wish: DeputyWish, held: list[OfficeHolder]) -> tuple[Office | None, str]:
    """The deputy's own office, which they are called by."""
    if wish.office is not None:
        office = await Office.get_or_none(id=wish.office).select_related("agency")
        if office is None:
            raise Invalid.field("office", _("Jabatan ini tidak ada di direktori."))
        row = next((each for each in held if each.office_id == office.id), None)
        return office, (HOLDING_PREFIX[row.holding] if row else "") + office.title
    if wish.office_title.strip():
        return None, wish.office_title.strip()
    if held:
        return held[0].office, HOLDING_PREFIX[held[0].holding] + held[0].office.title
    return None, ""


def keep_paper(step: DelegationStep, paper: Paper, scan: Scan | None) -> None:
    """Put an assignment letter beside a step. Refuses (Invalid) files that are not what they say.

    PDF, JPG or PNG of at most 5 MB, told by their content and not by their name.
    """
    step.letter_number = paper.number or step.letter_number
    step.letter_date = paper.signed_on or step.letter_date
    step.letter_signer = paper.signer or step.letter_signer
    if scan is None or not scan.content:
        return
    if len(scan.content) > LETTER_LIMIT:
        raise Invalid.field("file", _("Surat tugas paling besar 5 MB."))
    kind = letter_type(scan.content)
    if kind is None:
        raise Invalid.field("file", _("Unggah surat tugas sebagai PDF, JPG, atau PNG."))
    step.letter_content, step.letter_type = scan.content, kind
    step.letter_sha256 = hashlib.sha256(scan.content).hexdigest()
    step.letter_filename = _plain_name(scan.filename)


def _plain_name(filename: str) -> str:
    """A name that people recognise, without ways and without signs that cannot be seen."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    seen = "".join(each for each in last if not unicodedata.category(each).startswith("C"))
    return seen.strip()[:200] or "surat-tugas"


def has_letter(step: DelegationStep) -> bool:
    """Whether the assignment letter is there, whole: number, date, signer and the paper itself."""
    told = bool(step.letter_number and step.letter_date and step.letter_signer)
    return told and bool(step.letter_sha256)
