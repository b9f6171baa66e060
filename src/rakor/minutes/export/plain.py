"""The minutes as JSON, and as the plain values that the PDF and Word templates print."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from rakor.documents import qr
from rakor.documents.richtext import RichText, dump
from rakor.documents.richtext.typst import to_typst
from rakor.documents.word import Photo
from rakor.errors import FieldError, Invalid
from rakor.minutes.export import parts
from rakor.minutes.export.values import MinutesDocument
from rakor.words import _

_ATTENDEE = ("number", "name", "position", "representing", "mode")


@cache
def _shape() -> TypeAdapter[MinutesDocument]:
    return TypeAdapter(MinutesDocument)


def to_json(document: MinutesDocument) -> str:
    """The whole tree; rich text is the editor's JSON, the moment is RFC 3339."""
    return orjson.dumps(to_content(document), option=orjson.OPT_INDENT_2).decode()


def to_record(document: MinutesDocument) -> str:
    """The same for programs, as it lies in a PDF: a third as long, since nobody reads it there."""
    return orjson.dumps(to_content(document)).decode()


def to_content(document: MinutesDocument) -> dict[str, Any]:
    """What `to_json` writes, as values that a table can keep."""
    content: dict[str, Any] = _tree(document, dump)
    return content


def from_content(content: object) -> MinutesDocument:
    """The document that `to_content` wrote, perhaps edited since.

    Refuses (Invalid, naming each field) what has the wrong shape.
    """
    try:
        return _shape().validate_python(content)
    except ValidationError as error:
        wrong: list[FieldError] = [
            {"field": ".".join(map(str, problem["loc"])), "message": problem["msg"]}
            for problem in error.errors(include_url=False)
        ]
        raise Invalid(_("Isi notula tidak lengkap atau keliru."), errors=wrong) from error


def to_typst_values(document: MinutesDocument) -> dict[str, Any]:
    """What `minutes.typ` prints; the verification code comes along as a drawing."""
    values = _values(document, to_typst)
    # The list stands in `attendance_groups` as it is printed; nothing else reads it there.
    del values["attendance"]
    if document.verification:
        values["verification"]["svg"] = qr.svg(document.verification.url)
    return values


def to_word_values(
    document: MinutesDocument, pictures: Mapping[str, bytes] | None = None
) -> dict[str, Any]:
    """What a Word template may name in its placeholders; rich text becomes paragraphs there.

    `pictures` are the photos of the document, by their `file`; drawn as wide as the text.
    """
    values = _values(document, lambda rich: rich)
    for told, photo in zip(values["photos"], document.photos, strict=True):
        told["picture"] = Photo((pictures or {})[photo.file], 125, photo.alternative)
    values["headings"] = dict.fromkeys(parts.HEADINGS, "") | values["headings"]
    for group in values["attendance_groups"]:
        group["rows"] = [dict(zip(_ATTENDEE, row, strict=True)) for row in group["rows"]]
    if document.verification:
        values["verification"]["qr"] = qr.png(document.verification.url)
    return values


def _values(document: MinutesDocument, rich: Callable[[RichText], object]) -> dict[str, Any]:
    """The tree, and beside it the wording that all formats share."""
    values: dict[str, Any] = _tree(document, rich)
    groups = parts.attendance_rows(document)
    for told, item in zip(values["discussion"], document.discussion, strict=True):
        told["spoken"] = parts.spoken(item)
    return values | {
        "document_title": f"Notula {document.facts.meeting}",
        "document_author": document.letterhead.name,
        "title": parts.TITLE,
        "watermark": "" if document.approved else parts.NOT_APPROVED,
        "edition": parts.edition(document),
        "lists": {name: parts.listed(document, name) for name in parts.LISTED},
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
    # Most of a document is text, so that is asked first.
    if isinstance(value, str):
        return value
    if isinstance(value, RichText):
        return rich(value)
    if isinstance(value, tuple):
        return [_tree(part, rich) for part in value]
    if names := _names(type(value)):
        return {name: _tree(getattr(value, name), rich) for name in names}
    return value.isoformat() if isinstance(value, datetime) else value


_known: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; nothing for any other type."""
    if kind not in _known:
        named = fields(kind) if is_dataclass(kind) else ()
        _known[kind] = tuple(field.name for field in named)
    return _known[kind]
