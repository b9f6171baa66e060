"""Votes: their steps, who is entitled, what is counted, and which majority carries."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import STATES, Part, State
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _


class VoteState(StrEnum):
    """Where a vote stands. Its result is told to everybody when it is published."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


VOTE_STATES = {
    VoteState.PREPARED: N_("disiapkan"),
    VoteState.OPEN: N_("dibuka"),
    VoteState.CLOSED: N_("ditutup"),
    VoteState.PUBLISHED: N_("diumumkan"),
    VoteState.WITHDRAWN: N_("ditarik"),
}

# What was counted stands: a vote that is closed is published, never taken back.
_STEPS: dict[VoteState, frozenset[VoteState]] = {
    VoteState.PREPARED: frozenset({VoteState.OPEN, VoteState.WITHDRAWN}),
    VoteState.OPEN: frozenset({VoteState.CLOSED, VoteState.WITHDRAWN}),
    VoteState.CLOSED: frozenset({VoteState.PUBLISHED}),
    VoteState.PUBLISHED: frozenset(),
    VoteState.WITHDRAWN: frozenset(),
}


class Majority(StrEnum):
    """What carries a vote of yes and no."""

    SIMPLE = "simple"  # more yes than no
    ABSOLUTE = "absolute"  # more than half of those entitled
    TWO_THIRDS = "two_thirds"  # of yes and no together
    CONSENSUS = "consensus"  # nobody against


MAJORITIES = {
    Majority.SIMPLE: N_("Suara terbanyak"),
    Majority.ABSOLUTE: N_("Lebih dari separuh yang berhak"),
    Majority.TWO_THIRDS: N_("Dua pertiga suara"),
    Majority.CONSENSUS: N_("Mufakat"),
}

YES, NO, ABSTAIN = "yes", "no", "abstain"
CHOICES = {YES: N_("Setuju"), NO: N_("Tidak setuju"), ABSTAIN: N_("Abstain")}
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12

# A delegation votes by whoever came to speak for it, not by observers, guests and aides.
VOTING_PARTS = frozenset(
    {Part.CHAIR, Part.SPEAKER, Part.MODERATOR, Part.OPENER, Part.PARTICIPANT, Part.DELEGATE}
)
TELL_EVERY = 0.5  # seconds between two counts that are told

Option = Annotated[Line, Field(min_length=1, max_length=300)]


class VoteFacts(Shape):
    """A question as it is put: yes, no and abstain, unless other answers are written."""

    question: Annotated[Text, Field(min_length=1, max_length=2000)]
    agenda_item: UUID | None = None
    decision: UUID | None = None
    secret: bool = False
    majority: Majority = Majority.SIMPLE
    options: Annotated[list[Option], Field(max_length=MOST_OPTIONS)] = []


class VoteChanges(VoteFacts):
    """What is to be different before it opens; what is left out stays."""

    question: Annotated[Text, Field(max_length=2000)] = ""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is here: for which agency, and in which part they were asked to come."""

    agency: UUID | None
    part: Part | None


def options_of(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The answers of a vote as (key, text). None written: yes, no, abstain, by the catalogue.

    Refuses (Invalid) a single answer, and two that read the same.
    """
    if not texts:
        return [(key, "") for key in CHOICES]
    if len(texts) < FEWEST_OPTIONS:
        raise Invalid.field("options", _("Tuliskan sedikitnya dua pilihan, atau kosongkan."))
    if len({text.casefold() for text in texts}) < len(texts):
        raise Invalid.field("options", _("Dua pilihan berbunyi sama."))
    return [(f"o{n}", text) for n, text in enumerate(texts, 1)]


def check_majority(majority: Majority, keys: Collection[str]) -> None:
    """Refuses (Invalid) a majority for written options, of which the leading one is told."""
    if majority is not Majority.SIMPLE and YES not in keys:
        raise Invalid.field("majority", _("Syarat ini hanya untuk setuju atau tidak setuju."))


def check_vote_step(now: VoteState, wished: VoteState) -> None:
    """Refuses (Conflict) a step that does not follow from where the vote stands."""
    if wished not in _STEPS[now]:
        raise Conflict(
            _("Pemungutan suara ini sudah {state}.").format(state=_(VOTE_STATES[now]))
            if now is not VoteState.PREPARED
            else _("Pemungutan suara ini belum dibuka."),
            state=now.value,
        )


def check_may_prepare(state: State) -> None:
    """Refuses (Conflict) questions in a meeting that is not announced, or is over."""
    if state not in (State.SCHEDULED, State.IN_PROGRESS):
        raise Conflict(
            _("Pemungutan suara disiapkan sejak rapat terjadwal; rapat ini {state}.").format(
                state=_(STATES[state]).lower()
            ),
            state=state.value,
        )


def check_may_vote(state: State) -> None:
    """Refuses (Conflict) to open a vote or to cast a ballot unless the meeting is being held."""
    if state is not State.IN_PROGRESS:
        raise Conflict(
            _("Suara dipungut selama rapat berlangsung; rapat ini {state}.").format(
                state=_(STATES[state]).lower()
            ),
            state=state.value,
        )


def delegations(here: Iterable[Present], named: Collection[UUID] | None = None) -> set[UUID]:
    """The agencies that may vote: one vote for each delegation that is here as the vote opens.

    Those who were named by the chair vote with whoever came for them; nobody who is not here.
    """
    if named is not None:
        return {one.agency for one in here if one.agency in named and one.agency is not None}
    return {one.agency for one in here if one.agency is not None and one.part in VOTING_PARTS}


def may_cast(part: Part | None) -> bool:
    """Whether somebody who came in this part speaks for the delegation; a guest may be named."""
    return part is None or part in VOTING_PARTS


def tally(keys: Sequence[str], choices: Iterable[str]) -> dict[str, int]:
    """How often each answer was given, also those that nobody gave, in their order."""
    found = Counter(choices)
    return {key: found[key] for key in keys}


def carried(counts: Mapping[str, int], entitled: int, majority: Majority) -> bool | None:
    """Whether yes has won by this majority; None where other answers were put."""
    if YES not in counts:
        return None
    yes, no = counts[YES], counts[NO]
    match majority:
        case Majority.SIMPLE:
            return yes > no
        case Majority.ABSOLUTE:
            return 2 * yes > entitled
        case Majority.TWO_THIRDS:
            return yes > 0 and 3 * yes >= 2 * (yes + no)
        case Majority.CONSENSUS:
            return yes > 0 and no == 0


def leading(counts: Mapping[str, int]) -> list[str]:
    """The answer given most often; several when they are even, none when nobody voted."""
    most = max(counts.values(), default=0)
    return [key for key, count in counts.items() if count == most] if most else []


def result_of(counts: Mapping[str, int], entitled: int, majority: Majority) -> dict[str, Any]:
    """What is told of a count: the numbers, and what follows from them."""
    return {
        "counts": dict(counts),
        "cast": sum(counts.values()),
        "entitled": entitled,
        "carried": carried(counts, entitled, majority),
        "leading": leading(counts),
    }


def is_told(vote: Mapping[str, Any]) -> bool:
    """Whether participants know of a vote: from the moment it was opened."""
    return vote["opened_at"] is not None
