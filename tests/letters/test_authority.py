"""Who signs and by which authority: the lines of each mode, and what each of them needs."""

from datetime import date

import pytest

from rakor.errors import Conflict, Invalid
from rakor.letters.rules import (
    STEPS,
    Authority,
    LetterState,
    SigningMode,
    check_complete,
    check_logo,
    check_step,
    filled,
    lines,
    unfilled,
    wrong,
)

DAY = date(2026, 11, 23)
PERIOD = {"acting_from": date(2026, 11, 1), "acting_until": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("mode", "chain", "said"),
    [
        ("own", (), ("Kepala Biro Umum,",)),
        ("a_n", ("Menteri Contoh",), ("a.n. Menteri Contoh", "Kepala Biro Umum,")),
        (
            "u_b",
            ("Menteri Contoh", "Sekretaris Jenderal"),
            ("a.n. Menteri Contoh", "Sekretaris Jenderal,", "u.b.", "Kepala Biro Umum,"),
        ),
        ("plt", (), ("Plt. Kepala Biro Umum,",)),
        ("plh", (), ("Plh. Kepala Biro Umum,",)),
        ("pj", (), ("Pj. Kepala Biro Umum,",)),
    ],
)
def test_the_lines_above_a_signature(mode, chain, said):
    authority = Authority(
        SigningMode(mode), "Kepala Biro Umum", "Nama", chain, decree_number="12/2026", **PERIOD
    )
    assert lines(authority) == said
    check_complete(authority, DAY)


@pytest.mark.parametrize(
    ("authority", "fields"),
    [
        (Authority(SigningMode.OWN, "", ""), ["signer_title", "signer_name"]),
        (Authority(SigningMode.ON_BEHALF, "Kepala", "N"), ["chain"]),
        (Authority(SigningMode.BELOW, "Kepala", "N", ("Menteri",)), ["chain"]),
        (Authority(SigningMode.ACTING_VACANT, "Kepala", "N"), ["decree_number", "acting_from"]),
        (
            Authority(
                SigningMode.ACTING_TEMPORARY,
                "Kepala",
                "N",
                (),
                date(2026, 1, 1),
                date(2026, 11, 22),
                "12/2026",
            ),
            ["acting_until"],
        ),
    ],
)
def test_an_authority_that_cannot_be_shown_names_what_it_lacks(authority, fields):
    with pytest.raises(Invalid) as refused:
        check_complete(authority, DAY)
    assert [error["field"] for error in refused.value.errors] == fields


@pytest.mark.parametrize("now", LetterState)
@pytest.mark.parametrize("then", LetterState)
def test_a_letter_takes_only_the_steps_of_the_table(now, then):
    if then in STEPS[now]:
        check_step(now, then)
    else:
        with pytest.raises(Conflict):
            check_step(now, then)


def test_placeholders_are_names_and_nothing_else():
    assert filled("Rapat {rapat}, {acara}", {"rapat": "A {tema}", "acara": ""}) == (
        "Rapat A {tema}, [acara]"
    )
    assert unfilled("{rapat} {acara}", {"rapat": "A"}) == ["acara"]
    assert [each["field"] for each in wrong({"a": "{rapat!r}", "b": "{", "c": "{tema}"})] == [
        "a",
        "b",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 60,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
        b"\xff\xd8\xff\xe0" + b"\0" * 60,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 400_000,
    ],
)
def test_a_logo_is_a_picture_by_its_content(content):
    with pytest.raises(Invalid) as refused:
        check_logo(content)
    assert [error["field"] for error in refused.value.errors] == ["logo"]
