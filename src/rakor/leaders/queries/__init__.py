"""Reading whose day somebody may see, what is in it, and who could go instead."""

from rakor.leaders.queries.days import Clash, Item, LeaderDay, brief, read_day
from rakor.leaders.queries.deputies import Candidate, Offer, candidates, offers
from rakor.leaders.queries.people import Leader, choices, find_leader

__all__ = [
    "Candidate",
    "Clash",
    "Item",
    "Leader",
    "LeaderDay",
    "Offer",
    "brief",
    "candidates",
    "choices",
    "find_leader",
    "offers",
    "read_day",
]
