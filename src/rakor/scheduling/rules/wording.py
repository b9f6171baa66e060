"""Proposals in words: who can come, who cannot, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from rakor import words
from rakor.scheduling.rules.finding import Absence, Obstacle, Proposal, Seat
from rakor.scheduling.rules.spans import Span, moment_of
from rakor.words import N_, _

# What stands in the way for this long around the meeting is said to last all day.
ALL_DAY = 8 * 60


@dataclass(frozen=True, slots=True)
class Missing:
    """An agency that a time leaves out, how many seats of it, and why in words."""

    agency: str
    seats: int
    required: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many agencies and how many required seats a time suits."""

    agencies: int
    agencies_free: int
    required: int
    required_free: int


def attendance(proposal: Proposal, seats: Sequence[Seat]) -> Attendance:
    """An agency counts as free when none of its seats is missing."""
    agencies = {seat.agency for seat in seats}
    missing = {absence.seat.agency for absence in proposal.absences}
    required = sum(seat.required for seat in seats)
    return Attendance(
        len(agencies),
        len(agencies - missing),
        required,
        required - proposal.required_missing,
    )


def missing(proposal: Proposal, zone: str) -> list[Missing]:
    """Those whom a time leaves out, a line for each agency and reason, required ones first."""
    found: dict[tuple[str, bool, str], int] = {}
    for absence in proposal.absences:
        line = absence.seat.agency, absence.seat.required, reason(absence, proposal.span, zone)
        found[line] = found.get(line, 0) + 1
    return [Missing(agency, n, required, said) for (agency, required, said), n in found.items()]


def reason(absence: Absence, meeting: Span, zone: str) -> str:
    """Why somebody cannot come: `sibuk sampai pukul 10.00 WIB`, in the zone of the meeting."""
    if absence.obstacle is Obstacle.OFF_WORK:
        begins = moment_of(meeting[0])
        own = absence.seat.zone
        return _(OFF).format(clock=words.clock(begins, own), zone=words.zone_name(own))
    begin, end = absence.span
    if end - begin >= ALL_DAY:
        return _("sibuk sepanjang hari")
    said = BUSY_UNTIL if begin <= meeting[0] else BUSY_FROM if end >= meeting[1] else BUSY_BETWEEN
    return _(said).format(
        begin=words.clock(moment_of(begin), zone),
        end=words.clock(moment_of(end), zone),
        zone=words.zone_name(zone),
    )


OFF = N_("di luar jam kerja, di sana pukul {clock} {zone}")
BUSY_UNTIL = N_("sibuk sampai pukul {end} {zone}")
BUSY_FROM = N_("sibuk mulai pukul {begin} {zone}")
BUSY_BETWEEN = N_("sibuk pukul {begin}–{end} {zone}")
