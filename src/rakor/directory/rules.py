"""What agencies, offices and people are, and which details about them make sense."""

import re
from datetime import date
from enum import StrEnum

from rakor.errors import Invalid
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
