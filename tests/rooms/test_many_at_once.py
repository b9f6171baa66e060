"""However many want a room at once, no two have it at the same moment."""

import asyncio
import json
import os
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rakor.accounts.models import User
from rakor.errors import Conflict, RakorError
from rakor.rooms import operations
from rakor.rooms.models import Booking, Room
from rakor.rooms.rules import LIVE, BookingTimes
from tests.conftest import AT_LENGTH

from .conftest import HOUR, MORNING, facts

ASKING = """
import asyncio, json, sys
from datetime import timedelta
from rakor import database
from rakor.app import TABLES
from rakor.errors import Conflict
from rakor.rooms import operations
from tests.rooms.conftest import MORNING, facts
async def main(url, room, first):
    await database.connect(url, TABLES)
    had = 0
    async def one(n):
        try:
            wish = facts(MORNING + timedelta(minutes=20 * n), 1, agency="BKN")
            await operations.book(room, wish, by=None)
            return 1
        except Conflict:
            return 0
    had = sum(await asyncio.gather(*(one(n) for n in range(first, 24, 2))))
    print(json.dumps(had))
    await database.close()
asyncio.run(asyncio.wait_for(main(sys.argv[1], sys.argv[2], int(sys.argv[3])), 60))
"""


async def apart() -> int:
    """How many bookings stand; no two of a room touch, with the time to set up and clean."""
    rows = await Booking.filter(state__in=list(LIVE))
    for one, other in combinations(rows, 2):
        assert one.room_id != other.room_id or not one.span.touches(other.span)
    return len(rows)


@pytest.mark.postgres
async def test_of_many_tasks_one_has_the_room(melati, cendrawasih, bagus, rina):
    async def one(n: int) -> bool:
        room = melati if n % 3 else cendrawasih
        try:
            await operations.book(
                room.id, facts(MORNING + n * HOUR / 4, 1), by=(bagus, rina)[n % 2]
            )
        except Conflict:
            return False
        return True

    had = await asyncio.wait_for(asyncio.gather(*(one(n) for n in range(30))), 60)
    assert await apart() == sum(had)
    assert sum(had) >= 4


@pytest.mark.postgres
async def test_of_two_processes_one_has_the_room(database_url, melati, bagus):
    """Each asks for every second of the times that overlap, all at once."""
    started = [
        await asyncio.to_thread(
            subprocess.Popen,
            [sys.executable, "-c", ASKING, database_url, str(melati.id), str(first)],
            stdout=subprocess.PIPE,
            env={**os.environ},
        )
        for first in (0, 1)
    ]
    said = [await asyncio.to_thread(each.communicate, timeout=90) for each in started]
    assert [each.returncode for each in started] == [0, 0]
    assert await apart() == sum(json.loads(out) for out, _err in said)
    assert await Booking.filter(state__in=list(LIVE)).count() >= 3


async def test_moving_many_at_once_never_meets(melati, bagus):
    rows = [
        await operations.book(melati.id, facts(MORNING + 3 * n * HOUR, 1), by=bagus)
        for n in range(5)
    ]

    async def one(n: int) -> None:
        times = BookingTimes(starts_at=MORNING + 30 * HOUR, ends_at=MORNING + 31 * HOUR)
        try:
            await operations.move(rows[n].id, times, by=bagus)
        except Conflict:
            return

    await asyncio.wait_for(asyncio.gather(*(one(n) for n in range(5))), 60)
    assert await apart() == 5
    assert await Booking.filter(starts_at=MORNING + 30 * HOUR).count() == 1


# What somebody does, in which of two rooms or to which booking, from when on and how long.
QUARTER = HOUR / 4
STEP = st.tuples(
    st.sampled_from(["book", "book", "book", "hold", "move", "free", "refuse"]),
    st.integers(0, 1),
    st.integers(0, 9),
    st.integers(0, 32),
    st.integers(1, 12),
)
WAVES = st.lists(st.lists(STEP, min_size=1, max_size=6), min_size=1, max_size=6)
Step = tuple[str, int, int, int, int]


async def do(step: Step, rooms: list[Room], by: User, keeper: User) -> bool:
    """Whether it was done; what is refused is not."""
    what, room, which, first, long = step
    begins, ends = MORNING + first * QUARTER, MORNING + (first + long) * QUARTER
    rows = await Booking.all().order_by("id")
    try:
        if what in ("book", "hold"):
            wish = facts(begins, long / 4, hold=what == "hold")
            await operations.book(rooms[room].id, wish, by=by)
        elif not rows:
            return False
        elif what == "move":
            times = BookingTimes(starts_at=begins, ends_at=ends, room=rooms[room].id)
            await operations.move(rows[which % len(rows)].id, times, by=by)
        elif what == "free":
            await operations.free(rows[which % len(rows)].id, by=by)
        else:
            await operations.refuse(rows[which % len(rows)].id, "Dipakai", by=keeper)
    except RakorError:
        return False
    return True


async def taken(rooms: list[Room]) -> list[set[int]]:
    """Every quarter of an hour in which each room is taken, counted one by one."""
    found: list[set[int]] = [set(), set()]
    for row in await Booking.filter(state__in=list(LIVE)):
        at = 0 if row.room_id == rooms[0].id else 1
        first = (row.starts_at - MORNING) // QUARTER
        found[at] |= wanted(at, first, (row.ends_at - row.starts_at) // QUARTER)
    return found


def wanted(room: int, first: int, long: int) -> set[int]:
    """The large room is set up for half an hour before and cleaned for a quarter after."""
    return set(range(first - 2, first + long + 1) if room else range(first, first + long))


@pytest.mark.postgres
async def test_whatever_is_asked_at_once_no_two_meet(melati, cendrawasih, bagus, keeper):
    """In waves of up to six at once; whoever asks alone has the room exactly when it is free."""
    rooms = [melati, cendrawasih]

    async def run(waves: list[list[Step]]) -> None:
        await Booking.all().delete()
        for wave in waves:
            before = await taken(rooms)
            done = await asyncio.gather(*(do(step, rooms, bagus, keeper) for step in wave))
            await apart()
            what, room, _which, first, long = wave[0]
            if len(wave) == 1 and what in ("book", "hold"):
                assert done == [before[room].isdisjoint(wanted(room, first, long))]

    loop = asyncio.get_running_loop()

    @settings(max_examples=200 if AT_LENGTH else 15)
    @given(WAVES)
    def every_wave(waves: list[list[Step]]) -> None:
        asyncio.run_coroutine_threadsafe(run(waves), loop).result(120)

    await asyncio.to_thread(every_wave)
