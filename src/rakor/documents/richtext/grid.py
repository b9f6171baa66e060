"""Where the cells of a table in a rich text stand, whatever was merged; nothing overlaps."""

from dataclasses import dataclass

from rakor.documents.richtext.tree import Node


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its column, its row, and how far it really reaches."""

    cell: Node
    x: int
    y: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out; `weights` share the width by how much the columns have to say."""

    width: int
    height: int
    head: int
    cells: tuple[Placed, ...]
    weights: tuple[int, ...]


def lay_out(table: Node) -> Grid:
    """Put each cell into the first free place of its row, as HTML does."""
    free_from: list[int] = []
    cells: list[Placed] = []
    height = len(table.content)
    for y, row in enumerate(table.content):
        x = 0
        for cell in row.content:
            while x < len(free_from) and free_from[x] > y:
                x += 1
            columns = _reach(free_from, x, y, cell.columns)
            rows = min(cell.rows, height - y)
            free_from.extend([0] * (x + columns - len(free_from)))
            free_from[x : x + columns] = [y + rows] * columns
            cells.append(Placed(cell, x, y, columns, rows))
            x += columns
    width = len(free_from)
    return Grid(width, height, _head(table, cells), tuple(cells), _weights(width, cells))


def _reach(free_from: list[int], x: int, y: int, wanted: int) -> int:
    """How many columns are free from x on; at least one is."""
    columns = 1
    while columns < wanted and (x + columns >= len(free_from) or free_from[x + columns] <= y):
        columns += 1
    return columns


def _head(table: Node, cells: list[Placed]) -> int:
    """How many rows at the top are headings and can be repeated on the next page."""
    rows = 0
    for row in table.content:
        if not row.content or any(cell.kind != "tableHeader" for cell in row.content):
            break
        rows += 1
    tall = any(placed.y < rows < placed.y + placed.rows for placed in cells)
    return 0 if tall or rows == len(table.content) else rows


def _weights(width: int, cells: list[Placed]) -> tuple[int, ...]:
    weights = [4] * width
    for placed in cells:
        share = min(_length(placed.cell), 200) // placed.columns
        for x in range(placed.x, placed.x + placed.columns):
            weights[x] = max(weights[x], min(12 + share // 4, share, 48))
    return tuple(weights)


def _length(node: Node) -> int:
    return len(node.text) + sum(map(_length, node.content))
