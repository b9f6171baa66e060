"""What people do to minutes. Each function is one transaction and one journal entry."""

from rakor.minutes.operations.agreement import agreement_paper
from rakor.minutes.operations.approval import approve, distribute, return_, submit
from rakor.minutes.operations.correcting import amend, answer_correction, ask_correction
from rakor.minutes.operations.discussing import comment, restore, settle_comment
from rakor.minutes.operations.drafting import draft, refresh
from rakor.minutes.operations.editing import (
    edit,
    edit_papers,
    edit_questions,
    edit_section,
    parts_of_section,
)
from rakor.minutes.operations.papers import MEDIA, paper
from rakor.minutes.operations.plain import Part, parts_of
from rakor.minutes.operations.reviewing import initial, name_reviewers, name_stand_in
from rakor.minutes.operations.signing import OwnCertificate, sign_here, take_signed

__all__ = [
    "MEDIA",
    "OwnCertificate",
    "Part",
    "agreement_paper",
    "amend",
    "answer_correction",
    "approve",
    "ask_correction",
    "comment",
    "distribute",
    "draft",
    "edit",
    "edit_papers",
    "edit_questions",
    "edit_section",
    "initial",
    "name_reviewers",
    "name_stand_in",
    "paper",
    "parts_of",
    "parts_of_section",
    "refresh",
    "restore",
    "return_",
    "settle_comment",
    "sign_here",
    "submit",
    "take_signed",
]
