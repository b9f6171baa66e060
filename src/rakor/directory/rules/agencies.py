"""What agencies are, and what is told about them."""

from enum import StrEnum

from rakor.directory.rules.words import Code, Name, RegionCode, Short, Zone
from rakor.web.shapes import Shape
from rakor.words import N_


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


class AgencyFacts(Shape):
    """What is told about an agency. `parent` is the code of the agency it belongs to."""

    code: Code
    name: Name
    short_name: Short | None = None
    kind: AgencyKind = AgencyKind.OTHER
    parent: Code | None = None
    region: RegionCode | None = None
    timezone: Zone | None = None


class AgencyChanges(Shape):
    """What changes about an agency; what is left out stays. `parent: null` removes the parent."""

    code: Code | None = None
    name: Name | None = None
    short_name: Short | None = None
    kind: AgencyKind | None = None
    parent: Code | None = None
    region: RegionCode | None = None
    timezone: Zone | None = None
