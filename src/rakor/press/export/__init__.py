"""A release as values, and as what each printed form needs."""

from rakor.press.export.plain import (
    lines_of,
    to_content,
    to_typst_values,
    to_word_values,
    typed,
)
from rakor.press.export.values import (
    Byline,
    Letterhead,
    Quotation,
    ReleaseDocument,
)

__all__ = [
    "Byline",
    "Letterhead",
    "Quotation",
    "ReleaseDocument",
    "lines_of",
    "to_content",
    "to_typst_values",
    "to_word_values",
    "typed",
]
