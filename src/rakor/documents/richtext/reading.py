"""The allow-list that everything typed, pasted or posted as a note must pass."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

from rakor.documents.richtext.grid import lay_out
from rakor.documents.richtext.tree import Mark, Node, RichText, clean
from rakor.errors import Invalid
from rakor.words import _, number

DEEPEST = 64
LONGEST = 200_000
WIDEST = 60  # columns of a table; Word takes 63

_BLOCKS = frozenset(
    ("paragraph", "heading", "bulletList", "orderedList", "table", "blockquote", "horizontalRule")
)
_INLINE = frozenset(("text", "hardBreak", "mention"))
_CHILDREN: Mapping[str, frozenset[str]] = {
    "doc": _BLOCKS,
    "paragraph": _INLINE,
    "heading": _INLINE,
    "bulletList": frozenset(("listItem",)),
    "orderedList": frozenset(("listItem",)),
    "listItem": _BLOCKS,
    "blockquote": _BLOCKS,
    "table": frozenset(("tableRow",)),
    "tableRow": frozenset(("tableHeader", "tableCell")),
    "tableHeader": _BLOCKS,
    "tableCell": _BLOCKS,
    "horizontalRule": frozenset(),
    "text": frozenset(),
    "hardBreak": frozenset(),
    "mention": frozenset(),
}
_MARKS = frozenset(("bold", "italic", "underline", "strike", "link"))
_SCHEMES = frozenset(("http", "https", "mailto"))


def parse(value: object) -> RichText:
    """Read the editor's JSON (a `doc`).

    Refuses (Invalid, naming it) unknown nodes and marks, nodes where they do not belong, links
    that are not http, https or mailto, more than 64 levels, 200,000 characters
    or 60 columns of a table.
    """
    return RichText(_Reader().node(value, "doc", 1).content)


def _refuse(detail: str, **extra: object) -> NoReturn:
    raise Invalid(detail, errors=[{"field": "body", "message": detail}], **extra)


def _children(value: Mapping[str, Any]) -> Sequence[object]:
    content = value.get("content")
    if content is None:
        return ()
    if not isinstance(content, list):
        _refuse(_("“{name}” harus berupa daftar.").format(name="content"))
    return content


def _whole(value: object, lowest: int, highest: int) -> int:
    """A number of the editor held between limits; anything else counts as the lowest."""
    if isinstance(value, bool) or not isinstance(value, int):
        return lowest
    return min(max(value, lowest), highest)


@dataclass(slots=True)
class _Reader:
    """Walks the JSON once and counts the characters on the way."""

    length: int = 0

    def node(self, value: object, expected: str | frozenset[str], depth: int) -> Node:
        if depth > DEEPEST:
            _refuse(_("Catatan bersarang lebih dari {limit} tingkat.").format(limit=DEEPEST))
        if not isinstance(value, dict):
            _refuse(_("Setiap bagian catatan harus berupa objek."))
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in _CHILDREN:
            name = str(kind)[:80]
            _refuse(_("Bagian “{name}” tidak dikenal dalam catatan.").format(name=name), node=name)
        if kind not in ({expected} if isinstance(expected, str) else expected):
            _refuse(_("Bagian “{name}” tidak pada tempatnya.").format(name=kind), node=kind)
        if kind == "text":
            return self._text(value)
        attrs = value.get("attrs") or {}
        if not isinstance(attrs, dict):
            _refuse(_("“{name}” harus berupa objek.").format(name="attrs"), node=kind)
        if kind == "mention":
            return self._mention(attrs)
        content = tuple(
            child
            for part in _children(value)
            if (child := self.node(part, _CHILDREN[kind], depth + 1)).text or child.kind != "text"
        )
        if kind == "table" and lay_out(Node(kind, content=content)).width > WIDEST:
            _refuse(_("Tabel paling banyak {limit} kolom.").format(limit=WIDEST), node=kind)
        return _with_attrs(kind, attrs, content)

    def _text(self, value: Mapping[str, Any]) -> Node:
        text = value.get("text")
        if not isinstance(text, str):
            _refuse(_("Isi bagian “text” harus berupa tulisan."), node="text")
        marks = value.get("marks") or []
        if not isinstance(marks, list):
            _refuse(_("“{name}” harus berupa daftar.").format(name="marks"), node="text")
        return Node("text", self._count(text), tuple(_mark(mark) for mark in marks))

    def _mention(self, attrs: Mapping[str, Any]) -> Node:
        label, ident = attrs.get("label"), attrs.get("id")
        if not isinstance(label, str) or not label:
            _refuse(_("Sebutan harus mempunyai nama."), node="mention")
        known = clean(str(ident))[:200] if isinstance(ident, str | int) else ""
        return Node("mention", self._count(label), ident=known)

    def _count(self, text: str) -> str:
        self.length += len(text)
        if self.length > LONGEST:
            _refuse(_("Catatan lebih panjang dari {limit} huruf.").format(limit=number(LONGEST)))
        return clean(text)


def _with_attrs(kind: str, attrs: Mapping[str, Any], content: tuple[Node, ...]) -> Node:
    if kind == "heading":
        return Node(kind, content=content, number=_whole(attrs.get("level"), 1, 6))
    if kind == "orderedList":
        return Node(kind, content=content, number=_first(attrs.get("start")))
    if kind in ("tableHeader", "tableCell"):
        columns = _whole(attrs.get("colspan"), 1, 60)
        return Node(
            kind, content=content, columns=columns, rows=_whole(attrs.get("rowspan"), 1, 60)
        )
    return Node(kind, content=content)


def _first(value: object) -> int:
    return 1 if value is None else _whole(value, 0, 99_999)


def _mark(value: object) -> Mark:
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(kind, str) or kind not in _MARKS:
        name = str(kind)[:80]
        _refuse(_("Gaya huruf “{name}” tidak dikenal dalam catatan.").format(name=name), mark=name)
    if kind != "link":
        return Mark(kind)
    attrs = value.get("attrs")
    return Mark("link", _href(attrs.get("href") if isinstance(attrs, dict) else None))


def _href(value: object) -> str:
    """An address that is safe to click; it leaves with quotes and spaces percent-encoded."""
    href = clean(value).strip() if isinstance(value, str) else ""
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme not in _SCHEMES or len(href) > 2_000:
        _refuse(_("Tautan harus diawali http, https, atau mailto."), mark="link")
    return re.sub(r"[\s\"'<>\\`{}|^]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), href)
