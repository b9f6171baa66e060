"""Numbers of letters: patterns of tokens, which every agency writes as its own regulation says."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import SecurityClass
from rakor.words import N_, _

MOST = 120
SECURITY_LETTERS = {
    SecurityClass.PUBLIC: "B",
    SecurityClass.LIMITED: "T",
    SecurityClass.CONFIDENTIAL: "R",
    SecurityClass.TOP_SECRET: "SR",
}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
TOKENS = {
    "sec": N_("huruf klasifikasi keamanan (B, T, R, SR)"),
    "seq": N_("nomor urut; {seq:03} menulis 007"),
    "pos": N_("kode jabatan penanda tangan"),
    "kka": N_("kode klasifikasi arsip"),
    "unit": N_("kode unit"),
    "mm": N_("bulan dengan dua angka"),
    "rom": N_("bulan dengan angka Romawi"),
    "yyyy": N_("tahun"),
}
FIELDS = {"kka": "archive_class_code", "pos": "position_code", "unit": "unit_code"}
_TOKEN = re.compile(r"\{([^{}]*)\}")
_SEQ = re.compile(r"seq(?::0([1-6]))?")


class DocumentType(StrEnum):
    """What a number is for: each kind of document runs its own numbers within a year."""

    INVITATION = "invitation"
    MEMO = "memo"
    OFFICIAL_RECORD = "official_record"


DOCUMENT_TYPES = {
    DocumentType.INVITATION: N_("Surat undangan"),
    DocumentType.MEMO: N_("Nota dinas"),
    DocumentType.OFFICIAL_RECORD: N_("Berita acara"),
}


class NumberState(StrEnum):
    """Where a number stands; one that was void is never given again."""

    RESERVED = "reserved"
    ISSUED = "issued"
    VOID = "void"


NUMBER_STATES = {
    NumberState.RESERVED: N_("Dipesan"),
    NumberState.ISSUED: N_("Terpakai"),
    NumberState.VOID: N_("Tidak dipakai"),
}
_NUMBER_STEPS = {
    NumberState.RESERVED: {NumberState.ISSUED, NumberState.VOID},
    NumberState.ISSUED: {NumberState.VOID},
    NumberState.VOID: set(),
}


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """What a number is made of, beside its place in the year."""

    day: date
    security_class: SecurityClass = SecurityClass.PUBLIC
    archive_class_code: str = ""
    position_code: str = ""
    unit_code: str = ""


def check_pattern(pattern: str, field: str = "number_pattern") -> None:
    """Refuses (Invalid) a pattern with an unknown token, a stray brace, or no serial number."""
    rest = _TOKEN.sub("", pattern)
    names = _TOKEN.findall(pattern)
    unknown = [name for name in names if name not in TOKENS and not _SEQ.fullmatch(name)]
    if unknown:
        said = _("Token {{{name}}} tidak dikenal.").format(name=unknown[0])
        raise Invalid.field(field, said)
    if "{" in rest or "}" in rest:
        raise Invalid.field(field, _("Kurung kurawal tidak berpasangan."))
    if sum(bool(_SEQ.fullmatch(name)) for name in names) != 1:
        raise Invalid.field(field, _("Pola harus memuat {seq} tepat satu kali."))


def written(pattern: str, seq: int, facts: NumberFacts) -> str:
    """The number as it is printed.

    Refuses (Invalid, naming the field) a token for which nothing was given: a letter numbered
    `B-1//11/2026` would have to be voided.
    """
    check_pattern(pattern)

    def said(token: re.Match[str]) -> str:
        name = token[1]
        if serial := _SEQ.fullmatch(name):
            return f"{seq:0{int(serial[1] or 1)}d}"
        value = _value(name, facts)
        if not value:
            raise Invalid.field(
                FIELDS[name],
                _("Pola nomor memakai {meaning}; isi dahulu.").format(meaning=_(TOKENS[name])),
            )
        return value

    number = _TOKEN.sub(said, pattern)
    if len(number) > MOST:
        raise Invalid.field("number_pattern", _("Nomor paling panjang {n} huruf.").format(n=MOST))
    return number


def _value(name: str, facts: NumberFacts) -> str:
    return {
        "sec": SECURITY_LETTERS[facts.security_class],
        "pos": facts.position_code,
        "kka": facts.archive_class_code,
        "unit": facts.unit_code,
        "mm": f"{facts.day.month:02d}",
        "rom": ROMAN[facts.day.month - 1],
        "yyyy": str(facts.day.year),
    }[name]


def check_number_step(now: NumberState, then: NumberState) -> None:
    """Refuses (Conflict) to use a number again, or to take back one that is out."""
    if then not in _NUMBER_STEPS[now]:
        raise Conflict(
            _("Nomor yang berstatus “{now}” tidak dapat menjadi “{then}”.").format(
                now=_(NUMBER_STATES[now]), then=_(NUMBER_STATES[then])
            ),
            state=now.value,
        )


def gaps(taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs of serial numbers that nobody took, by (first, last) of each row in order."""
    found, after = [], 0
    for first, last in taken:
        if first > after + 1:
            found.append((after + 1, first - 1))
        after = max(after, last)
    return found
