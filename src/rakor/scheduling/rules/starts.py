"""The starts that a search weighs, all of them at once.

Whoever is busy or off work at some minute of a meeting cannot take part in it. For a meeting of `n`
minutes, an obstacle from `a` to `b` therefore rules out every start from `a - n + 1` to `b - 1`.
Starts are the bits of one integer: an obstacle is a run of ones, a seat the union of its obstacles,
and how many seats a start leaves out is a column of bits added up.
"""

from collections.abc import Iterable, Sequence

from rakor.scheduling.rules.spans import Span

STEP = 15


class Grid:
    """The starts of a search as bits: quarters of an hour from the first on, some are no starts."""

    def __init__(self, starts: Sequence[int], minutes: int) -> None:
        self._origin = starts[0]
        self._minutes = minutes
        self._places = [(start - starts[0]) // STEP for start in starts]
        self._size = self._places[-1] + 1

    def ruled_out(self, spans: Iterable[Span]) -> int:
        """The starts whose meeting would meet one of these spans.

        They are written down as digits, the last start first: tens of thousands of spans as so many
        long integers would take most of a search.
        """
        first, last, size = self._origin, self._origin + self._minutes - 1, self._size
        digits = bytearray(b"0") * size
        for begin, end in spans:
            low = max(0, -((last - begin) // STEP))
            high = min(size, -((first - end) // STEP))
            if begin < end and low < high:
                digits[size - high : size - low] = b"1" * (high - low)
        return int(digits, 2)

    def sums(self, masks: Iterable[int]) -> list[int]:
        """Of each start, how many of these masks hold it.

        `planes[k]` is the bit of value 2^k of every count; a mask is added to all of them at once.
        """
        planes: list[int] = []
        for mask in masks:
            for k, plane in enumerate(planes):
                planes[k], mask = plane ^ mask, plane & mask
            if mask:
                planes.append(mask)
        digits = [f"{plane:0{self._size}b}"[::-1] for plane in reversed(planes)]
        if not digits:
            return [0] * len(self._places)
        counts = [int("".join(column), 2) for column in zip(*digits, strict=True)]
        return [counts[place] for place in self._places]
