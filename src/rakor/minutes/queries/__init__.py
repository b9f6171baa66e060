"""Reading minutes, for those who write, decide, sign and read them."""

from rakor.minutes.queries.reading import (
    Reading,
    document_of,
    latest,
    read_by,
    reading,
    writing,
)

__all__ = [
    "Reading",
    "document_of",
    "latest",
    "read_by",
    "reading",
    "writing",
]
