"""The speakers' list: what somebody asks the floor for, and the steps of a turn."""

from enum import StrEnum

from rakor.words import N_


class TurnCategory(StrEnum):
    """What somebody asks the floor for; a point of order comes before everything else."""

    POINT_OF_ORDER = "point_of_order"
    REPLY = "reply"
    QUESTION = "question"
    STATEMENT = "statement"


CATEGORIES = {
    TurnCategory.POINT_OF_ORDER: N_("Interupsi tata tertib"),
    TurnCategory.REPLY: N_("Tanggapan"),
    TurnCategory.QUESTION: N_("Pertanyaan"),
    TurnCategory.STATEMENT: N_("Penyampaian"),
}


class TurnState(StrEnum):
    """Where a turn to speak stands."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
