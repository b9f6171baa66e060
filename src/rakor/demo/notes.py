"""Notes of a scenario as the editor would have written them."""

from collections.abc import Sequence
from typing import Any

from rakor.demo.story import Asked, Block, Points, Said
from rakor.words import _


def document(blocks: Sequence[Block]) -> dict[str, Any]:
    """The editor's JSON of a note."""
    return {"type": "doc", "content": [node for block in blocks for node in _nodes(block)]}


def _nodes(block: Block) -> list[dict[str, Any]]:
    if isinstance(block, Said):
        return [_paragraph(_bold(block.who), _text(f" {block.says}"))]
    if isinstance(block, Asked):
        return [
            _paragraph(_bold(_("Tanya")), _text(f" ({block.asked_by}): {block.ask}")),
            _paragraph(_bold(_("Jawab")), _text(f": {block.answer}")),
        ]
    if isinstance(block, Points):
        items = [
            {"type": "listItem", "content": [_paragraph(_text(point))]} for point in block.points
        ]
        return [{"type": "bulletList", "content": items}]
    return [_paragraph(_text(block))]


def _paragraph(*pieces: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(pieces)}


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def _bold(text: str) -> dict[str, Any]:
    return {**_text(text), "marks": [{"type": "bold"}]}
