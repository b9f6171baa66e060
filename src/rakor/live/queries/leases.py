"""Who has not said yet that everything they wrote is saved."""

from uuid import UUID

from rakor.live.models import UnsavedNote
from rakor.live.queries.moments import moment


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
