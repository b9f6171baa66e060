"""Who writes at this moment, and who has not said that all of it is saved."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rakor.live.models import NoteLease, UnsavedNote
from rakor.live.queries.moments import moment


async def writing_in(meeting_id: UUID) -> list[dict[str, Any]]:
    """Who writes in which note now, for those who write in this meeting too."""
    rows = NoteLease.filter(meeting_id=meeting_id, until__gt=datetime.now(UTC))
    return [
        {
            "item": str(row.item_id),
            "person": str(row.person_id),
            "name": row.name,
            "page": row.page,
            "until": moment(row.until),
        }
        for row in await rows.order_by("until", "id")
    ]


async def unsaved_in(meeting_id: UUID) -> list[dict[str, str]]:
    """Whose notes may not be saved yet, under which item, and since when nothing was heard."""
    rows = UnsavedNote.filter(meeting_id=meeting_id).select_related("person", "item")
    return [
        {
            "item": str(row.item_id),
            "title": row.item.title,
            "person": str(row.person_id),
            "name": row.person.full_name,
            "at": str(moment(row.at)),
        }
        for row in await rows.order_by("at", "id")
    ]
