"""Who was written to about the events of a programme, and the tracks that it has."""

from collections.abc import Sequence
from uuid import UUID

from tortoise.functions import Count

from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.programmes.queries.events import Event


async def told_by(events: Sequence[Event]) -> dict[UUID, int]:
    """How many people would be told if an event moved, by the key of its meeting; one query.

    A letter went out to them, and they were not uninvited.
    """
    keys = [event.meeting.id for event in events if event.meeting]
    if not keys:
        return {}
    rows = (
        await Invitation.filter(meeting_id__in=keys, sent_sequence__not_isnull=True)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .annotate(n=Count("id"))
        .group_by("meeting_id")
        .values_list("meeting_id", "n")
    )
    return {UUID(str(key)): int(str(n)) for key, n in rows}


def tracks_of(events: Sequence[Event]) -> list[str]:
    """The names of the tracks, each once."""
    return list(dict.fromkeys(event.row.track for event in events if event.row.track))
