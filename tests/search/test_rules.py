"""What is asked for, how words are compared, and which part of a text answers."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.search.rules import asked, folded, for_postgres, for_sqlite, marked, pattern, plain


def words(typed: str) -> list[list[str]]:
    return [[" ".join(term.words) for term in group] for group in asked(typed).groups]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("Kuota kursi", [["kuota"], ["kursi"]]),
        ("B-123/LAN/2026", [["b 123 lan 2026"]]),
        ("notulen", [["notula", "notulen", "notulensi"]]),
        ("NOTULENSI", [["notula", "notulen", "notulensi"]]),
        ("K/L", [["k l", "kl", "kementerian lembaga", "kementerian dan lembaga"]]),
        ("rapat", [["rapat", "rakor"]]),
        ("rakor", [["rapat", "rakor"]]),
        ('"kuota kursi" BKN', [["kuota kursi"], ["bkn"]]),
        ("“kuota kursi”", [["kuota kursi"]]),
        ('"notula"', [["notula"]]),
        ('"tidak ditutup', [["tidak ditutup"]]),
        ("kuota kuota", [["kuota"]]),
        ("", []),
        (" \x00 - * ( ) ' \" ", []),
        ("a AND b", [["a"], ["and"], ["b"]]),
        ("rapat koordinasi", [["rapat", "rakor"], ["koordinasi", "rakor"]]),
        (
            "rapat koordinasi nasional",
            [
                ["rapat", "rakor", "rakornas"],
                ["koordinasi", "rakor", "rakornas"],
                ["nasional", "rakornas"],
            ],
        ),
        ('rapat "koordinasi"', [["rapat", "rakor"], ["koordinasi"]]),
        ("kuota -kursi", [["kuota"]]),
        ("-kursi", []),
    ],
)
def test_words_phrases_and_other_ways_to_say_the_same(typed, means):
    assert words(typed) == means


def test_what_must_not_be_there_is_said_with_a_minus_before_it():
    wanted = asked('kuota -kursi -"tata tertib" B-123 - -')
    assert [term.words for term in wanted.without] == [("kursi",), ("tata", "tertib")]
    assert [group[0].words for group in wanted.groups] == [("kuota",), ("b", "123")]
    assert not any(term.begins for term in wanted.without)
    assert not asked("-kursi")


def test_a_word_is_found_by_its_beginning_but_a_number_and_a_phrase_are_not():
    begins = {
        term.words[-1]: term.begins
        for group in asked('kuota 2026 ab "kursi"').groups
        for term in group
    }
    assert begins == {"kuota": True, "2026": False, "ab": False, "kursi": False}


def test_no_more_is_read_than_a_search_needs():
    assert len(asked(" ".join(f"kata{n}" for n in range(400))).groups) == 12
    assert len(asked("kata" * 5000).groups[0][0].words[0]) == 500


@pytest.fixture(scope="module")
def index():
    with sqlite3.connect(":memory:") as client:
        client.execute("CREATE VIRTUAL TABLE found USING fts5(title_words, body_words)")
        client.execute("INSERT INTO found VALUES ('notula rapat', 'k l dan lainnya')")
        yield client
    client.close()


@given(st.text() | st.text(alphabet="\"*()^:{}-+ANDORTx\x00'\\“”&|!<>% ", max_size=60))
def test_whatever_is_typed_is_a_search(index, typed):
    wanted = asked(typed)
    if not wanted:
        return
    for title_only in (False, True):
        said = for_sqlite(wanted, title_only=title_only)
        index.execute("SELECT rowid FROM found WHERE found MATCH ?", [said]).fetchall()
    assert "\x00" not in for_postgres(wanted)
    marked(plain(typed), pattern(wanted), 40)


@given(st.text())
def test_folding_keeps_every_letter_in_its_place(text):
    kept = plain(text)
    assert len(folded(kept)) == len(kept)
    assert plain(kept) == kept
    assert folded(folded(kept)) == folded(kept)


def test_accents_case_and_punctuation_do_not_matter():
    assert folded(plain("Ménteri K/L,\u00ad Ma\u0301ruf\x00")) == "menteri k l  maruf"


def pieces(text: str, typed: str, length: int = 0) -> str:
    found = marked(text, pattern(asked(typed)), length)
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in found)


def test_what_was_looked_for_is_set_apart_where_it_stands():
    assert pieces("Kuota kursi: kuotanya tetap", "kuota") == "[Kuota] kursi: [kuotanya] tetap"
    assert pieces("<b>Nomor B-123/LAN/2026</b>", "B-123/LAN/2026") == (
        "<b>Nomor [B-123/LAN/2026]</b>"
    )
    assert pieces("Bukan subkuota", "kuota") == "Bukan subkuota"
    assert pieces("Notulen rapat", "notula") == "[Notulen] rapat"
    assert pieces("", "kuota") == ""


def test_an_excerpt_is_the_part_around_the_first_word_found():
    text = "awal " * 200 + "padanan " + "akhir " * 200
    said = pieces(text, "padanan", 120)
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert "[padanan]" in said
    assert len(said) < 140
    assert pieces("x" * 900, "padanan", 120).endswith("…")


@given(st.text(max_size=600), st.text(min_size=1, max_size=12), st.integers(20, 300))
def test_the_pieces_of_a_text_are_the_text(text, typed, length):
    kept, wanted = plain(text), asked(typed)
    if wanted:
        assert "".join(piece.text for piece in marked(kept, pattern(wanted))) == kept
        part = "".join(piece.text for piece in marked(kept, pattern(wanted), length))
        assert part.removeprefix("… ").removesuffix(" …") in kept
