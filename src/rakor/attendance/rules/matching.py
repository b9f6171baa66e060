"""Who in the video room is whom of those invited: by link, by e-mail, then by name and agency.

Each visitor is judged alone, by what they say of themselves. Only what leaves no doubt is decided;
whatever may be two people is left to the secretariat, with those who may be meant, best first.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from rakor.attendance.rules.names import (
    Agencies,
    AgencyNames,
    Words,
    alike,
    pieces_of,
    words_in,
)
from rakor.attendance.rules.online import MatchedBy, names_in

# From here on (of 100) a match is decided, when nobody else comes near it; and from here on
# somebody is proposed.
CERTAIN, PROPOSED = 85, 25
# How far the next one must be behind; more where only one word of the name was given.
BEHIND, FAR_BEHIND = 8, 15
MOST_GUESSES = 5
# The video room opens within so long of a click on the personal link.
AFTER_CLICK = timedelta(minutes=5)
_CLOCKS = timedelta(minutes=1)
_FOR_LINK, _FOR_AGENCY = 25, 12


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who may be in the video room.

    `agencies` are the keys of those they may name as theirs, `clicks` when they entered by their
    own link.
    """

    key: str
    name: str
    agencies: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    clicks: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is in the video room under one name and address, and when they came in."""

    name: str
    email: str = ""
    joined: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody who may be meant, and how much speaks for it (of 100)."""

    key: str
    score: int


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a visitor was recognised as, and by what; or (NOBODY) who may be meant, best first."""

    by: MatchedBy
    key: str = ""
    score: int = 0
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """How well a name fits: `score` of 100, and how many whole words of it were given."""

    score: float = 0.0
    words: int = 0
    all_said: bool = False
    all_known: bool = False


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Somebody who may be meant: what speaks for it, how many words of the name were given."""

    key: str
    score: float
    words: int
    link: bool

    @property
    def guess(self) -> Guess:
        return Guess(self.key, min(round(self.score), 100))


class Book:
    """All who are invited to a meeting, so that each visitor is looked up quickly."""

    def __init__(self, invitees: Iterable[Invitee], agencies: Iterable[AgencyNames]) -> None:
        self._people = sorted(invitees, key=lambda each: each.key)
        self._agencies = Agencies(agencies)
        self._words = [words_in(pieces_of(each.name)) for each in self._people]
        self._of_agency = Counter(key for each in self._people for key in each.agencies)
        self._at_email: dict[str, set[int]] = {}
        # Who bears each word, and the words by their first letter, so that few are compared.
        self._bearing: dict[str, set[int]] = {}
        self._at_letter: dict[str, set[str]] = {}
        self._clicked: set[int] = set()
        for n, each in enumerate(self._people):
            for email in each.emails:
                self._at_email.setdefault(email.lower(), set()).add(n)
            for word in self._words[n]:
                self._bearing.setdefault(word, set()).add(n)
                self._at_letter.setdefault(word[0], set()).add(word)
            if each.clicks:
                self._clicked.add(n)

    def match(self, visitor: Visitor) -> Match:
        """Whom this is. What is certain by e-mail stands, unless the name is clearly another's."""
        ranked = self._ranked(visitor)
        guesses = tuple(each.guess for each in ranked[:MOST_GUESSES])
        named = _decided(ranked)
        owners = self._at_email.get(visitor.email.lower(), set()) if visitor.email else set()
        if len(owners) == 1:
            owner = self._people[next(iter(owners))].key
            own = next((each.score for each in ranked if each.key == owner), 0.0)
            if named is None or named.key == owner or own >= CERTAIN - BEHIND:
                return Match(MatchedBy.EMAIL, owner, 100)
            return Match(MatchedBy.NOBODY, guesses=_with(guesses, [owner]))
        if owners:
            return Match(
                MatchedBy.NOBODY,
                guesses=_with(guesses, sorted(self._people[n].key for n in owners)),
            )
        if named is None:
            return Match(MatchedBy.NOBODY, guesses=guesses)
        return named

    def _ranked(self, visitor: Visitor) -> list[_Ranked]:
        """Who may be meant, best first."""
        readings = self._readings(visitor.name)
        found = []
        for n in self._near(readings):
            person = self._people[n]
            link = clicked_before(visitor.joined, person.clicks)
            name, score = max(
                (self._fits(n, said, agencies) for said, agencies in readings),
                key=lambda each: each[1],
            )
            if link:
                score += _FOR_LINK
            if score >= PROPOSED:
                found.append(_Ranked(person.key, score, name.words, link))
        return sorted(found, key=lambda each: (-each.score, each.key))

    def _readings(self, name: str) -> list[tuple[Words, frozenset[str]]]:
        """What a name may say: each name somebody bore, and the whole; with an agency or without.

        The agency of one part counts for all: `Sari Utami (BKN)`.
        """
        _rest, everywhere = self._agencies.named(pieces_of(name))
        found: dict[tuple[Words, frozenset[str]], None] = {}
        for part in (*names_in(name), name):
            pieces = pieces_of(part)
            rest, _found = self._agencies.named(pieces)
            found[words_in(rest), everywhere] = None
            if words := words_in(pieces):
                found[words, frozenset()] = None
        return list(found)

    def _near(self, readings: Sequence[tuple[Words, frozenset[str]]]) -> list[int]:
        """Those who bear a word like one that was said, or came by their link; where nothing but an
        agency was said, its people. An initial alone leads to nobody."""
        found = set(self._clicked)
        for words, agencies in readings:
            pairs = ["".join(pair) for pair in pairwise(words)]
            for word in (*words, *pairs):
                if len(word) > 1:
                    for known in self._at_letter.get(word[0], ()):
                        if alike(word, known):
                            found |= self._bearing[known]
            if agencies and not words:
                found |= {n for n, each in enumerate(self._people) if each.agencies & agencies}
        return sorted(found)

    def _fits(self, n: int, said: Words, agencies: frozenset[str]) -> tuple[_Name, float]:
        person = self._people[n]
        ours = bool(agencies & person.agencies)
        if not said:
            only = any(self._of_agency[key] == 1 for key in agencies & person.agencies)
            return _Name(), (45.0 if only else 30.0) if ours else 0.0
        name = _name_fits(said, self._words[n])
        if not name.score:
            return name, 0.0
        if ours:
            return name, _with_agency(name)
        if agencies:
            # They say that they are of another agency: a namesake, most likely.
            return name, min(name.score, 75.0 if name.words > 1 else 40.0)
        return name, _name_alone(name)


def _decided(ranked: Sequence[_Ranked]) -> Match | None:
    """The first of the list, when it is certain and nobody comes near."""
    if not ranked or ranked[0].score < CERTAIN:
        return None
    best, *rest = ranked
    behind = best.score - (rest[0].score if rest else 0)
    if behind < (BEHIND if best.words > 1 else FAR_BEHIND):
        return None
    by = MatchedBy.LINK if best.link else MatchedBy.NAME
    return Match(by, best.key, best.guess.score)


def _with(guesses: Sequence[Guess], owners: Sequence[str]) -> tuple[Guess, ...]:
    """Those whose address it is before those who are named so."""
    rest = [guess for guess in guesses if guess.key not in owners]
    return (*(Guess(owner, 80) for owner in owners), *rest)[:MOST_GUESSES]


def clicked_before(joined: Iterable[datetime], clicks: Sequence[datetime]) -> bool:
    """Whether somebody came into the video room right after a click on a personal link."""
    return any(-_CLOCKS <= at - click <= AFTER_CLICK for at in joined for click in clicks)


def _with_agency(name: _Name) -> float:
    """Name and agency agree. One word of the name is enough when it is a whole one: `BKN_Sari`."""
    score = min(name.score + _FOR_AGENCY, 100.0)
    if name.words == 0:
        return min(score, 80.0)
    if name.words == 1 and name.all_known:
        return max(score, 90.0)
    return score


def _name_alone(name: _Name) -> float:
    """Without an agency one word is a nickname, and says little."""
    if name.words > 1:
        return name.score
    if name.words == 0:
        return min(name.score, 45.0)
    if name.all_said:
        return min(name.score, 80.0 if name.score > 95 else 70.0)
    return min(name.score, 60.0)


def _name_fits(said: Words, name: Words) -> _Name:
    """How well the words somebody wrote fit a name, in any order.

    A word that is not of the name weighs more than one of the name that was left out.
    """
    if not name:
        return _Name()
    if "".join(said) == "".join(name):
        return _Name(100.0, len(name), all_said=True, all_known=True)
    if len(said) == len(set(said)) and set(said) <= set(name):
        return _measured([1.0] * len(said), said, name)
    # `Wira Karsa` and `Wirakarsa` have the same words once those that one writes apart are joined.
    said, name = _joined(said, frozenset(name)), _joined(name, frozenset(said))
    return _measured(_assigned(said, name), said, name)


def _measured(found: Sequence[float], said: Words, name: Words) -> _Name:
    if not found:
        return _Name()
    known = sum(_consistent(each) for each in found) / len(said)
    given = sum(found) / len(name)
    return _Name(
        score=100 * known * (0.7 + 0.3 * given),
        words=sum(each >= 0.8 for each in found),
        all_said=len(found) == len(name),
        all_known=len(found) == len(said),
    )


def _consistent(strength: float) -> float:
    """Initials and beginnings prove little, but they contradict nothing."""
    return {0.3: 0.9, 0.6: 0.95}.get(strength, strength)


def _joined(words: Words, others: frozenset[str]) -> Words:
    found: list[str] = []
    at = 0
    while at < len(words):
        pair = "".join(words[at : at + 2])
        if at + 1 < len(words) and pair in others and words[at] not in others:
            found.append(pair)
            at += 2
        else:
            found.append(words[at])
            at += 1
    return tuple(found)


def _assigned(said: Words, name: Words) -> list[float]:
    """How alike each word is to one of the name; none stands for two."""
    pairs = sorted(
        ((alike(one, other), n, m) for n, one in enumerate(said) for m, other in enumerate(name)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    ours: set[int] = set()
    theirs: set[int] = set()
    found = []
    for strength, n, m in pairs:
        if strength and n not in ours and m not in theirs:
            ours.add(n)
            theirs.add(m)
            found.append(strength)
    return found
