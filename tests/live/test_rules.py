"""Who sees what of an entry, and when two people's notes join."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.errors import Conflict
from rakor.journal import Audience
from rakor.live import rules
from rakor.live.rules import View, merge, project, reduce, reshapes, view_for
from rakor.meetings.rules import Part, State

STAFF = (View.SECRETARIAT, View.CHAIR)
OPEN_ITEM = {"id": "a", "title": "Terbuka", "confidential": False}
SECRET_ITEM = {"id": "b", "title": "Rahasia", "confidential": True}
SECRET_VOTE = {"id": "v", "status": "closed", "result": "RESULT", "roll": ["ROLL"]}
ME, SOMEBODY = UUID(int=1), UUID(int=2)


@dataclass
class Happening:
    kind: str = "agenda.added"
    audience: Audience = Audience.PARTICIPANTS
    data: dict[str, Any] = field(default_factory=dict)
    seq: int = 7
    actor_name: str = "Rina"
    at: datetime = datetime(2026, 12, 1, 2, tzinfo=UTC)
    subject: UUID | None = None


@pytest.mark.parametrize(
    ("parts", "wished", "public", "view"),
    [
        ({Part.CHAIR}, None, True, View.CHAIR),
        ({Part.CHAIR, Part.SECRETARIAT}, View.SECRETARIAT, True, View.SECRETARIAT),
        ({Part.CHAIR}, View.SECRETARIAT, True, View.CHAIR),
        ({Part.ORGANIZER}, None, True, View.SECRETARIAT),
        ({Part.MINUTE_TAKER}, View.CHAIR, True, View.SECRETARIAT),
        ({Part.MEETING_SECRETARY}, View.PARTICIPANT, True, View.PARTICIPANT),
        ({Part.SPEAKER}, View.CHAIR, True, View.PARTICIPANT),
        ({Part.CHECK_IN_OFFICER}, View.SECRETARIAT, True, View.PARTICIPANT),
        (set(), None, True, View.PARTICIPANT),
        ({Part.CHAIR}, View.PUBLIC, True, View.PUBLIC),
        ({Part.CHAIR}, View.PUBLIC, False, View.PARTICIPANT),
    ],
)
def test_a_view_is_never_wider_than_the_part(parts, wished, public, view):
    assert view_for(parts, wished, open_meeting=public) is view


@given(
    kind=st.sampled_from([*sorted(rules.views.CARRIES), "mail.sent", "x", "account.changed"]),
    audience=st.sampled_from(Audience),
    view=st.sampled_from(View),
    data=st.fixed_dictionaries(
        {},
        optional={
            "items": st.lists(st.sampled_from([OPEN_ITEM, SECRET_ITEM])),
            "note": st.just({"item": "a", "body": "NOTE"}),
            "decision": st.just({"id": "d", "text": "DECISION"}),
            "attendance": st.just({"heads": 3, "agencies": [], "people": ["NAMES"]}),
            "turns": st.just([{"id": "t", "person": "PERSON", "reason": "REASON"}]),
            "vote": st.sampled_from([SECRET_VOTE, {**SECRET_VOTE, "status": "published"}]),
            "ballot": st.just({"vote": "v", "choice": "CHOICE"}),
            "refusal": st.just({"turn": "t", "reason": "REFUSAL"}),
            "passcode": st.just("PASSCODE"),
        },
    ),
    mine=st.sampled_from([rules.NOBODY, frozenset({ME}), frozenset({SOMEBODY})]),
)
def test_no_view_is_told_what_it_may_not_see(kind, audience, view, data, mine):
    told = project(Happening(kind, audience, data, subject=ME), view, mine)

    if kind not in rules.views.CARRIES or audience is Audience.RECORD:
        assert told is None
    if audience is Audience.STAFF and view not in STAFF:
        assert told is None
    if audience in rules.views.ADDRESSED and (mine != {ME} or view is View.PUBLIC):
        assert told is None
    text = repr(told)
    assert "PASSCODE" not in text
    assert "NAMES" not in text
    if view not in STAFF:
        assert "Rahasia" not in text
        assert "REASON" not in text
        assert "ROLL" not in text
        if data.get("vote", {}).get("status") != "published":
            assert "RESULT" not in text
    if view is View.PUBLIC:
        assert "NOTE" not in text
        assert "PERSON" not in text
        assert "Rina" not in text


@pytest.mark.parametrize(
    ("happening", "views"),
    [
        (Happening("meeting.published"), set(View)),
        (Happening("meeting.cancelled"), set(View)),
        (Happening("meeting.opened"), set()),
        (Happening("agenda.removed", data={"gone": ["a"]}), set(View)),
        (Happening("agenda.removed", Audience.STAFF, {"gone": ["a"]}), set(STAFF)),
        (Happening("agenda.changed", data={"changed": ["title"]}), set()),
        (Happening("agenda.changed", data={}), {View.PUBLIC, View.PARTICIPANT}),
        (Happening("agenda.changed", Audience.STAFF, {}), set()),
        (
            Happening("agenda.changed", data={"changed": ["confidential"]}),
            {View.PUBLIC, View.PARTICIPANT},
        ),
        (Happening("decision.changed", data={"reshaped": True}), set(View)),
        (Happening("unknown", data={"gone": ["a"]}), set()),
    ],
)
def test_what_an_entry_cannot_carry_is_read_anew(happening, views):
    assert {view for view in View if reshapes(happening, view)} == views


def test_reducing_replaces_parts_whole_and_leaves_the_old_state_as_it_was():
    old = rules.empty_state()
    new = reduce(
        old,
        [
            {"data": {"items": [{"id": "a"}, {"id": "b"}], "meeting": {"status": "scheduled"}}},
            {"data": {"gone": ["a", "c"], "note": {"item": "b", "revision": 1}}},
            {"data": {"decision": {"id": "d", "number": 1}, "attendance": {"heads": 1}}},
            {"data": {"turns": [{"id": "t"}], "vote": {"id": "v"}, "speaking": {"revision": 1}}},
            {"data": {"materials": [{"id": "m"}, {"id": "n"}], "gone_materials": ["x"]}},
            {"data": {"gone_materials": ["n"], "ballot": {"vote": "v"}, "refusal": {"turn": "t"}}},
            {"data": {}},
        ],
    )

    assert old == rules.empty_state()
    assert new == {
        **rules.empty_state(),
        "meeting": {"status": "scheduled"},
        "items": {"b": {"id": "b"}},
        "notes": {"b": {"item": "b", "revision": 1}},
        "decisions": {"d": {"id": "d", "number": 1}},
        "attendance": {"heads": 1},
        "speaking": {"revision": 1},
        "turns": {"t": {"id": "t"}},
        "votes": {"v": {"id": "v"}},
        "materials": {"m": {"id": "m"}},
        "own": {"ballots": {"v": {"vote": "v"}}, "refusals": {"t": {"turn": "t"}}},
    }


@pytest.mark.parametrize("state", State)
def test_notes_are_written_from_the_announcement_to_the_close(state):
    if state in (State.SCHEDULED, State.IN_PROGRESS):
        rules.check_may_write(state)
    else:
        with pytest.raises(Conflict):
            rules.check_may_write(state)


@pytest.mark.parametrize("state", State)
def test_decisions_are_taken_from_the_opening_on(state):
    if state in (State.IN_PROGRESS, State.FINISHED):
        rules.check_may_decide(state)
    else:
        with pytest.raises(Conflict):
            rules.check_may_decide(state)


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("part.assigned", {}, True),
        ("part.released", {}, True),
        ("meeting.changed", {"changed": ["security_class"]}, True),
        ("meeting.changed", {"changed": ["title"]}, False),
        ("note.saved", {}, False),
    ],
)
def test_entries_that_may_change_who_sees_what(kind, data, expected):
    assert rules.changes_rights(Happening(kind, data=data)) is expected


def doc(*words: str) -> dict[str, Any]:
    return {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": word}]} for word in words
        ],
    }


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "joined"),
    [
        ("abc", "aBc", "abcd", "aBcd"),
        ("abc", "xabc", "abC", "xabC"),
        ("abc", "ac", "abC", "aC"),
        ("abc", "aXc", "aYc", None),
        ("abc", "aBc", "aBc", "aBc"),
        ("abc", "abxc", "abyc", None),
        ("abcd", "bcd", "abc", "bc"),
        ("", "a", "b", None),
        ("a", "a", "ab", "ab"),
    ],
)
def test_two_changes_join_unless_they_touch(base, mine, theirs, joined):
    found = merge(doc(*base), doc(*mine), doc(*theirs))

    assert found == (doc(*joined) if joined is not None else None)


WORDS = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(WORDS, WORDS)
def test_a_change_of_one_side_only_is_taken_whole(base, mine):
    assert merge(doc(*base), doc(*mine), doc(*base)) == doc(*mine)
    assert merge(doc(*base), doc(*base), doc(*mine)) == doc(*mine)


@given(WORDS, WORDS, WORDS)
def test_joining_does_not_depend_on_who_saved_first(base, mine, theirs):
    one = merge(doc(*base), doc(*mine), doc(*theirs))
    other = merge(doc(*base), doc(*theirs), doc(*mine))

    assert one == other


def test_very_long_notes_that_differ_everywhere_count_as_one_change():
    base, mine = doc(*"a" * 3000), doc(*"b" * 3000)

    assert merge(base, mine, doc("c", *"a" * 2999)) is None
