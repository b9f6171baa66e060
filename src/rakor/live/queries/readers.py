"""Who reads along: the marks that processes tell each other, and whom they stand for."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.invitations.models import Invitation
from rakor.live.models import Present
from rakor.live.queries.presence import mark, other_processes
from rakor.live.rules import unpack
from rakor.meetings.models import Meeting, MeetingPart


@dataclass(frozen=True, slots=True)
class Reading:
    """Names and agencies of those who have the session open, and how many more there are."""

    named: list[tuple[str, str]]
    others: int


async def readers(meeting: Meeting, here: Iterable[UUID]) -> Reading:
    """Everybody once, wherever they are connected; `here` are the people of this process.

    A mark leads to nobody by itself. Those whom the meeting names, and those of the agency that
    holds it, are recognised; others are counted.
    """
    marks = {mark(str(person)) for person in here} | await _marks_elsewhere(meeting.id)
    known: dict[bytes, tuple[str, str]] = {}
    for person in await _possible(meeting, here):
        if (own := mark(str(person.id))) in marks:
            agency = person.agency.short_name or person.agency.name if person.agency else ""
            known[own] = (person.full_name, agency)
    return Reading(sorted(known.values()), len(marks) - len(known))


async def _marks_elsewhere(meeting_id: UUID) -> set[bytes]:
    alive = [other.id for other in await other_processes(new_id())]
    rows = Present.filter(meeting_id=meeting_id, serving_id__in=alive)
    return {own for (kept,) in await rows.values_list("people") for own in unpack(bytes(kept))}


async def _possible(meeting: Meeting, here: Iterable[UUID]) -> list[Person]:
    parts = MeetingPart.filter(meeting_id=meeting.id).values_list("person_id", flat=True)
    asked = Invitation.filter(meeting_id=meeting.id, person_id__not_isnull=True)
    ids = {*here, *await parts, *await asked.values_list("person_id", flat=True)}
    who = Q(id__in=list(ids)) | Q(agency_id=meeting.organizer_id)
    return await Person.filter(who).select_related("agency")
