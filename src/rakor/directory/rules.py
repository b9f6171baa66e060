"""What agencies, offices and people are, and which details about them make sense."""

import re
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Protocol
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from rakor.errors import Forbidden, Invalid
from rakor.web.shapes import Email, Line, Shape
from rakor.words import N_, _


class AgencyKind(StrEnum):
    """What an agency is; counts "by kind" (for instance 14 K/L) are made from it."""

    MINISTRY = "ministry"
    INSTITUTION = "institution"
    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"
    REGIONAL_AGENCY = "regional_agency"
    UNIT = "unit"
    VERTICAL_OFFICE = "vertical_office"
    STATE_ENTERPRISE = "state_enterprise"
    PROFESSIONAL_BODY = "professional_body"
    OTHER = "other"


AGENCY_KINDS = {
    AgencyKind.MINISTRY: N_("kementerian"),
    AgencyKind.INSTITUTION: N_("lembaga"),
    AgencyKind.PROVINCE: N_("pemerintah provinsi"),
    AgencyKind.REGENCY: N_("pemerintah kabupaten"),
    AgencyKind.CITY: N_("pemerintah kota"),
    AgencyKind.REGIONAL_AGENCY: N_("perangkat daerah"),
    AgencyKind.UNIT: N_("unit kerja"),
    AgencyKind.VERTICAL_OFFICE: N_("instansi vertikal"),
    AgencyKind.STATE_ENTERPRISE: N_("badan usaha milik negara"),
    AgencyKind.PROFESSIONAL_BODY: N_("organisasi profesi"),
    AgencyKind.OTHER: N_("lainnya"),
}

# Ministries and non-ministerial agencies together are "K/L" in every report.
CENTRAL = frozenset({AgencyKind.MINISTRY, AgencyKind.INSTITUTION})


class Holding(StrEnum):
    """By which right a person holds an office (UU 30/2014; SE BKN 1/SE/I/2021)."""

    SUBSTANTIVE = "substantive"
    ACTING_VACANT = "acting_vacant"
    ACTING_TEMPORARY = "acting_temporary"
    CARETAKER = "caretaker"


HOLDING_PREFIX = {
    Holding.SUBSTANTIVE: "",
    Holding.ACTING_VACANT: "Plt. ",
    Holding.ACTING_TEMPORARY: "Plh. ",
    Holding.CARETAKER: "Pj. ",
}


HOLDINGS = {
    Holding.SUBSTANTIVE: N_("definitif"),
    Holding.ACTING_VACANT: N_("Plt. (jabatan kosong)"),
    Holding.ACTING_TEMPORARY: N_("Plh. (pejabat berhalangan sementara)"),
    Holding.CARETAKER: N_("Pj."),
}


class OfficeLevel(StrEnum):
    """UU 20/2023 articles 13 and 14, and the political offices that stand outside it."""

    POLITICAL = "political"
    JPT_UTAMA = "jpt_utama"
    JPT_MADYA = "jpt_madya"
    JPT_PRATAMA = "jpt_pratama"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    FUNGSIONAL = "fungsional"
    PELAKSANA = "pelaksana"


OFFICE_LEVELS = {
    OfficeLevel.POLITICAL: N_("jabatan politik"),
    OfficeLevel.JPT_UTAMA: N_("pimpinan tinggi utama"),
    OfficeLevel.JPT_MADYA: N_("pimpinan tinggi madya"),
    OfficeLevel.JPT_PRATAMA: N_("pimpinan tinggi pratama"),
    OfficeLevel.ADMINISTRATOR: N_("administrator"),
    OfficeLevel.PENGAWAS: N_("pengawas"),
    OfficeLevel.FUNGSIONAL: N_("fungsional"),
    OfficeLevel.PELAKSANA: N_("pelaksana"),
}

LEVEL_PRECEDENCE = {level: (n + 1) * 100 for n, level in enumerate(OfficeLevel)}


def check_nip(digits: str) -> str:
    """The digits of a NIP or NI PPPK, or "" for none; refuses what cannot be one.

    18 digits: date of birth, year and month of appointment (for PPPK a contract number in place of
    the month), sex 1 or 2, serial number. No check digit exists (Perka BKN 22/2007).
    """
    digits = re.sub(r"[\s.]", "", digits)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{18}", digits):
        raise Invalid.field("nip", _("NIP terdiri atas 18 angka."))
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise Invalid.field("nip", _("Tanggal lahir di dalam NIP tidak ada.")) from None
    age = int(digits[8:12]) - born.year
    if digits[14] not in "12" or digits[15:] == "000" or not 15 <= age <= 65:
        raise Invalid.field("nip", _("NIP ini tidak mungkin benar. Periksa angkanya."))
    return digits


def mask_nip(digits: str) -> str:
    """`1968****…009`: enough to tell two people apart, too little to learn a birthday."""
    return f"{digits[:4]}****…{digits[-3:]}" if digits else ""


def full_name(prefix_titles: str, name: str, suffix_titles: str) -> str:
    """`Dr. Wirakarsa Adinegara, M.Si.`: titles as printed before and after the name."""
    before = f"{prefix_titles} " if prefix_titles else ""
    after = f", {suffix_titles}" if suffix_titles else ""
    return f"{before}{name}{after}"


def initials(name: str) -> str:
    """Two letters for the square beside a name."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Reader(Protocol):
    """Whoever reads or keeps the directory; `accounts.models.User` is one."""

    @property
    def id(self) -> UUID: ...
    @property
    def full_name(self) -> str: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def is_admin(self) -> bool: ...
    @property
    def is_staff(self) -> bool: ...
    @property
    def keeps_directory(self) -> bool: ...


def sees_private(reader: Reader, person_id: UUID) -> bool:
    """Whether somebody may see the phone and the masked NIP of a person they see.

    Colleagues find each other by name and address; the rest is for those who prepare meetings.
    """
    return reader.is_staff or reader.id == person_id


# `None` as the actor is the installation itself: the command line, the first run, a demonstration.
Keeper = Reader | None


def check_may_keep_agencies(by: Keeper) -> None:
    """Agencies carry codes that every report counts by, so only an admin adds and changes them."""
    if by is not None and not by.is_admin:
        raise Forbidden(_("Hanya admin yang mengubah daftar instansi."))


def check_may_keep(by: Keeper) -> None:
    """Offices and details of people are kept by admins and secretariats."""
    if by is not None and not by.keeps_directory:
        raise Forbidden(_("Hanya admin dan sekretariat yang mengubah direktori."))


def check_may_add_person(by: Keeper) -> None:
    """Whoever prepares a meeting may add the people it is about."""
    if by is not None and not by.is_staff:
        raise Forbidden(_("Hanya penyelenggara rapat yang menambah orang."))


def check_span(first: date | None, last: date | None) -> None:
    """Refuses an appointment that ends before it begins."""
    if first and last and last < first:
        raise Invalid.field("until", _("Hari terakhir harus sesudah hari pertama."))


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(_("Zona waktu ini tidak dikenal. Contoh: Asia/Makassar."))
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


Title = Annotated[Line, Field(min_length=1, max_length=250)]
Name = Annotated[Line, Field(min_length=1, max_length=200)]
Code = Annotated[Line, Field(min_length=1, max_length=40)]
Short = Annotated[Line, Field(max_length=60)]
Region = Annotated[Line, Field(max_length=8)]
Zone = Annotated[str, Field(max_length=40), AfterValidator(_known_zone)]
Prefix = Annotated[Line, Field(max_length=80)]
Suffix = Annotated[Line, Field(max_length=120)]
Phone = Annotated[Line, Field(max_length=40)]
Nip = Annotated[Line, Field(max_length=40)]
Precedence = Annotated[int, Field(ge=0, le=100_000)]


class AgencyFacts(Shape):
    """What is told about an agency. `parent` is the code of the agency it belongs to."""

    code: Code
    name: Name
    short_name: Short | None = None
    kind: AgencyKind = AgencyKind.OTHER
    parent: Code | None = None
    region: Region | None = None
    timezone: Zone | None = None


class AgencyChanges(Shape):
    """What changes about an agency; what is left out stays. `parent: null` removes the parent."""

    code: Code | None = None
    name: Name | None = None
    short_name: Short | None = None
    kind: AgencyKind | None = None
    parent: Code | None = None
    region: Region | None = None
    timezone: Zone | None = None


class PersonFacts(Shape):
    """What is told about a person; titles as printed. `agency` is a code."""

    name: Name
    prefix_titles: Prefix | None = None
    suffix_titles: Suffix | None = None
    email: Email | None = None
    phone: Phone | None = None
    nip: Nip | None = None
    agency: Code | None = None


class PersonChanges(Shape):
    """What changes about a person; what is left out stays. `agency: null` takes them out of it."""

    name: Name | None = None
    prefix_titles: Prefix | None = None
    suffix_titles: Suffix | None = None
    email: Email | None = None
    phone: Phone | None = None
    nip: Nip | None = None
    agency: Code | None = None


class OfficeFacts(Shape):
    """What is told about an office. `holder` is a person who holds it from today on."""

    title: Title
    agency: Code
    level: OfficeLevel | None = None
    precedence: Precedence | None = None
    holder: UUID | None = None
    holding: Holding = Holding.SUBSTANTIVE


class OfficeChanges(Shape):
    """What changes about an office; `holder: null` leaves it vacant from today on."""

    title: Title | None = None
    level: OfficeLevel | None = None
    precedence: Precedence | None = None
    holder: UUID | None = None
    holding: Holding = Holding.SUBSTANTIVE


class OwnFacts(Shape):
    """What a person says about themselves: how they are printed, their language and their zone."""

    name: Name
    prefix_titles: Prefix | None = None
    suffix_titles: Suffix | None = None
    phone: Phone | None = None
    locale: Literal["", "id", "en"] = ""
    timezone: Zone | None = None
