"""Who may be asked, until when corrections are taken, what may be said when: plain rules."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rakor.errors import Conflict, Invalid
from rakor.letters.rules import SigningMode
from rakor.minutes.rules import (
    EDITABLE,
    IN_FORCE,
    CorrectionState,
    MinutesState,
    Reviewer,
    StandIn,
    Verdict,
    check_amendable,
    check_discussed,
    check_names_stand_in,
    check_reviewers,
    check_takes_corrections,
    check_verdict,
    heading_of,
    takes_corrections,
    window,
)

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def refused(check, *told):
    try:
        check(*told)
    except (Conflict, Invalid) as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize("state", list(MinutesState))
def test_each_state_says_what_may_be_done_in_it(state):
    open_ = state in EDITABLE or state is MinutesState.IN_REVIEW
    assert (refused(check_discussed, state) is None) is open_
    assert (refused(check_names_stand_in, state) is None) is open_
    assert (refused(check_amendable, state) is None) is (state in IN_FORCE)
    asked = refused(check_takes_corrections, state, NOW + DAY, NOW)
    assert (asked is None) is (state in IN_FORCE) is takes_corrections(state, NOW + DAY, NOW)
    assert refused(check_takes_corrections, state, None, NOW) is Conflict
    assert refused(check_takes_corrections, state, NOW, NOW) is Conflict


def test_the_window_is_seven_days_unless_it_is_said():
    assert window(NOW) == NOW + 7 * DAY
    assert window(NOW, 14) == NOW + 14 * DAY


def test_nobody_initials_twice_and_no_deadline_lies_in_the_past():
    one, other = uuid4(), uuid4()
    asked = [Reviewer(person=str(one), due=NOW - DAY), Reviewer(person=str(other))]
    with pytest.raises(Invalid) as refusal:
        check_reviewers([one, one], asked, NOW)
    assert [each["field"] for each in refusal.value.errors] == [
        "reviewers.0.due",
        "reviewers.1.person",
    ]
    check_reviewers([one, other], [Reviewer(person="a@x.go.id", due=NOW + DAY), asked[1]], NOW)


@pytest.mark.parametrize("state", list(CorrectionState))
@pytest.mark.parametrize("accept", [True, False])
@pytest.mark.parametrize("word", ["", "Sesuai rekaman."])
def test_a_request_is_answered_once_and_a_refusal_says_why(state, accept, word):
    found = refused(check_verdict, state, Verdict(accept=accept, answer=word))
    expected = Conflict if state is not CorrectionState.OPEN else None
    if expected is None and not accept and not word:
        expected = Invalid
    assert found is expected


LONG = {
    "acting_from": NOW.date() - DAY,
    "acting_until": NOW.date() + DAY,
    "decree_number": "7/2026",
}


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ({"mode": "own", "title": "Kepala Badan"}, ("Kepala Badan,",)),
        (
            {"mode": "a_n", "title": "Sekretaris", "chain": ["Kepala Badan"]},
            ("a.n. Kepala Badan", "Sekretaris,"),
        ),
        ({"mode": "plh", "title": "Kepala Badan", **LONG}, ("Plh. Kepala Badan,",)),
        ({"mode": "plh", "title": "Kepala Badan"}, None),
        ({"mode": "plt", "title": "Kepala Badan", **LONG, "acting_until": NOW.date() - DAY}, None),
        ({"mode": "a_n", "title": "Sekretaris"}, None),
        ({"mode": "a_n", "chain": ["Kepala Badan"]}, None),
    ],
)
def test_the_line_above_the_signature_says_by_which_authority(said, heading):
    wanted = StandIn(person="x@go.id", **said)
    if heading is None:
        with pytest.raises(Invalid):
            heading_of(wanted, "Sari", NOW.date())
    else:
        assert heading_of(wanted, "Sari", NOW.date()) == heading
    assert wanted.mode in SigningMode
