"""The report (laporan; domain: B.10) as values, its chapters in the order of the regulation."""

from datetime import datetime
from typing import Any

from rakor.minutes.export.values import Letterhead, MinutesDocument
from rakor.minutes.rules.report import ReportFacts

TITLE = "LAPORAN"
# Those lines of the minutes' head that say what was held, when and where.
HELD = ("Rapat", "Hari, tanggal", "Pukul", "Tempat", "Acara", "Pimpinan rapat", "Peserta")


def report(
    facts: ReportFacts, document: MinutesDocument, kop: Letterhead, at: datetime
) -> dict[str, Any]:
    """What is printed, plain values. `document` are the minutes as their reader may read them."""
    return {
        "created_at": at.isoformat(),
        "document_title": f"Laporan {document.facts.meeting}",
        "document_author": kop.name,
        "letterhead": {"parent": kop.parent, "name": kop.name, "address": list(kop.address)},
        "title": TITLE,
        "subject": document.facts.meeting,
        "to": facts.to,
        "chapters": [each for each in _chapters(facts, document) if any(list(each.values())[1:])],
        "place_and_date": facts.place_and_date,
        "signer_office": facts.signer_office,
        "signer_name": facts.signer_name,
    }


def _chapters(facts: ReportFacts, document: MinutesDocument) -> list[dict[str, Any]]:
    results = [line for line in map(str.strip, facts.results.splitlines()) if line]
    basis, purpose = ("Dasar", facts.basis), ("Maksud dan tujuan", facts.purpose)
    suggestions = "Saran", facts.suggestions
    return [
        _chapter("Pendahuluan", basis, purpose),
        _chapter("Kegiatan yang dilaksanakan", ("", facts.activities), rows=_rows(document)),
        _chapter("Hasil yang dicapai", ("Hambatan", facts.obstacles), results=results),
        _chapter("Simpulan dan saran", ("Simpulan", facts.conclusion), suggestions),
        _chapter("Penutup", ("", facts.closing)),
    ]


def _chapter(
    heading: str,
    *parts: tuple[str, str],
    rows: list[dict[str, str]] | None = None,
    results: list[str] | None = None,
) -> dict[str, Any]:
    return {
        "heading": heading,
        "rows": rows or [],
        "results": results or [],
        "parts": [{"label": label, "text": text} for label, text in parts if text],
    }


def _rows(document: MinutesDocument) -> list[dict[str, str]]:
    return [
        # The list of those who came goes with the minutes, not with this.
        {"label": label, "text": "\n".join(lines).removesuffix("; daftar hadir terlampir")}
        for label, lines in document.facts.rows()
        if label in HELD
    ]
