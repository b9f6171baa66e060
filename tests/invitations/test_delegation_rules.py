"""Who may come instead: every policy by rank, letter, secrecy and length of the chain."""

import itertools

import pytest

from rakor.directory.rules import OfficeLevel
from rakor.invitations.rules import DelegationState
from rakor.invitations.rules.delegation import (
    LONGEST_CHAIN,
    Case,
    Refusal,
    Ruling,
    Waits,
    highest,
    letter_type,
    represents,
    rule,
)
from rakor.meetings.rules import Delegation

LEVELS = (None, *OfficeLevel)
LADDER = list(OfficeLevel)[:6]
TAKEN = Ruling()


def expected(asked: OfficeLevel | None, deputy: OfficeLevel | None) -> Waits | None:
    """The rule of rank said another way: by numbers, where there are any."""
    numbers = {level: n for n, level in enumerate(LADDER)}
    if asked is not None and asked == deputy:
        return None
    if asked not in numbers or deputy not in numbers:
        return Waits.RANK_UNKNOWN
    return Waits.BELOW if numbers[deputy] > numbers[asked] else None


@pytest.mark.parametrize(("asked", "deputy"), list(itertools.product(LEVELS, LEVELS)))
@pytest.mark.parametrize("policy", list(Delegation))
def test_a_policy_by_rank(policy, asked, deputy):
    ruling = rule(Case(policy, asked, deputy))

    if policy is Delegation.NOT_ALLOWED:
        assert ruling is Refusal.NOT_ALLOWED
    elif policy is Delegation.ALLOWED:
        assert ruling == TAKEN
    elif policy is Delegation.ALLOWED_WITH_LETTER:
        assert ruling == Ruling(Waits.LETTER)
    else:
        assert ruling == Ruling(expected(asked, deputy))


@pytest.mark.parametrize("policy", list(Delegation))
@pytest.mark.parametrize("letter", [True, False])
@pytest.mark.parametrize("confidential", [True, False])
@pytest.mark.parametrize("links", [0, LONGEST_CHAIN - 1, LONGEST_CHAIN])
def test_the_secretariat_names_whom_it_likes_but_nobody_where_none_may_be_sent(
    policy, letter, confidential, links
):
    case = Case(
        policy, None, None, has_letter=letter, confidential=confidential, by_staff=True, links=links
    )

    if policy is Delegation.NOT_ALLOWED:
        assert rule(case) is Refusal.NOT_ALLOWED
    elif links == LONGEST_CHAIN:
        assert rule(case) is Refusal.TOO_LONG
    else:
        assert rule(case) == TAKEN


@pytest.mark.parametrize("policy", [each for each in Delegation if each != "not_allowed"])
def test_a_closed_meeting_takes_nobody_unseen(policy):
    case = Case(
        policy, OfficeLevel.JPT_MADYA, OfficeLevel.JPT_MADYA, has_letter=True, confidential=True
    )

    assert rule(case) == Ruling(Waits.CONFIDENTIAL)


def test_a_letter_that_is_there_opens_the_door():
    case = Case(Delegation.ALLOWED_WITH_LETTER, None, None, has_letter=True)

    assert rule(case) == TAKEN


def test_whoever_waits_is_proposed_and_whoever_does_not_is_accepted():
    assert (TAKEN.state, Ruling(Waits.BELOW).state) == (
        DelegationState.ACCEPTED,
        DelegationState.PROPOSED,
    )


@pytest.mark.parametrize(
    ("levels", "counts"),
    [
        ([], None),
        ([None], None),
        ([OfficeLevel.PELAKSANA, None], OfficeLevel.PELAKSANA),
        ([OfficeLevel.PENGAWAS, OfficeLevel.JPT_PRATAMA], OfficeLevel.JPT_PRATAMA),
        ([OfficeLevel.FUNGSIONAL, OfficeLevel.ADMINISTRATOR], OfficeLevel.ADMINISTRATOR),
    ],
)
def test_of_several_offices_the_highest_counts(levels, counts):
    assert highest(levels) is counts


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"<html>surat-tugas.pdf</html>", None),
        (b"PK\x03\x04", None),
        (b" %PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_letter_is_what_it_holds_and_not_what_it_is_called(content, kind):
    assert letter_type(content) == kind


def test_a_deputy_stands_for_the_office_or_else_for_the_person():
    assert represents("Kepala BKN", "Budi") == "Kepala BKN"
    assert represents("", "Budi") == "Budi"
