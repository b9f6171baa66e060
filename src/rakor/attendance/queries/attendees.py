"""Who came, by name, and who may read that."""

from uuid import UUID

from rakor.accounts.models import User
from rakor.attendance.models import Head
from rakor.attendance.queries.counting import KINDS
from rakor.attendance.rules import Attendee
from rakor.directory.models import Agency
from rakor.errors import Forbidden
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find, parts_of
from rakor.meetings.rules import Action, Part, may
from rakor.words import _


async def find_with_names(meeting_id: UUID, *, by: User) -> Meeting:
    """A meeting whose list of names somebody may read: desk, secretariat and chair."""
    meeting = await find(meeting_id, to=by)
    if not may_see_names(await parts_of(by, meeting)):
        raise Forbidden(_("Daftar nama hanya untuk sekretariat, petugas registrasi, dan pimpinan."))
    return meeting


def may_see_names(parts: frozenset[Part]) -> bool:
    """Whether these parts read names, or counts only."""
    return may(Action.CHECK_IN, parts) or may(Action.RUN, parts)


def protocol(agency: Agency | None, name: str) -> tuple[bool, int, int, str]:
    """The place of an agency in a list: protocol, kind, name; those without one stand last."""
    if agency is None:
        return True, 0, 0, name.casefold()
    return False, agency.precedence, KINDS.index(agency.kind), name.casefold()


async def people(meeting: Meeting) -> list[Attendee]:
    """Everyone who came, by agency in the order of protocol, then by rank and name."""
    heads = await Head.counted(meeting_id=meeting.id).select_related("agency")
    heads.sort(
        key=lambda head: (
            *protocol(head.agency, head.agency_name),
            head.precedence,
            head.name.casefold(),
        )
    )
    return [
        Attendee(
            name=head.name,
            office=head.office_title,
            agency=head.agency_name,
            represents=head.representing,
            room=head.room,
            online=head.online,
            walk_in=head.walk_in,
            first_at=head.first_at,
            last_out_at=head.last_out_at,
        )
        for head in heads
    ]
