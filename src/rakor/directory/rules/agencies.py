"""What agencies are, and what is told about them."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.directory.rules.rights import Keeper, in_line
from rakor.directory.rules.rights import Line as AgencyLine
from rakor.directory.rules.words import Code, Name, RegionCode, Short, Zone
from rakor.errors import Forbidden, Invalid
from rakor.web.shapes import Line, Shape
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


# What people call the rows of each table that can point to an agency.
TABLE_WORDS = {
    "agency": N_("instansi di bawahnya"),
    "agency_name": N_("nama lama"),
    "office": N_("jabatan"),
    "person": N_("orang"),
    "saved_group": N_("kelompok tersimpan"),
    "meeting": N_("rapat"),
    "quota": N_("kuota kursi"),
    "invitation": N_("undangan"),
    "head": N_("kehadiran"),
    "commitment": N_("tanggung jawab tindak lanjut"),
}

# Keys reach the topmost agency through this many steps; a path has room for ten.
DEEPEST = 10

_External = Annotated[Line, Field(min_length=1, max_length=40)]
ExternalCodes = Annotated[dict[_External, _External], Field(max_length=20)]
Address = Annotated[Line, Field(max_length=300)]


class AgencyFacts(Shape):
    """What is told about an agency. `parent` is the code of the agency it belongs to.

    `external_codes` are its codes in other systems, by the name of the system. An agency that is
    `self_kept` is changed by its own people and by admins only; left out, it is as its parent.
    """

    code: Code
    name: Name
    short_name: Short | None = None
    kind: AgencyKind = AgencyKind.OTHER
    parent: Code | None = None
    region: RegionCode | None = None
    timezone: Zone | None = None
    address: Address | None = None
    external_codes: ExternalCodes | None = None
    self_kept: bool | None = None


class AgencyChanges(Shape):
    """What changes about an agency; what is left out stays. `parent: null` removes the parent.

    A new `name` counts from `renamed_since` on, today when not said, and documents of earlier days
    keep the old one. With `corrects_name` the old one was a mistake that nobody should read again.
    """

    code: Code | None = None
    name: Name | None = None
    short_name: Short | None = None
    kind: AgencyKind | None = None
    parent: Code | None = None
    region: RegionCode | None = None
    timezone: Zone | None = None
    address: Address | None = None
    external_codes: ExternalCodes | None = None
    self_kept: bool | None = None
    renamed_since: date | None = None
    corrects_name: bool = False


def last_day_of_name(since: date, today: date, latest: date | None) -> date | None:
    """The last day of the name that was borne until now; None when it never lived a day.

    `latest` is the last day of the name before that one. Refuses (Invalid) a new name for days to
    come, and one that begins before the present one did.
    """
    if since > today:
        raise Invalid.field(
            "renamed_since", _("Ganti nama pada harinya: hari ini atau hari yang sudah lewat.")
        )
    last = since - timedelta(days=1)
    if latest is None or last > latest:
        return last
    if last < latest:
        raise Invalid.field("renamed_since", _("Nama yang sekarang baru berlaku sesudah hari itu."))
    return None


def check_depth(path: str) -> None:
    """Refuses (Invalid) an agency too many steps below the topmost one."""
    if path.count("/") - 1 > DEEPEST:
        raise Invalid.field(
            "parent", _("Susunan instansi paling dalam {n} tingkat.").format(n=DEEPEST)
        )


def check_may_set_keepers(by: Keeper, agency: AgencyLine | None) -> None:
    """Whether an agency keeps itself is said by admins and by its own keepers (else Forbidden)."""
    if by is not None and not by.is_admin and not in_line(by, agency):
        raise Forbidden(_("Hanya admin dan pengelola instansi itu yang menetapkan penjaganya."))
