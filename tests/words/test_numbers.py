"""Numbers and days in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.words.numbers import MOST, spelled, spelled_day


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"),
        (20, "dua puluh"), (21, "dua puluh satu"), (100, "seratus"), (111, "seratus sebelas"),
        (200, "dua ratus"), (1000, "seribu"), (1001, "seribu satu"),
        (2026, "dua ribu dua puluh enam"), (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"), (1_000_000, "satu juta"),
        (1_001_000_000, "satu miliar satu juta"),
    ],
)  # fmt: skip
def test_numbers_are_spelled_as_one_says_them(number, words):
    assert spelled(number) == words


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_nobody_agrees_on_is_not_spelled(number):
    with pytest.raises(ValueError, match=str(number)):
        spelled(number)


def test_a_day_is_written_as_agreements_begin():
    assert spelled_day(date(2026, 12, 1)) == (
        "Selasa, tanggal satu bulan Desember tahun dua ribu dua puluh enam"
    )


@given(st.integers(0, MOST), st.integers(0, MOST))
def test_two_numbers_are_never_spelled_alike(one, other):
    assert (spelled(one) == spelled(other)) == (one == other)
