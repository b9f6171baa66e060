"""What people do about the time of a meeting: ask, answer, remind, settle."""

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
from rakor.scheduling.operations.settling import settle_poll

__all__ = [
    "add_option",
    "answer_poll",
    "begin_poll",
    "change_poll",
    "close_poll",
    "drop_poll",
    "keep_polls",
    "move_option",
    "remind_missing",
    "remove_option",
    "settle_poll",
]
