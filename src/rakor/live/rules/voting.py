"""Votes: their steps, and which majority carries."""

from enum import StrEnum

from rakor.words import N_


class VoteState(StrEnum):
    """Where a vote stands. Its result is told to everybody when it is published."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Majority(StrEnum):
    """What carries a vote of yes and no."""

    SIMPLE = "simple"  # more yes than no
    ABSOLUTE = "absolute"  # more than half of those entitled
    TWO_THIRDS = "two_thirds"  # of yes and no together
    CONSENSUS = "consensus"  # nobody against


MAJORITIES = {
    Majority.SIMPLE: N_("Suara terbanyak"),
    Majority.ABSOLUTE: N_("Lebih dari separuh yang berhak"),
    Majority.TWO_THIRDS: N_("Dua pertiga suara"),
    Majority.CONSENSUS: N_("Mufakat"),
}
