"""Plain values of the audit: what kinds of entries mean, what is masked, what can be filtered."""

from rakor.audit.rules.filters import LONGEST_EXPORT, Cursor, Filter, Looked
from rakor.audit.rules.masking import masked, masked_text
from rakor.audit.rules.phrases import PHRASES, kinds_meant, phrase_of
from rakor.audit.rules.rows import Hidden, Object, Row
from rakor.audit.rules.things import THINGS, thing_of

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
