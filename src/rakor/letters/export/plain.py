"""The letter as JSON that a table keeps, and as the values that the templates print."""

import base64
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from rakor.documents import qr
from rakor.letters.export.values import Copy, LetterDocument

_DOCUMENT = TypeAdapter(LetterDocument)
ANNEX = ("No", "Jabatan", "Nama")
ANNEX_TITLE = "Daftar undangan"
NOTE = "Kode QR ini hanya memuat tautan pribadi dan bukan tanda tangan elektronik."
# Twentieths of a point, as Word measures paper.
PAPER = {"a4": (11906, 16838), "f4": (12189, 18709)}


def to_content(document: LetterDocument) -> dict[str, Any]:
    """The whole letter as JSON."""
    content: dict[str, Any] = _DOCUMENT.dump_python(document, mode="json")
    return content


def from_content(content: object) -> LetterDocument:
    """The letter that `to_content` wrote."""
    return _DOCUMENT.validate_python(content)


def to_typst_values(document: LetterDocument, copies: Sequence[Copy]) -> dict[str, Any]:
    """What `letter.typ` prints: the letter once, and what differs for each copy."""
    values = _values(document)
    logo = document.letterhead.logo
    values["letterhead"]["logo"] = list(base64.b64decode(logo)) if logo else None
    del values["letterhead"]["word_logo"]
    values["letters"] = [
        {
            "to": list(copy.to or document.to),
            "url": copy.url,
            "qr": list(qr.png(copy.url, scale=4)) if copy.url else None,
            "mark": copy.number,
        }
        for copy in copies
    ]
    return values


def to_word_values(document: LetterDocument, copies: Sequence[Copy]) -> dict[str, Any]:
    """What a Word template may name in its placeholders; pictures are bytes there."""
    values = _values(document)
    logo = document.letterhead.word_logo or document.letterhead.logo
    values["letterhead"]["logo"] = base64.b64decode(logo) if logo else ""
    del values["letterhead"]["word_logo"]
    width, height = PAPER[document.look.paper]
    values["paper"] = {"width": width, "height": height}
    values["annex"] = [
        {"agency": group["agency"], "rows": [dict(zip(_MEMBER, row, strict=True))
                                             for row in group["rows"]]}
        for group in values["annex"]
    ]  # fmt: skip
    values["letters"] = [
        {
            "to": list(copy.to or document.to),
            "url": copy.url,
            "qr": qr.png(copy.url, scale=4) if copy.url else "",
            "mark": copy.number,
        }
        for copy in copies
    ]
    return values


_MEMBER = ("number", "office", "name")


def _values(document: LetterDocument) -> dict[str, Any]:
    """The tree, and beside it the wording that both forms share."""
    values: dict[str, Any] = asdict(document)
    until = f" paling lambat {document.deadline}" if document.deadline else ""
    return values | {
        "created_at": document.created_at.isoformat(),
        "document_title": document.subject,
        "document_author": document.letterhead.name,
        "watermark": "DRAF" if document.draft else "",
        "head": [
            {"label": "Nomor", "text": document.number},
            {"label": "Sifat", "text": document.urgency},
            {"label": "Lampiran", "text": document.attachment},
            {"label": "Hal", "text": document.subject},
        ],
        "confirm_words": f"Konfirmasi kehadiran{until} melalui tautan atau kode QR berikut:",
        "confirm_note": NOTE,
        "annex_title": ANNEX_TITLE,
        "annex_head": list(ANNEX),
        "annex": _numbered(document),
    }


def _numbered(document: LetterDocument) -> list[dict[str, Any]]:
    """The attached list, numbered through."""
    number, groups = 0, []
    for group in document.annex:
        rows = []
        for member in group.members:
            number += 1
            rows.append([str(number), member.office or "–", member.name or "–"])
        groups.append({"agency": group.agency, "rows": rows})
    return groups
