"""The minutes as JSON, and as the plain values that the PDF and Word templates print."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from rakor.documents import qr
from rakor.documents.richtext import RichText, dump
from rakor.documents.richtext.typst import to_typst
from rakor.minutes.export import parts
from rakor.minutes.values import MinutesDocument


def to_json(document: MinutesDocument) -> str:
    """The whole tree; rich text is the editor's JSON, the moment is RFC 3339."""
    return json.dumps(_tree(document, dump), ensure_ascii=False, indent=2)


def to_typst_values(document: MinutesDocument) -> dict[str, Any]:
    """What `minutes.typ` prints; the verification code comes along as a drawing."""
    values = _values(document, to_typst)
    if document.verification:
        values["verification"]["svg"] = qr.svg(document.verification.url)
    return values


def to_word_values(document: MinutesDocument) -> dict[str, Any]:
    """What a Word template may name in its placeholders; rich text becomes paragraphs there."""
    values = _values(document, lambda rich: rich)
    if document.verification:
        values["verification"]["qr"] = qr.png(document.verification.url)
    return values


def _values(document: MinutesDocument, rich: Callable[[RichText], object]) -> dict[str, Any]:
    """The tree, and beside it the wording that all formats share."""
    values: dict[str, Any] = _tree(document, rich)
    groups = parts.attendance_rows(document)
    return values | {
        "title": parts.TITLE,
        "watermark": "" if document.approved else parts.NOT_APPROVED,
        "edition": parts.edition(document),
        "headings": parts.headings(document),
        "fact_rows": [{"label": a, "lines": list(b)} for a, b in document.facts.rows()],
        "matrix_head": list(parts.MATRIX),
        "matrix": [list(parts.matrix_row(row)) for row in document.follow_ups],
        "attendance_head": list(parts.ATTENDANCE),
        "attendance_groups": [{"agency": a, "rows": [list(row) for row in b]} for a, b in groups],
        "attendance_summary": parts.summary(document),
        "verification_line": parts.verification_line(document),
    }


def _tree(value: Any, rich: Callable[[RichText], object]) -> Any:
    """Dataclasses as mappings, tuples as lists, moments as text."""
    if isinstance(value, RichText):
        return rich(value)
    if is_dataclass(value):
        return {field.name: _tree(getattr(value, field.name), rich) for field in fields(value)}
    if isinstance(value, tuple):
        return [_tree(part, rich) for part in value]
    return value.isoformat() if isinstance(value, datetime) else value
