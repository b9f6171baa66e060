"""What people do with a draft before it is out. Each function is one transaction in the journal."""

from rakor.drafting.operations.approving import approve, give_back
from rakor.drafting.operations.asking import ask_approval, withdraw_request
from rakor.drafting.operations.commenting import (
    answer,
    comment,
    reply,
    say_done,
    settle_comment,
    take_over,
)
from rakor.drafting.operations.gathering import keep_drafts, remind_now
from rakor.drafting.operations.guarding import approved_only
from rakor.drafting.operations.policies import drop_policy, set_policy
from rakor.drafting.operations.publishing import publish_or_ask
from rakor.drafting.operations.sharing import (
    add_readers,
    change_share,
    end_share,
    remove_reader,
    share_draft,
)

__all__ = [
    "add_readers",
    "answer",
    "approve",
    "approved_only",
    "ask_approval",
    "change_share",
    "comment",
    "drop_policy",
    "end_share",
    "give_back",
    "keep_drafts",
    "publish_or_ask",
    "remind_now",
    "remove_reader",
    "reply",
    "say_done",
    "set_policy",
    "settle_comment",
    "share_draft",
    "take_over",
    "withdraw_request",
]
