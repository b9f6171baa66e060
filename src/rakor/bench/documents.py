"""`rakor bench documents`: minutes of 30 pages as PDF and DOCX, beside 30 pages of plain text."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import typst

from rakor.documents.pdf import compile_pdf
from rakor.documents.richtext import RichText, from_text, parse
from rakor.documents.word import compile_docx
from rakor.minutes.export import to_record, to_typst_values, to_word_values
from rakor.minutes.export import values as v

TARGET_S = 0.5
AGENCIES = 15
ITEMS = 6
_SAID = (
    "Kementerian menyampaikan bahwa 18% dari 2.450 kursi pelatihan teknis diisi aparatur daerah. "
    "Kenaikan menjadi 30% dimungkinkan apabila akomodasi ditanggung bersama."
)
_POSITIONS = ("Widyaiswara Ahli Madya", "Kepala Pusat Pendidikan dan Pelatihan")
_PLAIN = (
    '#set page(paper: "a4")\n#set text(11.5pt, font: "Libertinus Serif", lang: "id")\n'
    "#set document(title: [Teks])\n#set par(justify: true)\n"
)


def measure_papers(*, heads: int, rounds: int) -> dict[str, Any]:
    """Print different minutes that many times; what counts is the work of the processor."""
    kinds: dict[str, Callable[[int], bytes]] = {
        "plain": _plain,
        "pdf": lambda at: _pdf(minutes(heads, at)),
        "docx": lambda at: compile_docx("minutes", to_word_values(minutes(heads, at))),
    }
    took: dict[str, list[float]] = {name: [] for name in kinds}
    made: dict[str, bytes] = {}
    # In turn, so that whatever else the machine does falls upon all alike; the first warms up.
    for at in range(rounds + 1):
        for name, make in kinds.items():
            began = time.process_time()
            made[name] = make(at)
            took[name].append(time.process_time() - began)
    said: dict[str, Any] = {"attendees": heads, "rounds": rounds}
    for name, each in took.items():
        said[f"{name}_first_s"] = round(each[0], 3)
        said[f"{name}_s"] = round(statistics.median(each[1:]), 3)
        said[f"{name}_kb"] = len(made[name]) // 1024
    return said | {
        "pdf_of_plain": round(said["pdf_s"] / said["plain_s"], 1),
        "docx_of_plain": round(said["docx_s"] / said["plain_s"], 1),
    }


def _pdf(document: v.MinutesDocument) -> bytes:
    return compile_pdf("minutes", to_typst_values(document), record=to_record(document))


def _plain(at: int) -> bytes:
    """As many pages of nothing but paragraphs, by the same machine to the same standards."""
    paragraphs = "\n\n".join(f"{number}-{at}. {_SAID} {_SAID}" for number in range(305))
    made = typst.compile(
        (_PLAIN + paragraphs).encode(),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
    )
    return made if isinstance(made, bytes) else b""


def minutes(heads: int, at: int) -> v.MinutesDocument:
    """Invented minutes; with another number everybody in them is called otherwise."""
    notes = _notes()
    signatory = v.Signatory(("Pimpinan rapat",), "Pejabat Contoh, M.Si.")
    return v.MinutesDocument(
        letterhead=v.Letterhead("Kementerian Contoh", "Badan Contoh", ("Jalan Contoh 1",)),
        facts=v.Facts(
            meeting=f"Rapat koordinasi contoh {at}",
            day="Kamis, 13 Juli 2023",
            times=("09.00–12.04 WIB",),
            places=("Ruang Contoh", "Zoom"),
            chair="Pejabat Contoh, M.Si.",
        ),
        signing=v.Signing(
            "Jakarta, 13 Juli 2023", signatory, replace(signatory, heading=("Notulis",))
        ),
        created_at=datetime(2023, 7, 14, 3, 5, tzinfo=UTC),
        opening=from_text(_SAID),
        discussion=tuple(
            v.AgendaNotes(number, f"Acara {number}", "Pejabat Contoh", notes=notes)
            for number in range(1, ITEMS + 1)
        ),
        decisions=tuple(v.Decision(number, _SAID) for number in range(1, 6)),
        follow_ups=tuple(
            v.FollowUp(number, _SAID, ("Badan Contoh",), due="31 Agustus 2023")
            for number in range(1, 6)
        ),
        closing=from_text(_SAID),
        attendance=_attendance(heads, at),
    )


def _attendance(heads: int, at: int) -> tuple[v.Delegation, ...]:
    people = [
        v.Attendee(
            name=f"Pejabat Contoh {number:03d} {at}, S.Sos., M.Si.",
            position=("Widyaiswara Ahli Madya", "Kepala Pusat Pendidikan dan Pelatihan")[
                number % 2
            ],
            mode=("Luring", "Daring", "Luring dan daring")[number % 3],
        )
        for number in range(heads)
    ]
    return tuple(
        v.Delegation(f"Kementerian Contoh {number}", tuple(people[number::AGENCIES]))
        for number in range(AGENCIES)
    )


def _notes() -> RichText:
    """What is said on an item: paragraphs, a list and a table, eight times over."""
    cell = {"type": "tableCell", "content": [_paragraph("Kementerian Contoh")]}
    row = {"type": "tableRow", "content": [cell] * 4}
    item = {"type": "listItem", "content": [_paragraph(_SAID)]}
    once = [
        *[_paragraph(_SAID)] * 2,
        {"type": "bulletList", "content": [item] * 3},
        {"type": "table", "content": [row] * 4},
    ]
    return parse({"type": "doc", "content": once * 8})


def _paragraph(said: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": said}]}


def papers_table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    names = {"plain": "30 pages of plain text", "pdf": "minutes, PDF/A-3a", "docx": "minutes, DOCX"}
    lines = [
        f"{result['attendees']} attendees, {result['rounds']} rounds, seconds of the processor",
        f"{'':24} {'median':>8} {'first':>8} {'of plain':>9} {'KB':>6}",
    ]
    for name, called in names.items():
        of = "" if name == "plain" else f"{result[f'{name}_of_plain']:.1f}"
        lines.append(
            f"{called:24} {result[f'{name}_s']:>8.3f} {result[f'{name}_first_s']:>8.3f} "
            f"{of:>9} {result[f'{name}_kb']:>6}"
        )
    return "\n".join([*lines, f"target: {TARGET_S} s each"])
