"""Every kind of PDF, held against the standards of archives and of screen readers."""

import io
import json

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from rakor.attendance.export import to_values as attendance_values
from rakor.documents import qr
from rakor.documents.pdf import MissingGlyph, compile_pdf
from rakor.letters.export import to_typst_values as letter_values
from rakor.minutes.export import to_json, to_typst_values
from rakor.press.export import to_typst_values as release_values
from tests.attendance import test_lists as attendance
from tests.letters.test_paper import LETTER, PERSONAL
from tests.minutes.notula_sample import document

from .archival import faults
from .samples import listed, release_document


def minutes_pdf() -> bytes:
    return compile_pdf("minutes", to_typst_values(document(3)), record=to_json(document(3)))


def test_minutes_hold_the_record_they_were_made_of_and_stay_the_same():
    made = minutes_pdf()
    assert faults(made, "PDF_A_3A", "PDF_UA_1") == []
    assert made == minutes_pdf()
    root = PdfFileReader(io.BytesIO(made)).root
    name, held = (each.get_object() for each in root["/Names"]["/EmbeddedFiles"]["/Names"])
    assert (name, held["/AFRelationship"]) == ("rakor.json", "/Source")
    assert root["/AF"][0]["/UF"] == "rakor.json"
    assert json.loads(held["/EF"]["/F"].data) == json.loads(to_json(document(3)))


def test_letters_lists_and_releases_are_for_the_archive_and_for_everybody():
    photos = release_document()
    pictures = {each.file: qr.png("contoh") for each in photos.photos}
    made = {
        "letter": compile_pdf("letter", letter_values(LETTER, [PERSONAL])),
        "attendance": compile_pdf("attendance", attendance_values(listed(), attendance.MADE)),
        "release": compile_pdf("release", release_values(photos), pictures=pictures),
    }
    assert {kind: faults(content) for kind, content in made.items()} == {kind: [] for kind in made}


@pytest.mark.parametrize("kind", ["letter", "attendance", "release", "minutes"])
def test_a_letter_that_no_font_has_is_named_in_every_kind(kind):
    values = {
        "letter": lambda: letter_values(LETTER, [PERSONAL]),
        "attendance": lambda: attendance_values(listed(), attendance.MADE),
        "release": lambda: release_values(release_document()),
        "minutes": lambda: to_typst_values(document(1)),
    }[kind]()
    values = values | {"letterhead": values["letterhead"] | {"name": "𒀀"}}
    pictures = {"1.png": qr.png("contoh")}
    with pytest.raises(MissingGlyph) as refused:
        compile_pdf(kind, values, pictures=pictures)
    assert "U+12000" in refused.value.detail
