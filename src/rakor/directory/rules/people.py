"""How people are named and numbered, and what is told about them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from rakor.directory.rules.words import Code, Name, Nip, Phone, Prefix, Suffix, Zone
from rakor.errors import Conflict, Invalid
from rakor.web.shapes import Email, Shape
from rakor.words import N_, _


class NipKind(StrEnum):
    """Whose number it is: a civil servant's NIP, or the NI of one under contract (PPPK)."""

    PNS = "pns"
    PPPK = "pppk"


NIP_KINDS = {NipKind.PNS: N_("NIP (PNS)"), NipKind.PPPK: N_("NI PPPK")}


def check_nip(digits: str, kind: NipKind = NipKind.PNS) -> str:
    """The digits of a NIP or NI PPPK, or "" for none; refuses what cannot be one.

    18 digits: date of birth, year and month of appointment (for PPPK the number of the contract in
    place of the month), sex 1 or 2, serial number. No check digit exists (Perka BKN 22/2007).
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
    if kind is NipKind.PNS and not 1 <= int(digits[12:14]) <= 12:
        raise Invalid.field(
            "nip", _("Bulan pengangkatan di dalam NIP tidak ada. Untuk PPPK, pilih NI PPPK.")
        )
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


def check_looked_for(typed: str) -> None:
    """Refuses a NIP in the question of a search: it would stand in addresses and in the record."""
    bare = re.sub(r"[\s.]", "", typed)
    if re.fullmatch(r"[0-9]{9,}", bare) or re.search(r"[0-9]{18}", bare):
        raise Invalid.field("q", _("Cari dengan nama atau surel. NIP tidak dipakai untuk mencari."))


def check_not_erased(erased_at: datetime | None) -> None:
    """Refuses (Conflict) to change or ask somebody whose data was erased at their request."""
    if erased_at is not None:
        raise Conflict(_("Data pribadi orang ini sudah dihapus. Catatannya tidak diubah lagi."))


def addresses_of(email: str | None, others: Iterable[str]) -> tuple[str | None, list[str]]:
    """The address that letters go to, and the further ones without it, each once.

    Refuses (Invalid) further addresses without a main one.
    """
    further = [each for each in dict.fromkeys(others) if each != email]
    if further and email is None:
        raise Invalid.field(
            "email", _("Pilih dahulu alamat yang menerima undangan di antara alamat lainnya.")
        )
    return email, further


Locale = Literal["id", "en"]
Others = Annotated[list[Email], Field(max_length=10)]


class PersonFacts(Shape):
    """What is told about a person; titles as printed. `agency` is a code.

    Letters go to `email`; `other_emails` are further addresses by which the person is known.
    """

    name: Name
    prefix_titles: Prefix | None = None
    suffix_titles: Suffix | None = None
    email: Email | None = None
    other_emails: Others = []
    phone: Phone | None = None
    nip: Nip | None = None
    nip_kind: NipKind | None = None
    agency: Code | None = None
    locale: Locale | None = None
    timezone: Zone | None = None


class PersonChanges(Shape):
    """What changes about a person; what is left out stays. `agency: null` takes them out of it.

    `other_emails` replaces all further addresses.
    """

    name: Name | None = None
    prefix_titles: Prefix | None = None
    suffix_titles: Suffix | None = None
    email: Email | None = None
    other_emails: Others | None = None
    phone: Phone | None = None
    nip: Nip | None = None
    nip_kind: NipKind | None = None
    agency: Code | None = None
    locale: Locale | None = None
    timezone: Zone | None = None


class OwnFacts(Shape):
    """What a person says about themselves: how they are printed, their language and their zone."""

    name: Name
    prefix_titles: Prefix | None = None
    suffix_titles: Suffix | None = None
    phone: Phone | None = None
    locale: Literal["", "id", "en"] = ""
    timezone: Zone | None = None
