"""What is told of a document that was issued, and the code that is printed on it."""

import secrets
from enum import StrEnum

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
