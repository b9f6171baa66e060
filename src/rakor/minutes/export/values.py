"""The minutes (notula) as values, in the order in which they are printed.

Everything here is already in words: dates, names with their titles and agencies as they were
called on the day. Nothing is looked up later, so an old document never changes.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

from rakor.documents.richtext import EMPTY, RichText, read


def _written(value: Any) -> RichText:
    return value if isinstance(value, RichText) else read(value)


Written = Annotated[RichText, BeforeValidator(_written)]
"""What somebody wrote; read back from the editor's JSON or from plain text."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The kop: the body above (may be empty), the unit that issues, address lines below it."""

    parent: str
    name: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """The table at the head. Several times are the zones, several places are room and channel."""

    meeting: str
    day: str
    times: tuple[str, ...]
    places: tuple[str, ...]
    basis: str = ""
    subject: str = ""
    chair: str = ""
    secretary: str = ""
    minute_taker: str = ""
    participants: str = ""

    def rows(self) -> list[tuple[str, tuple[str, ...]]]:
        """The labels and what stands behind them; what is not known has no row."""
        rows = [
            ("Rapat", (self.meeting,)),
            ("Hari, tanggal", (self.day,)),
            ("Pukul", self.times),
            ("Tempat", self.places),
            ("Dasar", (self.basis,)),
            ("Acara", (self.subject,)),
            ("Pimpinan rapat", (self.chair,)),
            ("Sekretaris rapat", (self.secretary,)),
            ("Notulis", (self.minute_taker,)),
            ("Peserta", (self.participants,)),
        ]
        said = ((label, tuple(line for line in lines if line)) for label, lines in rows)
        return [(label, lines) for label, lines in said if lines]


@dataclass(frozen=True, slots=True)
class Presentation:
    """A paper that was presented (paparan)."""

    title: str
    speaker: str
    summary: Written = EMPTY


@dataclass(frozen=True, slots=True)
class AgendaNotes:
    """What was said on one agenda item."""

    number: int
    title: str
    presenter: str = ""
    times: str = ""
    notes: Written = EMPTY
    confidential: bool = False
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question or complaint with its answer: who asked, who answered (tanya jawab)."""

    who: str
    question: str
    answered_by: str = ""
    answer: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A numbered result."""

    number: int
    text: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One row of the matrix: who does what by when, known by which sign, paid by whom."""

    number: int
    text: str
    owners: tuple[str, ...]
    supporting: tuple[str, ...] = ()
    due: str = ""
    indicator: str = ""
    funding: tuple[str, ...] = ()
    horizon: str = ""
    status: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: `heading` holds the lines above the space, as "a.n. Menteri …" or "Plt. …"."""

    heading: tuple[str, ...]
    name: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """The foot: place and date, chair and minute-taker, and the line that says who approved."""

    place_and_date: str
    chair: Signatory
    minute_taker: Signatory
    approval: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the attendance list; never with NIP, telephone or address (B.5).

    Whoever was invited and is not `present` stands there too; `mode` then says why.
    """

    name: str
    position: str = ""
    mode: str = ""
    representing: str = ""
    remark: str = ""
    present: bool = True


@dataclass(frozen=True, slots=True)
class Delegation:
    """An agency in the order of protocol, with those who came for it and those who did not."""

    agency: str
    attendees: tuple[Attendee, ...]

    @property
    def heads(self) -> int:
        """How many came."""
        return sum(attendee.present for attendee in self.attendees)


@dataclass(frozen=True, slots=True)
class Change:
    """What another version says differently in one section, line by line."""

    section: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """Which version this one replaces, why, and what is different (ralat)."""

    version: int
    reason: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photo with its words; `file` is its name beside the document."""

    id: str
    file: str
    caption: str
    alternative: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Verification:
    """The code printed on the document and the page that says whether it was issued here."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class MinutesDocument:
    """The whole notula. `approved` takes the word DRAF off every page."""

    letterhead: Letterhead
    facts: Facts
    signing: Signing
    created_at: datetime
    version: int = 1
    status: str = "Draf"
    approved: bool = False
    security: str = ""
    amendment: Amendment | None = None
    previous: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    opening: Written = EMPTY
    presentations: tuple[Presentation, ...] = ()
    discussion: tuple[AgendaNotes, ...] = ()
    qa: tuple[Question, ...] = ()
    breaks: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    next_meeting: str = ""
    closing: Written = EMPTY
    attendance: tuple[Delegation, ...] = ()
    photos: tuple[Photograph, ...] = ()
    verification: Verification | None = None

    @property
    def heads(self) -> int:
        """How many people came."""
        return sum(delegation.heads for delegation in self.attendance)


_Part = TypeVar("_Part", AgendaNotes, Question, Decision, FollowUp, Change)


def for_participants(document: MinutesDocument) -> MinutesDocument:
    """The minutes as participants read them: without confidential items and what they led to."""
    amendment = document.amendment
    if amendment is not None:
        amendment = replace(amendment, changes=_open(amendment.changes))
    return replace(
        document,
        amendment=amendment,
        discussion=_open(document.discussion),
        qa=_open(document.qa),
        decisions=_open(document.decisions),
        follow_ups=_open(document.follow_ups),
    )


def _open(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    return tuple(part for part in parts if not part.confidential)
