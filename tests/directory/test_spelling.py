"""How names are compared: spellings read alike, titles left out, trigrams shared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.directory.rules import spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad", "Mohamad"),
        ("Moch. Ali", "MUHAMMAD ALI"),
        ("Soekarno", "Sukarno"),
        ("Tjahjo Koesoemo", "Cahyo Kusumo"),
        ("Djoko Soerjadi", "Joko Suryadi"),
        ("Achmad Sjarif", "Ahmad Syarif"),
        ("Rizqi", "Rizky"),
        ("Nur'aini", "Nuraini"),
        ("Al-Hakim", "al hakim"),
        ("José", "Jose"),
    ],
)
def test_spellings_that_sound_alike_are_one(one, other):
    assert spelling.folded(one) == spelling.folded(other)


@given(st.text(max_size=60))
def test_folded_text_has_spaces_between_words_and_at_its_ends(text):
    folded = spelling.folded(text)
    assert folded.split(" ") == ["", *filter(None, folded.split(" ")), ""]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Dr. Wirakarsa Adinegara, M.Si.", ["wirakarsa", "adinegara"]),
        ("adinegara WIRAKARSA", ["adinegara", "wirakarsa"]),
        ("Drs. H. Ahmad, S.Pd.I, M.M.", ["ahmad"]),
        ("Bapak Budi", ["budi"]),
        ("bu", ["bu"]),
        ("S.H.", ["s", "h"]),
        ("M. Ali", ["ali"]),
        ("", []),
        ("budi budi", ["budi"]),
        ("a b c d e f g h", ["a", "b", "c", "d", "e", "f"]),
        ("x" * 99, ["x" * 40]),
    ],
)
def test_titles_say_nothing_about_whose_they_are(typed, words):
    assert spelling.words_of(typed) == words


@given(st.text(max_size=300))
def test_whatever_is_typed_is_at_most_six_words(typed):
    words = spelling.words_of(typed)
    assert len(words) <= 6
    assert all(0 < len(word) <= 40 and " " not in word for word in words)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("budi@bkn", True),
        ("bkn.go.id", True),
        ("budi12", True),
        ("budi", False),
        ("Dr. Budi", False),
        ("12", False),
    ],
)
def test_what_looks_like_a_part_of_an_address(typed, address):
    assert spelling.looks_like_address(typed) is address


def test_a_word_shares_letters_with_those_that_may_be_meant():
    words = ["adinegara", "adinata", "nugroho", "ad"]
    assert spelling.resembling("adinegoro", words) == ({"adinegara": 444}, False)


def test_the_beginning_of_a_known_word_takes_only_close_spellings():
    fits, known = spelling.resembling("hartono", ["hartonoto", "kartono", "hartini", "suhartomo"])
    assert known
    assert list(fits) == ["kartono"]
