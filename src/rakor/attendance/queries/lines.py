"""The ledger as people read it: every line, also those that were taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from rakor.attendance.models import Head, Scan, Signature
from rakor.errors import NotFound
from rakor.meetings.models import Meeting
from rakor.words import _

PAGE = 100


@dataclass(frozen=True, slots=True)
class Entered:
    """A line with whoever it found; `struck`: a correction that stands takes it back."""

    scan: Scan
    struck: bool


async def ledger(
    meeting: Meeting, *, head: UUID | None = None, before: UUID | None = None
) -> tuple[list[Entered], UUID | None]:
    """A page of the ledger, the last written first, and where the next one begins.

    Of all, or of one person. The same three queries for one line and for many.
    """
    rows = Scan.filter(meeting_id=meeting.id)
    rows = rows.filter(head_id=head) if head else rows
    rows = rows.filter(id__lt=before) if before else rows
    found = await rows.order_by("-id").limit(PAGE + 1).select_related("head", "officer", "voids")
    gone = await struck(found)
    shown = [Entered(scan, scan.id in gone) for scan in found[:PAGE]]
    return shown, shown[-1].scan.id if len(found) > PAGE else None


async def struck(scans: Sequence[Scan]) -> set[UUID]:
    """Which of these lines a correction takes back that stands itself; one query."""
    meetings = list({scan.meeting_id for scan in scans})
    rows = Scan.filter(meeting_id__in=meetings, voids_id__not_isnull=True) if scans else None
    taken: dict[UUID, list[UUID]] = {}
    for key, voids in await rows.values_list("id", "voids_id") if rows else []:
        taken.setdefault(voids, []).append(key)
    return {scan.id for scan in scans if not _stands(scan.id, taken)}


def _stands(key: UUID, taken: dict[UUID, list[UUID]]) -> bool:
    return not any(_stands(other, taken) for other in taken.get(key, ()))


async def head_in(meeting: Meeting, head_id: UUID) -> Head:
    """Somebody of a meeting's ledger; NotFound for those of others."""
    head = await Head.get_or_none(meeting_id=meeting.id, id=head_id)
    if head is None:
        raise NotFound(_("Orang ini tidak ada dalam catatan kehadiran rapat ini."))
    return head


async def signed_among(heads: Iterable[UUID]) -> set[UUID]:
    """Which of these people signed at a desk."""
    rows = Signature.filter(head_id__in=list(heads)).distinct()
    return {UUID(str(key)) for key in await rows.values_list("head_id", flat=True)}
