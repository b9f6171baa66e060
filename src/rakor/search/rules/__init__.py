"""What is asked for and how it is shown, without any table."""

from rakor.search.rules.asking import (
    Asked,
    Term,
    Typed,
    any_for_postgres,
    asked,
    for_postgres,
    for_sqlite,
    pattern,
)
from rakor.search.rules.excerpts import LENGTH, Piece, marked
from rakor.search.rules.folding import folded, plain
from rakor.search.rules.kinds import KINDS, OF_DIRECTORY, Kind

__all__ = [
    "KINDS",
    "LENGTH",
    "OF_DIRECTORY",
    "Asked",
    "Kind",
    "Piece",
    "Term",
    "Typed",
    "any_for_postgres",
    "asked",
    "folded",
    "for_postgres",
    "for_sqlite",
    "marked",
    "pattern",
    "plain",
]
