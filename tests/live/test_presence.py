"""Who is connected is told alike by all processes; none of it is kept when it is over."""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from rakor import journal
from rakor.attendance.models import Head
from rakor.database import new_id
from rakor.live import queries
from rakor.live.models import NoteLease, Present, Serving
from rakor.live.operations import clear_gone, say_present, say_serving, stop_serving
from rakor.live.rules import (
    Crowd,
    figures,
    mark_of,
    pack,
    pack_counts,
    rest,
    unpack,
    unpack_counts,
)
from rakor.live.socket import hub, live_hub, presence
from rakor.live.socket.places import Places
from rakor.live.socket.room import Room
from rakor.meetings import operations as meetings

MARKS = st.binary(min_size=8, max_size=8)


@settings(max_examples=30)
@given(st.frozensets(MARKS), st.dictionaries(MARKS, st.integers(0, 70_000)))
def test_marks_and_counts_come_back_as_they_were(marks, counts):
    assert unpack(pack(marks)) == marks
    assert unpack_counts(pack_counts(counts)) == {m: min(n, 65_535) for m, n in counts.items()}


@settings(max_examples=30)
@given(st.lists(st.frozensets(MARKS, max_size=4), max_size=4), st.frozensets(MARKS, max_size=4))
def test_a_person_at_several_processes_is_one(crowds, inside):
    told = figures([Crowd(len(people), people) for people in crowds], inside)
    people = frozenset().union(*crowds)
    assert told["count"] == sum(map(len, crowds))
    assert (told["room"], told["online"]) == (len(people & inside), len(people - inside))


def test_a_mark_depends_on_the_key_and_a_large_crowd_rests_longer():
    assert mark_of(b"127.0.0.1", b"one") != mark_of(b"127.0.0.1", b"other" * 30)
    assert len(mark_of(b"127.0.0.1", b"one")) == 8
    assert [rest(0), rest(5_000)] == [1, 3.5]


@pytest.fixture
def quick(monkeypatch):
    """Ten looks in the time of one."""
    monkeypatch.setattr(presence, "CLOCK", 0.1)


async def told(page, **wanted):
    """Listen until the page is told these figures."""
    async with asyncio.timeout(10):
        while True:
            frame = await page.hear()
            if frame["t"] == "presence" and wanted.items() <= frame.items():
                return frame


async def until(true) -> None:
    async with asyncio.timeout(15):
        while not await true():  # noqa: ASYNC110 - it looks ten times a second
            await asyncio.sleep(0.02)


async def kept_besides(other: Serving, people: set[bytes]) -> bool:
    row = await Present.exclude(serving_id=other.id).get_or_none()
    return row is not None and unpack(bytes(row.people)) == people


async def nobody_serves() -> bool:
    return not await Serving.all().exists()


async def elsewhere(mark: bytes, count: int) -> bool:
    return live_hub.places.elsewhere(mark) == count


async def another_process(pid: int, **more) -> Serving:
    """A process as it stands in the table."""
    row = {"place": queries.this_place(), "seen_at": datetime.now(UTC), "sockets": b"", "stamp": 1}
    return await Serving.create(pid=pid, **{**row, **more})


def an_ended_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(20)
    return ended.pid


@pytest.mark.postgres
async def test_figures_are_of_all_processes_that_live(
    quick, follow, meeting, guest, chair, rina, engine
):
    other = await another_process(os.getppid())
    same, stranger = queries.mark(str(guest.id)), queries.mark("another person")
    agency = queries.mark(str(guest.agency_id))
    crowd = Crowd(3, frozenset({same, stranger}), frozenset({agency}))
    gone = [
        await another_process(an_ended_process()),
        await another_process(
            1, place="elsewhere", seen_at=datetime.now(UTC) - timedelta(minutes=1)
        ),
    ]
    for row in (other, *gone):
        await say_present(row.id, {meeting.id: crowd}, 1)
    async with follow(guest, meeting.id) as page, follow(chair, meeting.id):
        # The guest is here and there; the chair is of another agency.
        assert await told(page, count=5) == {
            "t": "presence",
            "count": 5,
            "room": 0,
            "online": 3,
            "agencies": 2,
        }
        both = {same, queries.mark(str(chair.id))}
        await until(lambda: kept_besides(other, both))
        assert not set(await Serving.all().values_list("id", flat=True)) & {row.id for row in gone}

        await say_present(other.id, {meeting.id: Crowd(1, frozenset({stranger}))}, 2)
        await told(page, count=3, online=3)
        await stop_serving(other.id)
        await told(page, count=2, online=2)
    # Nobody is connected any more.
    await until(lambda: nobody_serves())
    kinds = await journal.Entry.filter(stream=meeting.id).values_list("kind", flat=True)
    assert not [kind for kind in kinds if "presence" in kind]


async def test_alone_nothing_is_said_and_who_comes_into_the_room_is_told(
    quick, follow, meeting, item, guest, chair, rina
):
    async with follow(guest, meeting.id) as page, follow(chair, meeting.id) as staff:
        assert "writing" not in await told(page, count=2, room=0, online=2)
        assert (await told(staff, count=2))["writing"] == []
        now = datetime.now(UTC)
        await Head.create(
            meeting=meeting,
            key=f"person:{guest.id}",
            person=guest.person,
            name="Putu",
            room=True,
            first_at=now,
        )
        await meetings.open(meeting.id, by=rina)
        await told(page, room=1, online=1)
        lease = await NoteLease.create(
            meeting=meeting,
            item=item,
            person=rina.person,
            name="Rina",
            page="p1",
            until=now + timedelta(seconds=30),
        )
        [writing] = (
            await told(staff, room=1, writing=(await queries.writing([meeting.id]))[meeting.id])
        )["writing"]
        assert (writing["item"], writing["name"], writing["page"]) == (str(item.id), "Rina", "p1")
        await lease.delete()
        await told(staff, room=1, writing=[])
        assert await Present.all().count() == 0
        # Nothing changed for the participant meanwhile.
        assert [f["room"] for f in page.frames if f["t"] == "presence"][-1] == 1


async def test_places_are_counted_over_all_processes(quick, monkeypatch, follow, meeting, guest):
    monkeypatch.setattr(hub, "PER_PERSON", 5)
    mark = queries.mark(f"person {guest.id}")
    other = await another_process(os.getppid(), sockets=pack_counts({mark: 4}))
    async with follow(guest, meeting.id):
        await until(lambda: elsewhere(mark, 4))
        with pytest.raises(ConnectionClosed) as refused:
            async with follow(guest, meeting.id) as page:
                await page.hear()
        assert refused.value.rcvd.code == 4429
        await stop_serving(other.id)
        await until(lambda: elsewhere(mark, 0))
        async with follow(guest, meeting.id) as page:
            assert page.seq is not None


async def test_a_process_that_was_believed_gone_says_everything_anew(db):
    me = new_id()
    assert not await say_serving(me, {}, 1)
    assert await say_serving(me, {}, 2)
    await Serving.filter(id=me).update(seen_at=datetime.now(UTC) - timedelta(minutes=1))
    await clear_gone()
    assert not await say_serving(me, {}, 3)
    assert await queries.other_processes(me) == []


async def test_a_room_that_emptied_is_forgotten_until_somebody_comes(meeting):
    room, places = Room(meeting.id), Places()
    looked = presence.Presence(lambda: [room], places)
    room.presence_changed = True
    await looked.round()
    places.take("somebody who is coming in", 1)
    await looked.round()
    assert not looked._untold
    await room.close()
