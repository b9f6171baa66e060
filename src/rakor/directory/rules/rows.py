"""From the cells of a row to what is told about an agency, person, region or holiday."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from rakor.directory.rules.agencies import AGENCY_KINDS, AgencyFacts, AgencyKind
from rakor.directory.rules.calendar import HOLIDAY_KINDS, HolidayFacts, HolidayKind
from rakor.directory.rules.columns import COLUMNS, english, plain
from rakor.directory.rules.importing import CLEARED, FileKind
from rakor.directory.rules.offices import (
    HOLDING_PREFIX,
    HOLDINGS,
    OFFICE_LEVELS,
    Holding,
    OfficeLevel,
)
from rakor.directory.rules.people import NIP_KINDS, PersonFacts
from rakor.directory.rules.regions import REGION_KINDS, RegionKind, RegionName, Source, Unit
from rakor.directory.rules.words import Code, Decree, Name, Precedence, RegionCode, Title, Zone
from rakor.errors import FieldError
from rakor.web.shapes import Email, Shape
from rakor.words import _
from rakor.words.dates import ZONES

_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([ T].*)?")


class Masked(str):
    """A NIP as it is shown: it says that the recorded one stays."""


class AgencyRow(AgencyFacts):
    """A row about an agency."""

    kind: AgencyKind | None = None  # type: ignore[assignment]
    precedence: Precedence | None = None


class OfficeRow(Shape):
    """A row about an office; `kind` is the code, the name or another word for its kind."""

    agency: Code
    title: Title
    level: OfficeLevel | None = None
    kind: Annotated[str, Field(max_length=120)] | None = None
    precedence: Precedence | None = None
    email: Email | None = None


_address = TypeAdapter[str](Email)
_DOT_ATOM = re.compile(r"[a-z0-9_+-]+(\.[a-z0-9_+-]+)*", re.I)


def _read_address(text: str) -> str:
    """An address as on the form; of thousands at few domains each domain is looked at once."""
    local, _at, domain = text.rpartition("@")
    if len(local) <= 64 and _DOT_ATOM.fullmatch(local) and _is_domain(domain):
        return text.lower()
    return _address.validate_python(text)


@lru_cache(maxsize=4096)
def _is_domain(domain: str) -> bool:
    try:
        return _address.validate_python(f"a@{domain}") == f"a@{domain.lower()}"
    except ValidationError:
        return False


RowEmail = Annotated[str, Field(max_length=254), AfterValidator(_read_address)]


class PersonRow(PersonFacts):
    """A row about a person."""

    email: RowEmail | None = None


class HolderRow(Shape):
    """A row about who holds an office; the person by NIP, else address, else name."""

    agency: Code
    title: Title
    nip: Annotated[str, Field(max_length=40)] | None = None
    email: RowEmail | None = None
    name: Name | None = None
    holding: Holding | None = None
    since: date
    until: date | None = None
    decree_number: Decree | None = None


class RegionRow(Shape):
    """A row about a region; its predecessor is a code as well."""

    code: RegionCode
    name: RegionName
    kind: RegionKind | None = None
    province: RegionCode | None = None
    timezone: Zone | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    unit: Unit | None = None
    iso_code: RegionCode | None = None
    bps_code: RegionCode | None = None
    predecessor: RegionCode | None = None
    source: Source | None = None


class HolidayRow(HolidayFacts):
    """A row about a holiday; whose it is need not be said of a national one."""

    kind: HolidayKind | None = None  # type: ignore[assignment]
    region: RegionCode | None = None
    official: bool | None = None  # type: ignore[assignment]


ROWS: dict[FileKind, type[Shape]] = {
    FileKind.AGENCIES: AgencyRow,
    FileKind.OFFICES: OfficeRow,
    FileKind.PEOPLE: PersonRow,
    FileKind.HOLDERS: HolderRow,
    FileKind.REGIONS: RegionRow,
    FileKind.HOLIDAYS: HolidayRow,
}


def told(fields: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """What a row says, by field; an empty cell says nothing."""
    return {
        name: cell
        for name, cell in zip(fields, cells, strict=False)
        if name and cell and not cell.isspace()
    }


def is_example(kind: FileKind, said: dict[str, str]) -> bool:
    """Whether a row is the example of the template, left where it was."""
    example = {column.field: column.example for column in COLUMNS[kind] if column.example}
    return said == example


def values_of(kind: FileKind, said: dict[str, str]) -> tuple[dict[str, Any], list[FieldError]]:
    """The values of a row, with the words of both languages read as what they mean.

    What stands for nothing (`-`) is None. A cell that cannot be read is an error of its field.
    """
    values: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, cell in said.items():
        reading = _readings(kind).get(name)
        try:
            values[name] = None if cell == CLEARED else reading(cell) if reading else cell
        except ValueError as error:
            errors.append({"field": name, "message": str(error)})
    return values, errors


def masked(text: str) -> bool:
    return "*" in text or "…" in text


@cache
def _readings(kind: FileKind) -> dict[str, Callable[[str], Any]]:
    found: dict[str, Callable[[str], Any]] = {"timezone": _zone}
    if kind is FileKind.AGENCIES:
        return found | {"kind": _word(AGENCY_KINDS), "external_codes": _codes}
    if kind is FileKind.OFFICES:
        return found | {"level": _word(OFFICE_LEVELS)}
    if kind is FileKind.PEOPLE:
        return found | {"nip_kind": _word(NIP_KINDS), "other_emails": _addresses, "nip": _nip}
    if kind is FileKind.HOLDERS:
        prefixes = {key: word for key, word in HOLDING_PREFIX.items() if word}
        days = {"since": _day, "until": _day}
        return found | days | {"holding": _word(HOLDINGS, prefixes), "nip": _nip}
    if kind is FileKind.HOLIDAYS:
        return {"kind": _word(HOLIDAY_KINDS), "day": _day, "official": _yes}
    return found | {"kind": _word(REGION_KINDS), "valid_from": _day, "valid_until": _day}


def _word(*tables: dict[Any, str]) -> Callable[[str], str]:
    """Reads a word of a table, in either language or as its value."""
    meanings = {
        plain(word): str(key.value)
        for table in tables
        for key, said in table.items()
        for word in (key.value, said, english(said))
    }

    def read(cell: str) -> str:
        if (found := meanings.get(plain(cell))) is None:
            words = ", ".join(_(said).strip() for said in tables[0].values())
            raise ValueError(
                _("“{word}” tidak dikenal. Pilih: {words}.").format(word=cell, words=words)
            )
        return found

    return read


YES, NO = frozenset({"ya", "yes", "true", "1"}), frozenset({"tidak", "no", "false", "0"})


def _yes(cell: str) -> bool:
    if (said := plain(cell)) not in YES | NO:
        raise ValueError(_("Tulis ya atau tidak."))
    return said in YES


def _zone(cell: str) -> str:
    names = {short: name for name, short in ZONES.items()}
    return names.get(cell.upper(), cell)


def _day(cell: str) -> date:
    """A day as ISO 8601 or as people write it here: 31/01/2026, the day first."""
    try:
        if iso := _ISO_DAY.fullmatch(cell):
            return date.fromisoformat(iso[1])
        if said := _DAY.fullmatch(cell):
            return date(int(said[3]), int(said[2]), int(said[1]))
    except ValueError:
        raise ValueError(_("Tanggal {day} tidak ada.").format(day=cell)) from None
    raise ValueError(_("Tulis tanggal seperti 2026-01-31 atau 31/01/2026."))


def _nip(cell: str) -> str:
    """The digits; refuses what a spreadsheet has rounded, which looks like a NIP but is none."""
    if masked(cell):
        return Masked(cell)
    digits = re.sub(r"[\s.'’]", "", cell)
    rounded = re.search(r"[eE]\+?\d+$", cell) or (len(digits) == 18 and digits.endswith("000"))
    if rounded:
        raise ValueError(
            _("Excel membulatkan NIP ini. Ubah kolomnya menjadi Teks, lalu tulis ulang 18 angka.")
        )
    return digits


def _addresses(cell: str) -> list[str]:
    return [each for each in re.split(r"[;,\s]+", cell) if each]


def _codes(cell: str) -> dict[str, str]:
    found = {}
    for pair in re.split(r"[;\n]+", cell):
        name, equals, code = pair.partition("=")
        if pair.strip() and not (equals and name.strip() and code.strip()):
            raise ValueError(_("Tulis kode lain seperti bkn=7106; ba=010."))
        if pair.strip():
            found[name.strip()] = code.strip()
    return found
