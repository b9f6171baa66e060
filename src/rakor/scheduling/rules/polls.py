"""Asking people which of several times suits them: what may be asked, what the answers say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from rakor.directory.rules import Zone
from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import State
from rakor.scheduling.rules.starts import STEP
from rakor.scheduling.rules.wanted import LONGEST
from rakor.web.shapes import CalendarDay, Shape, Text
from rakor.words import N_, _

MOST_OPTIONS = 20
LONGEST_ASKING = timedelta(days=92)


class PollState(StrEnum):
    """Where a poll stands."""

    OPEN = "open"
    CLOSED = "closed"
    SETTLED = "settled"
    DROPPED = "dropped"


POLL_STATES = {
    PollState.OPEN: N_("Menunggu jawaban"),
    PollState.CLOSED: N_("Ditutup"),
    PollState.SETTLED: N_("Waktu ditetapkan"),
    PollState.DROPPED: N_("Dibatalkan"),
}
# From where to where a poll goes; a closed one is opened again with a later deadline.
POLL_STEPS: dict[PollState, frozenset[PollState]] = {
    PollState.OPEN: frozenset({PollState.CLOSED, PollState.SETTLED, PollState.DROPPED}),
    PollState.CLOSED: frozenset({PollState.OPEN, PollState.SETTLED, PollState.DROPPED}),
    PollState.SETTLED: frozenset(),
    PollState.DROPPED: frozenset(),
}


class Choice(StrEnum):
    """What somebody says to one time."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


CHOICES = {
    Choice.YES: N_("Bisa"),
    Choice.IF_NEED_BE: N_("Bisa bila perlu"),
    Choice.NO: N_("Tidak bisa"),
}


class OptionFacts(Shape):
    """One time to choose: a day and an hour as the clocks of a zone show them."""

    day: CalendarDay
    clock: time
    minutes: Annotated[int, Field(ge=STEP, le=LONGEST, multiple_of=5)]
    timezone: Zone


class PollFacts(Shape):
    """What a poll asks, until when, and whether those asked see what the others said."""

    options: Annotated[list[OptionFacts], Field(min_length=1, max_length=MOST_OPTIONS)]
    deadline: AwareDatetime
    note: Annotated[Text, Field(max_length=2000)] = ""
    hidden: bool = False


class PollChanges(Shape):
    """What changes about a poll that is asked."""

    deadline: AwareDatetime | None = None
    note: Annotated[Text | None, Field(max_length=2000)] = None
    hidden: bool | None = None


class OptionSaid(Shape):
    """What somebody says to one option, and which version of it they saw."""

    choice: Literal["", "yes", "if_need_be", "no"] = ""
    revision: Annotated[int, Field(ge=1)]


class Ballot(Shape):
    """Somebody's answers by option; an option without a choice stays as it was."""

    options: Annotated[dict[str, OptionSaid], Field(max_length=MOST_OPTIONS)] = {}
    comment: Annotated[Text, Field(max_length=1000)] = ""


def begins(day: date, clock: time, timezone: str) -> datetime:
    """The moment at which the clocks of that zone show it, in UTC."""
    return datetime.combine(day, clock, ZoneInfo(timezone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Voter:
    """A seat that is asked."""

    key: str
    name: str
    agency: str
    required: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answers to one option come to; `against` are required seats that say no."""

    yes: int
    if_need_be: int
    no: int
    missing: int
    against: tuple[Voter, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """What decides between two options, the less the better."""
        return len(self.against), -(self.yes + self.if_need_be), -self.yes


def tally(voters: Sequence[Voter], said: Mapping[str, Choice]) -> Tally:
    """Count what those who are asked said to one option, by the keys of their seats.

    Whoever is no longer asked does not count, whatever they said.
    """
    answers = [(voter, said.get(voter.key)) for voter in voters]
    return Tally(
        yes=sum(choice is Choice.YES for _voter, choice in answers),
        if_need_be=sum(choice is Choice.IF_NEED_BE for _voter, choice in answers),
        no=sum(choice is Choice.NO for _voter, choice in answers),
        missing=sum(choice is None for _voter, choice in answers),
        against=tuple(voter for voter, choice in answers if choice is Choice.NO and voter.required),
    )


def check_poll_step(state: PollState, to: PollState) -> None:
    """Refuses (Conflict) a step that a poll in that state cannot take."""
    if to not in POLL_STEPS[state]:
        said = _("Jajak waktu ini {state}; langkah itu tidak dapat dilakukan.")
        raise Conflict(said.format(state=_(POLL_STATES[state]).lower()), state=state.value)


def check_pollable(state: State, recurrence: str) -> None:
    """Refuses (Conflict) to ask about a meeting whose time is settled, or of a series."""
    if state is not State.DRAFT:
        said = _("Waktu ditanyakan selagi rapat masih draf.")
        raise Conflict(said, state=state.value)
    if recurrence:
        raise Conflict(_("Waktu rapat berulang tidak ditanyakan."), state=state.value)


def check_deadline(deadline: datetime, now: datetime) -> None:
    """Refuses (Invalid) a deadline that is past, or so far away that nobody would keep it."""
    if deadline <= now:
        raise Invalid.field("deadline", _("Batas jawaban harus sesudah sekarang."))
    if deadline - now > LONGEST_ASKING:
        raise Invalid.field("deadline", _("Batas jawaban paling lama tiga bulan dari sekarang."))


def check_open(state: PollState, deadline: datetime, now: datetime) -> None:
    """Refuses (Conflict) an answer to a poll that is closed or whose deadline is past."""
    if state is not PollState.OPEN or now >= deadline:
        raise Conflict(_("Jajak waktu ini sudah ditutup."), state=state.value)


def check_options(moments: Sequence[tuple[datetime, int]], now: datetime, *, new: int = 0) -> None:
    """Refuses (Invalid) a new time that is past, one that comes twice, and more than twenty.

    Those before the place `new` were asked about before; they may have passed meanwhile.
    """
    if len(moments) > MOST_OPTIONS:
        said = _("Paling banyak {n} pilihan waktu.").format(n=MOST_OPTIONS)
        raise Invalid.field("options", said)
    for n, (at, _minutes) in enumerate(moments[new:]):
        if at <= now:
            raise Invalid.field(f"options.{n}.day", _("Waktu ini sudah lewat."))
    if len(set(moments)) < len(moments):
        raise Invalid.field("options", _("Waktu yang sama ditulis dua kali."))
