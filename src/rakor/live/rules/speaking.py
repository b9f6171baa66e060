"""The speakers' list: who may ask for the floor, in which order they speak, and for how long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Protocol, TypeVar
from uuid import UUID

from pydantic import Field

from rakor.errors import Conflict, Forbidden, Invalid
from rakor.meetings.rules import STATES, Action, Channel, Part, State, may
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _

MOST_WAITING = 500
# An agency that used up its time is heard at least so long when it is given the floor.
LEAST_SECONDS = 60
LONGEST_TURN = 4 * 60 * 60
LONGEST_DAY = 24 * 60 * 60


class TurnCategory(StrEnum):
    """What somebody asks the floor for; a point of order comes before everything else."""

    POINT_OF_ORDER = "point_of_order"
    REPLY = "reply"
    QUESTION = "question"
    STATEMENT = "statement"


CATEGORIES = {
    TurnCategory.POINT_OF_ORDER: N_("Interupsi tata tertib"),
    TurnCategory.REPLY: N_("Tanggapan"),
    TurnCategory.QUESTION: N_("Pertanyaan"),
    TurnCategory.STATEMENT: N_("Penyampaian"),
}


class TurnState(StrEnum):
    """Where a turn to speak stands."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


TURN_STATES = {
    TurnState.WAITING: N_("Menunggu giliran"),
    TurnState.SPEAKING: N_("Sedang berbicara"),
    TurnState.DONE: N_("Sudah berbicara"),
    TurnState.WITHDRAWN: N_("Ditarik"),
    TurnState.REFUSED: N_("Ditolak"),
}

# Whoever spoke, withdrew or was refused asks anew.
STEPS: dict[TurnState, frozenset[TurnState]] = {
    TurnState.WAITING: frozenset({TurnState.SPEAKING, TurnState.WITHDRAWN, TurnState.REFUSED}),
    TurnState.SPEAKING: frozenset({TurnState.DONE}),
    TurnState.DONE: frozenset(),
    TurnState.WITHDRAWN: frozenset(),
    TurnState.REFUSED: frozenset(),
}
OPEN = frozenset({TurnState.WAITING, TurnState.SPEAKING})

# Who comes to watch, to accompany or to serve has no voice; the secretariat may give them one.
VOICELESS = frozenset(
    {Part.OBSERVER, Part.GUEST, Part.AIDE, Part.CHECK_IN_OFFICER, Part.PR_OFFICER, Part.ARCHIVIST}
)
VOICES = frozenset(Part) - VOICELESS


class TurnWish(Shape):
    """What somebody asks the floor for.

    Without `agenda_item` it is about what is on now. Whoever runs the session may name somebody
    else: by `head` (somebody who came), `person`, `agency` (a code), `name`, or agency and name.
    """

    category: TurnCategory = TurnCategory.STATEMENT
    topic: Annotated[Line, Field(max_length=300)] = ""
    channel: Channel | None = None
    agenda_item: UUID | None = None
    head: UUID | None = None
    person: UUID | None = None
    agency: Annotated[Line, Field(min_length=1, max_length=40)] | None = None
    name: Annotated[Line, Field(min_length=1, max_length=400)] | None = None

    @property
    def names_somebody(self) -> bool:
        return any((self.head, self.person, self.agency, self.name))


class SpeakingWish(Shape):
    """How long one turn and one agency may speak (0: no limit); whether requests are taken."""

    turn_seconds: Annotated[int, Field(ge=0, le=LONGEST_TURN)]
    agency_seconds: Annotated[int, Field(ge=0, le=LONGEST_DAY)]
    takes_requests: bool


class Turning(Protocol):
    """A turn, as far as its place in the queue and its time depend on it."""

    @property
    def id(self) -> UUID: ...
    @property
    def item_id(self) -> UUID | None: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def category(self) -> TurnCategory: ...
    @property
    def state(self) -> TurnState: ...
    @property
    def position(self) -> int: ...
    @property
    def requested_at(self) -> datetime: ...
    @property
    def running_since(self) -> datetime | None: ...
    @property
    def spent_ms(self) -> int: ...
    @property
    def allowed_seconds(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Watch:
    """A timer as three values, none of which changes by itself; read with the server's clock."""

    allowed_seconds: int = 0
    spent_ms: int = 0
    running_since: datetime | None = None

    @classmethod
    def of(cls, turn: Turning) -> "Watch":
        return cls(turn.allowed_seconds, turn.spent_ms, turn.running_since)

    def spent(self, at: datetime) -> int:
        """Milliseconds spoken until then; a clock that was set back takes nothing away."""
        if self.running_since is None:
            return self.spent_ms
        return self.spent_ms + max(0, (at - self.running_since) // timedelta(milliseconds=1))

    def left(self, at: datetime) -> int | None:
        """Milliseconds left, below zero when the time is over; None without a limit."""
        return self.allowed_seconds * 1000 - self.spent(at) if self.allowed_seconds else None

    def run(self, at: datetime) -> "Watch":
        """Running from then on. Refuses (Conflict) one that runs."""
        if self.running_since is not None:
            raise Conflict(_("Waktu bicara sedang berjalan."))
        return replace(self, running_since=at)

    def pause(self, at: datetime) -> "Watch":
        """Stopped then. Refuses (Conflict) one that is stopped already."""
        if self.running_since is None:
            raise Conflict(_("Waktu bicara sedang dijeda."))
        return self.stop(at)

    def stop(self, at: datetime) -> "Watch":
        return Watch(self.allowed_seconds, self.spent(at))

    def extend(self, seconds: int) -> "Watch":
        """So much more time. Refuses (Conflict) a turn that has no limit, or would last hours."""
        if not self.allowed_seconds:
            raise Conflict(_("Giliran ini tidak dibatasi waktunya."))
        if self.allowed_seconds + seconds > LONGEST_TURN:
            raise Conflict(_("Satu giliran paling lama empat jam."))
        return replace(self, allowed_seconds=self.allowed_seconds + seconds)


def spoken_name(name: str, agency: str, short: str) -> str:
    """Somebody who spoke, as the record names them: their agency in brackets."""
    return f"{name} ({short})" if short and name != agency else name


def check_running(state: State) -> None:
    """Refuses (Conflict) to give or ask for the floor unless the meeting is being held."""
    if state is not State.IN_PROGRESS:
        raise Conflict(
            _("Giliran bicara diatur selama rapat berlangsung; rapat ini {state}.").format(
                state=_(STATES[state]).lower()
            ),
            state=state.value,
        )


def may_ask(parts: Iterable[Part]) -> bool:
    """Whether someone with these parts may ask for the floor themselves."""
    return not VOICES.isdisjoint(parts)


def check_may_ask(wish: TurnWish, parts: frozenset[Part], *, takes_requests: bool) -> None:
    """Whether somebody may ask for this.

    Who runs the session asks for anybody at any time. Everybody else asks for themselves, while
    requests are taken (Conflict), and if they take part rather than watch (Forbidden).
    """
    if may(Action.RUN, parts):
        return
    if wish.names_somebody:
        raise Forbidden(_("Hanya petugas sidang yang memasukkan pembicara lain."))
    if not may_ask(parts):
        raise Forbidden(_("Peninjau, tamu, dan pendamping berbicara lewat sekretariat."))
    if not takes_requests:
        raise Conflict(_("Permintaan bicara sedang ditutup oleh pimpinan rapat."))


def check_step(now: TurnState, then: TurnState) -> None:
    """Refuses (Conflict) a step that a turn cannot take."""
    if then not in STEPS[now]:
        raise Conflict(
            _("Giliran ini sudah berubah: {state}.").format(state=_(TURN_STATES[now]).lower()),
            status_now=now.value,
        )


def check_speaking(state: TurnState) -> None:
    """Refuses (Conflict) to stop or lengthen the time of somebody who does not speak."""
    if state is not TurnState.SPEAKING:
        raise Conflict(
            _("Giliran ini tidak sedang berjalan: {state}.").format(
                state=_(TURN_STATES[state]).lower()
            ),
            status_now=state.value,
        )


T = TypeVar("T", bound=Turning)


def queue(turns: Iterable[T], item: UUID | None) -> list[T]:
    """Who waits, in the order in which they speak.

    What is about the item that is on, or about none, comes first; there points of order before all
    else, then the order that was set, then as they asked.
    """

    def place(turn: T) -> tuple[bool, bool, int, datetime, str]:
        later = None not in (item, turn.item_id) and turn.item_id != item
        ordinary = turn.category is not TurnCategory.POINT_OF_ORDER
        return later, ordinary, turn.position, turn.requested_at, str(turn.id)

    return sorted((turn for turn in turns if turn.state is TurnState.WAITING), key=place)


def check_order(order: Sequence[UUID], waiting: Iterable[UUID]) -> None:
    """Refuses (Invalid) an order that leaves out somebody who waits, or names somebody else."""
    known = list(waiting)
    if len(order) != len(known) or set(order) != set(known):
        raise Invalid.field("turns", _("Sebutkan setiap yang menunggu tepat satu kali."))


def used_ms(turns: Iterable[Turning], agency_id: UUID | None, at: datetime) -> int:
    """How long an agency has spoken; a point of order is about the meeting, and costs nothing."""
    own = (turn for turn in turns if agency_id is not None and turn.agency_id == agency_id)
    return sum(
        Watch.of(turn).spent(at) for turn in own if turn.category is not TurnCategory.POINT_OF_ORDER
    )


def allowance(turn_seconds: int, agency_seconds: int, used: int, category: TurnCategory) -> int:
    """How many seconds a turn is given (0: no limit): its own, within what its agency has left.

    Giving the floor is up to the chair, so that a spent budget shortens a turn but forbids none.
    """
    if not agency_seconds or category is TurnCategory.POINT_OF_ORDER:
        return turn_seconds
    rest = max(LEAST_SECONDS, agency_seconds - used // 1000)
    return min(turn_seconds, rest) if turn_seconds else rest
