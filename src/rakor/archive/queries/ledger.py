"""The ledger of attendance, line by line, without the devices that wrote it."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from rakor.archive.queries.rows import told
from rakor.attendance.models import Scan

AT_ONCE = 1000
_LINE = (
    "id head_id channel direction outcome reason method officer_id at said_at recorded_at "
    "voids_id note"
)


async def told_scans(meeting_id: UUID) -> AsyncIterator[list[dict[str, Any]]]:
    """Every line in the order in which it was written, some at a time."""
    after = UUID(int=0)
    while True:
        rows = Scan.filter(meeting_id=meeting_id, id__gt=after).order_by("id").limit(AT_ONCE)
        some = await rows
        if not some:
            return
        yield [told(row, _LINE) for row in some]
        after = some[-1].id
