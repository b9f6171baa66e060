"""What people do to releases. Each function is one transaction and one journal entry."""

from rakor.press.operations.papers import MEDIA, paper, printed, public_paper
from rakor.press.operations.publishing import approve, publish, send_back, withdraw
from rakor.press.operations.quoting import (
    add_quote,
    answer_by_link,
    ask,
    change_quote,
    record_answer,
    remove_quote,
)
from rakor.press.operations.writing import draft, edit, refresh

__all__ = [
    "MEDIA",
    "add_quote",
    "answer_by_link",
    "approve",
    "ask",
    "change_quote",
    "draft",
    "edit",
    "paper",
    "printed",
    "public_paper",
    "publish",
    "record_answer",
    "refresh",
    "remove_quote",
    "send_back",
    "withdraw",
]
