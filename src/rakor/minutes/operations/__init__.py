"""What people do to minutes. Each function is one transaction and one journal entry."""

from rakor.minutes.operations.approval import approve, distribute, return_, submit
from rakor.minutes.operations.drafting import draft, refresh
from rakor.minutes.operations.editing import edit, edit_papers, edit_section, parts_of_section
from rakor.minutes.operations.papers import MEDIA, Paper, paper
from rakor.minutes.operations.plain import Part, parts_of

__all__ = [
    "MEDIA",
    "Paper",
    "Part",
    "approve",
    "distribute",
    "draft",
    "edit",
    "edit_papers",
    "edit_section",
    "paper",
    "parts_of",
    "parts_of_section",
    "refresh",
    "return_",
    "submit",
]
