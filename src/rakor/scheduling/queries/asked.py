"""Who is asked to a meeting, as a search for its time sees them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from rakor.directory.models import Agency
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import PARTS, Part, Window
from rakor.scheduling.queries.busy import when_busy
from rakor.scheduling.queries.sources import Outside
from rakor.scheduling.rules import Seat, Span, moment_of
from rakor.words import _

# Without whom a meeting can be held as well.
MAY_MISS = frozenset({Part.OBSERVER, Part.GUEST, Part.AIDE})
# Officers whose time counts although nobody wrote to them.
LEADING = frozenset({Part.CHAIR, Part.SPEAKER, Part.MODERATOR, Part.OPENER, Part.MEETING_SECRETARY})
# Another time asks those who declined anew; who comes for somebody else has a seat of their own.
NOT_ASKED = (RsvpStatus.WITHDRAWN, RsvpStatus.DELEGATED)


@dataclass(frozen=True, slots=True)
class Place:
    """A seat before its holder's time is known."""

    key: UUID
    person: UUID | None
    name: str
    part: Part
    agency: Agency | None

    @property
    def agency_code(self) -> str:
        return self.agency.code if self.agency else ""

    @property
    def agency_name(self) -> str:
        return self.agency.short_name if self.agency else _("Tanpa instansi")

    def is_required(self, optional: Collection[str]) -> bool:
        """Whether the meeting should not be held without it; its chair always is."""
        if self.part is Part.CHAIR:
            return True
        return self.part not in MAY_MISS and self.agency_code not in optional


async def places_of(meeting: Meeting) -> list[Place]:
    """Everybody whose time counts, each once: those invited and the officers who lead."""
    rows = (
        await Invitation.filter(meeting_id=meeting.id, only_on=None)
        .exclude(status__in=NOT_ASKED)
        .select_related("agency")
        .order_by("precedence", "name", "id")
    )
    parts = (
        await MeetingPart.filter(meeting_id=meeting.id, part__in=list(LEADING))
        .select_related("person__agency")
        .order_by("id")
    )
    chairs = {row.person_id for row in parts if row.part is Part.CHAIR}
    invited = [
        Place(
            row.id,
            row.person_id,
            row.office_title or row.name,
            Part.CHAIR if row.person_id in chairs else row.part,
            row.agency,
        )
        for row in rows
    ]
    seated = {place.person for place in invited}
    officers = {row.person_id: row for row in reversed(parts) if row.person_id not in seated}
    leading = [
        Place(row.id, row.person_id, f"{row.person.full_name} ({_(PARTS[row.part]).lower()})",
              Part.CHAIR if row.person_id in chairs else row.part, row.person.agency)
        for row in reversed(officers.values())
    ]  # fmt: skip
    return [*leading, *invited]


async def seats_in(
    meeting: Meeting, places: Iterable[Place], span: Span, optional: Collection[str]
) -> tuple[list[Seat], Outside]:
    """These places with the times at which their holders are taken, and which calendars told.

    Of a seat without a person nothing is known: it is taken to be free.
    """
    known = list(places)
    people = {place.person for place in known if place.person is not None}
    window = Window(moment_of(span[0]), moment_of(span[1]))
    busy, outside = await when_busy(people, window, apart_from=meeting.id)
    seats = [
        Seat(
            key=str(place.key),
            name=place.name,
            agency=place.agency_name,
            required=place.is_required(optional),
            zone=place.agency.timezone if place.agency else meeting.timezone,
            busy=busy[place.person] if place.person else (),
        )
        for place in known
    ]
    return seats, outside
