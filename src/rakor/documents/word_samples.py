"""An invented document of each kind, by which templates are checked and tried out."""

import json
from functools import cache
from typing import Any

from rakor.documents import qr
from rakor.documents.richtext import parse
from rakor.documents.shelf import shelf
from rakor.documents.word import Photo

_DEEP = 3


@cache
def sample_of(kind: str) -> dict[str, Any]:
    """The values of an invented document; `kind` is the name of its default template."""
    told = json.loads((shelf() / f"{kind}.sample.json").read_text())
    values: dict[str, Any] = _read(told)
    return values


@cache
def _printed(kind: str) -> str:
    return (shelf() / f"{kind}.preview.json").read_text()


def printed_sample(kind: str) -> dict[str, Any]:
    """What the PDF of a short invented document prints; `kind` is the name of its template."""
    values: dict[str, Any] = json.loads(_printed(kind))
    return values


def _read(value: Any) -> Any:
    """JSON as values: what JSON has no word for is marked there."""
    if isinstance(value, list):
        return [_read(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "$rich" in value:
        return parse(value["$rich"])
    if "$picture" in value or "$photo" in value:
        picture = qr.png("https://rakor.example.go.id/contoh")
        return Photo(picture, 60, value["$photo"]) if "$photo" in value else picture
    return {name: _read(part) for name, part in value.items()}


def names_of(kind: str) -> list[str]:
    """The values a template of this kind may name, as paths; `[]` follows what is a list."""
    return sorted(_paths(sample_of(kind), "", 0))


def _paths(value: Any, path: str, depth: int) -> list[str]:
    if isinstance(value, dict) and value and depth < _DEEP:
        return [
            found
            for name, part in value.items()
            for found in _paths(part, f"{path}.{name}" if path else name, depth + 1)
        ]
    if isinstance(value, list):
        rows = [f"{path}[]"]
        row = value[0] if value else None
        inner = _paths(row, f"{path}[]", depth) if isinstance(row, dict) else []
        return rows + [each for each in inner if each != path]
    return [path]
