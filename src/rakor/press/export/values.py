"""A release as values, in the order in which it is read; everything is in words already."""

from dataclasses import dataclass
from datetime import datetime

from rakor.documents.richtext import EMPTY, RichText
from rakor.minutes.export.values import Photograph


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The kop: the body above (may be empty), the unit that issues, its address."""

    parent: str
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """An author; a name alone is enough."""

    name: str
    function: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.function)))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words to which their office agreed."""

    text: str
    speaker: str
    office: str = ""
    agreed: bool = True

    @property
    def whose(self) -> str:
        return ", ".join(filter(None, (self.speaker, self.office)))


@dataclass(frozen=True, slots=True)
class ReleaseDocument:
    """The whole release. `mark` says on every page that it is not to be used yet."""

    letterhead: Letterhead
    timing: str
    headline: str
    dateline: str
    lead: str
    created_at: datetime
    modified: str
    url: str
    body: RichText = EMPTY
    counts: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    quotes: tuple[Quotation, ...] = ()
    photos: tuple[Photograph, ...] = ()
    authors: tuple[Byline, ...] = ()
    about: str = ""
    contact: str = ""
    events: tuple[str, ...] = ()
    mark: str = ""
