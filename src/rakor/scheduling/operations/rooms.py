"""A meeting that lost its room: those who prepare it are written to."""

from uuid import UUID

from rakor.drafting.operations.letters import About, To, Wording, letter
from rakor.journal import Entry
from rakor.mail import outbox
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting, MeetingPart, RoomUse
from rakor.meetings.rules import STAFF, State
from rakor.rooms.models import Booking
from rakor.settings import settings
from rakor.words import N_

REFUSED = Wording(
    N_("Ruang tidak diberikan: {title}"),
    N_(
        "Pengelola tidak memberikan {name} untuk rapat {title}. Pilih ruang atau waktu lain, agar "
        "undangan menyebut tempat yang benar."
    ),
    N_("Atur ruang"),
)
EXPIRED = Wording(
    N_("Ruang tidak lagi ditahan: {title}"),
    N_(
        "{name} tidak lagi ditahan bagi rapat {title}, yang belum diterbitkan. Tahan lagi selagi "
        "kosong, atau pilih ruang lain."
    ),
    N_("Atur ruang"),
)
OVER = (State.CANCELLED, State.FINISHED)


async def tell_refused(entry: Entry) -> None:
    """The keeper of a room did not give it: whoever prepares the meeting learns why.

    One letter for each meeting and person; of the keeper who prepares it too, nobody has to tell.
    """
    await _tell(entry, REFUSED)


async def tell_expired(entry: Entry) -> None:
    """A room was held for a draft and is free again: whoever prepares it learns of it."""
    await _tell(entry, EXPIRED)


async def _tell(entry: Entry, says: Wording) -> None:
    keys = [UUID(str(row["id"])) for row in entry.data["bookings"]]
    rows = {row.id: row for row in await Booking.filter(id__in=keys)}
    uses = RoomUse.filter(booking_id__in=keys).select_related("meeting__organizer")
    lost: dict[UUID, tuple[Meeting, Booking]] = {}
    for use in await uses.order_by("recurrence_id"):
        lost.setdefault(use.meeting_id, (use.meeting, rows[use.booking_id]))
    for meeting, booking in lost.values():
        if meeting.state not in OVER:
            about = About(says, meeting, entry.at, str(entry.data["room"]), booking.reason)
            await outbox.enqueue(await _letters(entry, about))


async def _letters(entry: Entry, about: About) -> list[OutgoingMail]:
    meeting = about.meeting
    rows = await MeetingPart.filter(meeting_id=meeting.id, part__in=STAFF).select_related("person")
    people = {row.person_id: row.person for row in rows if row.person_id != entry.actor}
    link = f"{settings().public_url}/meetings/{meeting.id}/edit"
    return [
        letter(
            f"room:{entry.id}:{meeting.id}:{person.id}",
            about,
            To(person.email, person.full_name, link, person.locale),
            meeting.id,
        )
        for person in people.values()
        if person.email
    ]
