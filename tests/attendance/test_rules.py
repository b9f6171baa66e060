from datetime import UTC, datetime

import pytest

from rakor.attendance import rules
from rakor.attendance.rules import AgencyCount, Direction, Outcome, Presence, Reason, WalkIn, Wish
from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import State

IN, OUT = Direction.IN, Direction.OUT
NOON = datetime(2026, 12, 1, 5, tzinfo=UTC)


def here(*, room: bool = True, online: bool = False, left: bool = False) -> Presence:
    return Presence(room, online, NOON, NOON if left else None)


@pytest.mark.parametrize(
    ("before", "after", "direction", "verdict"),
    [
        (None, here(), IN, (Outcome.ACCEPTED, Reason.NONE)),
        (None, None, OUT, (Outcome.REFUSED, Reason.NOT_IN)),
        (here(), here(), IN, (Outcome.DUPLICATE, Reason.ALREADY_IN)),
        (here(), here(online=True), IN, (Outcome.ACCEPTED, Reason.NONE)),
        (here(), here(left=True), OUT, (Outcome.ACCEPTED, Reason.NONE)),
        (here(left=True), here(), IN, (Outcome.ACCEPTED, Reason.NONE)),
        (here(left=True), here(left=True), OUT, (Outcome.DUPLICATE, Reason.ALREADY_OUT)),
    ],
)
def test_a_scan_is_judged_by_what_it_changes(before, after, direction, verdict):
    assert rules.judge(before, after, direction) == verdict


@pytest.mark.parametrize("state", [State.DRAFT, State.CANCELLED, State.POSTPONED])
def test_a_meeting_that_is_not_held_takes_no_attendance(state):
    with pytest.raises(Conflict):
        rules.check_open(state)


@pytest.mark.parametrize("state", [State.SCHEDULED, State.IN_PROGRESS, State.FINISHED])
def test_a_desk_takes_early_and_late_entries(state):
    assert rules.check_open(state) is None


def test_a_personal_link_lets_in_from_midnight_of_the_meetings_own_zone():
    starts = datetime(2026, 12, 1, 1, tzinfo=UTC)  # 10.00 WIT
    at = [datetime(2026, 11, 30, 14, 59, tzinfo=UTC), datetime(2026, 11, 30, 15, tzinfo=UTC)]
    assert [rules.has_begun(State.SCHEDULED, starts, "Asia/Jayapura", now) for now in at] == [
        False,
        True,
    ]
    assert rules.has_begun(State.IN_PROGRESS, starts, "Asia/Jayapura", at[0]) is True


def test_a_scan_names_exactly_one_person():
    rules.check_wish(Wish("n", code="ABC"))
    for wrong in (Wish("n"), Wish("n", code="ABC", walk_in=WalkIn("Budi"))):
        with pytest.raises(Invalid):
            rules.check_wish(wrong)


def test_a_desk_whose_clock_is_ahead_records_the_time_of_the_server():
    now = datetime(2026, 12, 1, tzinfo=UTC)
    assert rules.moment(datetime(2027, 1, 1, tzinfo=UTC), now) == now
    assert rules.moment(datetime(2026, 11, 1, tzinfo=UTC), now) == datetime(2026, 11, 1, tzinfo=UTC)
    with pytest.raises(Invalid):
        rules.check_wish(Wish("n", code="A", at=datetime(1, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    "card", ["K7QX-3M9P", " https://rakor.test/c/K7QX-3M9P/?x=1 ", "https://rakor.test/K7QX-3M9P#a"]
)
def test_a_card_holds_a_code_or_a_link_that_ends_with_it(card):
    assert rules.last_piece(card) == "K7QX-3M9P"


def test_a_guest_is_the_same_person_however_the_name_is_spaced_or_cased():
    assert rules.guest_key(WalkIn("Budi  Santoso", "BKN")) == rules.guest_key(
        WalkIn(" budi santoso ", "bkn")
    )
    assert rules.guest_key(WalkIn("Budi", "BKN")) != rules.guest_key(WalkIn("Budi", "LAN"))


@pytest.mark.parametrize(
    ("invited", "present", "needed", "reached"),
    [(14, 13, 10, True), (14, 9, 10, False), (3, 2, 2, True), (1, 0, 1, False), (0, 0, 0, False)],
)
def test_two_thirds_of_the_invited_agencies_are_a_quorum(invited, present, needed, reached):
    rows = [
        AgencyCount(str(n), "", "ministry", 1, invited=1, inside=int(n < present))
        for n in range(invited)
    ]
    guests = AgencyCount("other", "", "unit", 1, present=5, inside=5)
    found = rules.quorum([*rows, guests])
    assert (found.needed, found.present, found.reached) == (needed, present, reached)
