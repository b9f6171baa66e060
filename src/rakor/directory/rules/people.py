"""How people are named and numbered, and what is told about them."""

import re
from datetime import date
from enum import StrEnum
from typing import Literal

from rakor.directory.rules.words import Code, Name, Nip, Phone, Prefix, Suffix, Zone
from rakor.errors import Invalid
from rakor.web.shapes import Email, Shape
from rakor.words import N_, _


class NipKind(StrEnum):
    """Whose number it is: a civil servant's NIP, or the NI of one under contract (PPPK)."""

    PNS = "pns"
    PPPK = "pppk"


NIP_KINDS = {NipKind.PNS: N_("NIP (PNS)"), NipKind.PPPK: N_("NI PPPK")}


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


class OwnFacts(Shape):
    """What a person says about themselves: how they are printed, their language and their zone."""

    name: Name
    prefix_titles: Prefix | None = None
    suffix_titles: Suffix | None = None
    phone: Phone | None = None
    locale: Literal["", "id", "en"] = ""
    timezone: Zone | None = None
