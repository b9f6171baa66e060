"""The part of a text that answers a search, with the words that were looked for set apart."""

import re
from dataclasses import dataclass

from rakor.search.rules.folding import folded

LENGTH = 240
BEFORE = 60
# A text is read no further than this for an excerpt, however long it is.
MOST_MARKS = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt; `found` where it is what was looked for."""

    text: str
    found: bool


def marked(text: str, words: re.Pattern[str], length: int = 0) -> list[Piece]:
    """The text in pieces, those that were looked for set apart.

    With a `length` only the part around the first of them, or the beginning if there is none.
    """
    shown = _part(text, words, length) if length and len(text) > length else text
    pieces: list[Piece] = []
    at = 0
    for place in words.finditer(folded(shown)):
        if len(pieces) >= 2 * MOST_MARKS:
            break
        begins, ends = place.span()
        if begins > at:
            pieces.append(Piece(shown[at:begins], found=False))
        pieces.append(Piece(shown[begins:ends], found=True))
        at = ends
    if at < len(shown):
        pieces.append(Piece(shown[at:], found=False))
    return pieces


def _part(text: str, words: re.Pattern[str], length: int) -> str:
    first = words.search(folded(text))
    begins = max(0, first.start() - BEFORE) if first else 0
    if begins:
        # Not in the middle of a word, unless it is a very long one.
        begins = max(text.rfind(" ", max(0, begins - BEFORE), begins) + 1, begins - BEFORE)
    ends = min(len(text), begins + length)
    if ends < len(text):
        ends = max(text.rfind(" ", begins, ends), ends - BEFORE)
    return ("… " if begins else "") + text[begins:ends] + (" …" if ends < len(text) else "")
