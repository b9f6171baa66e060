"""The breaks of a session as pages follow them."""

from typing import Any
from uuid import UUID

from rakor.live.models import Break
from rakor.live.queries.moments import moment


def break_state(pause: Break) -> dict[str, Any]:
    """A break as a page follows it; the timers of the agenda leave its time out."""
    return {
        "id": str(pause.id),
        "since": moment(pause.since),
        "until": moment(pause.until),
        "ended_at": moment(pause.ended_at),
    }


async def breaks_of(meeting_id: UUID) -> list[dict[str, Any]]:
    """All breaks of a meeting, in order."""
    rows = Break.filter(meeting_id=meeting_id).order_by("since", "id")
    return [break_state(pause) for pause in await rows]


async def break_on(meeting_id: UUID) -> Break | None:
    """The break that a session is in, if it is in one."""
    return await Break.filter(meeting_id=meeting_id, ended_at=None).order_by("-since").first()
