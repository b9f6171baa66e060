"""An official letter as values, in the order in which it is printed (domain: B.2).

Everything is already in words. What was issued is kept like this, so it never changes.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The kop: the body above, the unit, its address; the logo in base 64, "" without one.

    Word draws no SVG, so that such a logo has `word_logo` beside it, the same as PNG.
    """

    parent: str
    name: str
    address: tuple[str, ...] = ()
    logo: str = ""
    word_logo: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Face, size in points, paper, where "Yth." stands, margins and the colour under the kop.

    Margins are millimetres from the top and then clockwise; () and "" are the house's own.
    """

    font: str = "Libertinus Serif"
    size: int = 12
    paper: str = "a4"
    place: str = "left"
    margins: tuple[int, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands behind its colon."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the attached list: the office, and who holds it."""

    office: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """An agency on the attached list, in the order of protocol."""

    agency: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """What differs from copy to copy: to whom, their own link, and the number of the copy."""

    to: tuple[str, ...] = ()
    url: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """The letter itself; `draft` puts the word DRAF over every page."""

    letterhead: Letterhead
    look: Look
    created_at: datetime
    number: str
    urgency: str
    attachment: str
    subject: str
    place_and_date: str
    date: str
    rows: tuple[Row, ...]
    signing: tuple[str, ...]
    signer_name: str
    signer_below: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    annex: tuple[Group, ...] = ()
    security: str = ""
    deadline: str = ""
    draft: bool = True
    to: tuple[str, ...] = ()
