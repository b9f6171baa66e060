"""What is told of a document that was issued, and the code that is printed on it."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.documents.signatures import Chain
from rakor.web.shapes import Answer, Line, Shape
from rakor.words import N_

# Crockford's base 32: digits and letters that nobody takes for one another.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAKEN_FOR = str.maketrans("OIL", "011", "- ")
RANDOM = 15  # letters of five bits: 75 bits that nobody guesses
LENGTH = RANDOM + 1


class IssuedKind(StrEnum):
    """What sort of document was issued."""

    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    OFFICIAL_REPORT = "official_report"
    LETTER = "letter"
    RELEASE = "release"


ISSUED_KINDS = {
    IssuedKind.MINUTES: N_("Notula rapat"),
    IssuedKind.ATTENDANCE: N_("Daftar hadir"),
    IssuedKind.OFFICIAL_REPORT: N_("Berita acara"),
    IssuedKind.LETTER: N_("Surat"),
    IssuedKind.RELEASE: N_("Siaran pers"),
}


class Edition(StrEnum):
    """Which edition of a document a file holds: everything, or what is circulated."""

    WHOLE = "whole"
    OPEN = "open"


def new_code() -> str:
    """The code of a document, as it is kept: 75 random bits and a letter that finds slips."""
    made = [secrets.randbelow(32) for _n in range(RANDOM)]
    return "".join(LETTERS[value] for value in [*made, _check_of(made)])


def spoken(code: str) -> str:
    """The code in groups that can be read aloud, as it is printed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def plain(typed: str) -> str:
    """What was typed without all that no code has, so that it fits into an address."""
    return "".join(letter for letter in typed.upper() if letter.isalnum() and letter.isascii())


def read_code(typed: str) -> str | None:
    """The code as it is kept, however it was typed; None for what cannot be one.

    O is taken for 0, I and L for 1. One wrong letter, or two neighbours exchanged, is found: a
    slip of the pen is told from a paper that was never issued.
    """
    code = typed.strip().upper().translate(_TAKEN_FOR)
    if len(code) != LENGTH or not set(code) <= set(LETTERS):
        return None
    values = [LETTERS.index(letter) for letter in code]
    return code if _check_of(values[:-1]) == values[-1] else None


def _check_of(values: list[int]) -> int:
    """The check letter: Damm's idea over GF(32), where doubling is a shift."""
    check = 0
    for value in values:
        check ^= value
        check = (check << 1) ^ (0b100101 if check & 16 else 0)
    return check


class Asked(Shape):
    """The SHA-256 of a file, in hexadecimal digits, to be compared."""

    sha256: Annotated[Line, Field(pattern=r"^([0-9A-Fa-f]{64})?$")] = ""


class SignatureAnswer(Answer):
    """One signature in the PDF; the names are those of the certificate.

    `chain`: `trusted` when it leads to a certificate that is trusted here, `unchecked` where none
    is; `stamped` when an authority vouches for the time.
    """

    signer: str
    organization: str
    issuer: str
    signed_at: datetime
    stamped: bool
    chain: Chain


class FileAnswer(Answer):
    """One file that went out; `signed` counts how often a signed one was handed in before it."""

    form: str
    sha256: str
    size: int
    signed: int


class VerifyAnswer(Answer):
    """That a document was issued here. `title` is null for classes above public.

    `matches` says whether the SHA-256 that was asked about is of a file of this document.
    """

    code: str
    kind: IssuedKind
    agency: str
    title: str | None
    version: int
    issued_at: datetime
    replaced: bool
    replaced_by_version: int | None
    revoked_at: datetime | None
    signatures: list[SignatureAnswer]
    files: list[FileAnswer]
    sha256: str | None
    matches: bool | None
