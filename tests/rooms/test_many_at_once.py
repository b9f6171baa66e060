"""However many want a room at once, no two have it at the same moment."""

import asyncio
import json
import os
import subprocess
import sys
from itertools import combinations

import pytest

from rakor.errors import Conflict
from rakor.rooms import operations
from rakor.rooms.models import Booking
from rakor.rooms.rules import LIVE

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
        times = operations.booking.BookingTimes(
            starts_at=MORNING + 30 * HOUR, ends_at=MORNING + 31 * HOUR
        )
        try:
            await operations.move(rows[n].id, times, by=bagus)
        except Conflict:
            return

    await asyncio.wait_for(asyncio.gather(*(one(n) for n in range(5))), 60)
    assert await apart() == 5
    assert await Booking.filter(starts_at=MORNING + 30 * HOUR).count() == 1
