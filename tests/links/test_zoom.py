"""Meetings that Zoom makes the link of, asked over a real connection."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.errors import Conflict, Invalid
from rakor.links import jobs, operations
from rakor.links.models import VideoLink
from rakor.links.operations import services
from rakor.links.queries import link_of, said_of
from rakor.links.rules import LinkState, Trouble
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import MadeBy
from rakor.settings import settings
from tests.links.conftest import later, only_link, work
from tests.links.zoom import SECRET, Zoom, failed

Odd = Callable[[str, Request], Awaitable[Response | None]]


def answering(wanted: str, *answers: Response) -> Odd:
    """The next answers to that act, whatever is asked; afterwards all is as usual."""
    rest = list(answers)

    async def odd(name: str, _request: Request) -> Response | None:
        return rest.pop(0) if name == wanted and rest else None

    return odd


async def changed(meeting: Meeting, by, **facts) -> Meeting:
    await meetings.change(meeting.id, meetings.Changes.model_validate(facts), by=by)
    await work()
    return await Meeting.get(id=meeting.id)


@pytest.mark.postgres
async def test_a_draft_has_no_link_and_a_published_meeting_gets_one(zoom: Zoom, draft, rina):
    meeting = await draft("zoom")
    await work()
    assert (zoom.calls, await VideoLink.all().count()) == ([], 0)

    await meetings.publish(meeting.id, by=rina)
    await work()
    meeting = await Meeting.get(id=meeting.id)
    (room,) = zoom.meetings.values()
    assert zoom.calls == ["token", "create"]
    assert zoom.bodies == [
        {
            "topic": "Rapat Koordinasi Teknis",
            "agenda": f"Rakor {(await only_link()).id}",
            "type": 2,
            "start_time": "2030-03-01T02:00:00Z",
            "duration": 150,
            "timezone": "Asia/Jakarta",
            "default_password": True,
        }
    ]
    assert (meeting.join_url, meeting.passcode) == (room["join_url"], room["password"])
    assert meeting.meeting_number.replace(" ", "") == str(room["id"])
    assert (meeting.online_provider, meeting.revision) == ("Zoom", 3)


async def test_the_journal_tells_of_a_link_and_holds_nothing_of_it(zoom: Zoom, published):
    meeting = await published("zoom")
    entries = await journal.since(meeting.id, 0)
    assert [entry.kind for entry in entries] == [
        "meeting.drafted",
        "meeting.published",
        "meeting.changed",
    ]
    last = entries[-1]
    assert (last.actor, last.data["changed"], last.data["made_by"]) == (None, ["online"], "zoom")
    said = str([entry.data for entry in entries])
    for secret in (meeting.join_url, meeting.passcode, SECRET, *zoom.tokens):
        assert secret not in said


async def test_another_time_and_title_are_told_and_the_link_stays(zoom: Zoom, published, rina):
    meeting = await published("zoom")
    moved = await changed(
        meeting,
        rina,
        title="Rapat Lanjutan",
        starts_at="2030-03-02T13:00:00+07:00",
        ends_at="2030-03-02T14:00:00+07:00",
    )
    (room,) = zoom.meetings.values()
    assert zoom.calls == ["token", "create", "update"]
    assert (room["topic"], room["start_time"], room["duration"]) == (
        "Rapat Lanjutan",
        "2030-03-02T06:00:00Z",
        60,
    )
    assert moved.join_url == meeting.join_url
    assert moved.passcode == meeting.passcode


async def test_what_zoom_need_not_know_is_not_told(zoom: Zoom, published, rina):
    meeting = await published("zoom")
    await changed(meeting, rina, theme="Tema lain", letter_number="005/1/BPSDM")
    assert zoom.calls == ["token", "create"]


async def test_a_cancelled_meeting_is_taken_from_zoom(zoom: Zoom, published, rina):
    meeting = await published("zoom")
    await meetings.cancel(meeting.id, "Sakit", by=rina)
    await work()
    assert (zoom.calls[-1], zoom.meetings) == ("delete", {})
    assert (await VideoLink.get()).state is LinkState.GONE


async def test_a_postponed_meeting_keeps_its_link_until_it_has_a_time_again(
    zoom: Zoom, published, rina
):
    meeting = await published("zoom")
    await meetings.postpone(meeting.id, "Bentrok", by=rina)
    await work()
    times = {"starts_at": "2030-04-01T09:00:00+07:00", "ends_at": "2030-04-01T10:00:00+07:00"}
    await meetings.reschedule(meeting.id, meetings.Times.model_validate(times), by=rina)
    await work()
    (room,) = zoom.meetings.values()
    assert zoom.calls == ["token", "create", "update"]
    assert room["start_time"] == "2030-04-01T02:00:00Z"
    assert (await Meeting.get(id=meeting.id)).join_url == meeting.join_url


@pytest.mark.parametrize(
    "more",
    [
        {"recurrence": "FREQ=WEEKLY;COUNT=4"},
        {"ends_at": "2030-03-03T16:00:00+07:00"},
    ],
)
async def test_a_series_and_several_days_are_one_room_that_stands_open(
    zoom: Zoom, published, rina, more
):
    meeting = await published("zoom", **more)
    (room,) = zoom.meetings.values()
    assert (room["type"], "start_time" in room) == (3, False)
    times = {"starts_at": "2030-03-01T10:00:00+07:00"}
    await changed(meeting, rina, **times)
    assert zoom.calls == ["token", "create"]


async def test_of_a_closed_meeting_zoom_learns_no_title(zoom: Zoom, published):
    await published("zoom", title="Mutasi pejabat", security_class="confidential")
    (room,) = zoom.meetings.values()
    assert room["topic"] == "Rapat"


async def test_a_token_is_kept_and_renewed_once_when_it_is_refused(zoom: Zoom, published):
    await published("zoom")
    await published("zoom")
    zoom.expire_tokens()
    await published("zoom")
    assert zoom.calls == ["token", "create", "create", "create", "token", "create"]
    assert len(zoom.meetings) == 3


async def test_a_token_is_renewed_shortly_before_its_end(zoom: Zoom, published):
    await published("zoom")
    for key, (_until, token) in list(services._tokens.items()):
        services._tokens[key] = (0.0, token)
    await published("zoom")
    assert zoom.calls == ["token", "create", "token", "create"]


@pytest.mark.postgres
async def test_a_service_that_is_broken_leaves_the_meeting_and_says_so(zoom: Zoom, published, rina):
    zoom.misbehave = [answering("create", *[failed(500, 500, "Internal error")] * 2)]
    meeting = await published("zoom")
    link = await only_link()
    assert (meeting.join_url, meeting.state.value, meeting.revision) == ("", "scheduled", 2)
    assert (link.state, link.trouble) == (LinkState.WAITING, Trouble.BROKEN)
    assert link.due_at is not None
    assert link.due_at > datetime.now(UTC)
    assert said_of(link, meeting).startswith("Zoom sedang terganggu; dicoba lagi ")
    assert said_of(link, meeting).endswith(" WIB.")

    await later()
    await work()
    link = await only_link()
    assert (link.trouble, link.attempts) == (Trouble.BROKEN, 2)
    await later()
    await work()
    assert (await Meeting.get(id=meeting.id)).join_url != ""
    assert len(zoom.meetings) == 1
    kinds = [entry.kind for entry in await journal.since(meeting.id, 2)]
    assert kinds == ["link.failed", "meeting.changed"]


@pytest.mark.postgres
async def test_an_answer_that_was_lost_makes_no_second_meeting(zoom: Zoom, published):
    zoom.lose_answer = 1
    meeting = await published("zoom")
    assert (meeting.join_url, len(zoom.meetings)) == ("", 1)

    await later()
    await work()
    (room,) = zoom.meetings.values()
    meeting = await Meeting.get(id=meeting.id)
    assert (meeting.join_url, meeting.passcode) == (room["join_url"], room["password"])
    assert zoom.calls == ["token", "create", "list", "look"]


async def test_a_meeting_that_appears_late_at_zoom_is_taken_away(zoom: Zoom, published):
    zoom.lose_answer = 1
    meeting = await published("zoom")
    first, hidden = next(iter(zoom.meetings.items()))
    zoom.meetings.clear()
    await later()
    await work()
    kept = (await Meeting.get(id=meeting.id)).join_url
    zoom.meetings[first] = hidden

    await later()
    await work()
    assert [room["join_url"] for room in zoom.meetings.values()] == [kept]
    link = await only_link()
    assert (link.doubtful, link.due_at) == (False, None)


async def test_after_a_crash_while_zoom_was_asked_it_is_looked_for_first(zoom: Zoom, draft, rina):
    """The process died between the call and writing down what it gave."""
    meeting = await draft("zoom")
    await meetings.publish(meeting.id, by=rina)

    made = asyncio.Event()
    create = zoom.create

    async def never_answers(name: str, request: Request) -> Response | None:
        if name == "create":
            await create(request)
            made.set()
            await asyncio.sleep(1)
        return None

    zoom.misbehave = [never_answers]
    working = asyncio.create_task(work())
    await made.wait()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    zoom.misbehave = []
    assert len(zoom.meetings) == 1
    assert await operations.work_due() == 0  # it is claimed for a while

    await later()
    await work()
    assert len(zoom.meetings) == 1
    assert (await Meeting.get(id=meeting.id)).join_url == next(iter(zoom.meetings.values()))[
        "join_url"
    ]


@pytest.mark.postgres
async def test_two_workers_make_one_meeting(zoom: Zoom, draft, rina):
    meeting = await draft("zoom")
    await meetings.publish(meeting.id, by=rina)
    await journal.follow(jobs.followers[0])
    done = await asyncio.gather(*(operations.work_due() for _n in range(4)))
    assert (sum(done), len(zoom.meetings)) == (1, 1)


async def test_a_marker_is_found_on_a_later_page(zoom: Zoom, published):
    zoom.page_size = 2
    for n in range(5):
        zoom.meetings[n + 1] = {"id": n + 1, "topic": "lain", "agenda": "Rakor", "password": ""}
    zoom.lose_answer = 1
    await published("zoom")
    await later()
    await work()
    assert zoom.calls == ["token", "create", "list", "list", "list", "look"]
    assert (await only_link()).remote == str(max(zoom.meetings))


async def test_garbage_is_no_link(zoom: Zoom, published):
    zoom.misbehave = [
        answering(
            "create",
            Response(b"<html>proxy</html>", 200),
            Response(b'{"id": 1, "join_url": "javascript:alert(1)"}', 201),
        )
    ]
    meeting = await published("zoom")
    for _n in range(2):
        assert (await only_link()).trouble is Trouble.GARBAGE
        assert (await Meeting.get(id=meeting.id)).join_url == ""
        await later()
        await work()
    assert len(zoom.meetings) == 1


async def test_a_limit_is_respected_until_the_moment_that_zoom_says(zoom: Zoom, published):
    until = (datetime.now(UTC) + timedelta(hours=7)).replace(microsecond=0)
    said = "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests."
    header = {"retry-after": until.isoformat().replace("+00:00", "Z")}
    zoom.misbehave = [answering("create", failed(429, 429, said, **header))]
    meeting = await published("zoom")
    link = await only_link()
    assert (link.trouble, link.due_at, link.asked_at) == (Trouble.BUSY, until, None)
    assert link.detail == said
    await work()
    assert zoom.calls == ["token", "create"]
    assert "batas pemakaiannya tercapai" in said_of(link, meeting)


@pytest.mark.parametrize(
    ("status", "code", "message", "trouble"),
    [
        (400, 4711, "Invalid access token, does not contain scopes:[x].", Trouble.SCOPES),
        (400, 300, "Validation Failed.", Trouble.REFUSED),
        (404, 1001, "User does not exist: me.", Trouble.REFUSED),
    ],
)
async def test_a_refusal_waits_for_a_person(
    zoom: Zoom, published, rina, status, code, message, trouble
):
    zoom.misbehave = [answering("create", failed(status, code, message))]
    meeting = await published("zoom")
    link = await only_link()
    assert (link.state, link.trouble, link.due_at) == (LinkState.FAILED, trouble, None)
    assert link.detail == message

    await operations.try_again(meeting.id, by=rina)
    await work()
    assert (await Meeting.get(id=meeting.id)).join_url != ""
    with pytest.raises(Conflict):
        await operations.try_again(meeting.id, by=rina)


async def test_wrong_credentials_are_said_without_telling_them(
    zoom: Zoom, published, rina, monkeypatch, caplog
):
    monkeypatch.setattr(settings(), "zoom_client_secret", "another secret altogether")
    meeting = await published("zoom")
    link = await link_of(meeting.id)
    assert link is not None
    assert (link.trouble, link.detail) == (Trouble.CREDENTIALS, "")
    told = f"{said_of(link, meeting)} {caplog.text} {await journal.since(meeting.id, 0)}"
    assert "another secret" not in told


async def test_a_slow_zoom_is_away_and_its_meeting_is_found_afterwards(
    zoom: Zoom, published, monkeypatch
):
    monkeypatch.setattr(services, "TIMEOUT", 0.2)
    create = zoom.create

    async def slow(name: str, request: Request) -> Response | None:
        if name == "create":
            await create(request)
            await asyncio.sleep(0.5)
            return Response(status_code=201)
        return None

    zoom.misbehave = [slow]
    meeting = await published("zoom")
    assert (await only_link()).trouble is Trouble.AWAY
    assert said_of(await only_link(), meeting).startswith("Zoom tidak menjawab; dicoba lagi ")
    zoom.misbehave = []
    monkeypatch.setattr(services, "TIMEOUT", 5.0)
    await later()
    await work()
    assert len(zoom.meetings) == 1
    assert (await Meeting.get(id=meeting.id)).join_url != ""


async def test_a_change_that_does_not_arrive_keeps_the_link_and_is_tried_again(
    zoom: Zoom, published, rina
):
    meeting = await published("zoom")
    zoom.misbehave = [answering("update", failed(503, 503, "Down"))]
    moved = await changed(meeting, rina, title="Judul baru")
    link = await only_link()
    assert moved.join_url == meeting.join_url
    assert "tautan rapat tetap" in said_of(link, moved)
    await later()
    await work()
    (room,) = zoom.meetings.values()
    assert (room["topic"], (await only_link()).trouble) == ("Judul baru", None)


async def test_a_meeting_that_was_removed_at_zoom_is_made_anew(zoom: Zoom, published, rina):
    meeting = await published("zoom")
    zoom.meetings.clear()
    again = await changed(meeting, rina, title="Judul baru")
    (room,) = zoom.meetings.values()
    assert again.join_url == room["join_url"] != meeting.join_url


async def test_a_typed_link_takes_the_place_of_a_made_one(zoom: Zoom, published, rina):
    meeting = await published("zoom")
    typed = {"provider": "Teams", "join_url": "https://teams.example/1"}
    await operations.type_link(meeting.id, meetings.Online.model_validate(typed), by=rina)
    await work()
    meeting = await Meeting.get(id=meeting.id)
    assert (meeting.online_made_by, meeting.online_provider) == (MadeBy.MANUAL, "Teams")
    assert (meeting.join_url, meeting.passcode, zoom.meetings) == (
        "https://teams.example/1",
        "",
        {},
    )


async def test_the_link_of_zoom_typed_by_hand_stays_there(zoom: Zoom, published, rina):
    meeting = await published("zoom")
    typed = {"join_url": meeting.join_url}
    await operations.type_link(meeting.id, meetings.Online.model_validate(typed), by=rina)
    await work()
    assert len(zoom.meetings) == 1


async def test_a_typed_link_stays_until_zoom_has_made_one(zoom: Zoom, published, rina):
    meeting = await published("manual", online={"join_url": "https://teams.example/1"})
    zoom.misbehave = [answering("create", failed(500, 500, "Down"))]
    meeting = await changed(meeting, rina, online={"made_by": "zoom"})
    assert (meeting.join_url, meeting.online_provider) == ("https://teams.example/1", "Zoom")
    await later()
    await work()
    (room,) = zoom.meetings.values()
    assert (await Meeting.get(id=meeting.id)).join_url == room["join_url"]


async def test_a_link_is_not_typed_beside_the_service_that_makes_it(zoom: Zoom, draft, rina):
    meeting = await draft("zoom")
    typed = {"online": {"join_url": "https://teams.example/1"}}
    with pytest.raises(Invalid) as refusal:
        await changed(meeting, rina, **typed)
    assert refusal.value.errors[0]["field"] == "online.join_url"


async def test_a_service_that_is_not_set_up_is_not_chosen(draft):
    with pytest.raises(Invalid) as refusal:
        await draft("zoom")
    assert refusal.value.errors[0]["field"] == "online.made_by"


async def test_a_meeting_of_the_past_asks_for_no_link(zoom: Zoom, published):
    times = {"starts_at": "2020-03-01T09:00:00+07:00", "ends_at": "2020-03-01T11:00:00+07:00"}
    await published("zoom", **times)
    assert zoom.calls == []


@pytest.mark.postgres
async def test_another_service_makes_its_link_before_the_first_takes_its_own_away(
    zoom: Zoom, set_jitsi, published, rina
):
    meeting = await published("zoom")
    changed_to = await changed(meeting, rina, online={"made_by": "jitsi"})
    assert changed_to.join_url == f"http://rakor.test/meetings/{meeting.id}/join"
    assert (changed_to.passcode, zoom.meetings) == ("", {})
    back = await changed(meeting, rina, online={"made_by": "zoom"})
    assert back.join_url == next(iter(zoom.meetings.values()))["join_url"]
    assert await VideoLink.filter(live=meeting.id).count() == 1
