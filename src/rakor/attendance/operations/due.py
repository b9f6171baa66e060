"""Counts that are told a little later, while desks are so busy that nobody could read each of them.

Counting a meeting takes longer than writing a scan. Whoever comes alone is counted and told in the
same act; under load the meeting is noted here, in the act of the scans, and a clock tells it.
"""

import time
from datetime import timedelta
from uuid import UUID

from tortoise import connections

from rakor.database import at_once
from rakor.database.statements import Values
from rakor.journal import Record

# Told more often than this, nobody could read it.
PACE = 0.3  # seconds
# Whoever finds that nothing was told for so long tells it: the clock is not running.
LATE = timedelta(seconds=2)

_busy: dict[UUID, float] = {}


def lately(meeting_id: UUID) -> bool:
    """Whether this process told the counts of a meeting, or put them off, a moment ago."""
    return time.monotonic() - _busy.get(meeting_id, 0.0) < PACE


async def put_off(record: Record, meeting_id: UUID) -> bool:
    """Leave it to the clock to tell these counts; False when it seems to be away."""
    _remember(meeting_id)
    values = Values(connections.get("default"))
    rows = await at_once(
        f"INSERT INTO count_due (meeting_id, since) VALUES ({values.key(meeting_id)}, "  # noqa: S608 - placeholders only
        f"{values.moment(record.at)}) ON CONFLICT (meeting_id) DO UPDATE SET since = "
        f"count_due.since RETURNING (count_due.since < {values.moment(record.at - LATE)}) AS late",
        values.all,
    )
    return not rows[0]["late"]


async def told(meeting_id: UUID) -> None:
    """Nothing of this meeting is left to be told."""
    _remember(meeting_id)
    values = Values(connections.get("default"))
    await at_once(
        f"DELETE FROM count_due WHERE meeting_id = {values.key(meeting_id)}",  # noqa: S608 - as above
        values.all,
    )


async def waiting() -> list[UUID]:
    """The meetings whose counts are to be told."""
    rows = await at_once("SELECT meeting_id FROM count_due ORDER BY since LIMIT 100", [])
    return [UUID(str(row["meeting_id"])) for row in rows]


def _remember(meeting_id: UUID) -> None:
    now = time.monotonic()
    if len(_busy) > 100:
        for key in [key for key, at in _busy.items() if now - at > PACE]:
            del _busy[key]
    _busy[meeting_id] = now
