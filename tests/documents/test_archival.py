"""Every kind of PDF, held against the standards of archives and of screen readers."""

import io
import json
from dataclasses import replace

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from rakor.attendance.export import to_certificates
from rakor.attendance.export import to_values as attendance_values
from rakor.attendance.rules import Certificate
from rakor.documents import qr
from rakor.documents.pdf import MissingGlyph, compile_pdf
from rakor.documents.word_samples import printed_sample
from rakor.letters.export import Stationery, dressed, written_on
from rakor.letters.export import to_typst_values as letter_values
from rakor.minutes.export import to_json, to_typst_values
from rakor.minutes.export.agreement import to_typst as agreement_values
from rakor.press.export import to_typst_values as release_values
from tests.attendance import test_lists as attendance
from tests.letters.test_paper import LETTER, PERSONAL
from tests.minutes.notula_sample import document

from .archival import faults
from .samples import PREVIEWS, agreed, listed, release_document


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


DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 30">'
    b'<defs><linearGradient id="a"><stop offset="0" stop-color="#a00" stop-opacity="0.5"/>'
    b'<stop offset="1" stop-color="#00a"/></linearGradient></defs>'
    b'<path d="M0 0L20 0L10 30Z" fill="url(#a)" opacity="0.7"/></svg>'
)
# Each face and each kind of logo once; every kind of document on a paper of its own.
PAPERS = {
    kind: Stationery(
        font=font, size=size, paper=paper, margins=margins, rule="#8a1c1c", logo=logo,
        parent="Kementerian Contoh", name="Badan Contoh", lines=("Jalan Contoh", "Telepon 1"),
    )
    for kind, font, size, paper, margins, logo in (
        ("letter", "New Computer Modern", 10, "f4", (15, 15, 15, 15), DRAWING),
        ("attendance", "DejaVu Sans Mono", 10, "f4", (15, 15, 15, 15), qr.png("logo")),
        ("release", "Libertinus Serif", 13, "a4", (40, 40, 40, 40), DRAWING),
        ("minutes", "New Computer Modern", 13, "a4", (40, 40, 40, 40), qr.png("logo")),
        ("certificate", "New Computer Modern", 12, "a4", (22, 22, 24, 25), DRAWING),
        ("agreement", "Libertinus Serif", 11, "f4", (20, 20, 20, 30), DRAWING),
    )
}  # fmt: skip


def certificates() -> dict[str, object]:
    given = [
        Certificate("001/JP/2026", "Sari Utami, S.E.", "Badan Kepegawaian Negara", 6),
        Certificate("002/JP/2026", "Budi Hartono", "", 12),
    ]
    return to_certificates(listed(), given, attendance.MADE)


def test_certificates_are_for_the_archive_and_for_everybody():
    assert faults(compile_pdf("certificate", certificates())) == []


@pytest.mark.parametrize("kind", list(PAPERS))
def test_the_paper_of_an_agency_is_as_good_as_the_house_s_own(kind):
    paper, pictures = PAPERS[kind], {"1.png": qr.png("contoh")}
    kop, look = written_on(LETTER.letterhead, LETTER.look, paper)
    values = {
        "letter": lambda: letter_values(replace(LETTER, letterhead=kop, look=look), [PERSONAL]),
        "attendance": lambda: attendance_values(listed(), attendance.MADE),
        "release": lambda: release_values(release_document()),
        "minutes": lambda: to_typst_values(document(3)),
        "certificate": certificates,
        "agreement": lambda: agreement_values(agreed()),
    }[kind]()
    told = values if kind == "letter" else dressed(values, paper)
    record = "{}" if kind in ("minutes", "agreement") else ""
    made = compile_pdf(kind, told, pictures=pictures, record=record)
    archive = "PDF_A_3A" if record else "PDF_A_2A"
    assert faults(made, archive, "PDF_UA_1") == []
    width, _height = size_of(made)
    assert (
        round(width / 72 * 25.4)
        == {"f4": 215, "a4": 297 if kind == "certificate" else 210}[paper.paper]
    )
    house = compile_pdf(kind, values, pictures=pictures, record=record)
    assert (house == made) is (kind == "letter")


def size_of(content: bytes) -> tuple[float, float]:
    """Width and height of the first page, in points."""
    page = PdfFileReader(io.BytesIO(content)).root["/Pages"]["/Kids"][0]
    left, bottom, right, top = (float(each) for each in page["/MediaBox"])
    return right - left, top - bottom


def test_the_short_documents_that_are_shown_are_those_of_today():
    # If not: python -m tests.documents.samples
    told = {kind: json.loads(json.dumps(made())) for kind, made in PREVIEWS.items()}
    assert {kind: printed_sample(kind) for kind in PREVIEWS} == told


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
