"""Giving numbers: set aside for a document, issued with it or void with a reason, never twice."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.directory.rules import check_may_keep
from rakor.errors import Conflict, Invalid
from rakor.letters.models import LetterNumber, LetterTemplate, OfficialLetter
from rakor.letters.rules import (
    DocumentType,
    NumberFacts,
    NumberState,
    OutsideNumbers,
    check_number_step,
    written,
)
from rakor.words import _

PATTERN = "{sec}-{seq}/{unit}/{mm}/{yyyy}"
REGISTER = journal.stream_of("letters")


def number_facts(letter: OfficialLetter, day: date) -> NumberFacts:
    """What the number of a letter is made of; `template` and `agency` are loaded."""
    template: LetterTemplate | None = letter.template
    return NumberFacts(
        day=day,
        security_class=letter.security_class,
        archive_class_code=letter.archive_class_code,
        position_code=letter.position_code,
        unit_code=(template.unit_code if template else "") or letter.agency.code,
    )


def pattern_of(letter: OfficialLetter) -> str:
    return letter.template.number_pattern if letter.template else PATTERN


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document that takes a number: whose register, of which kind, and how it is written."""

    document: UUID
    agency_id: UUID
    scope: DocumentType
    pattern: str
    facts: NumberFacts


async def reserve(letter: OfficialLetter, day: date, *, by: User) -> LetterNumber:
    """Set a number aside for a letter, as `set_aside`."""
    facts, pattern = number_facts(letter, day), pattern_of(letter)
    scope = DocumentType.INVITATION
    return await set_aside(Numbered(letter.id, letter.agency_id, scope, pattern, facts), by=by)


async def set_aside(wanted: Numbered, *, by: User) -> LetterNumber:
    """Set a number aside for a document; asked again, it is the same one.

    Serial numbers run for each agency, kind of document and year. Refuses (Invalid) a pattern
    that needs what the document does not say.
    """
    try:
        return await _set_aside(wanted, by=by)
    except IntegrityError:
        raise Conflict(
            _("Nomor ini sudah dipakai surat lain. Periksa pola nomornya, lalu coba lagi.")
        ) from None


async def _set_aside(wanted: Numbered, *, by: User) -> LetterNumber:
    facts, pattern, year = wanted.facts, wanted.pattern, wanted.facts.day.year
    async with journal.transaction() as record:
        await _lock(wanted.agency_id)
        kept = await LetterNumber.filter(
            letter=wanted.document, state=NumberState.RESERVED, year=year
        ).first()
        if kept is not None:
            kept.text = written(pattern, kept.seq, facts)
            await kept.save()
            return kept
        seq = await _next(wanted.agency_id, wanted.scope, year)
        number = await LetterNumber.create(
            agency_id=wanted.agency_id,
            scope=wanted.scope,
            year=year,
            first_seq=seq,
            seq=seq,
            text=written(pattern, seq, facts),
            letter=wanted.document,
            taken_by=by.id,
            taken_at=record.at,
        )
        await record.entry(
            REGISTER,
            "letter_number.reserved",
            by=by,
            subject=wanted.agency_id,
            number=number.text,
            letter=str(wanted.document),
        )
    return number


async def _lock(agency_id: UUID) -> None:
    """One at a time in the register of an agency; SQLite has one writer anyway."""
    await Agency.filter(id=agency_id).select_for_update().first()


async def _next(agency_id: UUID, scope: DocumentType, year: int) -> int:
    last = (
        await LetterNumber.filter(agency_id=agency_id, scope=scope, year=year)
        .order_by("-seq")
        .first()
    )
    return last.seq + 1 if last else 1


async def settle(
    record: journal.Record, document: UUID, then: NumberState, reason: str = ""
) -> None:
    """What became of a document's numbers; one that went out and is void stays in the list."""
    rows = await LetterNumber.filter(letter=document).exclude(state=NumberState.VOID)
    for number in rows:
        check_number_step(number.state, then)
        number.state, number.reason, number.settled_at = then, reason, record.at
        await number.save()


async def skip_to(facts: OutsideNumbers, *, by: User) -> LetterNumber:
    """Numbers up to `last` were used outside of Rakor; the register says why it goes on there.

    Refuses (Invalid) a number that the register has passed already, and (Forbidden) whoever does
    not keep the agency.
    """
    agency = await Agency.get_or_none(code=facts.agency)
    check_may_keep(by, agency)
    if agency is None:
        raise Invalid.field("agency", _("Instansi ini tidak dikenal."))
    async with journal.transaction() as record:
        await _lock(agency.id)
        first = await _next(agency.id, facts.scope, facts.year)
        if facts.last < first:
            said = _("Register sudah sampai nomor {n}.").format(n=first - 1)
            raise Invalid.field("last", said)
        row = await LetterNumber.create(
            agency=agency,
            scope=facts.scope,
            year=facts.year,
            first_seq=first,
            seq=facts.last,
            text=f"{first}–{facts.last}",
            state=NumberState.VOID,
            reason=facts.reason,
            taken_by=by.id,
            taken_at=record.at,
            settled_at=record.at,
        )
        await record.entry(
            REGISTER,
            "letter_number.skipped",
            by=by,
            subject=agency.id,
            first=first,
            last=facts.last,
            year=facts.year,
            reason=facts.reason,
        )
    return row
