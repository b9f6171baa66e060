"""Reading programmes: those that somebody may see, their days, the public page and its calendar."""

from rakor.programmes.queries.calendar import Calendar, calendar_of
from rakor.programmes.queries.events import Event, events_of, find_event, public_events
from rakor.programmes.queries.finding import (
    find,
    find_for_planning,
    find_public,
    linkable,
    plans,
    visible_to,
)
from rakor.programmes.queries.inviting import told_by, tracks_of
from rakor.programmes.queries.shown import Block, DayOf, Row, by_day, open_rows, rows_of
from rakor.programmes.queries.whole import whole_of_meeting

__all__ = [
    "Block",
    "Calendar",
    "DayOf",
    "Event",
    "Row",
    "by_day",
    "calendar_of",
    "events_of",
    "find",
    "find_event",
    "find_for_planning",
    "find_public",
    "linkable",
    "open_rows",
    "plans",
    "public_events",
    "rows_of",
    "told_by",
    "tracks_of",
    "visible_to",
    "whole_of_meeting",
]
