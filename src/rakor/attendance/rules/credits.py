"""Training hours (jam pelajaran, JP): what a year holds of the right to twenty of them.

Twenty hours a year are the right of civil servants (PP 11/2017 article 225, Peraturan LAN
10/2018). Which events count, and for how much, each agency decides: a meeting gives none unless
its plan says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import State
from rakor.words import _

RIGHT = 20  # hours a year


@dataclass(frozen=True, slots=True)
class Credit:
    """Hours from one event."""

    id: UUID
    meeting: str
    day: datetime
    timezone: str
    hours: int
    number: str
    revoked: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """What somebody learnt in one year."""

    year: int
    credits: Sequence[Credit]

    @property
    def hours(self) -> int:
        return sum(credit.hours for credit in self.credits if not credit.revoked)

    @property
    def missing(self) -> int:
        """How many hours of the right are still open."""
        return max(0, RIGHT - self.hours)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is printed of one person's hours."""

    number: str
    name: str
    agency: str
    hours: int


def check_credits(state: State, hours: int) -> None:
    """Refuses (Conflict) to credit before the end, or where the plan gives no hours."""
    if hours == 0:
        raise Conflict(
            _("Rapat ini tidak memberi jam pelajaran. Tetapkan jumlahnya pada aturan kehadiran.")
        )
    if state is not State.FINISHED:
        raise Conflict(_("Jam pelajaran diberikan sesudah rapat selesai."), state=state.value)


def check_reason(reason: str) -> None:
    """Refuses (Invalid) to take hours back without saying why."""
    if len(reason.strip()) < 5:
        raise Invalid.field("reason", _("Tuliskan alasannya."))


def year_of(starts_at: datetime, timezone: str) -> int:
    """The year to which hours belong: that of the first day where it was held."""
    return starts_at.astimezone(ZoneInfo(timezone)).year


def number_of(year: int, meeting_id: UUID, place: int) -> str:
    """The number on a certificate: year, meeting, and the place in its list."""
    return f"JP/{year}/{meeting_id.hex[-8:].upper()}/{place:04d}"
