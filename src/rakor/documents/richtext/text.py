"""Rich text from plain text, and back to plain text and Markdown."""

import re

from rakor.documents.richtext.reading import parse
from rakor.documents.richtext.tree import EMPTY, Node, RichText, clean

# Characters that would mean something to a Markdown reader; `<` and `&` become entities, so that
# text which looks like HTML stays text even for a reader that knows no backslash.
_MEANINGFUL = re.compile(r"([\\`*_{}\[\]>#|~])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])(?=\s|$)")


def from_text(text: str) -> RichText:
    """Plain text as paragraphs: an empty line parts them, a single line break stays one."""
    paragraphs = re.split(r"\n\s*\n", clean(text.replace("\r\n", "\n").replace("\r", "\n")))
    blocks = []
    for paragraph in paragraphs:
        inline: list[dict[str, object]] = []
        for line in paragraph.strip("\n").split("\n"):
            if inline:
                inline.append({"type": "hardBreak"})
            if line:
                inline.append({"type": "text", "text": line})
        if paragraph.strip():
            blocks.append({"type": "paragraph", "content": inline})
    return parse({"type": "doc", "content": blocks})


def read(body: object) -> RichText:
    """A note as it may be sent: the editor's JSON, plain text, or nothing."""
    if body is None:
        return EMPTY
    return from_text(body) if isinstance(body, str) else parse(body)


def to_text(rich: RichText) -> str:
    """The words alone, as for search and for the plain part of a mail."""
    return "\n\n".join(part for block in rich.blocks if (part := _plain(block)))


def _plain(node: Node) -> str:
    if node.kind in ("paragraph", "heading"):
        return "".join(_plain_inline(child) for child in node.content).strip()
    if node.kind == "horizontalRule":
        return "* * *"
    if node.kind == "table":
        return "\n".join(
            " | ".join(" ".join(map(_plain, cell.content)) for cell in row.content)
            for row in node.content
        )
    if node.kind in ("bulletList", "orderedList"):
        return "\n".join(
            _hang(_lead(node, at, "•"), "\n".join(filter(None, map(_plain, item.content))))
            for at, item in enumerate(node.content)
        )
    return "\n".join(filter(None, map(_plain, node.content)))


def _plain_inline(node: Node) -> str:
    if node.kind == "hardBreak":
        return "\n"
    return node.text


def _lead(node: Node, at: int, bullet: str) -> str:
    return f"{node.number + at}. " if node.kind == "orderedList" else f"{bullet} "


def _hang(lead: str, text: str) -> str:
    return lead + text.replace("\n", "\n" + " " * len(lead))


def escape_markdown(text: str) -> str:
    """Text that a Markdown reader shows as it was written."""
    escaped = _MEANINGFUL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")
    return _AT_START.sub(lambda m: m[1] + re.sub(r"([-+=.)])", r"\\\1", m[2]), escaped)


def to_markdown(rich: RichText, heading: int = 4) -> str:
    """Markdown (CommonMark with tables); the first level of heading becomes `heading`."""
    return "\n\n".join(part for block in rich.blocks if (part := _mark_down(block, heading)))


def _mark_down(node: Node, heading: int) -> str:
    if node.kind == "paragraph":
        return _inline(node)
    if node.kind == "heading":
        return "#" * min(heading + node.number - 1, 6) + " " + _inline(node).replace("\\\n", " ")
    if node.kind == "horizontalRule":
        return "---"
    if node.kind == "blockquote":
        return "> " + _all(node, heading).replace("\n", "\n> ")
    if node.kind == "table":
        return _table(node)
    return "\n".join(
        _hang(_lead(node, at, "-"), _all(item, heading)) for at, item in enumerate(node.content)
    )


def _all(node: Node, heading: int) -> str:
    return "\n\n".join(part for child in node.content if (part := _mark_down(child, heading)))


def _inline(node: Node) -> str:
    return "".join(map(_span, node.content)).strip()


def _span(node: Node) -> str:
    if node.kind == "hardBreak":
        return "\\\n"
    if node.kind == "mention":
        return f"**{escape_markdown(node.text)}**"
    # Emphasis must touch the words: spaces go outside the marks.
    core = node.text.strip()
    if not core:
        return node.text
    before, after = node.text.split(core, 1)
    core = escape_markdown(core.replace("\n", " "))
    for mark in node.marks:
        sign = {"bold": "**", "italic": "*", "strike": "~~"}.get(mark.kind, "")
        core = f"{sign}{core}{sign}"
    for mark in node.marks:
        if mark.kind == "link":
            core = f"[{core}](<{mark.href}>)"
    return before + core + after


def _table(node: Node) -> str:
    """A pipe table: cells on one line each; merged cells are followed by empty ones."""
    rows = [
        [text for cell in row.content for text in [_cell(cell)] + [""] * (cell.columns - 1)]
        for row in node.content
    ]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    filled = [row + [""] * (width - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in filled]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _cell(cell: Node) -> str:
    return re.sub(r"\\?\n+", " ", _all(cell, 6)).strip()
