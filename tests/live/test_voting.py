"""What a vote may be, who votes in it, and what follows from its count."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rakor.errors import Conflict, Invalid
from rakor.live.rules import voting
from rakor.live.rules.voting import (
    ABSTAIN,
    NO,
    YES,
    Majority,
    Present,
    VoteChanges,
    VoteFacts,
    VoteState,
)
from rakor.meetings.rules import Part, State

AGENCIES = [UUID(int=n) for n in range(1, 6)]
STEPS = {
    (VoteState.PREPARED, VoteState.OPEN),
    (VoteState.PREPARED, VoteState.WITHDRAWN),
    (VoteState.OPEN, VoteState.CLOSED),
    (VoteState.OPEN, VoteState.WITHDRAWN),
    (VoteState.CLOSED, VoteState.PUBLISHED),
}


@pytest.mark.parametrize("now", VoteState)
@pytest.mark.parametrize("wished", VoteState)
def test_a_vote_takes_no_step_but_those_that_follow(now, wished):
    if (now, wished) in STEPS:
        voting.check_vote_step(now, wished)
        return
    with pytest.raises(Conflict) as refusal:
        voting.check_vote_step(now, wished)
    assert refusal.value.extra == {"state": now.value}


@pytest.mark.parametrize("state", State)
def test_questions_are_prepared_before_and_ballots_cast_while_the_meeting_is_held(state):
    for check, allowed in (
        (voting.check_may_prepare, {State.SCHEDULED, State.IN_PROGRESS}),
        (voting.check_may_vote, {State.IN_PROGRESS}),
    ):
        if state in allowed:
            check(state)
        else:
            with pytest.raises(Conflict):
                check(state)


def test_without_written_options_it_is_yes_no_or_abstain():
    assert voting.options_of([]) == [(YES, ""), (NO, ""), (ABSTAIN, "")]
    assert voting.options_of(["Bali", "Banten"]) == [("o1", "Bali"), ("o2", "Banten")]


@pytest.mark.parametrize("texts", [["Bali"], ["Bali", "bali"], ["a", "b", "A"]])
def test_options_that_leave_no_choice_are_refused(texts):
    with pytest.raises(Invalid):
        voting.options_of(texts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": ""},
        {"question": "x" * 2001},
        {"question": "x", "options": ["x"] * 13},
        {"question": "x", "options": [""]},
        {"question": "x", "options": ["x" * 301]},
        {"question": "x", "majority": "all"},
        {"question": "x", "weight": 2},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValidationError):
        VoteFacts.model_validate(wrong)


def test_a_change_names_only_what_is_different():
    changes = VoteChanges.model_validate({"secret": True})
    assert changes.model_fields_set == {"secret"}


@pytest.mark.parametrize("majority", Majority)
def test_a_majority_is_of_yes_and_no(majority):
    voting.check_majority(majority, [YES, NO, ABSTAIN])
    if majority is Majority.SIMPLE:
        voting.check_majority(majority, ["o1", "o2"])
    else:
        with pytest.raises(Invalid):
            voting.check_majority(majority, ["o1", "o2"])


@pytest.mark.parametrize(
    ("counts", "entitled", "carries"),
    [
        # (yes, no, abstain): simple, absolute, two thirds, consensus
        ((0, 0, 0), 3, (False, False, False, False)),
        ((0, 0, 3), 3, (False, False, False, False)),
        ((1, 0, 2), 3, (True, False, True, True)),
        ((2, 0, 1), 3, (True, True, True, True)),
        ((2, 1, 0), 3, (True, True, True, False)),
        ((2, 2, 0), 4, (False, False, False, False)),
        ((3, 2, 0), 5, (True, True, False, False)),
        ((4, 2, 4), 10, (True, False, True, False)),
        ((5, 0, 0), 10, (True, False, True, True)),
        ((6, 4, 0), 10, (True, True, False, False)),
        ((0, 1, 0), 1, (False, False, False, False)),
    ],
)
def test_what_carries_a_motion(counts, entitled, carries):
    found = dict(zip((YES, NO, ABSTAIN), counts, strict=True))
    assert tuple(voting.carried(found, entitled, majority) for majority in Majority) == carries


counts_of = st.fixed_dictionaries(
    {YES: st.integers(0, 600), NO: st.integers(0, 600), ABSTAIN: st.integers(0, 600)}
)


@given(counts=counts_of, absent=st.integers(0, 600), majority=st.sampled_from(Majority))
def test_one_more_yes_never_loses_and_one_more_no_never_wins(counts, absent, majority):
    entitled = sum(counts.values()) + absent + 1
    now = voting.carried(counts, entitled, majority)
    assert not now or voting.carried({**counts, YES: counts[YES] + 1}, entitled, majority)
    assert now or not voting.carried({**counts, NO: counts[NO] + 1}, entitled, majority)


@given(counts=counts_of, absent=st.integers(0, 600))
def test_the_stricter_majorities_carry_nothing_that_a_simple_one_does_not(counts, absent):
    entitled = sum(counts.values()) + absent
    for majority in Majority:
        if voting.carried(counts, entitled, majority):
            assert voting.carried(counts, entitled, Majority.SIMPLE)


@given(keys=st.integers(2, 12), choices=st.lists(st.integers(1, 12), max_size=80))
def test_every_ballot_is_counted_once_and_the_leading_options_are_even(keys, choices):
    names = [f"o{n}" for n in range(1, keys + 1)]
    given_ = [f"o{choice}" for choice in choices if choice <= keys]
    counts = voting.tally(names, given_)
    result = voting.result_of(counts, len(given_) + 3, Majority.SIMPLE)

    assert list(counts) == names
    assert (result["cast"], result["carried"]) == (len(given_), None)
    assert {counts[key] for key in result["leading"]} <= {max(counts.values())}
    assert bool(result["leading"]) == bool(given_)
    assert all(counts[k] < max(counts.values()) for k in names if k not in result["leading"]) or (
        not given_
    )


present = st.lists(
    st.builds(
        Present,
        agency=st.one_of(st.none(), st.sampled_from(AGENCIES)),
        part=st.one_of(st.none(), st.sampled_from(Part)),
    ),
    max_size=30,
)


@given(here=present)
def test_each_delegation_that_is_here_has_one_vote_and_guests_bring_none(here):
    assert voting.delegations(here) == {
        one.agency for one in here if one.agency and one.part in voting.VOTING_PARTS
    }


@given(here=present, named=st.sets(st.sampled_from(AGENCIES)))
def test_whoever_was_named_votes_only_when_somebody_came(here, named):
    assert voting.delegations(here, named) == named & {one.agency for one in here}


@pytest.mark.parametrize("part", [None, *Part])
def test_observers_guests_aides_and_officers_cast_no_ballot(part):
    speaks = {
        Part.CHAIR,
        Part.SPEAKER,
        Part.MODERATOR,
        Part.OPENER,
        Part.PARTICIPANT,
        Part.DELEGATE,
        None,
    }
    assert voting.may_cast(part) == (part in speaks)


def test_participants_know_of_a_vote_from_its_opening():
    assert voting.is_told({"opened_at": "2026-12-01T02:00:00+00:00"})
    assert not voting.is_told({"opened_at": None})
