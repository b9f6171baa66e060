"""Reading when people are free, which times suit a meeting, and what they said when asked."""

from rakor.scheduling.queries.asked import Place, places_of, seats_in
from rakor.scheduling.queries.busy import TAKES_TIME, Engaged, busy_times, engaged
from rakor.scheduling.queries.polls import (
    Asked,
    Standing,
    find_poll,
    latest_poll,
    live_poll,
    options_of,
    own_answers,
    poll_behind,
    standing,
    takes_answers,
    voice_of,
)
from rakor.scheduling.queries.proposing import Found, find_times, movable
from rakor.scheduling.queries.sources import (
    Outside,
    find_office_for,
    find_source,
    sources_of,
)

__all__ = [
    "TAKES_TIME",
    "Asked",
    "Engaged",
    "Found",
    "Outside",
    "Place",
    "Standing",
    "busy_times",
    "engaged",
    "find_office_for",
    "find_poll",
    "find_source",
    "find_times",
    "latest_poll",
    "live_poll",
    "movable",
    "options_of",
    "own_answers",
    "places_of",
    "poll_behind",
    "seats_in",
    "sources_of",
    "standing",
    "takes_answers",
    "voice_of",
]
