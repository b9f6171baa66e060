"""Rich text as WordprocessingML that needs no style of the template it is put into."""

from collections.abc import Callable
from html import escape

from rakor.documents.richtext.grid import Grid, Placed, lay_out
from rakor.documents.richtext.tree import Node, RichText

Numbering = Callable[[bool, int], int]
"""Gives the number of a new list: (is it ordered, its first number) → w:numId."""

_SIZES = {1: 26, 2: 24}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="74838C"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_WIDE = 5_000  # fiftieths of a per cent: the whole width
_BLANK = "<w:tc><w:tcPr/><w:p/></w:tc>"


def to_wordml(rich: RichText, numbering: Numbering) -> str:
    """Paragraphs and tables to stand between other paragraphs of a Word document."""
    return "".join(_block(block, numbering) for block in rich.blocks)


def _block(node: Node, numbering: Numbering, indent: int = 0, level: int = -1) -> str:
    if node.kind == "paragraph":
        return _paragraph(_runs(node), _space(indent))
    if node.kind == "heading":
        runs = _runs(node, _SIZES.get(node.number, 22))
        return _paragraph(runs, '<w:keepNext/><w:spacing w:before="160" w:after="80"/>')
    if node.kind == "horizontalRule":
        line = '<w:bottom w:val="single" w:sz="4" w:space="1" w:color="74838C"/>'
        return _paragraph("", f"<w:pBdr>{line}</w:pBdr>")
    if node.kind == "blockquote":
        return "".join(_block(child, numbering, indent + 567, level) for child in node.content)
    if node.kind == "table":
        return _table(node, numbering)
    number = numbering(node.kind == "orderedList", node.number)
    return "".join(_item(item, numbering, number, indent, level + 1) for item in node.content)


def _item(item: Node, numbering: Numbering, number: int, indent: int, level: int) -> str:
    """A list item: its first paragraph carries the number, the rest hangs below it."""
    level = min(level, 8)
    left = indent + 397 * (level + 1)
    out, first = "", True
    for child in item.content:
        if first and child.kind == "paragraph":
            out += _paragraph(
                _runs(child),
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
                f'<w:spacing w:after="60"/><w:ind w:left="{left}" w:hanging="397"/>',
            )
        elif child.kind in ("bulletList", "orderedList"):
            out += _block(child, numbering, indent, level)
        else:
            out += _block(child, numbering, left, level)
        first = False
    return out


def _space(indent: int) -> str:
    return f'<w:spacing w:after="120"/><w:ind w:left="{indent}"/>'


def _paragraph(runs: str, properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _runs(node: Node, size: int = 0) -> str:
    return "".join(_run(child, size) for child in node.content)


def _run(node: Node, size: int) -> str:
    """One run; a `size` (in half points) makes it a heading's."""
    if node.kind == "hardBreak":
        return "<w:r><w:br/></w:r>"
    kinds = {mark.kind for mark in node.marks}
    href = next((mark.href for mark in node.marks if mark.kind == "link"), "")
    # The schema fixes the order of a run's properties; Word refuses some files that break it.
    properties = (
        "<w:b/>" * (size > 0 or "bold" in kinds or node.kind == "mention")
        + "<w:i/>" * ("italic" in kinds)
        + "<w:strike/>" * ("strike" in kinds)
        + '<w:color w:val="1D456F"/>' * bool(href)
        + f'<w:sz w:val="{size}"/>' * (size > 0)
        + '<w:u w:val="single"/>' * (bool(href) or "underline" in kinds)
    )
    shown = escape(f"@{node.text}" if node.kind == "mention" else node.text, quote=False)
    text = f'<w:t xml:space="preserve">{shown}</w:t>'
    run = f"<w:r><w:rPr>{properties}</w:rPr>{text}</w:r>"
    if not href:
        return run
    # A field instead of a relationship: it needs nothing outside this paragraph.
    instruction = escape(f'HYPERLINK "{href}"')
    return f'<w:fldSimple w:instr="{instruction}">{run}</w:fldSimple>'


def _table(node: Node, numbering: Numbering) -> str:
    """A table with borders; a cell merged downwards is continued in the rows below it."""
    grid = lay_out(node)
    if not grid.width:
        return ""
    whole = sum(grid.weights)
    columns = "".join(f'<w:gridCol w:w="{9_000 * weight // whole}"/>' for weight in grid.weights)
    rows = "".join(_row(grid, y, row, numbering) for y, row in enumerate(_by_row(grid)))
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


def _row(grid: Grid, y: int, row: list[Placed], numbering: Numbering) -> str:
    cells, x = "", 0
    for placed in row:
        cells += _BLANK * (placed.x - x) + _cell(grid, placed, y, numbering)
        x = placed.x + placed.columns
    cells += _BLANK * (grid.width - x)
    repeat = "<w:tblHeader/>" if y < grid.head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"


def _cell(grid: Grid, placed: Placed, y: int, numbering: Numbering) -> str:
    cell, begins = placed.cell, placed.y == y
    weight = sum(grid.weights[placed.x : placed.x + placed.columns])
    properties = f'<w:tcW w:w="{_WIDE * weight // sum(grid.weights)}" w:type="pct"/>'
    if placed.columns > 1:
        properties += f'<w:gridSpan w:val="{placed.columns}"/>'
    if placed.rows > 1:
        properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    if cell.kind == "tableHeader":
        properties += '<w:shd w:val="clear" w:color="auto" w:fill="EAEFF0"/>'
    blocks = "".join(_block(child, numbering) for child in cell.content) if begins else ""
    # A cell must end in a paragraph, whatever else is in it.
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks or '<w:p/>'}</w:tc>"
