"""What people do to a meeting. Each function is one transaction in the journal."""

from rakor.meetings.operations.agenda import (
    add_item,
    change_item,
    finish_item,
    move_item,
    order_items,
    remove_item,
    skip_item,
    start_item,
)
from rakor.meetings.operations.facts import (
    Assignment,
    Changes,
    Facts,
    ItemChanges,
    ItemFacts,
    Moment,
    Move,
    Online,
    Reason,
    Seating,
    Times,
    Venue,
)
from rakor.meetings.operations.life import cancel, close, open, postpone, publish, reschedule
from rakor.meetings.operations.parts import assign, person_named, release
from rakor.meetings.operations.planning import change, draft_meeting

__all__ = [
    "Assignment",
    "Changes",
    "Facts",
    "ItemChanges",
    "ItemFacts",
    "Moment",
    "Move",
    "Online",
    "Reason",
    "Seating",
    "Times",
    "Venue",
    "add_item",
    "assign",
    "cancel",
    "change",
    "change_item",
    "close",
    "draft_meeting",
    "finish_item",
    "move_item",
    "open",
    "order_items",
    "person_named",
    "postpone",
    "publish",
    "release",
    "remove_item",
    "reschedule",
    "skip_item",
    "start_item",
]
