"""Whatever people do and Zoom fails at, in any order: in the end each meeting has its one room."""

import asyncio
import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts.models import User
from rakor.errors import Conflict
from rakor.links import operations
from rakor.links.models import VideoLink
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import MadeBy, State
from tests.conftest import AT_LENGTH
from tests.links.conftest import FACTS, later, work
from tests.links.zoom import Zoom, failed

TIMES = [
    {"starts_at": f"2030-03-{day:02}T09:00:00+07:00", "ends_at": f"2030-03-{day:02}T11:00:00+07:00"}
    for day in (2, 3)
]
ACTS = st.sampled_from(
    ["title", "time", "other time", "typed", "jitsi", "zoom", "postpone", "publish", "again"]
)
FAULTS = st.sampled_from(["", "", "lost", "lost", "down", "busy", "removed", "refused"])
STEPS = st.lists(st.tuples(ACTS, FAULTS, st.booleans()), max_size=10)


async def act(what: str, meeting: Meeting, rina: User, n: int) -> None:
    """What somebody does; what is refused changes nothing."""
    said = {
        "title": {"title": f"Judul {n}"},
        "time": TIMES[0],
        "other time": TIMES[1],
        "typed": {"online": {"made_by": "manual", "join_url": f"https://teams.example/{n}"}},
        "jitsi": {"online": {"made_by": "jitsi"}},
        "zoom": {"online": {"made_by": "zoom"}},
    }.get(what)
    with contextlib.suppress(Conflict):
        if said:
            await meetings.change(meeting.id, meetings.Changes.model_validate(said), by=rina)
        elif what == "again":
            await operations.try_again(meeting.id, by=rina)
        else:
            await getattr(meetings, what)(meeting.id, by=rina)


def fail(zoom: Zoom, fault: str) -> None:
    zoom.lose_answer = fault == "lost"
    if fault == "removed":
        zoom.meetings.clear()
    answers = {
        "down": failed(503, 503, "Down"),
        "busy": failed(429, 429, "Slow down", **{"retry-after": "30"}),
        "refused": failed(400, 300, "Validation Failed."),
    }

    async def odd(_name: str, _request: Request) -> Response | None:
        return answers.get(fault)

    zoom.misbehave = [odd]


async def calm(zoom: Zoom, meeting: Meeting, rina: User) -> Meeting:
    """Zoom works, time passes, and somebody looks at what waited for a person."""
    fail(zoom, "")
    # What somebody removed at Zoom is noticed by the next change.
    await act("title", meeting, rina, 99)
    for _n in range(4):
        await later(60 * 30)
        await work()
    with contextlib.suppress(Conflict):
        await operations.try_again(meeting.id, by=rina)
    for _n in range(3):
        await later(60 * 30)
        await work()
    return await Meeting.get(id=meeting.id)


async def test_any_order_of_acts_and_faults_ends_with_one_room(zoom: Zoom, set_jitsi, rina):
    async def run(steps: list[tuple[str, str, bool]]) -> None:
        zoom.meetings.clear()
        await VideoLink.all().delete()
        facts = {**FACTS, "online": {"made_by": "zoom"}}
        meeting = await meetings.draft_meeting(meetings.Facts.model_validate(facts), by=rina)
        await meetings.publish(meeting.id, by=rina)
        for n, (what, fault, is_late) in enumerate(steps):
            await act(what, meeting, rina, n)
            fail(zoom, fault)
            if is_late:
                await later(60 * 30)
            await work()
        meeting = await calm(zoom, meeting, rina)
        rooms = [room["join_url"] for room in zoom.meetings.values()]
        live = await VideoLink.filter(live=meeting.id)
        if meeting.online_made_by is MadeBy.MANUAL:
            assert (rooms, live) == ([], [])
            assert meeting.join_url.startswith("https://teams.example/")
        elif meeting.state is State.SCHEDULED:
            assert [link.service for link in live] == [meeting.online_made_by]
            on_zoom = meeting.online_made_by is MadeBy.ZOOM
            assert rooms == ([meeting.join_url] if on_zoom else [])
            if on_zoom:
                (room,) = zoom.meetings.values()
                assert room["topic"] == meeting.title
                assert room["start_time"] == f"{meeting.starts_at:%Y-%m-%dT%H:%M:%SZ}"
        assert len(rooms) <= 1
        assert await VideoLink.exclude(due_at=None).count() == 0

    loop = asyncio.get_running_loop()

    @settings(max_examples=200 if AT_LENGTH else 12)
    @given(STEPS)
    def every_order(steps: list[tuple[str, str, bool]]) -> None:
        asyncio.run_coroutine_threadsafe(run(steps), loop).result(120)

    await asyncio.to_thread(every_order)
