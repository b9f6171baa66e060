"""What video links are: what is asked of a service, what may stand in the way, who enters."""

from rakor.links.rules.answers import made_of, marked, token_of
from rakor.links.rules.failing import Failed, Missing, patience, pause_after, plain, refusal
from rakor.links.rules.kinds import PASSES, TROUBLES, LinkState, Trouble
from rakor.links.rules.rooms import AFTER, BEFORE, MODERATORS, STAYS_AWAY, Guest, Open, claims
from rakor.links.rules.standing import Want, said, wanted
from rakor.links.rules.wishes import Made, Wish

__all__ = [
    "AFTER",
    "BEFORE",
    "MODERATORS",
    "PASSES",
    "STAYS_AWAY",
    "TROUBLES",
    "Failed",
    "Guest",
    "LinkState",
    "Made",
    "Missing",
    "Open",
    "Trouble",
    "Want",
    "Wish",
    "claims",
    "made_of",
    "marked",
    "patience",
    "pause_after",
    "plain",
    "refusal",
    "said",
    "token_of",
    "wanted",
]
