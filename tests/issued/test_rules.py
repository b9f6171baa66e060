"""The code on a document: typed by hand it is still found, and a slip is told from a forgery."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.issued import rules

CODES = st.builds(rules.new_code)


def test_a_code_is_read_however_it_was_typed():
    code = rules.new_code()
    said = rules.spoken(code)

    assert [len(part) for part in said.split("-")] == [4, 4, 4, 4]
    typed = {said, code, said.lower(), said.replace("-", " "), f"  {code} "}
    assert {rules.read_code(each) for each in typed} == {code}


@given(CODES)
def test_letters_that_look_alike_are_taken_for_one_another(code):
    typed = code.replace("0", "o").replace("1", "l")

    assert rules.read_code(typed) == rules.read_code(code.replace("1", "I")) == code


@given(CODES, st.integers(0, 15), st.sampled_from(rules.LETTERS))
def test_one_wrong_letter_is_found(code, at, letter):
    typed = code[:at] + letter + code[at + 1 :]

    assert (rules.read_code(typed) == code) is (typed == code)
    assert rules.read_code(typed) in (code, None)


@given(CODES, st.integers(0, 14))
def test_two_neighbours_exchanged_are_found(code, at):
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]

    assert rules.read_code(typed) == (code if typed == code else None)


@pytest.mark.parametrize("typed", ["", "-", "U" * 16, "A" * 15, "é" * 16, "0" * 17, "0" * 400])
def test_what_cannot_be_a_code_is_none(typed):
    assert rules.read_code(typed) is None


def test_codes_are_never_the_same():
    assert len({rules.new_code() for _n in range(2000)}) == 2000
