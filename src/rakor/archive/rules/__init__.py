"""What a package of an archive is: its names, its sums, its chain, and what is left out of it."""

from rakor.archive.rules.chain import BEGINNING, Chained, follow, linked, proof_of, to_line
from rakor.archive.rules.manifest import (
    MANIFEST,
    PROOF,
    README,
    SCHEMA,
    SUMS,
    Broken,
    Counted,
    Journal,
    Kept,
    Manifest,
    Packed,
    Period,
    read_sums,
    to_sums,
)
from rakor.archive.rules.names import check_name, safe
from rakor.archive.rules.plain import WITHHELD, without_contact
from rakor.archive.rules.readme import readme
from rakor.archive.rules.shapes import Wanted

__all__ = [
    "BEGINNING",
    "MANIFEST",
    "PROOF",
    "README",
    "SCHEMA",
    "SUMS",
    "WITHHELD",
    "Broken",
    "Chained",
    "Counted",
    "Journal",
    "Kept",
    "Manifest",
    "Packed",
    "Period",
    "Wanted",
    "check_name",
    "follow",
    "linked",
    "proof_of",
    "read_sums",
    "readme",
    "safe",
    "to_line",
    "to_sums",
    "without_contact",
]
