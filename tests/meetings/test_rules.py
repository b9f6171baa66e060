from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.errors import Conflict, Forbidden, Invalid
from rakor.meetings import rules
from rakor.meetings.rules import Action, ItemState, Mode, Part, State

AT = datetime(2030, 3, 1, 2, tzinfo=UTC)
STEPS = {
    ("draft", "scheduled"),
    ("draft", "cancelled"),
    ("scheduled", "scheduled"),
    ("scheduled", "in_progress"),
    ("scheduled", "cancelled"),
    ("scheduled", "postponed"),
    ("postponed", "scheduled"),
    ("postponed", "cancelled"),
    ("in_progress", "finished"),
}
ITEM_STEPS = {
    ("pending", "active"),
    ("pending", "skipped"),
    ("active", "done"),
    ("done", "active"),
    ("skipped", "active"),
}


@pytest.mark.parametrize("now", State)
@pytest.mark.parametrize("then", State)
def test_a_meeting_takes_the_steps_of_its_life_and_no_others(now, then):
    if (now.value, then.value) in STEPS:
        rules.check_step(now, then)
    else:
        with pytest.raises(Conflict) as refusal:
            rules.check_step(now, then)
        assert refusal.value.extra == {"state": now.value}


@pytest.mark.parametrize("now", ItemState)
@pytest.mark.parametrize("then", ItemState)
def test_an_agenda_item_takes_its_own_steps_and_no_others(now, then):
    if (now.value, then.value) in ITEM_STEPS:
        rules.check_item_step(now, then)
    else:
        with pytest.raises(Conflict):
            rules.check_item_step(now, then)


def refused(check, now):
    try:
        check(now)
    except Conflict:
        return True
    return False


def test_what_may_be_changed_depends_on_where_a_meeting_stands():
    def allowed(check):
        return {state.value for state in State if not refused(check, state)}

    plan = {"draft", "scheduled", "postponed"}
    assert allowed(rules.check_changeable) == plan | {"in_progress"}
    assert allowed(rules.check_movable) == plan
    assert allowed(rules.check_in_progress) == {"in_progress"}
    assert allowed(rules.check_not_cancelled) == {s.value for s in State} - {"cancelled"}


def test_every_act_belongs_to_its_parts_alone():
    staff = {"organizer", "secretariat"}
    writers = staff | {"minute_taker", "meeting_secretary"}
    table = {
        action: {part.value for part in Part if rules.may(action, {part})} for action in Action
    }
    assert table == {
        Action.SEE: {part.value for part in Part},
        Action.SEE_CONFIDENTIAL: writers | {"chair"},
        Action.SEE_LINK: {part.value for part in Part if part not in rules.GUESTS},
        Action.PLAN: staff,
        Action.INVITE: staff,
        Action.CHECK_IN: writers | {"check_in_officer"},
        Action.RUN: writers | {"chair"},
        Action.DRAFT_MINUTES: writers,
        Action.APPROVE_MINUTES: {"chair"},
        Action.ASK_CORRECTION: {part.value for part in Part} - {"archivist"},
        Action.PACK: writers | {"chair", "archivist"},
        Action.KEEP_PHOTOS: writers | {"pr_officer"},
        Action.WRITE_RELEASE: staff | {"pr_officer"},
        Action.APPROVE_RELEASE: staff | {"chair"},
    }


def test_whoever_plays_no_part_may_do_nothing():
    for action in Action:
        with pytest.raises(Forbidden):
            rules.check_may(action, ())
    rules.check_may(Action.RUN, {Part.GUEST, Part.CHAIR})


@given(st.timedeltas(min_value=timedelta(days=-40), max_value=timedelta(days=40)))
def test_a_meeting_ends_after_it_begins_and_within_a_month(length):
    if timedelta() < length <= timedelta(days=31):
        rules.check_times(AT, AT + length)
    else:
        with pytest.raises(Invalid) as refusal:
            rules.check_times(AT, AT + length)
        assert [error["field"] for error in refusal.value.errors] == ["ends_at"]


@pytest.mark.parametrize(
    ("mode", "place", "link", "missing"),
    [
        (Mode.IN_PERSON, "", "", ["venue.name"]),
        (Mode.IN_PERSON, "Ruang", "", []),
        (Mode.ONLINE, "", "", ["online.join_url"]),
        (Mode.ONLINE, "", "https://zoom.example/1", []),
        (Mode.HYBRID, "", "", ["venue.name", "online.join_url"]),
        (Mode.HYBRID, "Ruang", "https://zoom.example/1", []),
    ],
)
def test_those_invited_must_know_where_to_go(mode, place, link, missing):
    found = rules.missing_to_publish(mode, place, link)
    assert [error["field"] for error in found] == missing


codes = st.lists(
    st.tuples(st.sampled_from(["36.01", "36.02", "36.04", "36.73"]), st.integers(1, 100)),
    max_size=6,
)


@given(codes, st.none() | st.integers(1, 600))
def test_an_agency_has_seats_once_and_they_sum_up_to_the_total(quotas, total):
    names = [code for code, _seats in quotas]
    twice = len(set(names)) < len(names)
    unequal = bool(quotas) and total is not None and sum(n for _c, n in quotas) != total
    if not twice and not unequal:
        rules.check_quotas(quotas, total)
        return
    with pytest.raises(Invalid) as refusal:
        rules.check_quotas(quotas, total)
    first = next((n for n, code in enumerate(names) if code in names[:n]), None)
    wrong = "total_quota" if first is None else f"quotas.{first}.agency"
    assert [error["field"] for error in refusal.value.errors] == [wrong]
