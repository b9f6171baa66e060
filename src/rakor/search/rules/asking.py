"""What somebody asks for: words, phrases in quotes, and other ways to say the same.

Whatever is typed has a meaning here, so that no search ever fails by its wording.
"""

import re
from collections.abc import Iterable
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

_PIECES = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)')

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


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; the last may be only the beginning of one."""

    words: Words
    begins: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: of each group one term must be there."""

    groups: tuple[tuple[Term, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.groups)


def asked(typed: str) -> Asked:
    """What somebody typed, at most twelve terms of it; nothing where there is no word in it."""
    groups: dict[tuple[Term, ...], None] = {}
    for phrase, word in _PIECES.findall(plain(typed[:LONGEST])):
        words = tuple(folded(phrase or word).split())
        if words:
            group = [_term(each, quoted=bool(phrase)) for each in _meant(words, bool(phrase))]
            groups[tuple(group)] = None
    return Asked(tuple(groups)[:MOST_TERMS])


def _meant(words: Words, quoted: bool) -> Iterable[Words]:
    return [words] if quoted else _MEANS.get(words, [words])


def _term(words: Words, *, quoted: bool) -> Term:
    last = words[-1]
    short = len(last) < SHORTEST_BEGINNING or last.isdigit()
    return Term(words, begins=not (quoted or short))


def for_sqlite(wanted: Asked, *, title_only: bool = False) -> str:
    """The search in the language of FTS5. Words are letters and digits only, within quotes."""
    said = " AND ".join(
        "(" + " OR ".join(_for_fts5(term) for term in group) + ")" for group in wanted.groups
    )
    return f"{{title_words}} : ({said})" if title_only else said


def _for_fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def for_postgres(wanted: Asked, *, title_only: bool = False) -> str:
    """The search in the language of tsquery; titles have the weight A."""
    return " & ".join(
        "(" + " | ".join(_for_tsquery(term, title_only) for term in group) + ")"
        for group in wanted.groups
    )


def _for_tsquery(term: Term, title_only: bool) -> str:
    said = []
    for place, word in enumerate(term.words, 1):
        marks = "*" if term.begins and place == len(term.words) else ""
        marks += "A" if title_only else ""
        said.append(f"'{word}'" + (f":{marks}" if marks else ""))
    return "(" + " <-> ".join(said) + ")"


def pattern(wanted: Asked) -> re.Pattern[str]:
    """What of a folded text was asked for: any of the terms, whole words or their beginning."""
    said = [_for_pattern(term) for group in wanted.groups for term in group]
    return re.compile("|".join(sorted(said, key=len, reverse=True)))


def _for_pattern(term: Term) -> str:
    words = r" +".join(map(re.escape, term.words))
    return rf"(?<![^ ]){words}" + (r"[^ ]*" if term.begins else r"(?![^ ])")
