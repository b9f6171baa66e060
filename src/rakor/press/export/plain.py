"""A release as JSON, and as the plain values that the PDF and Word templates print."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from rakor.documents.richtext import RichText, to_text
from rakor.documents.richtext.typst import to_typst
from rakor.documents.word import Photo
from rakor.minutes.operations.plain import typed
from rakor.press.export.values import ReleaseDocument

__all__ = ["lines_of", "to_content", "to_typst_values", "to_word_values", "typed"]

TITLE = "Siaran pers"


def to_content(document: ReleaseDocument) -> dict[str, Any]:
    """The release as JSON for programs; what was written richly is plain text here."""
    content: dict[str, Any] = _tree(document, to_text)
    return content


def to_typst_values(document: ReleaseDocument) -> dict[str, Any]:
    """What `release.typ` prints; the photos come beside it as files."""
    return _values(document, to_typst)


def to_word_values(document: ReleaseDocument, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    """What a Word template may name; photos are drawn as wide as the text."""
    values = _values(document, lambda rich: rich)
    for told, photo in zip(values["photos"], document.photos, strict=True):
        told["picture"] = Photo(pictures[photo.file], 125, photo.alternative)
    return values


def _values(document: ReleaseDocument, rich: Callable[[RichText], object]) -> dict[str, Any]:
    values: dict[str, Any] = _tree(document, rich)
    for told, quote in zip(values["quotes"], document.quotes, strict=True):
        told["whose"] = quote.whose
    return values | {
        "title": TITLE,
        "document_title": document.headline,
        "document_author": document.letterhead.name,
        "byline": [str(author) for author in document.authors],
        "counted": " ".join(document.counts),
        "modified_line": f"Terakhir diubah: {document.modified}",
    }


def _tree(value: Any, rich: Callable[[RichText], object]) -> Any:
    if isinstance(value, RichText):
        return rich(value)
    if is_dataclass(value):
        return {field.name: _tree(getattr(value, field.name), rich) for field in fields(value)}
    if isinstance(value, tuple):
        return [_tree(part, rich) for part in value]
    return value.isoformat() if isinstance(value, datetime) else value


def lines_of(content: Mapping[str, Any]) -> list[str]:
    """A kept state of the text as lines, for comparing it with another."""
    authors = [", ".join(filter(None, each.values())) for each in content["authors"]]
    whole = [
        content["headline"],
        f"{content['city']}, {content['dated']}",
        content["lead"],
        *content["body"].split("\n"),
        *(f"{at}. {text}" for at, text in enumerate(content["results"], start=1)),
        *authors,
        *content["about"].split("\n"),
        *content["contact"].split("\n"),
    ]
    return [line.strip() for line in whole if line.strip()]
