"""How scans become heads: one person is one head, however often and wherever they were seen."""

from enum import StrEnum


class Direction(StrEnum):
    """Coming or going."""

    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    """What became of a scan. Every scan is kept, also those that were refused."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
