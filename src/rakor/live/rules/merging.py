"""Two people's changes to one note are joined block by block, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import orjson

# Beyond this many comparisons the differing middle counts as one change.
LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Hunk:
    """Blocks `start` to `end` of the base were replaced by `put`."""

    start: int
    end: int
    put: tuple[bytes, ...]


def merge(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> dict[str, Any] | None:
    """The note with the changes of both to `base`, or None where both changed the same block."""
    blocks = _keys(base)
    ours = hunks(blocks, _keys(mine))
    others = [hunk for hunk in hunks(blocks, _keys(theirs)) if hunk not in ours]
    if any(_touch(own, hunk) for own in ours for hunk in others):
        return None
    for hunk in sorted((*ours, *others), key=lambda h: (h.start, h.end), reverse=True):
        blocks[hunk.start : hunk.end] = hunk.put
    return {"type": "doc", "content": [orjson.loads(block) for block in blocks]}


def hunks(base: Sequence[bytes], then: Sequence[bytes]) -> list[Hunk]:
    """Where `then` differs from `base`, in places of `base`."""
    head = 0
    while head < min(len(base), len(then)) and base[head] == then[head]:
        head += 1
    tail = 0
    while tail < min(len(base), len(then)) - head and base[-1 - tail] == then[-1 - tail]:
        tail += 1
    old, new = base[head : len(base) - tail], then[head : len(then) - tail]
    if len(old) * len(new) > LARGEST:
        return [Hunk(head, head + len(old), tuple(new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        Hunk(head + start, head + end, tuple(new[first:last]))
        for tag, start, end, first, last in codes
        if tag != "equal"
    ]


def _keys(document: dict[str, Any]) -> list[bytes]:
    return [orjson.dumps(part, option=orjson.OPT_SORT_KEYS) for part in document.get("content", [])]


def _touch(one: Hunk, other: Hunk) -> bool:
    return (one.start < other.end and other.start < one.end) or one.start == other.start
