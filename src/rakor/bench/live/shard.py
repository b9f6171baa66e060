"""One shard of many machines: a process that carries many meetings, each of a hundred people.

What a meeting costs when nobody writes, and what each entry adds, is what docs/growing.md
multiplies with.
"""

import time
from typing import Any

from rakor import database
from rakor.app import TABLES
from rakor.bench.live.crowd import CrowdLine, Line, NotReached
from rakor.bench.live.world import AGENDA, PARTS, PEOPLE, Session, _meeting, view_of
from rakor.bench.live.writer import Writer
from rakor.bench.servers import pss
from rakor.directory.models import Agency
from rakor.live.rules import View
from rakor.meetings.models import AgendaItem, MeetingPart
from rakor.meetings.rules import Part

WATCHERS = 100
SECONDS = 10.0
QUIET = 5.0  # after so many came, what they brought about is over
RATE = 0.2  # entries a second in each meeting: a note saved, a speaker called, a decision taken
SIZE = 300
ALL_MEETINGS = 10_000
FULL = 0.5  # of a core: what is left is for storms and for those who come


async def make_shard(url: str, session: Session, meetings: int) -> list[Session]:
    """That many meetings more, with the same people, who sit in all of them."""
    await database.connect(url, TABLES)
    try:
        agency = await Agency.all().first()
        parts = await MeetingPart.filter(meeting_id=session.meeting).order_by("id")
        people = [part.person_id for part in parts]
        return [await _one_more(agency, people, session) for _n in range(meetings)]
    finally:
        await database.close()


async def _one_more(agency: Agency | None, people: list[Any], session: Session) -> Session:
    assert agency is not None
    meeting = await _meeting(agency)
    items = [
        await AgendaItem.create(meeting=meeting, position=n, title=title, minutes=30)
        for n, title in enumerate(AGENDA)
    ]
    seen = [PARTS.get(view_of(n, len(View)), Part.PARTICIPANT) for n in range(PEOPLE)]
    await MeetingPart.bulk_create(
        MeetingPart(meeting_id=meeting.id, person_id=person, part=part)
        for person, part in zip(people, [*seen, Part.MINUTE_TAKER], strict=True)
    )
    items_of = [str(item.id) for item in items]
    return Session(str(meeting.id), items_of, session.bearers, session.writer)


def measure_shard(
    house: Line, pid: int, port: int, browsers: CrowdLine, sessions: list[Session]
) -> dict[str, Any]:
    """Many meetings at one process: memory, CPU while nothing happens, and with entries in all."""
    empty = pss(pid)
    for session in sessions:
        browsers.come(WATCHERS, port, path=session.path, who=session.who(1))
    time.sleep(QUIET)
    sockets = WATCHERS * len(sessions)
    weight = pss(pid)
    idle = _busy(house, lambda: time.sleep(SECONDS))
    browsers.ask("mark")
    written = 0

    def write() -> None:
        nonlocal written
        written = _paced([Writer(port, session) for session in sessions])

    busy = _busy(house, write)
    found = browsers.ask("wait", events=written * WATCHERS)
    if not found["reached"] or found["gaps"]:
        raise NotReached("not everybody was told everything in order")
    entries = written / SECONDS
    return {
        "meetings": len(sessions),
        "sockets": sockets,
        "kb_each": round((weight - empty) / sockets, 1),
        "idle": round(idle, 3),
        "entries_per_second": round(entries, 1),
        "busy": round(busy, 3),
        "ms_per_entry": round((busy - idle) / entries * 1000, 2),
        **{name: round(found[name], 1) for name in ("p50", "p95", "p99") if found[name]},
        "cores_for_all": round(cores_for_all(busy, len(sessions)), 1),
    }


def cores_for_all(busy: float, meetings: int) -> float:
    """Cores for 10,000 such meetings with 1,000,000 watchers, each core half full."""
    return busy / meetings * ALL_MEETINGS / FULL


def _busy(house: Line, do: Any) -> float:
    """How much of a core the process used while that was done."""
    house.ask("mark")
    do()
    used = house.ask("figures")
    return float(used["processor"] / used["seconds"])


def _paced(writers: list[Writer]) -> int:
    """Entries in all meetings in turn, at the pace of people."""
    rate = RATE * len(writers)
    began = time.monotonic()
    written = 0
    while time.monotonic() < began + SECONDS:
        due = began + written / rate
        time.sleep(max(0.0, min(due - time.monotonic(), 0.5)))
        if time.monotonic() >= due:
            writers[written % len(writers)].write(SIZE)
            written += 1
    return written
