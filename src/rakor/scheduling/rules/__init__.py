"""Rules of scheduling: working hours, and which times suit whom."""

from rakor.scheduling.rules.finding import (
    PROPOSALS,
    Absence,
    Obstacle,
    Proposal,
    Search,
    Seat,
    propose,
    whole_days,
)
from rakor.scheduling.rules.hours import OFFICE_HOURS, Hours, days_between, unwelcome
from rakor.scheduling.rules.sources import (
    SourceFacts,
    SourceKind,
    Trouble,
    next_look,
    packed,
    unpacked,
)
from rakor.scheduling.rules.spans import Span, end_minute_of, merged, minute_of, moment_of, overlap
from rakor.scheduling.rules.starts import STEP
from rakor.scheduling.rules.wanted import TimeWanted, check_findable
from rakor.scheduling.rules.wording import Attendance, Missing, attendance, missing

__all__ = [
    "OFFICE_HOURS",
    "PROPOSALS",
    "STEP",
    "Absence",
    "Attendance",
    "Hours",
    "Missing",
    "Obstacle",
    "Proposal",
    "Search",
    "Seat",
    "SourceFacts",
    "SourceKind",
    "Span",
    "TimeWanted",
    "Trouble",
    "attendance",
    "check_findable",
    "days_between",
    "end_minute_of",
    "merged",
    "minute_of",
    "missing",
    "moment_of",
    "next_look",
    "overlap",
    "packed",
    "propose",
    "unpacked",
    "unwelcome",
    "whole_days",
]
