"""The letter as values, and as what the PDF and Word templates print; pure.

Official letters are Indonesian whatever language the reader's pages are in.
"""

from rakor.letters.export.look import Stationery, dressed, written_on
from rakor.letters.export.plain import from_content, to_content, to_typst_values, to_word_values
from rakor.letters.export.schedule import place, place_and_date, times
from rakor.letters.export.values import (
    Copy,
    Group,
    LetterDocument,
    Letterhead,
    Look,
    Member,
    Row,
)

__all__ = [
    "Copy",
    "Group",
    "LetterDocument",
    "Letterhead",
    "Look",
    "Member",
    "Row",
    "Stationery",
    "dressed",
    "from_content",
    "place",
    "place_and_date",
    "times",
    "to_content",
    "to_typst_values",
    "to_word_values",
    "written_on",
]
