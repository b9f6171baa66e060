"""Rich text as an HTML fragment, escaped here, with nothing in it but the elements named below."""

from html import escape

from rakor.documents.richtext.tree import Node, RichText
from rakor.words import _

_PLAIN = {
    "paragraph": "p",
    "bulletList": "ul",
    "listItem": "li",
    "blockquote": "blockquote",
    "tableRow": "tr",
}
_MARKS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s"}


def to_html(rich: RichText, heading: int = 4) -> str:
    """A fragment for a page; its highest level of heading becomes `h{heading}`, none below h6."""
    levels = [block.number for block in rich.blocks if block.kind == "heading"]
    first = heading - min(levels, default=1) + 1
    return "".join(_html(block, first) for block in rich.blocks)


def _html(node: Node, heading: int) -> str:
    if node.kind == "text":
        return _span(node)
    if node.kind == "hardBreak":
        return "<br>"
    if node.kind == "horizontalRule":
        return "<hr>"
    if node.kind == "mention":
        return f'<span class="mention">{escape(node.text)}</span>'
    inner = "".join(_html(child, heading) for child in node.content)
    if node.kind == "heading":
        tag = f"h{min(max(heading + node.number - 1, 1), 6)}"
        return f"<{tag}>{inner}</{tag}>"
    if node.kind == "orderedList":
        start = f' start="{node.number}"' if node.number != 1 else ""
        return f"<ol{start}>{inner}</ol>"
    if node.kind == "table":
        return (
            f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(_("Tabel"))}">'
            f'<table class="tbl"><tbody>{inner}</tbody></table></div>'
        )
    if node.kind in ("tableHeader", "tableCell"):
        tag = "th" if node.kind == "tableHeader" else "td"
        spans = f' colspan="{node.columns}"' if node.columns > 1 else ""
        spans += f' rowspan="{node.rows}"' if node.rows > 1 else ""
        return f"<{tag}{spans}>{inner}</{tag}>"
    tag = _PLAIN[node.kind]
    return f"<{tag}>{inner}</{tag}>"


def _span(node: Node) -> str:
    out = escape(node.text)
    for mark in node.marks:
        if mark.kind == "link":
            out = f'<a href="{escape(mark.href)}" rel="noopener noreferrer nofollow">{out}</a>'
        else:
            out = f"<{_MARKS[mark.kind]}>{out}</{_MARKS[mark.kind]}>"
    return out
