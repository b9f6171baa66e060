"""Rich text as the values that `_richtext.typ` sets; tables arrive there laid out."""

from typing import Any

from rakor.documents.richtext.grid import lay_out
from rakor.documents.richtext.tree import Node, RichText


def to_typst(rich: RichText) -> list[Any]:
    """JSON values, never source: typst sets the text as it is. Plain words are just a string."""
    return [_value(block) for block in rich.blocks]


def _value(node: Node) -> Any:
    if node.kind == "text":
        if not node.marks:
            return node.text
        href = next((mark.href for mark in node.marks if mark.kind == "link"), "")
        marks = [mark.kind for mark in node.marks if mark.kind != "link"]
        return {"kind": "text", "text": node.text, "marks": marks, "href": href}
    if node.kind == "mention":
        return {"kind": "text", "text": node.text, "marks": ["bold"], "href": ""}
    if node.kind == "table":
        return _table(node)
    value = {"kind": node.kind, "content": [_value(child) for child in node.content]}
    return value | {"number": node.number} if node.kind == "orderedList" else value


def _table(node: Node) -> dict[str, Any]:
    grid = lay_out(node)
    cells = [
        {
            "x": placed.x,
            "y": placed.y,
            "columns": placed.columns,
            "rows": placed.rows,
            "head": placed.cell.kind == "tableHeader",
            "content": [_value(child) for child in placed.cell.content],
        }
        for placed in grid.cells
    ]
    return {"kind": "table", "head": grid.head, "weights": list(grid.weights), "cells": cells}
