"""Tells meetings below which programme they are part of."""

from uuid import UUID

from tortoise.expressions import Subquery

from rakor.meetings.queries.wholes import Whole, whole_finder
from rakor.programmes.models import ProgrammeSession


@whole_finder
async def whole_of_meeting(meeting_id: UUID) -> Whole | None:
    """The programme of a meeting with its other events, in one query; None where there is none."""
    own = ProgrammeSession.filter(meeting_id=meeting_id).values("programme_id")
    rows = (
        await ProgrammeSession.filter(programme_id__in=Subquery(own))
        .select_related("programme")
        .order_by("id")
    )
    if not rows:
        return None
    programme = rows[0].programme
    return Whole(
        title=programme.title,
        url=f"/programmes/{programme.id}",
        public_url=f"/programmes/{programme.id}/public" if programme.public else "",
        meetings=tuple(row.meeting_id for row in rows if row.meeting_id),
    )
