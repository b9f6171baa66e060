"""Whom a name in the video room is recognised as. All people and addresses are invented."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.attendance.rules.matching import AFTER_CLICK, CERTAIN, Book, Invitee, Visitor
from rakor.attendance.rules.names import AgencyNames, alike, pieces_of, words_in
from rakor.attendance.rules.online import MatchedBy, is_no_person, tidy

AGENCIES = [
    AgencyNames("bkn", ("BKN", "Badan Kepegawaian Negara")),
    AgencyNames(
        "menpan",
        ("KEMENPANRB", "KemenPANRB", "Kementerian Pendayagunaan Aparatur Negara", "MENPAN"),
    ),
    AgencyNames("kemendagri", ("KEMENDAGRI", "Kemendagri", "Kementerian Dalam Negeri", "DEPDAGRI")),
    AgencyNames("kukar", ("KUKAR", "Pemkab Kukar", "Kabupaten Kutai Kartanegara")),
    AgencyNames("smr", ("SMR", "Pemkot Samarinda", "Kota Samarinda")),
    AgencyNames("serang-kab", ("SRG-KAB", "Kab. Serang", "Kabupaten Serang")),
    AgencyNames("serang-kota", ("SRG-KOTA", "Kota Serang", "Kota Serang")),
]
AT = datetime(2026, 10, 15, 1, 0, tzinfo=UTC)


def invitee(key: str, name: str, agency: str, **facts: object) -> Invitee:
    emails = frozenset({f"{key}@contoh.go.id"})
    return Invitee(key, name, frozenset({agency}), **{"emails": emails, **facts})


PEOPLE = [
    invitee("sari", "dr. Sari Utami Kusuma, M.Si.", "bkn"),
    invitee("wira", "Dr. Ir. Wirakarsa Adinegara, M.M.", "bkn"),
    invitee("ahmad", "H. Ahmad Fauzi Nur'aini, S.H., M.H.", "menpan"),
    invitee("dewi1", "Dewi Anjani", "menpan"),
    invitee("dewi2", "Dewi Prameswara, S.Kom.", "kemendagri"),
    invitee("dewi3", "Dewi Lestari", "kemendagri"),
    invitee("suharto", "Suharjito", "kukar"),
    invitee("moh", "Mohammad Yusuf Rachman, S.STP., M.A.P.", "kukar"),
    invitee("yusuf", "Yusuf Hidayat", "smr"),
    invitee("siti1", "Hj. Siti Aminah", "smr"),
    invitee("siti2", "Siti Aminah Zahra", "serang-kab"),
    invitee("joko", "Djoko Soerjanto", "serang-kota"),
    invitee("ratna", "Ratnasari Halim", "serang-kab"),
    invitee("budi1", "Budi Santoso", "serang-kab"),
    invitee("budi2", "Budi Santoso", "serang-kota"),
    invitee("maruf", "Ma’ruf Al-Amin, Ph.D.", "kemendagri"),
]
BOOK = Book(PEOPLE, AGENCIES)

# What they call themselves in the video room, and whom it is; "" where people must look.
SAID = [
    # The rule of the invitation, and what becomes of it.
    ("BKN_Sari", "sari"),
    ("BKN_Sari Utami", "sari"),
    ("bkn_sari utami kusuma", "sari"),
    ("BKN - Sari", "sari"),
    ("BKN-Sari Utami", "sari"),
    ("BKN | dr. Sari", "sari"),
    ("BKN / Sari Utami Kusuma", "sari"),
    ("Sari Utami - BKN", "sari"),
    ("Sari (BKN)", "sari"),
    ("Sari Utami [BKN]", "sari"),
    ("BKNSari", "sari"),
    ("Sari, Badan Kepegawaian Negara", "sari"),
    ("Badan Kepegawaian Negara_Sari Utami", "sari"),
    ("BKN Pusat_Sari Utami", ""),
    # Names alone.
    ("Sari Utami Kusuma", "sari"),
    ("Sari Utami", "sari"),
    ("SARI UTAMI", "sari"),
    ("sari  utami", "sari"),
    ("Kusuma, Sari Utami", "sari"),
    ("Utami Sari", "sari"),
    ("Sari", ""),
    ("Wira", ""),
    ("Kusuma", ""),
    # Titles before and behind.
    ("Dr. Ir. Wirakarsa Adinegara, M.M.", "wira"),
    ("dr.ir.Wirakarsa Adinegara", "wira"),
    ("Prof. Wirakarsa Adinegara MM", "wira"),
    ("Ahmad Fauzi Nuraini SH MH", "ahmad"),
    ("H. Ahmad Fauzi", "ahmad"),
    ("Pak Ahmad Fauzi KemenPANRB", "ahmad"),
    ("Bu Dewi Anjani", "dewi1"),
    ("Kabid Dewi Anjani", "dewi1"),
    # Spelling, apostrophes, words apart.
    ("Ahmad Fauzi Nur'aini", "ahmad"),
    ("Ahmad Fauzi Nur aini", "ahmad"),
    ("Wira Karsa Adinegara", "wira"),
    ("Wirakarsa Adinegera", "wira"),
    ("Ratna Sari Halim", "ratna"),
    ("Joko Suryanto", "joko"),
    ("Moh. Yusuf Rachman", "moh"),
    ("Muhammad Yusuf Rahman", "moh"),
    ("Maruf Alamin", "maruf"),
    ("Ma'ruf Al Amin", "maruf"),
    # Initials and beginnings are no proof without the agency.
    ("W. Adinegara", ""),
    ("BKN_W. Adinegara", "wira"),
    ("BKN_Wira", ""),
    ("M. Yusuf Rachman", "moh"),
    ("Wira Adinegara", ""),
    ("Wira Adinegara BKN", "wira"),
    # One word that is a whole name.
    ("Suharjito", ""),
    ("Kukar_Suharjito", "suharto"),
    ("Pemkab Kutai Kartanegara - Suharjito", "suharto"),
    ("Kutai Kartanegara_Yusuf", "moh"),
    ("Samarinda - Yusuf", "yusuf"),
    # Several could be meant: nobody is decided.
    ("Dewi", ""),
    ("Kemendagri_Dewi", ""),
    ("Kemenpanrb_Dewi", "dewi1"),
    ("Depdagri - Dewi Lestari", "dewi3"),
    ("Yusuf", ""),
    ("Budi Santoso", ""),
    ("Kab. Serang_Budi Santoso", "budi1"),
    ("Kota Serang_Budi Santoso", "budi2"),
    ("Serang_Budi Santoso", ""),
    ("Siti Aminah", "siti1"),
    ("Siti Aminah Zahra", "siti2"),
    ("Siti", ""),
    # Of another agency than they say: a namesake, perhaps.
    ("Kemendagri_Sari Utami", ""),
    ("Kota Samarinda_Wirakarsa Adinegara", ""),
    # What they were called before stands in brackets.
    ("BKN_Sari (Sari Utami)", "sari"),
    ("ruang kerja (Ratnasari Halim)", "ratna"),
    # Nothing of a name.
    ("BKN", ""),
    ("iPhone", ""),
    ("Samsung SM-A515F", ""),
    ("Galaxy A52", ""),
    ("User 2", ""),
    ("Guest", ""),
    ("08123456789", ""),
    ("", ""),
    ("Tamu Undangan", ""),
    ("Sari Lestari", ""),
    ("Ahmad", ""),
    ("😀", ""),
]


@pytest.mark.parametrize(("said", "whom"), SAID)
def test_a_name_is_recognised_or_left_to_people(said, whom):
    found = BOOK.match(Visitor(said))

    assert (found.key, found.by) == (whom, MatchedBy.NAME if whom else MatchedBy.NOBODY), found


def test_whoever_may_be_meant_is_proposed_best_first():
    guesses = BOOK.match(Visitor("Kemendagri_Dewi")).guesses

    assert {guess.key for guess in guesses[:2]} == {"dewi2", "dewi3"}
    assert guesses[0].score == guesses[1].score >= CERTAIN
    assert guesses[2].key == "dewi1"
    assert [guess.key for guess in BOOK.match(Visitor("Sari")).guesses] == ["sari"]
    namesake = BOOK.match(Visitor("Kemendagri_Sari Utami"))
    assert namesake.guesses[0].key == "sari"
    assert BOOK.match(Visitor("iPhone")).guesses == ()


def test_the_people_of_an_agency_are_proposed_where_nothing_else_is_said():
    assert {guess.key for guess in BOOK.match(Visitor("BKN")).guesses} == {"sari", "wira"}


def test_an_address_decides():
    found = BOOK.match(Visitor("iPhone", "Sari@contoh.go.id"))

    assert (found.by, found.key, found.score) == (MatchedBy.EMAIL, "sari", 100)
    assert BOOK.match(Visitor("iPhone", "siapa@contoh.go.id")).by is MatchedBy.NOBODY


def test_whoever_uses_the_account_of_somebody_else_is_left_to_people():
    found = BOOK.match(Visitor("Wirakarsa Adinegara", "sari@contoh.go.id"))

    assert (found.by, found.key) == (MatchedBy.NOBODY, "")
    assert {guess.key for guess in found.guesses} == {"sari", "wira"}


def test_an_address_of_two_people_decides_nothing():
    shared = frozenset({"sekretariat@contoh.go.id"})
    people = [invitee("a", "Sari Utami", "bkn", emails=shared)]
    people += [invitee("b", "Tono Hartono", "bkn", emails=shared)]

    found = Book(people, AGENCIES).match(Visitor("iPad", "sekretariat@contoh.go.id"))

    assert (found.by, [guess.key for guess in found.guesses]) == (MatchedBy.NOBODY, ["a", "b"])


def test_a_click_on_the_personal_link_proves_a_nickname():
    clicked = [invitee("sari", "Sari Utami", "bkn", clicks=(AT,))]
    others = [invitee("tono", "Tono Hartono", "bkn", clicks=(AT,))]
    book = Book([*clicked, *others], AGENCIES)

    right_after = book.match(Visitor("Sari", joined=(AT + timedelta(seconds=40),)))
    much_later = book.match(Visitor("Sari", joined=(AT + AFTER_CLICK * 2,)))
    of_a_phone = book.match(Visitor("iPhone", joined=(AT + timedelta(seconds=40),)))

    assert (right_after.by, right_after.key) == (MatchedBy.LINK, "sari")
    assert much_later.by is MatchedBy.NOBODY
    assert of_a_phone.by is MatchedBy.NOBODY
    assert {guess.key for guess in of_a_phone.guesses} == {"sari", "tono"}


def test_namesakes_of_one_agency_are_told_apart_by_the_click():
    book = Book(
        [
            invitee("one", "Budi Santoso", "bkn", clicks=(AT,)),
            invitee("two", "Budi Santoso", "bkn"),
        ],
        AGENCIES,
    )

    found = book.match(Visitor("BKN_Budi Santoso", joined=(AT,)))

    assert (found.by, found.key, found.score) == (MatchedBy.LINK, "one", 100)


@given(st.permutations(PEOPLE), st.permutations(AGENCIES), st.sampled_from(SAID))
def test_the_order_of_the_lists_does_not_matter(people, agencies, case):
    said = Visitor(case[0])

    assert Book(people, agencies).match(said) == BOOK.match(said)


@given(st.text(max_size=60), st.text(max_size=30))
def test_whatever_is_written_is_judged(name, email):
    found = BOOK.match(Visitor(tidy(name), tidy(email)))

    assert 0 <= found.score <= 100
    assert all(guess.key for guess in found.guesses)


@given(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_namesakes_are_never_decided(one, other):
    twin = Invitee("twin", one.name, one.agencies)
    found = Book([one, other, twin], AGENCIES).match(Visitor(one.name))

    assert found.by is MatchedBy.NOBODY


@given(st.text("abcdefgs", min_size=1, max_size=9), st.text("abcdefgs", min_size=1, max_size=9))
def test_likeness_is_the_same_both_ways(one, other):
    assert alike(one, other) == alike(other, one)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("utami", "utami", 1.0),
        ("utmai", "utami", 0.9),
        ("adinegera", "adinegara", 0.9),
        ("adnegera", "adinegara", 0.85),
        ("wira", "wirakarsa", 0.6),
        ("w", "wirakarsa", 0.3),
        ("sari", "tari", 0.0),
        ("sari", "utami", 0.0),
    ],
)
def test_words_are_alike(one, other, likeness):
    assert alike(one, other) == pytest.approx(likeness)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dr. Ir. H. Wirakarsa, M.Si., Ph.D.", "wirakarsa"),
        ("Sari Utami S.Kom", "sari utami"),
        ("Sari2 Utami 081234", "sari utami"),
        ("M.Y. Saputra", "m i saputra"),
        ("Rini S.H.", "rini"),
        ("Rini, S.A.P., LL.M.", "rini"),
        ("Apt. Rini, Sp.PD.", "rini"),
        ("Nur‘aini", "nuraini"),
    ],
)
def test_titles_and_numbers_are_no_names(name, words):
    assert " ".join(words_in(pieces_of(name))) == words


@pytest.mark.parametrize(
    ("name", "is_none"),
    [
        ("Ruang Rapat Cendrawasih", True),
        ("ruang_rapat_2", True),
        ("Aula", True),
        ("Aula Lantai 3", True),
        ("Aula Rahmi", False),
        ("Cendrawasih Lt. 4", True),
        ("Zoom Room 5", True),
        ("Fireflies.ai Notetaker Sari", True),
        ("Otter.ai", True),
        ("Perekam Rapat", True),
        ("Read.ai meeting notes", True),
        ("Sari Utami", False),
        ("Ruangga Pratama", False),
        ("BKN_Sari (Ruang Rapat)", False),
    ],
)
def test_rooms_and_machines_are_no_people(name, is_none):
    assert is_no_person(name, room="Cendrawasih, Lt. 4") is is_none


def test_what_cannot_be_stored_is_left_out_of_names():
    assert tidy("  Sari\x00\u202e\tUtami \n") == "Sari Utami"
