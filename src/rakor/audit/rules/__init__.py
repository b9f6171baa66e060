"""Plain values of the audit: what kinds of entries mean, what is masked, what can be filtered."""

from rakor.audit.rules.filters import LONGEST_EXPORT, Cursor, Filter, Looked
from rakor.audit.rules.masking import masked, masked_text
from rakor.audit.rules.phrases import PHRASES, THINGS, kinds_meant, phrase_of, thing_of
from rakor.audit.rules.rows import Hidden, Object, Row

__all__ = [
    "LONGEST_EXPORT",
    "PHRASES",
    "THINGS",
    "Cursor",
    "Filter",
    "Hidden",
    "Looked",
    "Object",
    "Row",
    "kinds_meant",
    "masked",
    "masked_text",
    "phrase_of",
    "thing_of",
]
