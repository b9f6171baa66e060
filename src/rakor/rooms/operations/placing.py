"""Giving a room to somebody for one time or for many: all of them, or a list of what collides.

Whoever changes bookings of a room locks its row first, so that they come one after the other; that
two never overlap is a rule of the database besides.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.errors import Conflict
from rakor.rooms import queries, rules
from rakor.rooms.models import Booking, Building, Equipment, Room
from rakor.rooms.queries.alternatives import around, busy_in
from rakor.rooms.rules import EQUIPMENT, LIVE, BookingState, EquipmentKind, Seating, Span
from rakor.words import _, day_and_time

# So many collisions are told by name; how many there are is told as a number.
TOLD = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """When a room is wanted; `booking` is what it was booked by so far."""

    span: Span
    booking: Booking | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a room is wanted for. What `follows_plan` is moved and freed by what it belongs to."""

    purpose: str
    agency_id: UUID
    seats: int = 0
    seating: Seating | None = None
    people: int | None = None
    equipment: Mapping[EquipmentKind, int] = field(default_factory=dict)
    follows_plan: bool = False
    hold_until: datetime | None = None


def stream_of(room_id: UUID) -> UUID:
    """The line of history of a room's bookings."""
    return journal.stream_of(f"room:{room_id}")


async def lock_rooms(keys: Collection[UUID | None], *, with_houses: bool = False) -> None:
    """Until the end of the transaction nobody else changes bookings of these rooms."""
    rooms = sorted({key for key in keys if key is not None})
    if with_houses:
        houses = await Room.filter(id__in=rooms).values_list("building_id", flat=True)
        for house in sorted({UUID(str(key)) for key in houses}):
            await lock_row(Building, house)
    for key in rooms:
        await lock_row(Room, key)


async def place(
    room_id: UUID, wishes: Sequence[Wish], about: About, then: BookingState, *, by: User | None
) -> list[Booking]:
    """Have a room at all of these times, or at none; gives the bookings in their order.

    `then` is HELD, or ASKED, which becomes BOOKED where nobody has to approve. Refuses (Conflict)
    a room that is closed, and times at which others have it, saying who and what is free instead.
    """
    if not wishes:
        return []
    own = {wish.booking.id for wish in wishes if wish.booking}
    held = [wish.booking.room_id for wish in wishes if wish.booking]
    async with journal.transaction() as record:
        await lock_rooms([room_id, *held], with_houses=bool(about.equipment))
        room = await queries.find_room(room_id)
        if room.closed:
            raise Conflict(_("Ruang {room} sudah ditutup.").format(room=room.name))
        rules.seats_in(room.seats, room.plans, about.seating)
        await expire_overdue(room.id, record, but=own)
        await _check_free(room, [wish.span for wish in wishes], about, own, by=by)
        rows = await _keep(room, wishes, about, then, by=by)
        await told(record, room, rows, _verb(wishes, rows), by=by)
    return rows


async def release(rows: Sequence[Booking], *, by: User | None) -> None:
    """Let go of bookings that stand; those that do not are left as they are."""
    live = [row for row in rows if row.state in LIVE]
    if not live:
        return
    async with journal.transaction() as record:
        await lock_rooms([row.room_id for row in live])
        for room_id in dict.fromkeys(row.room_id for row in live):
            there = [row for row in live if row.room_id == room_id]
            for row in there:
                row.state = BookingState.FREED
                row.revision += 1
                await row.save(update_fields=["state", "revision"])
            room = await Room.get(id=room_id)
            await told(record, room, there, "freed", by=by)


async def expire_overdue(
    room_id: UUID, record: journal.Record, but: Collection[UUID] = ()
) -> list[Booking]:
    """Let holds go whose time is over. The room is locked."""
    rows = await Booking.filter(
        room_id=room_id, state=BookingState.HELD, hold_until__lte=datetime.now(UTC)
    ).exclude(id__in=list(but))
    for row in rows:
        row.state = BookingState.EXPIRED
        row.revision += 1
        await row.save(update_fields=["state", "revision"])
    if rows:
        await told(record, await Room.get(id=room_id), rows, "expired", by=None)
    return list(rows)


async def told(
    record: journal.Record, room: Room, rows: Sequence[Booking], verb: str, *, by: User | None
) -> None:
    """The entry of an act: who has the room when, never what for, which is told by rights."""
    await record.entry(
        stream_of(room.id),
        f"booking.{verb}",
        by=by,
        subject=rows[0].agency_id,
        room=room.name,
        room_id=str(room.id),
        bookings=[
            {
                "id": str(row.id),
                "starts_at": row.starts_at,
                "ends_at": row.ends_at,
                "state": row.state,
            }
            for row in rows
        ],
    )


def _verb(wishes: Sequence[Wish], rows: Sequence[Booking]) -> str:
    if any(wish.booking for wish in wishes):
        return "moved"
    return rows[0].state.value


async def _check_free(
    room: Room, spans: list[Span], about: About, own: set[UUID], *, by: User | None
) -> None:
    wanted = [rules.blocked(*span, *room.around) for span in spans]
    if rules.meets_itself(wanted):
        raise Conflict(
            _(
                "Dua waktu yang diminta berimpit di ruang {room}, dengan waktu menyiapkannya."
            ).format(room=room.name)
        )
    busy = (await busy_in([room.id], around(spans), own))[room.id]
    taken = rules.first_taken(wanted, [row.span for row in busy])
    if taken:
        clashes = [(spans[n], busy[k]) for n, k in taken]
        raise await _taken(room, spans, clashes, about, own, by=by)
    if about.equipment:
        await _check_equipment(room, wanted, about, own)


async def _taken(
    room: Room,
    spans: list[Span],
    clashes: list[tuple[Span, Booking]],
    about: About,
    own: set[UUID],
    *,
    by: User | None,
) -> Conflict:
    """Who has the room when, as far as the asker may know, and what is free instead."""
    zone = room.building.timezone
    collisions = [_collision(span, row, room, by) for span, row in clashes[:TOLD]]
    seats = about.people or about.seats or rules.seats_in(room.seats, room.plans, about.seating)
    others = await queries.free_rooms(room, spans, seats, about.equipment, own)
    times = await queries.free_times(room, spans[0], own) if len(spans) == 1 else []
    _span, row = clashes[0]
    detail = _("Ruang {room} sudah dipakai {agency} pada {time}.").format(
        room=room.name, agency=row.agency.name, time=day_and_time(row.starts_at, row.ends_at, zone)
    )
    if len(spans) > 1:
        detail = _("Ruang {room} tidak bebas pada {n} dari {all} hari.").format(
            room=room.name, n=len(clashes), all=len(spans)
        )
    return Conflict(
        detail,
        collisions=collisions,
        zone=zone,
        rooms=[
            {
                "id": str(each.id),
                "name": each.name,
                "building": each.building.name,
                "seats": each.seats,
            }
            for each in others
        ],
        times=[{"starts_at": each.since, "ends_at": each.until} for each in times],
    )


def _collision(span: Span, row: Booking, room: Room, by: User | None) -> dict[str, Any]:
    known = by is None or rules.knows_purpose(by, row.agency_id, room.owner, row.state)
    return {
        "starts_at": span.since,
        "ends_at": span.until,
        "agency": row.agency.name,
        "purpose": row.purpose if known else "",
        "taken_from": row.starts_at,
        "taken_until": row.ends_at,
    }


async def _check_equipment(room: Room, wanted: list[Span], about: About, own: set[UUID]) -> None:
    """Refuses (Conflict) what the house does not have left at one of these times."""
    there = await Equipment.filter(building_id=room.building_id)
    fixed = {(row.room_id, row.kind.value): 0 for row in there}
    for row in there:
        fixed[row.room_id, row.kind.value] += row.count
    houses = await Room.filter(building_id=room.building_id).values_list("id", flat=True)
    busy = await busy_in([UUID(str(key)) for key in houses], around(wanted), own)
    others = [row for rows in busy.values() for row in rows]
    for span in wanted:
        at_once = [row for row in others if row.span.touches(span)]
        for kind, count in about.equipment.items():
            lent = sum(_brought(row.equipment, row.room_id, kind.value, fixed) for row in at_once)
            needed = _brought({kind.value: count}, room.id, kind.value, fixed)
            if needed > max(fixed.get((None, kind.value), 0) - lent, 0):
                raise Conflict(
                    _("Perlengkapan tidak cukup pada jam itu: {what}.").format(
                        what=_(EQUIPMENT[kind]).lower()
                    ),
                    equipment=kind.value,
                )


def _brought(
    wanted: Mapping[str, int],
    room_id: UUID,
    kind: str,
    fixed: Mapping[tuple[UUID | None, str], int],
) -> int:
    """How many of a kind are brought to a room, beside those that stand in it."""
    return max(wanted.get(kind, 0) - fixed.get((room_id, kind), 0), 0)


async def _keep(
    room: Room, wishes: Sequence[Wish], about: About, then: BookingState, *, by: User | None
) -> list[Booking]:
    """Store what was checked. Rows that move among themselves step aside first."""
    moving = [
        wish.booking
        for wish in wishes
        if wish.booking
        and (wish.booking.room_id, wish.booking.starts_at, wish.booking.ends_at)
        != (room.id, *wish.span)
    ]
    try:
        async with in_transaction():
            if moving:
                ids = [row.id for row in moving]
                await Booking.filter(id__in=ids).update(state=BookingState.FREED)
            return [await _store(room, wish, about, then, by=by) for wish in wishes]
    except IntegrityError:
        raise Conflict(
            _("Ruang {room} baru saja dipesan orang lain. Coba lagi.").format(room=room.name)
        ) from None


async def _store(
    room: Room, wish: Wish, about: About, then: BookingState, *, by: User | None
) -> Booking:
    row = wish.booking or Booking(asked_by_id=by.id if by else None)
    same = (row.room_id, row.starts_at, row.ends_at) == (room.id, *wish.span)
    if then is BookingState.ASKED:
        asked = rules.first_state(
            needs_approval=room.needs_approval, keeps=rules.keeps(by, room.owner)
        )
        # What was approved stays so while nobody moves it.
        then = BookingState.BOOKED if same and row.state is BookingState.BOOKED else asked
    row.place(room, wish.span)
    row.state, row.reason = then, ""
    row.hold_until = about.hold_until if then is BookingState.HELD else None
    row.purpose, row.agency_id = about.purpose, about.agency_id
    row.people = about.people
    row.seating = about.seating  # type: ignore[assignment]
    row.equipment = {kind.value: count for kind, count in about.equipment.items()}
    row.follows_plan = about.follows_plan
    row.revision = row.revision + 1 if wish.booking else 1
    await row.save()
    return row
