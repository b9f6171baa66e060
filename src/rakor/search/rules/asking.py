"""What somebody asks for: words, phrases in quotes, what must not be there, other ways to say it.

Whatever is typed has a meaning here, so that no search ever fails by its wording.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from rakor.search.rules.folding import folded, plain

LONGEST = 500
MOST_TERMS = 12
# The beginning of a shorter word is the beginning of nearly everything.
SHORTEST_BEGINNING = 3

Words = tuple[str, ...]
Typed = Annotated[str, BeforeValidator(lambda said: str(said)[:LONGEST].strip())]
"""What somebody typed into the field of the search, as far as it is read."""

_PIECES = re.compile(r'(?:(?<!\S)(-))?(?:["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+))')

# Ways to say the same. Of the first words of each group the others are found, and the other way.
_ALIKE: tuple[tuple[str, ...], ...] = (
    ("notula", "notulen", "notulensi"),
    ("rapat", "rakor"),
    ("rakornas", "rapat koordinasi nasional"),
    ("rakortek", "rapat koordinasi teknis"),
    ("k l", "kl", "kementerian lembaga", "kementerian dan lembaga"),
    ("pemda", "pemerintah daerah"),
    ("sekjen", "sekretaris jenderal"),
    ("dirjen", "direktur jenderal"),
)
_MEANS: dict[Words, list[Words]] = {
    tuple(way.split()): [tuple(other.split()) for other in group]
    for group in _ALIKE
    for way in group
}
# Short forms that stand for these words one after another.
_SHORT: dict[Words, list[Words]] = {
    **{
        way: [other for other in others if other != way]
        for way, others in _MEANS.items()
        if len(way) > 1
    },
    ("rapat", "koordinasi"): [("rakor",)],
    ("rapat", "kerja"): [("raker",)],
    ("bimbingan", "teknis"): [("bimtek",)],
}
_LONGEST_WAY = max(map(len, _SHORT))


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; the last may be only the beginning of one."""

    words: Words
    begins: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: of each group one term must be there, and none of `without`."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)


def asked(typed: str) -> Asked:
    """What somebody typed, at most twelve terms of it; nothing where there is no word in it."""
    said: list[tuple[Words, bool]] = []
    without: dict[Term, None] = {}
    for minus, phrase, word in _PIECES.findall(plain(typed[:LONGEST])):
        words = tuple(folded(phrase or word).split())
        if words and minus:
            without[_term(words, quoted=True)] = None
        elif words:
            said.append((words, bool(phrase)))
    groups: dict[tuple[Term, ...], None] = {}
    for (words, quoted), short in zip(said, _shortened(said), strict=True):
        ways = dict.fromkeys([*_meant(words, quoted), *short])
        groups[tuple(_term(each, quoted=quoted) for each in ways)] = None
    return Asked(tuple(groups)[:MOST_TERMS], tuple(without)[:MOST_TERMS])


def _shortened(said: Sequence[tuple[Words, bool]]) -> list[list[Words]]:
    """Of each word the short forms that stand for it together with its neighbours.

    So `rapat koordinasi` finds what says `rakor`, and still what has both words far apart.
    """
    found: list[list[Words]] = [[] for _each in said]
    for first in range(len(said)):
        for last in range(first + 2, min(len(said), first + _LONGEST_WAY) + 1):
            part = said[first:last]
            if any(quoted or len(words) > 1 for words, quoted in part):
                break
            for at in range(first, last):
                found[at] += _SHORT.get(tuple(words[0] for words, _quoted in part), [])
    return found


def _meant(words: Words, quoted: bool) -> Iterable[Words]:
    return [words] if quoted else _MEANS.get(words, [words])


def _term(words: Words, *, quoted: bool) -> Term:
    last = words[-1]
    short = len(last) < SHORTEST_BEGINNING or last.isdigit()
    return Term(words, begins=not (quoted or short))


def for_sqlite(wanted: Asked, *, title_only: bool = False) -> str:
    """The search in the language of FTS5. Words are letters and digits only, within quotes."""
    said = " AND ".join(f"({_any_fts5(group)})" for group in wanted.groups)
    if title_only:
        said = f"{{title_words}} : ({said})"
    return f"({said}) NOT ({_any_fts5(wanted.without)})" if wanted.without else said


def _any_fts5(terms: Iterable[Term]) -> str:
    return " OR ".join(_for_fts5(term) for term in terms)


def _for_fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def for_postgres(wanted: Asked) -> str:
    """The search in the language of tsquery, but for what must not be there."""
    return " & ".join(f"({any_for_postgres(group)})" for group in wanted.groups)


def any_for_postgres(terms: Iterable[Term]) -> str:
    """Any of these terms in the language of tsquery."""
    return " | ".join(_for_tsquery(term) for term in terms)


def _for_tsquery(term: Term) -> str:
    said = [f"'{word}'" for word in term.words]
    if term.begins:
        said[-1] += ":*"
    return "(" + " <-> ".join(said) + ")"


def pattern(wanted: Asked) -> re.Pattern[str]:
    """What of a folded text was asked for: any of the terms, whole words or their beginning."""
    said = [_for_pattern(term) for group in wanted.groups for term in group]
    return re.compile("|".join(sorted(said, key=len, reverse=True)))


def _for_pattern(term: Term) -> str:
    words = r" +".join(map(re.escape, term.words))
    return rf"(?<![^ ]){words}" + (r"[^ ]*" if term.begins else r"(?![^ ])")
