"""What stands of a meeting's room before it goes out: refused, or too small for the answers."""

from rakor.accounts.models import User
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.queries import bookings_of
from rakor.meetings.queries.checks import checker
from rakor.meetings.rules import Channel, Mode
from rakor.meetings.rules.checks import Check, warning
from rakor.rooms.queries import find_room
from rakor.rooms.rules import BookingState, Expected, Places, too_small
from rakor.words import _, date

OPEN = (RsvpStatus.NO_RESPONSE, RsvpStatus.TENTATIVE)


@checker
async def checks_of_rooms(meeting: Meeting, _to: User) -> list[Check]:
    """The room of the register: what its owner refused, and whether it holds those who come."""
    if meeting.mode is Mode.ONLINE:
        return []
    return [*await _refused(meeting), *await _small(meeting)]


async def _refused(meeting: Meeting) -> list[Check]:
    if meeting.register_room_id is None:
        return []
    for row in await bookings_of(meeting):
        if row.state is BookingState.REFUSED:
            day = date(row.starts_at, row.room.building.timezone)
            says = _("Ruang ini ditolak pemiliknya pada {day}: {reason}").format(
                day=day, reason=row.reason
            )
            mend = f"/meetings/{meeting.id}/edit"
            return [warning("room_refused", says, mend, _("Pilih ruang lain"))]
    return []


async def _small(meeting: Meeting) -> list[Check]:
    """Everybody who said to come, and every second of those who have not answered, need a place."""
    places = Places(await _seats(meeting), meeting.online_seats)
    if places == (None, None):
        return []
    rows = Invitation.filter(meeting_id=meeting.id)
    answers = await rows.exclude(status=RsvpStatus.WITHDRAWN).values_list("status", "mode")
    hybrid = meeting.mode is Mode.HYBRID
    coming = [mode for status, mode in answers if status == RsvpStatus.ACCEPTED]
    online = sum(mode == Channel.ONLINE for mode in coming) if hybrid else 0
    expected = Expected(
        len(coming) - online, online, sum(status in OPEN for status, _mode in answers)
    )
    says = too_small(expected, places, hybrid=hybrid)
    if not says:
        return []
    why = _("Dihitung dari yang menjawab hadir, ditambah separuh yang belum menjawab.")
    mend = f"/meetings/{meeting.id}/edit"
    return [warning("room_too_small", f"{says} {why}", mend, _("Pilih ruang lain"))]


async def _seats(meeting: Meeting) -> int | None:
    """How many the room of the register seats, in the plan that was chosen; None without one."""
    if meeting.register_room_id is None:
        return None
    room = await find_room(meeting.register_room_id)
    plan = meeting.seating.value if meeting.seating else ""
    # The plan may have gone since it was chosen.
    return room.plans.get(plan, room.seats)
