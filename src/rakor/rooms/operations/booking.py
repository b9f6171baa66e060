"""What people do to single bookings: hold, ask, approve, refuse, move, free; and the clock."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.directory.queries import agency_by_code
from rakor.errors import Conflict, Invalid, Moved
from rakor.rooms import queries, rules
from rakor.rooms.models import Booking
from rakor.rooms.operations.placing import (
    About,
    Wish,
    expire_overdue,
    lock_rooms,
    place,
    release,
    told,
)
from rakor.rooms.queries import Seen
from rakor.rooms.rules import LIVE, BookingFacts, BookingState, BookingTimes, EquipmentKind, Span
from rakor.words import _

# A hold lasts so long when nobody says until when, and never longer than the second.
HOLD, LONGEST_HOLD = timedelta(days=3), timedelta(days=30)


async def book(room_id: UUID, facts: BookingFacts, *, by: User | None) -> Booking:
    """Hold a room for a while, or ask for it; booked at once where nobody has to approve.

    Refuses (Forbidden) whoever prepares no meetings, (Invalid) times that make no sense or are
    over and more people than the room seats, (Conflict) what others have.
    """
    rules.check_asks(by)
    rules.check_span(facts.starts_at, facts.ends_at)
    now = datetime.now(UTC)
    if facts.ends_at <= now:
        raise Invalid.field("ends_at", _("Waktu ini sudah lewat."))
    room = await queries.find_room(room_id)
    seats = rules.seats_in(room.seats, room.plans, facts.seating)
    if facts.people is not None and facts.people > seats:
        raise Invalid.field("people", _("Ruang ini memuat {n} orang.").format(n=seats))
    until = facts.hold_until or now + HOLD
    if facts.hold and not now < until <= now + LONGEST_HOLD:
        raise Invalid.field("hold_until", _("Ruang dapat ditahan paling lama 30 hari."))
    about = About(
        facts.purpose,
        (await _agency(facts.agency, by=by)).id,
        seating=facts.seating,
        people=facts.people,
        equipment=facts.equipment,
        hold_until=until,
    )
    then = BookingState.HELD if facts.hold else BookingState.ASKED
    (row,) = await place(room_id, [Wish(Span(facts.starts_at, facts.ends_at))], about, then, by=by)
    return row


async def _agency(code: str | None, *, by: User | None) -> Agency:
    """For whom it is booked: one's own agency, for an admin any."""
    if code is not None:
        agency = await agency_by_code(code, "agency")
        rules.check_asks_for(by, agency.id)
        return agency
    if by is None or by.agency_id is None:
        raise Invalid.field("agency", _("Pilih instansi yang memakai ruang."))
    return await Agency.get(id=by.agency_id)


async def ask(booking_id: UUID, *, by: User) -> Booking:
    """Ask for what was held so far. Refuses (Conflict) what is not held any more."""
    async with journal.transaction() as record:
        found = await _own(booking_id, by=by)
        row = found.booking
        if row.state is not BookingState.HELD:
            rules.check_step(row.state, BookingState.ASKED)
            raise Conflict(_("Pemesanan ini sudah diajukan."), state=row.state.value)
        row.state = rules.first_state(needs_approval=row.room.needs_approval, keeps=found.keeps)
        row.hold_until = None
        await _saved(row)
        await told(record, row.room, [row], row.state.value, by=by)
    return row


async def approve(booking_id: UUID, *, by: User) -> Booking:
    """Give the room to who asked. Refuses (Forbidden) all but its keepers."""
    async with journal.transaction() as record:
        row = (await _kept(booking_id, by=by)).booking
        rules.check_waits(row.state)
        row.state = BookingState.BOOKED
        await _saved(row)
        await told(record, row.room, [row], "approved", by=by)
    return row


async def refuse(booking_id: UUID, reason: str, *, by: User) -> Booking:
    """Refuse a room, also one that was given before. Refuses (Forbidden) all but its keepers."""
    async with journal.transaction() as record:
        row = (await _kept(booking_id, by=by)).booking
        rules.check_step(row.state, BookingState.REFUSED)
        row.state, row.reason = BookingState.REFUSED, reason
        await _saved(row)
        await told(record, row.room, [row], "refused", by=by)
    return row


async def free(booking_id: UUID, *, by: User) -> Booking:
    """Let a room go. Refuses (Conflict) what stands no more, and what follows a meeting."""
    async with journal.transaction():
        found = await _own(booking_id, by=by)
        rules.check_step(found.booking.state, BookingState.FREED)
        await release([found.booking], by=by)
    return found.booking


async def move(
    booking_id: UUID, times: BookingTimes, *, revision: int | None = None, by: User
) -> Booking:
    """Have it at another time or in another room; what was approved is asked for again.

    Refuses (Conflict) what stands no more or follows a meeting, and what others have.
    """
    rules.check_span(times.starts_at, times.ends_at)
    async with journal.transaction():
        before = await queries.find_booking(booking_id, to=by)
        room_id = times.room or before.booking.room_id
        await lock_rooms([before.booking.room_id, room_id], with_houses=True)
        row = (await _own(booking_id, by=by)).booking
        if revision is not None and revision != row.revision:
            raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))
        if row.state not in LIVE:
            rules.check_step(row.state, BookingState.ASKED)
        about = About(
            row.purpose,
            row.agency_id,
            seating=row.seating if room_id == row.room_id else None,
            people=row.people,
            equipment={EquipmentKind(kind): count for kind, count in row.equipment.items()},
            hold_until=row.hold_until,
        )
        then = BookingState.HELD if row.state is BookingState.HELD else BookingState.ASKED
        wish = Wish(Span(times.starts_at, times.ends_at), row)
        (moved,) = await place(room_id, [wish], about, then, by=by)
    return moved


async def expire_holds() -> int:
    """Let go of rooms that were held until now and not asked for; how many there were."""
    now = datetime.now(UTC)
    overdue = Booking.filter(state=BookingState.HELD, hold_until__lte=now)
    rooms = {UUID(str(key)) for key in await overdue.values_list("room_id", flat=True)}
    count = 0
    for room_id in sorted(rooms):
        async with journal.transaction() as record:
            await lock_rooms([room_id])
            count += len(await expire_overdue(room_id, record))
    return count


async def _locked(booking_id: UUID, *, by: User) -> Seen:
    """A booking that concerns somebody; until the end of the transaction nobody changes it."""
    before = await queries.find_booking(booking_id, to=by)
    await lock_rooms([before.booking.room_id])
    return await queries.find_booking(booking_id, to=by)


async def _own(booking_id: UUID, *, by: User) -> Seen:
    """One that somebody may move and free: their agency's. Refuses what follows a meeting."""
    found = await _locked(booking_id, by=by)
    rules.check_asks_for(by, found.booking.agency_id)
    if found.booking.follows_plan:
        raise Conflict(_("Pemesanan ini mengikuti rapatnya. Ubah atau batalkan rapat itu."))
    return found


async def _kept(booking_id: UUID, *, by: User) -> Seen:
    """One whose room somebody keeps."""
    found = await _locked(booking_id, by=by)
    rules.check_keeps(by, found.booking.room.owner)
    return found


async def _saved(row: Booking) -> None:
    row.revision += 1
    await row.save()
