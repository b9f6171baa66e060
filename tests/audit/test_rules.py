"""What the audit says and masks, without a database."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

import rakor
from rakor.audit.rules import PHRASES, THINGS, Cursor, Filter, Looked, kinds_meant, masked
from rakor.audit.rules.things import thing_of

SOURCE = Path(rakor.__file__).parent
KIND = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
# How the kinds of entries end, where they are handed on before they are written.
DONE = re.compile(r"[a-z_]+\.([a-z_]*ed|sent|struck|held|withdrawn|begun|taken|given|made)")


def literals(node):
    return [
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def kinds_written() -> set[str]:
    """Every kind that any module writes: named in the call, or handed to whoever calls."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if {"audit", "demo", "bench", "cli"} & set(path.relative_to(SOURCE).parts[:1]):
            continue
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in ("entry", "looked"):
                found |= {text for text in literals(node) if KIND.fullmatch(text)}
        found |= {text for text in literals(tree) if DONE.fullmatch(text)}
    return {kind for kind in found if not kind.startswith("rakor.")}


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def test_every_kind_of_entry_has_its_sentence():
    assert sorted(kinds_written() - set(PHRASES)) == []


def test_every_kind_that_is_made_of_a_state_has_its_sentence():
    assert {"meeting.cancelled", "meeting.postponed"} <= set(PHRASES)


def test_every_sentence_belongs_to_a_thing_and_every_thing_has_one():
    assert {thing_of(kind) for kind in PHRASES} == set(THINGS)


def test_a_choice_means_one_kind_or_all_of_a_thing():
    assert kinds_meant("part.assigned") == ["part.assigned"]
    assert kinds_meant("part") == ["part.assigned", "part.released"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("rina.halim@bpsdm.example.go.id", "r…@bpsdm.example.go.id"),
        ("Kirim ke Ma'ruf <maruf@bkn.go.id>, segera", "Kirim ke Ma'ruf <m…@bkn.go.id>, segera"),
        ("0812-3456-7890", "…90"),
        ("+62 812 3456 7890", "…90"),
        ("NIP 196803191990031009.", "NIP …09."),
        ("19680319 199003 1 009", "…09"),
        ("2026-12-01T09:00:00.123456+07:00", "2026-12-01T09:00:00.123456+07:00"),
        ("Rapat 2026-12-01 pukul 09.00", "Rapat 2026-12-01 pukul 09.00"),
        ("0198f3a2-0000-7000-8000-000000000001", "0198f3a2-0000-7000-8000-000000000001"),
        ("12345678-1234-1234-1234-123456789012", "12345678-1234-1234-1234-123456789012"),
        ("005/1142/BPSDM", "005/1142/BPSDM"),
        ("Kursi 2.450 dari 3.000", "Kursi 2.450 dari 3.000"),
        ("", ""),
    ],
)
def test_personal_data_in_text_is_masked_and_nothing_else(said, shown):
    assert masked({"text": [said]}) == {"text": [shown]}


def test_what_is_named_as_personal_is_masked_whatever_it_looks_like():
    said = {"nip": 196803191990031009, "phone": "021 5", "code": "ABC", "count": 12345678901}
    assert masked(said) == {"nip": "…09", "phone": "…15", "code": "…", "count": 12345678901}


def test_a_cursor_is_read_back_as_it_was_said():
    wish = Looked(cursor="1763800000123456-0198f3a2-0000-7000-8000-000000000001")
    assert str(Cursor.read(wish.cursor)) == wish.cursor
    assert Cursor.read("") is None


@pytest.mark.parametrize(
    "said",
    [{"cursor": "x"}, {"act": "meeting.invented"}, {"since": "0001-01-01"}, {"limit": 201}],
)
def test_what_no_page_says_is_refused(said):
    with pytest.raises(ValidationError):
        Looked.model_validate(said)


def test_days_are_of_the_readers_zone_and_both_included():
    wish = Filter(since=date(2026, 11, 20), until=date(2026, 11, 21))
    after, before = wish.span("Asia/Jayapura")
    assert (after.isoformat(), before.isoformat()) == (
        "2026-11-20T00:00:00+09:00",
        "2026-11-22T00:00:00+09:00",
    )
    assert (wish.backwards, Filter(since=wish.until, until=wish.since).backwards) == (False, True)
    assert Filter().span("Asia/Jakarta") == (None, None)


def test_a_filter_says_only_what_was_asked():
    assert Looked(person=" rina ", act="meeting", until=date(2026, 1, 2), limit=3).said() == {
        "person": "rina",
        "act": "meeting",
        "until": "2026-01-02",
    }
