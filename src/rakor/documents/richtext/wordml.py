"""Rich text as WordprocessingML that needs no style of the template it is put into."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from rakor.documents.richtext.grid import Grid, Placed, lay_out
from rakor.documents.richtext.tree import Node, RichText

Numbering = Callable[[bool, int], int]
"""Gives the number of a new list: (is it ordered, its first number) → w:numId."""

_LISTS = ("bulletList", "orderedList")
_SIZES = {1: 26, 2: 24}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="74838C"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_WIDE = 5_000  # fiftieths of a per cent: the whole width
_BLANK = "<w:tc><w:tcPr/><w:p/></w:tc>"


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the surroundings set what stands in them; lengths in twentieths of a point."""

    numbering: Numbering
    indent: int = 0
    level: int = -1
    after: int = 120
    bold: bool = False


def to_wordml(rich: RichText, numbering: Numbering) -> str:
    """Paragraphs and tables to stand between other paragraphs of a Word document."""
    return _blocks(rich.blocks, _Setting(numbering))


def _blocks(nodes: tuple[Node, ...], how: _Setting) -> str:
    return "".join(_block(node, how) for node in nodes)


def _block(node: Node, how: _Setting) -> str:
    if node.kind == "paragraph":
        spacing = f'<w:spacing w:after="{how.after}"/><w:ind w:left="{how.indent}"/>'
        return _paragraph(_runs(node, how), spacing)
    if node.kind == "heading":
        runs = _runs(node, how, _SIZES.get(node.number, 22))
        return _paragraph(runs, '<w:keepNext/><w:spacing w:before="160" w:after="80"/>')
    if node.kind == "horizontalRule":
        line = '<w:bottom w:val="single" w:sz="4" w:space="1" w:color="74838C"/>'
        return _paragraph("", f"<w:pBdr>{line}</w:pBdr>")
    if node.kind == "blockquote":
        return _blocks(node.content, replace(how, indent=how.indent + 567))
    if node.kind == "table":
        return _table(node, how)
    number = how.numbering(node.kind == "orderedList", node.number)
    inside = replace(how, level=min(how.level + 1, 8))
    return "".join(_item(item, inside, number) for item in node.content)


def _item(item: Node, how: _Setting, number: int) -> str:
    """A list item: its first paragraph carries the number, the rest hangs below it."""
    left = how.indent + 397 * (how.level + 1)
    below = replace(how, indent=left)
    out = ""
    for at, child in enumerate(item.content):
        if at == 0 and child.kind == "paragraph":
            out += _paragraph(
                _runs(child, how),
                f'<w:numPr><w:ilvl w:val="{how.level}"/><w:numId w:val="{number}"/></w:numPr>'
                f'<w:spacing w:after="80"/><w:ind w:left="{left}" w:hanging="397"/>',
            )
        else:
            out += _block(child, how if child.kind in _LISTS else below)
    return out


def _paragraph(runs: str, properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _runs(node: Node, how: _Setting, size: int = 0) -> str:
    return "".join(_run(child, size, how.bold) for child in node.content)


def _run(node: Node, size: int, bold: bool) -> str:
    """One run; a `size` (in half points) makes it a heading's."""
    if node.kind == "hardBreak":
        return "<w:r><w:br/></w:r>"
    kinds = {mark.kind for mark in node.marks}
    href = next((mark.href for mark in node.marks if mark.kind == "link"), "")
    # The schema fixes the order of a run's properties; Word refuses some files that break it.
    properties = (
        "<w:b/>" * (bold or size > 0 or "bold" in kinds or node.kind == "mention")
        + "<w:i/>" * ("italic" in kinds)
        + "<w:strike/>" * ("strike" in kinds)
        + '<w:color w:val="1D456F"/>' * bool(href)
        + f'<w:sz w:val="{size}"/>' * (size > 0)
        + '<w:u w:val="single"/>' * (bool(href) or "underline" in kinds)
    )
    shown = escape(node.text, quote=False)
    text = f'<w:t xml:space="preserve">{shown}</w:t>'
    run = f"<w:r><w:rPr>{properties}</w:rPr>{text}</w:r>"
    if not href:
        return run
    # A field instead of a relationship: it needs nothing outside this paragraph.
    instruction = escape(f'HYPERLINK "{href}"')
    return f'<w:fldSimple w:instr="{instruction}">{run}</w:fldSimple>'


def _table(node: Node, how: _Setting) -> str:
    """A table with borders; a cell merged downwards is continued in the rows below it."""
    grid = lay_out(node)
    if not grid.width:
        return ""
    whole = sum(grid.weights)
    columns = "".join(f'<w:gridCol w:w="{9_000 * weight // whole}"/>' for weight in grid.weights)
    rows = "".join(_row(grid, y, row, how) for y, row in enumerate(_by_row(grid)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDE}" w:type="pct"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f'{rows}</w:tbl><w:p><w:pPr><w:spacing w:after="60"/></w:pPr></w:p>'
    )


def _by_row(grid: Grid) -> list[list[Placed]]:
    """The cells that touch each row, from left to right."""
    rows: list[list[Placed]] = [[] for _ in range(grid.height)]
    for placed in grid.cells:
        for y in range(placed.y, placed.y + placed.rows):
            rows[y].append(placed)
    return [sorted(row, key=lambda placed: placed.x) for row in rows]


def _row(grid: Grid, y: int, row: list[Placed], how: _Setting) -> str:
    cells, x = "", 0
    for placed in row:
        cells += _BLANK * (placed.x - x) + _cell(grid, placed, y, how)
        x = placed.x + placed.columns
    cells += _BLANK * (grid.width - x)
    repeat = "<w:tblHeader/>" if y < grid.head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"


def _cell(grid: Grid, placed: Placed, y: int, how: _Setting) -> str:
    cell, begins = placed.cell, placed.y == y
    weight = sum(grid.weights[placed.x : placed.x + placed.columns])
    properties = f'<w:tcW w:w="{_WIDE * weight // sum(grid.weights)}" w:type="pct"/>'
    if placed.columns > 1:
        properties += f'<w:gridSpan w:val="{placed.columns}"/>'
    if placed.rows > 1:
        properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    if cell.kind == "tableHeader":
        properties += '<w:shd w:val="clear" w:color="auto" w:fill="EAEFF0"/>'
    inside = _Setting(how.numbering, after=40, bold=cell.kind == "tableHeader")
    blocks = _blocks(cell.content, inside) if begins else ""
    # A cell must end in a paragraph, whatever else is in it.
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks or '<w:p/>'}</w:tc>"
