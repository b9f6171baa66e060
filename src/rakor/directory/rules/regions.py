"""What regions are, which of them stood on a day, and what is told about one."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Protocol, TypeVar
from uuid import UUID

from pydantic import Field

from rakor.directory.rules.words import RegionCode, Zone
from rakor.errors import Invalid
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _


class RegionKind(StrEnum):
    """The levels of regional government that meetings name."""

    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"


REGION_KINDS = {
    RegionKind.PROVINCE: N_("provinsi"),
    RegionKind.REGENCY: N_("kabupaten"),
    RegionKind.CITY: N_("kota"),
}

# Geographic units of ISO 3166-2:ID, by which people say "se-Kalimantan".
UNITS = {
    "ID-SM": N_("Sumatera"),
    "ID-JW": N_("Jawa"),
    "ID-NU": N_("Nusa Tenggara"),
    "ID-KA": N_("Kalimantan"),
    "ID-SL": N_("Sulawesi"),
    "ID-ML": N_("Maluku"),
    "ID-PP": N_("Papua"),
}
EVERYWHERE = "*"
ALONE = "="

# Kemendagri codes: `64`, and of kabupaten 01 to 69, of kota 71 to 99 within it.
CODES = {
    RegionKind.PROVINCE: re.compile(r"[1-9][0-9]"),
    RegionKind.REGENCY: re.compile(r"[1-9][0-9]\.(0[1-9]|[1-6][0-9])"),
    RegionKind.CITY: re.compile(r"[1-9][0-9]\.(7[1-9]|[89][0-9])"),
}


class Placed(Protocol):
    """A region as far as these rules go: `models.Region` is one."""

    @property
    def id(self) -> UUID: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> RegionKind: ...
    @property
    def unit(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def predecessor_id(self) -> UUID | None: ...


R = TypeVar("R", bound=Placed)


def stands(region: Placed, day: date) -> bool:
    """Whether a region was there on that day (both days of its span included)."""
    return region.valid_from <= day and (region.valid_until is None or day <= region.valid_until)


def belongs(region: Placed, within: str) -> bool:
    """Whether a region lies in a unit (`ID-KA`), in a province (`64`), is that code, or in `*`.

    `=64` is the province alone, without its kabupaten and kota.
    """
    if within == EVERYWHERE:
        return True
    if within.startswith(ALONE):
        return region.code == within.removeprefix(ALONE)
    return region.unit == within or region.code == within or region.code.startswith(f"{within}.")


def members(
    rows: Iterable[R], within: Sequence[str], day: date, kinds: Iterable[RegionKind] = ()
) -> list[R]:
    """The regions of a set as they stood on that day, in the order of their codes.

    A code of today that was asked for an earlier day leads to whatever it was before, as far as the
    data says: Merauke (93.01) in 2020 is 91.01.
    """
    known = {row.id: row for row in rows}
    found: dict[UUID, R] = {}
    named = {each.removeprefix(ALONE) for each in within}
    for row in known.values():
        if any(belongs(row, each) for each in within):
            stood = _as_of(row, known, day)
            later = _gone_on(row, known, day) if row.code in named else []
            found |= {each.id: each for each in [*later, *([stood] if stood else [])]}
    wanted = frozenset(kinds) or frozenset(RegionKind)
    return sorted((row for row in found.values() if row.kind in wanted), key=lambda row: row.code)


def _as_of(row: R, known: dict[UUID, R], day: date) -> R | None:
    """The row itself, or of its predecessors the one that stood on that day."""
    for _step in range(len(known)):
        if stands(row, day):
            return row
        before = known.get(row.predecessor_id) if row.predecessor_id else None
        if before is None or row.valid_from <= day:
            return None
        row = before
    return None


def _gone_on(row: R, known: dict[UUID, R], day: date) -> list[R]:
    """What a region that had ended by that day went on as."""
    return [each for each in _followers(row, known.values()) if stands(each, day)]


def _followers(region: Placed, rows: Iterable[R]) -> list[R]:
    """The rows that an ended region went on as, one after another."""
    everything, found = list(rows), list[R]()
    ended = {region.id} if region.valid_until else set()
    seen = {region.id}
    while ended:
        after = [row for row in everything if row.predecessor_id in ended and row.id not in seen]
        found += after
        seen |= {row.id for row in after}
        ended = {row.id for row in after if row.valid_until}
    return found


def codes_of(region: Placed, rows: Iterable[Placed]) -> frozenset[str]:
    """The codes under which a region is known: its own, and those it got when it ended."""
    return frozenset({region.code, *(row.code for row in _followers(region, rows))})


def province_of(code: str) -> str:
    """`64` of `64.71`."""
    return code.partition(".")[0]


def check_code(code: str, kind: RegionKind) -> None:
    """Refuses (Invalid) a code that cannot be one of that kind of region."""
    if not CODES[kind].fullmatch(code):
        raise Invalid.field(
            "code",
            _("Kode ini bukan kode Kemendagri {kind}. Contoh: {example}.").format(
                kind=_(REGION_KINDS[kind]), example=_EXAMPLES[kind]
            ),
        )


_EXAMPLES = {RegionKind.PROVINCE: "64", RegionKind.REGENCY: "64.01", RegionKind.CITY: "64.71"}


def check_validity(first: date, last: date | None) -> None:
    """Refuses (Invalid) a region that ends before it begins."""
    if last is not None and last < first:
        raise Invalid.field("valid_until", _("Hari terakhir harus sesudah hari pertama."))


RegionName = Annotated[Line, Field(min_length=1, max_length=120)]
Unit = Annotated[Line, Field(pattern=r"^ID-[A-Z]{2}$")]
Source = Annotated[Line, Field(max_length=160)]


class RegionFacts(Shape):
    """What is told about a region. `predecessor` is the region it was cut from or was before.

    `ends_predecessor` says that the predecessor goes on no more: it ended the day before.
    """

    code: RegionCode
    name: RegionName
    kind: RegionKind
    unit: Unit | None = None
    timezone: Zone | None = None
    valid_from: date
    valid_until: date | None = None
    predecessor: UUID | None = None
    ends_predecessor: bool = False
    bps_code: RegionCode | None = None
    source: Source | None = None


class RegionChanges(Shape):
    """What changes about a region; `valid_until` is its last day, null lets it go on."""

    name: RegionName | None = None
    unit: Unit | None = None
    timezone: Zone | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    predecessor: UUID | None = None
    bps_code: RegionCode | None = None
    source: Source | None = None
