"""What people do to minutes. Each function is one transaction and one journal entry."""

from rakor.minutes.operations.agreement import (
    change_agreement,
    draft_agreement,
    replace_agreement,
    void_agreement,
)
from rakor.minutes.operations.agreement_issuing import (
    agreement_paper,
    issue_agreement,
    take_signed_agreement,
)
from rakor.minutes.operations.approval import approve, distribute, return_, submit
from rakor.minutes.operations.correcting import (
    amend,
    answer_correction,
    ask_by_link,
    ask_correction,
)
from rakor.minutes.operations.discussing import comment, restore, settle_comment
from rakor.minutes.operations.drafting import draft, refresh
from rakor.minutes.operations.editing import (
    edit,
    edit_papers,
    edit_questions,
    edit_section,
    parts_of_section,
)
from rakor.minutes.operations.papers import MEDIA, circulated, paper
from rakor.minutes.operations.plain import Part, parts_of
from rakor.minutes.operations.report import REPORT_MEDIA, report_paper
from rakor.minutes.operations.reviewing import initial, name_reviewers, name_stand_in
from rakor.minutes.operations.signing import OwnCertificate, sign_here, take_signed
from rakor.minutes.operations.windows import set_correction_window

__all__ = [
    "MEDIA",
    "REPORT_MEDIA",
    "OwnCertificate",
    "Part",
    "agreement_paper",
    "amend",
    "answer_correction",
    "approve",
    "ask_by_link",
    "ask_correction",
    "change_agreement",
    "circulated",
    "comment",
    "distribute",
    "draft",
    "draft_agreement",
    "edit",
    "edit_papers",
    "edit_questions",
    "edit_section",
    "initial",
    "issue_agreement",
    "name_reviewers",
    "name_stand_in",
    "paper",
    "parts_of",
    "parts_of_section",
    "refresh",
    "replace_agreement",
    "report_paper",
    "restore",
    "return_",
    "set_correction_window",
    "settle_comment",
    "sign_here",
    "submit",
    "take_signed",
    "take_signed_agreement",
    "void_agreement",
]
