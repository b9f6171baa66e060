"""Rich text in plain fields: what can be typed is shown as text, everything else stays as it is.

Paragraphs, flat lists (`- `, `1. `), **bold** and *italic* can be typed. A block whose text does
not read back as exactly the same block (a table, a link, a list within a list) is no text field:
it is shown as it is and may be kept or removed, so that no edit destroys what it cannot say.
"""

import re
from dataclasses import dataclass
from typing import Any

from rakor.documents.richtext import EMPTY, Node, RichText, clean, parse, to_html

_BULLET = re.compile(r"[-•] +(.*)")
_NUMBER = re.compile(r"(\d{1,5})[.)] +(.*)")
_SPAN = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])([^*]+?)(?<=\S)\*")
_SIGNS = {"bold": "**", "italic": "*"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a section: `text` can be typed over; `html` is shown and kept as a whole."""

    text: str
    html: str
    blocks: tuple[Node, ...]

    @property
    def is_text(self) -> bool:
        return not self.html


def parts_of(rich: RichText) -> list[Part]:
    """A section as the fields of a form: runs of typeable blocks, and what lies between them."""
    parts: list[Part] = []
    for block in rich.blocks:
        if not RichText((block,)):
            continue
        text = _typeable(block)
        if text is None:
            parts.append(Part("", to_html(RichText((block,)), 3), (block,)))
        elif parts and parts[-1].is_text:
            last = parts.pop()
            parts.append(Part(f"{last.text}\n\n{text}", "", (*last.blocks, block)))
        else:
            parts.append(Part(text, "", (block,)))
    return parts if parts and parts[-1].is_text else [*parts, Part("", "", ())]


def join(parts: list[Part], texts: dict[int, str], dropped: set[int]) -> RichText:
    """The section again: fields as they were typed, the rest kept unless it was dropped."""
    blocks: list[Node] = []
    for at, part in enumerate(parts):
        if part.is_text:
            given = texts.get(at, part.text)
            same = _unix(given).strip() == part.text.strip()
            blocks.extend(part.blocks if same else typed(given).blocks)
        elif at not in dropped:
            blocks.extend(part.blocks)
    return RichText(tuple(blocks))


def _unix(text: str) -> str:
    """Forms send every line break as two characters."""
    return text.replace("\r\n", "\n")


def typed(text: str) -> RichText:
    """What somebody typed, as rich text."""
    made: list[dict[str, Any]] = []
    for stretch in re.split(r"\n\s*\n", clean(_unix(text))):
        made.extend(_blocks([line for line in stretch.split("\n") if line.strip()]))
    return parse({"type": "doc", "content": made}) if made else EMPTY


def _blocks(lines: list[str]) -> list[dict[str, Any]]:
    if not lines:
        return []
    if all(_BULLET.fullmatch(line.strip()) for line in lines):
        found = [_BULLET.fullmatch(line.strip()) for line in lines]
        return [_list("bulletList", [match[1] for match in found if match])]
    numbers = [_NUMBER.fullmatch(line.strip()) for line in lines]
    if all(numbers):
        rows = [match for match in numbers if match]
        return [_list("orderedList", [row[2] for row in rows], start=int(rows[0][1]))]
    content: list[dict[str, Any]] = []
    for line in lines:
        content += [{"type": "hardBreak"}, *_inline(line)] if content else _inline(line)
    return [{"type": "paragraph", "content": content}]


def _list(kind: str, rows: list[str], **attrs: int) -> dict[str, Any]:
    items = [
        {"type": "listItem", "content": [{"type": "paragraph", "content": _inline(row)}]}
        for row in rows
    ]
    return {"type": kind, "content": items, **({"attrs": attrs} if attrs else {})}


def _inline(line: str) -> list[dict[str, Any]]:
    spans: list[dict[str, Any]] = []
    at = 0
    for match in _SPAN.finditer(line):
        if match.start() > at:
            spans.append({"type": "text", "text": line[at : match.start()]})
        kind, words = ("bold", match[1]) if match[1] else ("italic", match[2])
        spans.append({"type": "text", "text": words, "marks": [{"type": kind}]})
        at = match.end()
    if at < len(line):
        spans.append({"type": "text", "text": line[at:]})
    return spans


def _typeable(block: Node) -> str | None:
    """The text that reads back as this block, or None."""
    text = _written(block)
    return text if text is not None and typed(text).blocks == (block,) else None


def _written(block: Node) -> str | None:
    if block.kind == "paragraph":
        return _line(block)
    if block.kind in ("bulletList", "orderedList"):
        rows = []
        for at, item in enumerate(block.content):
            if len(item.content) != 1 or (row := _written(item.content[0])) is None:
                return None
            rows.append(("- " if block.kind == "bulletList" else f"{block.number + at}. ") + row)
        return "\n".join(rows)
    return None


def _line(block: Node) -> str | None:
    said = ""
    for span in block.content:
        if span.kind == "hardBreak":
            said += "\n"
        elif span.kind == "text" and len(span.marks) <= 1:
            sign = _SIGNS.get(span.marks[0].kind) if span.marks else ""
            if sign is None:
                return None
            said += sign + span.text + sign
        else:
            return None
    return said
