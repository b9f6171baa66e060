"""What a group of offices is: kinds of office in a set of regions, and what may be missing."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Protocol
from uuid import UUID

from pydantic import Field

from rakor.directory.rules.agencies import AgencyKind
from rakor.directory.rules.regions import RegionKind
from rakor.directory.rules.rights import Keeper, Reader
from rakor.directory.rules.words import Code, Name
from rakor.errors import Forbidden
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _

# The agency that governs a region of each kind.
GOVERNMENTS = {
    RegionKind.PROVINCE: AgencyKind.PROVINCE,
    RegionKind.REGENCY: AgencyKind.REGENCY,
    RegionKind.CITY: AgencyKind.CITY,
}
# What a group may say about the agencies of its offices, in the order of the form.
GROUP_KINDS = (*GOVERNMENTS.values(), AgencyKind.REGIONAL_AGENCY, AgencyKind.VERTICAL_OFFICE)
_OF_GOVERNMENTS = frozenset({*GOVERNMENTS.values(), AgencyKind.REGIONAL_AGENCY, AgencyKind.UNIT})


@dataclass(frozen=True, slots=True)
class GroupTerm:
    """One kind of office of a group, and in which agencies it is looked for (empty: in all)."""

    kind: str
    agency_kinds: frozenset[AgencyKind] = frozenset()

    @property
    def levels(self) -> frozenset[RegionKind]:
        """The levels of government that are meant: all, unless some were named."""
        named = {level for level, kind in GOVERNMENTS.items() if kind in self.agency_kinds}
        return frozenset(named or GOVERNMENTS)

    @property
    def seats(self) -> frozenset[AgencyKind]:
        """Where the office is: in the government and its agencies, unless others were named."""
        if self.agency_kinds <= set(GOVERNMENTS.values()):
            return _OF_GOVERNMENTS
        units = {AgencyKind.UNIT} if AgencyKind.REGIONAL_AGENCY in self.agency_kinds else set()
        return self.agency_kinds | units


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of office × a set of regions; `text` is how people said it."""

    terms: tuple[GroupTerm, ...]
    regions: tuple[str, ...]
    text: str = ""


class Gap(StrEnum):
    """Why a place of a group has nobody to write to, or why its letter needs a look."""

    NO_AGENCY = "no_agency"
    NO_OFFICE = "no_office"
    VACANT = "vacant"
    NO_ADDRESS = "no_address"
    SAME_ADDRESS = "same_address"
    INVITED = "invited"


GAPS = {
    Gap.NO_AGENCY: N_("instansi daerah ini belum tercatat"),
    Gap.NO_OFFICE: N_("jabatan ini belum tercatat"),
    Gap.VACANT: N_("jabatan kosong, dan belum mempunyai surel sendiri"),
    Gap.NO_ADDRESS: N_("pemangkunya belum mempunyai alamat surel"),
    Gap.SAME_ADDRESS: N_("alamatnya sama dengan jabatan lain di daftar ini"),
    Gap.INVITED: N_("sudah diundang"),
}

RegionCodes = Annotated[
    list[Annotated[Line, Field(pattern=r"^(\*|ID-[A-Z]{2}|=?[1-9][0-9](\.[0-9]{2})?)$")]],
    Field(min_length=1, max_length=600),
]
GroupAgencyKinds = Annotated[list[AgencyKind], Field(max_length=len(GROUP_KINDS))]


class GroupFacts(Shape):
    """What is told about a saved group. `common` groups are offered to every agency.

    `regions` are units (`ID-KA`), provinces (`64`; `=64` for the province alone), kabupaten and
    kota (`64.71`), or `*`; `agency_kinds` says at which levels and in which agencies.
    """

    name: Annotated[Name, Field(max_length=160)]
    office_kind: Code
    regions: RegionCodes
    agency_kinds: GroupAgencyKinds = []
    common: bool = False


class GroupChanges(Shape):
    """What changes about a saved group; what is left out stays."""

    name: Annotated[Name, Field(max_length=160)] | None = None
    office_kind: Code | None = None
    regions: RegionCodes | None = None
    agency_kinds: GroupAgencyKinds | None = None


class Titled(Protocol):
    """A kind of office as far as words go: `models.OfficeKind` is one."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> list[str]: ...


def check_may_read_groups(by: Reader) -> None:
    """A group shows offices and holders of every agency."""
    if not by.sees_directory:
        raise Forbidden(_("Hanya penyelenggara rapat yang melihat kelompok jabatan."))


def may_keep_group(by: Keeper, agency_id: UUID | None) -> bool:
    """Common groups are an admin's, others belong to whoever prepares meetings of that agency."""
    if by is None or by.keeps_reference:
        return True
    return agency_id is not None and by.adds_people and by.agency_id == agency_id


def check_may_keep_group(by: Keeper, agency_id: UUID | None) -> None:
    """Refuses (Forbidden) whoever may not change a group of that agency."""
    if may_keep_group(by, agency_id):
        return
    if agency_id is None:
        raise Forbidden(_("Hanya admin yang mengubah kelompok bersama."))
    raise Forbidden(_("Kelompok ini milik instansi lain."))


def tokens(text: str) -> list[str]:
    """Words and joining marks, without case and accents: `se-Kaltim` is `se`, `kaltim`."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return re.findall(r"[a-z0-9]+|[/,;&+]", bare)
