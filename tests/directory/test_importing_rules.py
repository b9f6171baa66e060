"""How headings, words, days and addresses in files are read."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from rakor.directory.rules.columns import COLUMNS, english, names_of, plain, recognise
from rakor.directory.rules.importing import FileKind
from rakor.directory.rules.rows import RowEmail, is_example, told, values_of
from rakor.errors import Invalid
from rakor.web.shapes import Email

FORM, FILE = TypeAdapter(Email | None), TypeAdapter(RowEmail | None)
LABEL = st.text("abzXY019-._+'é@ ", min_size=1, max_size=12)


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_heading_of_either_language_names_one_column(kind):
    names = names_of(kind)

    assert {names[plain(each.heading)] for each in COLUMNS[kind]} == {
        each.field for each in COLUMNS[kind]
    }
    assert all(names[plain(english(each.heading))] == each.field for each in COLUMNS[kind])
    assert recognise([each.heading.upper() + "  " for each in COLUMNS[kind]], None).kind is kind


@pytest.mark.parametrize("kind", list(FileKind))
def test_the_example_of_a_template_makes_sense_and_is_known_again(kind):
    cells = [each.example for each in COLUMNS[kind]]
    said = told([each.field for each in COLUMNS[kind]], cells)

    assert is_example(kind, said)
    assert values_of(kind, said)[1] == []


@settings(max_examples=300, deadline=None)
@given(LABEL, LABEL)
@example("a", "xn--bcher-kva.example")
@example("A.b", "Example.GO.ID")
@example("a..b", "example.go.id")
@example("a" * 65, "example.go.id")
@example("a", "-x.example")
def test_an_address_in_a_file_is_held_to_the_rules_of_the_form(local, domain):
    def read(adapter):
        try:
            return adapter.validate_python(f"{local}@{domain}")
        except ValidationError:
            return None

    assert read(FILE) == read(FORM)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-01-31 00:00", date(2026, 1, 31)),
        ("31/01/2026", date(2026, 1, 31)),
        ("1-2-2026", date(2026, 2, 1)),
        ("-", None),
        ("31/02/2026", "Tanggal 31/02/2026 tidak ada."),
        ("Januari", "Tulis tanggal seperti 2026-01-31 atau 31/01/2026."),
    ],
)
def test_a_day_is_read_as_people_write_it(cell, day):
    values, errors = values_of(FileKind.HOLDERS, {"since": cell})

    if isinstance(day, str):
        assert errors == [{"field": "since", "message": day}]
    else:
        assert (values, errors) == ({"since": day}, [])


@settings(deadline=None)
@given(st.sampled_from(list(FileKind)), st.lists(st.text(max_size=12), max_size=14))
def test_no_cell_is_too_odd_to_be_read_or_refused(kind, cells):
    fields = [each.field for each in COLUMNS[kind]]

    values, errors = values_of(kind, told(fields, cells))

    assert {*values, *(each["field"] for each in errors)} <= set(fields)


@given(st.lists(st.text(max_size=12), max_size=8))
def test_headings_are_recognised_or_refused(headings):
    wrong: list[str] = []
    try:
        recognise(headings, None)
    except Invalid as refusal:
        wrong = [each["field"] for each in refusal.errors]
    assert wrong in ([], ["file"])
