"""The minutes in every format, from one tree of values."""

import asyncio
import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from rakor.documents.pdf import MissingGlyph, render_pdf
from rakor.documents.richtext import EMPTY, from_text
from rakor.documents.word import render_docx
from rakor.errors import Invalid
from rakor.minutes.export import (
    from_content,
    to_content,
    to_html,
    to_json,
    to_markdown,
    to_typst_values,
    to_word_values,
)
from rakor.minutes.export.values import (
    AgendaNotes,
    Facts,
    Letterhead,
    Signatory,
    Signing,
    for_participants,
)

from .notula_sample import attendance, document

PARTS = [
    "I. Pembukaan",
    "II. Paparan",
    "III. Pembahasan",
    "IV. Keputusan",
    "V. Tindak lanjut",
    "VI. Penutup",
]
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} #eval & | *x*"


def bare():
    """The least a notula can be: a meeting, a day, two who sign."""
    signatory = Signatory((), "A")
    return replace(
        document(0),
        letterhead=Letterhead("", "BPSDM"),
        facts=Facts("Rapat", "Kamis, 13 Juli 2023", (), ()),
        signing=Signing("Jakarta", signatory, signatory),
        opening=EMPTY,
        presentations=(),
        discussion=(),
        decisions=(),
        follow_ups=(),
        closing=EMPTY,
        attendance=(),
        verification=None,
        approved=False,
        status="Draf",
        version=1,
    )


def hostile():
    """A notula in which everything people can write is an attack."""
    whole = json.loads(to_json(document(3)))

    def spoil(value, name=""):
        if isinstance(value, dict):
            return {key: spoil(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [spoil(part, name) for part in value]
        kept = name in ("type", "created_at", "href", "url", "id")
        return value if kept or not isinstance(value, str) else HOSTILE

    return from_content(spoil(whole))


def in_order(text, pieces):
    found = [text.find(piece) for piece in pieces]
    assert -1 not in found, pieces[found.index(-1)]
    assert found == sorted(found)


def test_the_parts_stand_in_the_order_of_the_standard_layout():
    in_order(to_html(document()), [">NOTULA<", *PARTS, "Mengetahui", "Lampiran: Daftar hadir"])
    in_order(to_markdown(document()), ["# NOTULA", *PARTS, "Mengetahui", "## Lampiran"])


def test_parts_without_content_have_no_heading_and_the_numbers_close_up():
    short = replace(document(), opening=EMPTY, presentations=())
    in_order(to_markdown(short), ["## I. Pembahasan", "## II. Keputusan", "## IV. Penutup"])


def test_a_decision_and_its_follow_up_read_as_they_were_taken():
    text = to_markdown(document())
    assert (
        "\n2. Kementerian/lembaga menyediakan sekurang-kurangnya 30% kursi pelatihan teknis bagi "
        "aparatur pemerintah daerah mulai tahun anggaran 2024.\n"
    ) in text
    assert (
        "| 2 | Usulan kuota kursi per jenis pelatihan | 14 K/L | BPSDM Kemendagri, BKN | "
        "31 Desember 2023 Jangka menengah | Kuota ≥ 30% per pelatihan | APBN, BLU, PNBP, APBD |"
    ) in text


def test_heads_are_numbered_through_all_agencies():
    text = to_markdown(document())
    assert "\n89 orang dari 15 instansi\n" in text
    assert "\n### Arsip Nasional Republik Indonesia (6 orang)\n" in text
    assert "| 89 | Pejabat Contoh 089, S.Sos., M.Si. |" in text


def test_only_what_is_not_approved_carries_the_word_draft():
    draft = document(approved=False, status="Telaah pimpinan")
    assert "**DRAF.** Versi 4, Telaah pimpinan" in to_markdown(draft)
    assert '<p class="draft"><b>DRAF</b> Versi 4, Telaah pimpinan</p>' in to_html(draft)
    assert "DRAF" not in to_markdown(document()) + to_html(document())


def test_participants_read_nothing_of_a_confidential_item():
    for text in (to_markdown(for_participants(document())), to_json(for_participants(document()))):
        assert "Dukungan bagi empat provinsi baru" not in text
        assert "Papua Selatan" not in text
        assert "Pemetaan kebutuhan empat provinsi" not in text
        assert "Pola pembelajaran 10:20:70" in text


def test_json_is_read_back_as_the_same_minutes():
    assert from_content(json.loads(to_json(document()))) == document()
    assert from_content(to_content(bare())) == bare()


def test_minutes_of_the_wrong_shape_are_refused_field_by_field():
    content = to_content(document())
    content["version"], content["decisions"][1]["text"] = "four", None
    with pytest.raises(Invalid) as refusal:
        from_content(content)
    assert [e["field"] for e in refusal.value.errors] == ["version", "decisions.1.text"]


def test_attacks_stay_text_in_html_and_markdown():
    assert "<script" not in to_html(hostile())
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} #eval &amp; | *x*" in to_html(
        hostile()
    )
    assert "<script" not in to_markdown(hostile())


async def words_of_pdf(made, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = tmp_path / "notula.pdf"
    path.write_bytes(made)
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


async def test_the_pdf_is_archival_tagged_and_has_stable_bytes():
    made = await render_pdf("minutes", to_typst_values(document()))
    assert made == await render_pdf("minutes", to_typst_values(document()))
    assert made[:8] == b"%PDF-1.7"
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/MarkInfo" in made
    assert b"D:20230714030500" in made


async def test_the_pdf_says_what_the_minutes_say(tmp_path):
    text = await words_of_pdf(await render_pdf("minutes", to_typst_values(document())), tmp_path)
    in_order(text, ["NOTULA", *PARTS, "Mengetahui", "Kode verifikasi dokumen", "Lampiran"])
    assert "89 orang dari 15 instansi" in text
    assert "Pejabat Contoh 089" in text


async def test_attacks_stay_text_in_the_pdf_and_in_word(tmp_path):
    values = hostile()
    text = await words_of_pdf(await render_pdf("minutes", to_typst_values(values)), tmp_path)
    assert "<script>alert(1)</script> {{ 7 * 7 }} #eval & | *x*" in text
    made = await render_docx("minutes", to_word_values(values))
    assert HOSTILE in [cell.text for cell in Document(io.BytesIO(made)).tables[0].columns[2].cells]


async def test_the_least_notula_prints_everywhere():
    assert to_html(bare()).startswith('<article class="sheet"')
    assert to_markdown(bare()).startswith("BPSDM\n")
    assert (await render_pdf("minutes", to_typst_values(bare())))[:4] == b"%PDF"
    assert (await render_docx("minutes", to_word_values(bare())))[:2] == b"PK"


@pytest.mark.parametrize(
    ("character", "point"), [("😀", "U+1F600"), ("ꦲ", "U+A9B2"), ("\ue000", "U+E000")]
)
async def test_a_character_that_no_font_has_is_named(character, point):
    values = to_typst_values(document(closing=from_text(f"Terima kasih {character}")))
    with pytest.raises(MissingGlyph) as refusal:
        await render_pdf("minutes", values)
    assert refusal.value.extra == {"character": character, "code_point": point}
    assert (refusal.value.status, refusal.value.code) == (422, "missing-glyph")


async def test_common_signs_are_all_printed():
    signs = "é ü ñ ş “ ” ‘ ’ – — … • ½ ² ³ ° ± × ÷ ≤ ≥ ≠ → ← ✓ ☐ € £ § © ™ Ω α ж \u200b\u200d"
    await render_pdf("minutes", to_typst_values(document(closing=from_text(signs))))


async def test_word_has_real_tables_and_stable_bytes():
    made = await render_docx("minutes", to_word_values(document()))
    assert made == await render_docx("minutes", to_word_values(document()))
    word = Document(io.BytesIO(made))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    in_order(text, ["NOTULA", *PARTS, "Lampiran: Daftar hadir"])
    matrix, heads = (
        next(t for t in word.tables if t.cell(0, 1).text == name) for name in ("Uraian", "Nama")
    )
    assert [cell.text for cell in matrix.rows[1].cells] == [
        "1",
        "Kalender pelatihan bersama",
        "BPSDM Kemendagri",
        "14 K/L",
        "31 Agustus 2023\nJangka pendek",
        "Kalender terbit",
        "APBN",
    ]
    assert (len(matrix.rows), len(heads.rows)) == (1 + 4, 1 + 15 + 89)
    assert word.core_properties.title == f"Notula {document().facts.meeting}"


def test_the_default_word_template_is_what_its_script_makes(tmp_path):
    folder = Path(__file__).parents[2] / "templates" / "documents"
    namespace = {"__name__": "maker"}
    exec((folder / "make_minutes_docx.py").read_text(), namespace)  # noqa: S102 -- our own script
    assert namespace["Maker"]().make() == (folder / "minutes.docx").read_bytes()


async def test_a_long_document_leaves_the_event_loop_to_others():
    beats, rendering = 0, True

    async def beat():
        nonlocal beats
        while rendering:
            await asyncio.sleep(0.005)
            beats += 1

    heart = asyncio.create_task(beat())
    long = document(attendance=attendance(301), notes=6)
    await render_pdf("minutes", to_typst_values(long))
    await render_docx("minutes", to_word_values(long))
    rendering = False
    await heart
    assert beats > 10


async def test_every_format_names_who_spoke_on_an_item():
    names = ("Maria Wea, M.Kes. (Kemenkes)", "LAN")
    told = document(discussion=(AgendaNotes(1, "Kuota", speakers=names),))
    line = f"Pembicara: {'; '.join(names)}"
    word = Document(io.BytesIO(await render_docx("minutes", to_word_values(told))))
    assert line in to_html(told)
    assert line in to_markdown(told)
    assert line in [paragraph.text for paragraph in word.paragraphs]
    assert to_typst_values(told)["discussion"][0]["spoken"] == line
    assert from_content(to_content(told)) == told


def test_an_item_without_notes_still_has_its_heading():
    silent = document(discussion=(AgendaNotes(1, "Sambutan"),))
    assert "### 1. Sambutan\n\n## IV. Keputusan" in to_markdown(silent)
