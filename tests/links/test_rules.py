"""The rules of links: what a service is told, what its answers mean, when it is asked again."""

import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.links import rules
from rakor.links.rules import Failed, Missing, Trouble, Want, Wish
from rakor.meetings.rules import MadeBy, Mode, State

NOW = datetime(2030, 3, 1, 2, 0, tzinfo=UTC)
WIB = "Asia/Jakarta"


def wish(**more: Any) -> Wish:
    facts = {
        "marker": "Rakor 1",
        "topic": "Rapat",
        "starts_at": NOW + timedelta(days=1),
        "ends_at": NOW + timedelta(days=1, minutes=90, seconds=1),
        "timezone": WIB,
        "repeats": False,
        "door": "https://rakor.example/meetings/1/join",
    }
    return Wish(**{**facts, **more})


def test_a_meeting_is_booked_for_whole_minutes():
    assert wish().zoom_meeting(NOW) == {
        "topic": "Rapat",
        "agenda": "Rakor 1",
        "type": 2,
        "start_time": "2030-03-02T02:00:00Z",
        "duration": 91,
        "timezone": WIB,
    }


def test_what_has_begun_is_booked_as_a_room_that_stands_open():
    begun = wish(starts_at=NOW, topic="x" * 300)
    assert begun.zoom_meeting(NOW) == {"topic": "x" * 200, "agenda": "Rakor 1", "type": 3}


def test_a_service_is_told_again_when_something_it_knows_is_different():
    first = wish()
    assert wish(door="another").told == first.told
    others = (
        wish(topic="Lain"),
        wish(starts_at=NOW + timedelta(hours=23)),
        wish(timezone="Asia/Makassar"),
        wish(repeats=True),
    )
    assert len({first.told, *(each.told for each in others)}) == 5
    # A room that stands open does not care when.
    assert wish(repeats=True, starts_at=NOW).told == wish(repeats=True).told


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("is_over", [True, False])
def test_only_a_meeting_to_come_online_wants_a_link_made(state, mode, is_over):
    wants = rules.wanted(MadeBy.ZOOM, state, mode, is_over=is_over)
    assert rules.wanted(MadeBy.MANUAL, state, mode, is_over=is_over) is Want.NONE
    none = state in (State.DRAFT, State.CANCELLED)
    held = state in (State.SCHEDULED, State.IN_PROGRESS) and mode is not Mode.IN_PERSON
    makes = held and not is_over
    assert wants is (Want.NONE if none else Want.MAKE if makes else Want.KEEP)


@pytest.mark.parametrize(
    ("status", "said", "trouble", "sure"),
    [
        (401, {"code": 124, "message": "Invalid access token."}, Trouble.CREDENTIALS, True),
        (400, {"code": 4711, "message": "Invalid access token"}, Trouble.SCOPES, True),
        (403, {"code": 1, "message": "No scope"}, Trouble.SCOPES, True),
        (429, None, Trouble.BUSY, True),
        (400, ["x"], Trouble.REFUSED, True),
        (404, {"code": 1001, "message": "User does not exist"}, Trouble.REFUSED, True),
        (500, None, Trouble.BROKEN, False),
        (302, None, Trouble.GARBAGE, False),
        (100, None, Trouble.GARBAGE, False),
    ],
)
def test_a_refusal_is_understood(status, said, trouble, sure):
    found = rules.refusal(status, {}, said, NOW)
    assert (found.trouble, found.sure) == (trouble, sure)


def test_a_meeting_that_is_not_there_is_missing():
    said = {"code": 3001, "message": "Meeting does not exist: 1."}
    assert isinstance(rules.refusal(404, {}, said, NOW), Missing)


@pytest.mark.parametrize(
    ("headers", "words", "wait"),
    [
        ({"retry-after": "90"}, "", timedelta(seconds=90)),
        ({"retry-after": "2030-03-01T09:00:00Z"}, "", timedelta(hours=7)),
        ({"retry-after": "2030-03-01T09:00:00"}, "", timedelta(hours=7)),
        ({"retry-after": "Fri, 01 Mar 2030 03:00:00 GMT"}, "", timedelta(hours=1)),
        ({"retry-after": "999999"}, "", timedelta(hours=26)),
        ({"retry-after": "0"}, "", timedelta(seconds=1)),
        ({"retry-after": "2001-01-01T00:00:00Z"}, "", timedelta(seconds=1)),
        ({"retry-after": "soon"}, "", None),
        ({}, "per-second limit", None),
        ({}, "You have exceeded the daily rate limit", timedelta(hours=22, minutes=1)),
        ({"x-ratelimit-type": "Daily-limit"}, "", timedelta(hours=22, minutes=1)),
    ],
)
def test_patience_is_as_long_as_asked_for(headers, words, wait):
    assert rules.patience(headers, words, NOW) == (NOW + wait if wait else None)


@given(st.integers(min_value=-5, max_value=10_000))
def test_pauses_grow_to_an_hour(attempts):
    pause = rules.pause_after(attempts)
    assert timedelta(seconds=30) <= pause <= timedelta(hours=1)
    assert pause <= rules.pause_after(attempts + 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "join_url", "password", "meetings", "agenda", "access_token", "expires_in"]
            ),
            inner,
        )
    ),
    max_leaves=8,
)


@given(JSON)
def test_whatever_a_server_answers_is_read_or_refused(answer):
    for read in (rules.made_of, rules.token_of, lambda said: rules.marked(said, "Rakor")):
        with contextlib.suppress(Failed):
            read(answer)


@pytest.mark.parametrize(
    "answer",
    [
        {"id": 1, "join_url": "https://"},
        {"id": 1, "join_url": "https://[x"},
        {"id": 1, "join_url": 'https://zoom.us/"><script>'},
        {"id": 1, "join_url": "https://zoom.us/" + "x" * 1000},
        {"id": True, "join_url": "https://zoom.us/1"},
        {"id": "x", "join_url": "https://zoom.us/1"},
        {"id": 1, "join_url": "https://zoom.us/1", "password": "x" * 61},
        {"id": 1, "join_url": "https://zoom.us/1", "password": "a\nb"},
    ],
)
def test_a_link_that_could_not_be_typed_is_none(answer):
    with pytest.raises(Failed):
        rules.made_of(answer)


def test_numbers_are_grouped_as_people_read_them():
    link = {"join_url": "https://zoom.us/j/1"}
    assert rules.made_of({"id": 96212345678, **link}).meeting_number == "962 1234 5678"
    assert rules.made_of({"id": 1234, **link}).meeting_number == "1234"


def test_what_a_server_said_is_shown_as_one_short_line():
    assert rules.plain("a\r\nb\u202ec" + "x" * 500) == "a b c" + "x" * 195
    assert rules.plain({"a": 1}) == ""


@pytest.mark.parametrize(
    ("again", "has_link", "sentence"),
    [
        (None, False, "Zoom menolak permintaan ini."),
        (
            NOW + timedelta(minutes=40),
            False,
            "Zoom menolak permintaan ini; dicoba lagi 09.40 WIB.",
        ),
        (
            NOW + timedelta(days=1),
            True,
            "Zoom menolak permintaan ini; tautan rapat tetap, perubahan belum sampai; "
            "dicoba lagi 2 Mar. 09.00 WIB.",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence(again, has_link, sentence):
    said = rules.said("Zoom", Trouble.REFUSED, again=again, has_link=has_link, zone=WIB, now=NOW)
    assert said == sentence


def test_a_name_in_a_token_is_no_longer_than_a_page_shows():
    guest = rules.Guest("1", "N" * 500, moderates=True)
    hours = rules.Open.around(NOW, NOW + timedelta(hours=1))
    said = rules.claims(guest, "rakor-1", "https://meet.example:8443/x", "app", hours)
    assert len(said["context"]["user"]["name"]) == 200
    assert said["sub"] == "meet.example"
    assert said["context"]["user"]["affiliation"] == "owner"


def test_a_meeting_that_takes_longer_keeps_its_room_open():
    later = NOW + timedelta(hours=9)
    assert rules.Open.now(later, NOW).until == later + timedelta(hours=4)
