"""Tables of drafts: who approves what, to whom a draft was shown, and what they said."""

from rakor.drafting.models.approval import Approval, ApprovalOffice, ApprovalPolicy, ApprovalStep
from rakor.drafting.models.sharing import DraftComment, DraftReader, SharedDraft

__all__ = [
    "Approval",
    "ApprovalOffice",
    "ApprovalPolicy",
    "ApprovalStep",
    "DraftComment",
    "DraftReader",
    "SharedDraft",
]
