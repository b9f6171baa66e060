"""Reading minutes, for those who write, decide, sign and read them."""

from rakor.minutes.queries.by_link import LinkReading, read_by_link
from rakor.minutes.queries.discussing import (
    Difference,
    Earlier,
    comments_of,
    corrections_of,
    differences,
    find_remarking,
    history_of,
    sections_read,
)
from rakor.minutes.queries.reading import (
    Reading,
    document_of,
    in_force,
    latest,
    read_by,
    reading,
    reviews_of,
    stands_in,
    takes_corrections_now,
    turn_of,
    writing,
)
from rakor.minutes.queries.windows import correction_days, find_keeping

__all__ = [
    "Difference",
    "Earlier",
    "LinkReading",
    "Reading",
    "comments_of",
    "correction_days",
    "corrections_of",
    "differences",
    "document_of",
    "find_keeping",
    "find_remarking",
    "history_of",
    "in_force",
    "latest",
    "read_by",
    "read_by_link",
    "reading",
    "reviews_of",
    "sections_read",
    "stands_in",
    "takes_corrections_now",
    "turn_of",
    "writing",
]
