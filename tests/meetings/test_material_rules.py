"""What is taken as a document, told by its content and not by its name."""

import io
import zipfile

import pytest

from rakor.errors import Invalid, TooLarge
from rakor.meetings.rules import MaterialKind, check_material, media_of, plain_name
from rakor.meetings.rules.materials import LARGEST, kind_of


def packed(*names: str, first: bytes | None = None) -> bytes:
    """An archive as office programs write it, with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if first is not None:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, b"<x/>")
    return made.getvalue()


TYPES = "[Content_Types].xml"
ODF = b"application/vnd.oasis.opendocument."
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
TAKEN = {
    "paparan.pdf": PDF,
    "naskah.docx": packed(TYPES, "word/document.xml"),
    "kuota.xlsx": packed(TYPES, "xl/workbook.xml"),
    "paparan.pptx": packed(TYPES, "ppt/presentation.xml"),
    "naskah.odt": packed("content.xml", first=ODF + b"text"),
    "kuota.ods": packed("content.xml", first=ODF + b"spreadsheet"),
    "paparan.odp": packed("content.xml", first=ODF + b"presentation"),
    "peta.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "peta.png": PNG,
    "peta.webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "catatan.txt": "Kabupaten Pandeglang – 40 kursi\n".encode(),
    "kursi.csv": b"instansi;kursi\nBKN;4\n",
}
NOT_TAKEN = {
    "a program of Windows": ("naskah.pdf", b"MZ\x90\x00\x03"),
    "a program of Linux": ("naskah", b"\x7fELF\x02\x01\x01\x00"),
    "a script": ("naskah.txt", b"#!/bin/sh\nrm -rf /\n"),
    "a script of Windows": ("naskah.txt", b"@echo off\r\n"),
    "a page": ("naskah.txt", b"\xef\xbb\xbf  <!DOCTYPE html><script>1</script>"),
    "a drawing that runs": ("peta.txt", b"<svg onload='1'/>"),
    "macros in Word": ("naskah.docx", packed(TYPES, "word/document.xml", "word/vbaProject.bin")),
    "macros in OpenDocument": ("a.odt", packed("Basic/x.xml", first=ODF + b"text")),
    "any archive": ("naskah.zip", packed("naskah.exe")),
    "an archive that is cut off": ("naskah.docx", packed(TYPES, "word/document.xml")[:40]),
    "an unknown OpenDocument": ("a.odg", packed("content.xml", first=ODF + b"graphics")),
    "a mimetype that is no first member": ("a.odt", packed("x", first=None)),
    "an archive of nothing": ("a.docx", b"PK\x03\x04"),
    "text in another encoding": ("a.txt", b"caf\xe9"),
    "unseen signs": ("a.txt", b"a\x00b"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_documents_are_known_by_what_is_inside(name):
    kind = check_material(TAKEN[name], name)
    assert kind.value == name.rpartition(".")[2]
    assert "/" in media_of(kind)
    assert check_material(TAKEN[name], "tanpa-akhiran") in (kind, MaterialKind.TXT)


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_what_is_no_document_or_runs_is_refused(what):
    name, content = NOT_TAKEN[what]
    with pytest.raises(Invalid) as refused:
        check_material(content, name)
    assert refused.value.errors[0]["field"] == "file"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.png", PDF),
        ("naskah.pdf", PNG),
        ("naskah.doc", TAKEN["naskah.docx"]),
        ("kuota.csv", TAKEN["kuota.xlsx"]),
        ("program.exe", TAKEN["catatan.txt"]),
        ("naskah.pdf.html", PDF),
    ],
)
def test_a_name_that_lies_is_refused(name, content):
    with pytest.raises(Invalid):
        check_material(content, name)


def test_jpeg_is_jpg_and_big_letters_are_small():
    assert check_material(TAKEN["peta.jpg"], "PETA.JPEG") is MaterialKind.JPG


def test_too_large_and_empty():
    with pytest.raises(TooLarge):
        check_material(b"%PDF-" + bytes(LARGEST), "a.pdf")
    with pytest.raises(Invalid):
        check_material(b"", "a.pdf")


@pytest.mark.parametrize("cut", range(0, 60, 4))
def test_no_part_of_an_archive_breaks_the_look_at_it(cut):
    assert kind_of(TAKEN["naskah.odt"][: -1 - cut]) in (None, MaterialKind.ODT)


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("../../etc/paparan.pdf", "paparan.pdf"),
        ("C:\\Data\\Paparan Menteri.PDF", "Paparan Menteri.pdf"),
        ("gambar\u202efdp.pdf", "gambarfdp.pdf"),
        ("", "bahan.pdf"),
        ("...pdf", "bahan.pdf"),
        ("laporan v2.1", "laporan v2.1.pdf"),
        ("x" * 400 + ".pdf", "x" * 180 + ".pdf"),
    ],
)
def test_a_name_is_plain_and_ends_with_what_it_is(said, called):
    assert plain_name(said, MaterialKind.PDF) == called
