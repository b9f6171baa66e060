"""What keepers do to buildings, rooms and what stands in them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.directory.models import Agency
from rakor.directory.queries import agency_by_code
from rakor.errors import Conflict, Invalid, Moved
from rakor.rooms import queries, rules
from rakor.rooms.models import Booking, Building, Equipment, Room
from rakor.rooms.rules import (
    LIVE,
    BuildingChanges,
    BuildingFacts,
    EquipmentRows,
    RoomChanges,
    RoomFacts,
)
from rakor.settings import settings
from rakor.words import _

HOUSES = journal.stream_of("rooms")


async def add_building(facts: BuildingFacts, *, by: User | None) -> Building:
    """Add a building of one's agency, for an admin of any. Refuses (Forbidden) all but keepers."""
    if facts.agency:
        agency = await agency_by_code(facts.agency, "agency")
    elif by is not None and by.agency_id is not None:
        agency = await Agency.get(id=by.agency_id)
    else:
        raise Invalid.field("agency", _("Pilih instansi pemilik gedung."))
    rules.check_keeps(by, agency)
    async with journal.transaction() as record:
        building = await Building.create(
            agency=agency,
            name=facts.name,
            address=facts.address,
            region=facts.region or agency.region,
            timezone=facts.timezone or agency.timezone or settings().timezone,
        )
        await record.entry(
            HOUSES, "building.added", by=by, subject=agency.id, id=str(building.id), name=facts.name
        )
    return building


async def change_building(
    building_id: UUID, changes: BuildingChanges, *, revision: int | None = None, by: User | None
) -> Building:
    """Change what is known of a building. Refuses (Moved) a writer who has not seen the latest."""
    async with journal.transaction() as record:
        await lock_row(Building, building_id)
        building = await queries.find_building(building_id)
        rules.check_keeps(by, building.agency)
        _check_revision(building, revision)
        given = changes.model_dump(exclude_unset=True)
        await _save(building, given)
        await record.entry(
            HOUSES,
            "building.changed",
            by=by,
            subject=building.agency_id,
            id=str(building.id),
            changed=sorted(given),
        )
    return building


async def keep_equipment(building_id: UUID, rows: EquipmentRows, *, by: User | None) -> None:
    """Say all that a building has, anew. Refuses (Invalid) a room of another building."""
    async with journal.transaction() as record:
        await lock_row(Building, building_id)
        building = await queries.find_building(building_id)
        rules.check_keeps(by, building.agency)
        own = {room.id for room in await Room.filter(building_id=building.id)}
        for n, row in enumerate(rows.items):
            if row.room is not None and row.room not in own:
                raise Invalid.field(f"items.{n}.room", _("Ruang ini bukan bagian dari gedung ini."))
        await Equipment.filter(building_id=building.id).delete()
        for row in rows.items:
            await Equipment.create(
                building_id=building.id, room_id=row.room, kind=row.kind, count=row.count
            )
        await record.entry(
            HOUSES,
            "equipment.changed",
            by=by,
            subject=building.agency_id,
            id=str(building.id),
            items=[row.model_dump(mode="json") for row in rows.items],
        )


async def add_room(facts: RoomFacts, *, by: User | None) -> Room:
    """Add a room. Refuses (Conflict) a name that another room of the house has."""
    building = await queries.find_building(facts.building)
    rules.check_keeps(by, building.agency)
    given = await _columns(facts, facts.seats, building.agency)
    async with _named_once(facts.name) as record:
        room = await Room.create(building=building, **{"owner": building.agency, **given})
        await record.entry(
            HOUSES, "room.added", by=by, subject=room.owner_id, id=str(room.id), name=room.name
        )
    return room


async def change_room(
    room_id: UUID, changes: RoomChanges, *, revision: int | None = None, by: User | None
) -> Room:
    """Change a room. Bookings that stand keep the minutes to set up and clean they were made with.

    Refuses (Moved) a writer who has not seen the latest, and (Forbidden) all but its keepers.
    """
    async with _named_once(changes.name or "") as record:
        room = await _locked(room_id, by=by)
        _check_revision(room, revision)
        given = await _columns(changes, changes.seats or room.seats, room.owner)
        plans = given.get("plans", room.plans)
        rules.check_plans(
            given.get("seats", room.seats), {rules.Seating(k): n for k, n in plans.items()}
        )
        if "owner" in given:
            rules.check_keeps(by, room.building.agency)
        await _save(room, given)
        await record.entry(
            HOUSES,
            "room.changed",
            by=by,
            subject=room.owner_id,
            id=str(room.id),
            changed=sorted(changes.model_fields_set),
        )
    return await queries.find_room(room_id)


async def close_room(room_id: UUID, *, by: User | None) -> Room:
    """Take no more bookings for a room. Refuses (Conflict) one that is booked yet."""
    async with journal.transaction() as record:
        room = await _locked(room_id, by=by)
        if room.closed:
            raise Conflict(_("Ruang ini sudah ditutup."))
        still = Booking.filter(
            room_id=room.id, state__in=list(LIVE), blocked_until__gt=datetime.now(UTC)
        )
        if waiting := await still.count():
            raise Conflict(
                _("Ruang ini masih dipesan {n} kali. Pindahkan atau tolak dahulu.").format(
                    n=waiting
                )
            )
        await _save(room, {"closed": True})
        await record.entry(
            HOUSES, "room.closed", by=by, subject=room.owner_id, id=str(room.id), name=room.name
        )
    return room


async def open_room(room_id: UUID, *, by: User | None) -> Room:
    """Take bookings for a room again. Refuses (Conflict) one that is open."""
    async with journal.transaction() as record:
        room = await _locked(room_id, by=by)
        if not room.closed:
            raise Conflict(_("Ruang ini tidak ditutup."))
        await _save(room, {"closed": False})
        await record.entry(
            HOUSES, "room.opened", by=by, subject=room.owner_id, id=str(room.id), name=room.name
        )
    return room


async def _locked(room_id: UUID, *, by: User | None) -> Room:
    await lock_row(Room, room_id)
    room = await queries.find_room(room_id)
    if not rules.keeps(by, room.owner):
        rules.check_keeps(by, room.building.agency)
    return room


async def _columns(changes: RoomChanges, seats: int, owner: Agency) -> dict[str, Any]:
    """What was said, by the names of the table."""
    given = changes.model_dump(exclude_unset=True, exclude={"building", "owner"})
    if given.get("plans") is not None:
        rules.check_plans(seats, given["plans"])
        given["plans"] = {plan.value: count for plan, count in given["plans"].items()}
    if changes.owner and changes.owner != owner.code:
        given["owner"] = await agency_by_code(changes.owner, "owner")
    return given


async def _save(row: Building | Room, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    await row.save()


def _check_revision(row: Building | Room, revision: int | None) -> None:
    if revision is not None and revision != row.revision:
        raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))


@asynccontextmanager
async def _named_once(name: str) -> AsyncIterator[journal.Record]:
    """One act, in which the database decides who was first when two give one name."""
    try:
        async with journal.transaction() as record:
            yield record
    except IntegrityError:
        raise Conflict(
            _("Gedung ini sudah mempunyai ruang bernama {name}.").format(name=name)
        ) from None
