"""The tree of a rich text: what remains of a note once it was read."""

import re
from dataclasses import dataclass
from typing import Any

# What XML 1.0 cannot carry, and Unicode's halves and non-characters: Word files with one of
# them do not open, PostgreSQL refuses NUL.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without control characters, which come along when people paste from elsewhere."""
    return _UNSPEAKABLE.sub("", text)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a stretch of text is set: bold, italic, underline, strike or link (with its href)."""

    kind: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One checked part of a rich text; `number` is a heading's level or a list's first number."""

    kind: str
    text: str = ""
    marks: tuple[Mark, ...] = ()
    content: tuple["Node", ...] = ()
    number: int = 1
    columns: int = 1
    rows: int = 1
    ident: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """What somebody wrote, checked."""

    blocks: tuple[Node, ...] = ()

    def __bool__(self) -> bool:
        return any(_says_something(block) for block in self.blocks)


EMPTY = RichText()


def dump(rich: RichText) -> dict[str, Any]:
    """The editor's JSON again; only what the allow-list knows is in it."""
    return {"type": "doc", "content": [_dump(block) for block in rich.blocks]}


def _says_something(node: Node) -> bool:
    if node.kind in ("mention", "horizontalRule", "table"):
        return True
    return bool(node.text.strip()) or any(_says_something(child) for child in node.content)


def _dump(node: Node) -> dict[str, Any]:
    out: dict[str, Any] = {"type": node.kind}
    if node.kind == "text":
        out["text"] = node.text
        if node.marks:
            out["marks"] = [_dump_mark(mark) for mark in node.marks]
        return out
    if node.kind == "mention":
        return {**out, "attrs": {"id": node.ident or None, "label": node.text}}
    if node.kind == "heading":
        out["attrs"] = {"level": node.number}
    elif node.kind == "orderedList":
        out["attrs"] = {"start": node.number}
    elif node.kind in ("tableHeader", "tableCell"):
        out["attrs"] = {"colspan": node.columns, "rowspan": node.rows}
    if node.content:
        out["content"] = [_dump(child) for child in node.content]
    return out


def _dump_mark(mark: Mark) -> dict[str, Any]:
    if mark.kind == "link":
        return {"type": "link", "attrs": {"href": mark.href}}
    return {"type": mark.kind}
