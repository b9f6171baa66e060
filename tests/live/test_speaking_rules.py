"""Who may ask for the floor, in which order they speak, and what a timer says."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.errors import Conflict, Forbidden, Invalid
from rakor.live.rules import TurnCategory, TurnState, TurnWish, Watch
from rakor.live.rules import speaking as rules
from rakor.meetings.rules import RIGHTS, Action, Part, State

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ITEM, OTHER = uuid4(), uuid4()


@dataclass(frozen=True)
class Asked:
    """A turn as the rules see it."""

    position: int = 1
    category: TurnCategory = TurnCategory.STATEMENT
    item_id: UUID | None = ITEM
    agency_id: UUID | None = None
    state: TurnState = TurnState.WAITING
    requested_at: datetime = AT
    running_since: datetime | None = None
    spent_ms: int = 0
    allowed_seconds: int = 0
    id: UUID = field(default_factory=uuid4)


def test_points_of_order_come_first_then_the_order_that_was_set_then_the_time_of_asking():
    late, early = Asked(2, requested_at=AT + SECOND), Asked(2)
    first, order = Asked(1), Asked(9, TurnCategory.POINT_OF_ORDER)
    done = Asked(0, state=TurnState.DONE)
    assert rules.queue([late, done, early, first, order], ITEM) == [order, first, early, late]


def test_what_is_on_now_is_heard_before_what_was_on_before():
    before = Asked(1, TurnCategory.POINT_OF_ORDER, item_id=OTHER)
    general, now = Asked(2, item_id=None), Asked(3)
    assert rules.queue([before, now, general], ITEM) == [general, now, before]
    assert rules.queue([before, now, general], None) == [before, general, now]


@given(st.permutations([Asked(n % 3, list(TurnCategory)[n % 4]) for n in range(8)]))
def test_the_queue_does_not_depend_on_how_it_was_read(turns):
    assert rules.queue(turns, ITEM) == rules.queue(sorted(turns, key=lambda t: str(t.id)), ITEM)


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 600_000)), max_size=20),
    st.integers(0, 600),
)
def test_a_timer_adds_up_what_was_spoken_and_nothing_of_the_pauses(steps, allowed):
    watch, at, spoken = Watch(allowed), AT, 0
    for runs, ms in steps:
        if runs is (watch.running_since is None):
            watch = watch.run(at) if runs else watch.stop(at)
        at += timedelta(milliseconds=ms)
        spoken += ms if watch.running_since else 0
        assert watch.spent(at) == spoken
        assert watch.left(at) == (allowed * 1000 - spoken if allowed else None)
    assert watch.stop(at) == Watch(allowed, spoken)


def test_a_clock_that_was_set_back_takes_no_time_away():
    watch = Watch(60, 5000).run(AT)
    assert watch.spent(AT - 10 * SECOND) == 5000


def test_a_timer_does_not_run_twice_nor_stop_twice():
    running = Watch(60).run(AT)
    with pytest.raises(Conflict):
        running.run(AT)
    with pytest.raises(Conflict):
        running.pause(AT).pause(AT)


def test_more_time_is_given_to_a_turn_that_has_a_limit_up_to_four_hours():
    assert Watch(60, 7).extend(30) == Watch(90, 7)
    for allowed in (0, rules.LONGEST_TURN):
        with pytest.raises(Conflict):
            Watch(allowed).extend(1)


@pytest.mark.parametrize("now", TurnState)
@pytest.mark.parametrize("then", TurnState)
def test_a_turn_takes_the_steps_of_the_table_and_no_other(now, then):
    allowed = {
        (TurnState.WAITING, TurnState.SPEAKING),
        (TurnState.WAITING, TurnState.WITHDRAWN),
        (TurnState.WAITING, TurnState.REFUSED),
        (TurnState.SPEAKING, TurnState.DONE),
    }
    if (now, then) in allowed:
        rules.check_step(now, then)
    else:
        with pytest.raises(Conflict):
            rules.check_step(now, then)


@pytest.mark.parametrize("state", TurnState)
def test_only_the_time_of_whoever_speaks_is_stopped(state):
    if state is TurnState.SPEAKING:
        rules.check_speaking(state)
    else:
        with pytest.raises(Conflict):
            rules.check_speaking(state)


@pytest.mark.parametrize("state", State)
def test_the_floor_is_given_while_the_meeting_is_held(state):
    if state is State.IN_PROGRESS:
        rules.check_running(state)
    else:
        with pytest.raises(Conflict):
            rules.check_running(state)


OWN, FOR_OTHERS = TurnWish(), TurnWish(name="Menteri")


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("takes_requests", [True, False])
def test_who_takes_part_asks_for_themselves_and_who_runs_the_session_for_anybody(
    part, takes_requests
):
    runs = part in RIGHTS[Action.RUN]
    own: type[Exception] | None = None if runs or takes_requests else Conflict
    if part in rules.VOICELESS and not runs:
        own = Forbidden
    for wish, error in ((OWN, own), (FOR_OTHERS, None if runs else Forbidden)):
        if error is None:
            rules.check_may_ask(wish, frozenset({part}), takes_requests=takes_requests)
        else:
            with pytest.raises(error):
                rules.check_may_ask(wish, frozenset({part}), takes_requests=takes_requests)


def test_whoever_watches_in_one_part_and_takes_part_in_another_may_ask():
    assert rules.may_ask({Part.OBSERVER, Part.DELEGATE})
    assert not rules.may_ask({Part.OBSERVER, Part.AIDE})
    assert not rules.may_ask(())


def test_an_order_names_everybody_who_waits_once():
    a, b = uuid4(), uuid4()
    rules.check_order([b, a], [a, b])
    for wrong in ([a], [a, a], [a, b, uuid4()], [a, uuid4()]):
        with pytest.raises(Invalid):
            rules.check_order(wrong, [a, b])


def test_an_agency_pays_for_its_turns_but_not_for_points_of_order():
    agency = uuid4()
    spoke = Asked(agency_id=agency, spent_ms=4000, state=TurnState.DONE)
    speaks = replace(spoke, running_since=AT, state=TurnState.SPEAKING)
    order = replace(spoke, category=TurnCategory.POINT_OF_ORDER)
    stranger = Asked(agency_id=uuid4(), spent_ms=9000)
    turns = [spoke, speaks, order, stranger, Asked(spent_ms=9000)]
    assert rules.used_ms(turns, agency, AT + SECOND) == 9000
    assert rules.used_ms(turns, None, AT) == 0


@pytest.mark.parametrize(
    ("turn", "agency", "used", "category", "given"),
    [
        (300, 0, 999_000, TurnCategory.STATEMENT, 300),
        (300, 720, 0, TurnCategory.STATEMENT, 300),
        (300, 720, 600_000, TurnCategory.STATEMENT, 120),
        (300, 720, 720_000, TurnCategory.REPLY, rules.LEAST_SECONDS),
        (30, 720, 720_000, TurnCategory.REPLY, 30),
        (300, 720, 720_000, TurnCategory.POINT_OF_ORDER, 300),
        (0, 720, 600_000, TurnCategory.QUESTION, 120),
        (0, 0, 0, TurnCategory.QUESTION, 0),
    ],
)
def test_a_turn_is_given_its_time_within_what_its_agency_has_left(
    turn, agency, used, category, given
):
    assert rules.allowance(turn, agency, used, category) == given
