"""What is done about video links: following meetings, asking services, entering, mending."""

from rakor.links.operations.entering import invited_in, missing, own_way_in, way_in, why_not_in
from rakor.links.operations.following import followed, split
from rakor.links.operations.mending import try_again, type_link
from rakor.links.operations.services import answers
from rakor.links.operations.working import work_due
from rakor.links.rules import Failed

__all__ = [
    "Failed",
    "answers",
    "followed",
    "invited_in",
    "missing",
    "own_way_in",
    "split",
    "try_again",
    "type_link",
    "way_in",
    "why_not_in",
    "work_due",
]
