"""What people do about time: ask, answer, remind, settle; and the calendars that tell of it."""

from rakor.scheduling.operations.answering import answer_poll
from rakor.scheduling.operations.polling import (
    add_option,
    begin_poll,
    change_poll,
    close_poll,
    drop_poll,
    move_option,
    remove_option,
)
from rakor.scheduling.operations.reminding import keep_polls, remind_missing
from rakor.scheduling.operations.rooms import tell_expired, tell_refused
from rakor.scheduling.operations.settling import comfort_late, settle_poll
from rakor.scheduling.operations.sources import (
    add_source,
    keep_sources,
    read_source,
    remove_source,
)

__all__ = [
    "add_option",
    "add_source",
    "answer_poll",
    "begin_poll",
    "change_poll",
    "close_poll",
    "comfort_late",
    "drop_poll",
    "keep_polls",
    "keep_sources",
    "move_option",
    "read_source",
    "remind_missing",
    "remove_option",
    "remove_source",
    "settle_poll",
    "tell_expired",
    "tell_refused",
]
