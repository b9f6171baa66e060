"""Who is here, told again the slow way: every line, moment by moment and minute by minute.

It shares nothing with how the ledger itself is folded.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rakor.meetings.rules import Channel

MINUTE = timedelta(minutes=1)


@dataclass
class Row:
    """One line: `who` is None where it counts for nobody, `visit` names the visit it is part of."""

    who: str | None
    at: datetime | None = None
    way: Channel = Channel.ROOM
    out: bool = False
    visit: int | None = None
    voids: str | None = None


@dataclass(frozen=True)
class Here:
    """What is known of somebody who came."""

    room: bool
    online: bool
    first: datetime
    last: datetime | None


@dataclass
class Recount:
    """All lines by their nonce, and what they mean together."""

    rows: dict[str, Row] = field(default_factory=dict)
    least: int = 0

    def stands(self, nonce: str) -> bool:
        """Whether nothing that stands takes this line back."""
        return not any(row.voids == nonce and self.stands(n) for n, row in self.rows.items())

    def lines(self, who: str) -> list[Row]:
        return [
            row
            for nonce, row in self.rows.items()
            if row.who == who and row.voids is None and self.stands(nonce)
        ]

    def here(self, who: str) -> Here | None:
        """Whether, how, since when and until when somebody was here; None: not at all."""
        lines = self.lines(who)
        room = walked([row for row in lines if row.way is Channel.ROOM])
        visits = visited(lines)
        if visits:
            online = self.reported(visits)
        else:
            rows = [row for row in lines if row.way is Channel.ONLINE and row.visit is None]
            online = walked(rows)
        ways = [each for each in (room, online) if each]
        if not ways:
            return None
        ends = [last for _first, last in ways]
        still = any(end is None for end in ends)
        return Here(
            room is not None,
            online is not None,
            min(first for first, _last in ways),
            None if still else max(end for end in ends if end is not None),
        )

    def reported(
        self, visits: list[tuple[datetime, datetime | None]]
    ) -> tuple[datetime, datetime | None] | None:
        """Since and until when, if that was long enough; a minute in two rooms is one minute."""
        minutes: set[datetime] = set()
        for since, until in visits:
            while until is not None and since < until:
                minutes.add(since)
                since += MINUTE
        ends = [until for _since, until in visits]
        if None not in ends and len(minutes) < self.least:
            return None
        first = min(since for since, _until in visits)
        return first, None if None in ends else max(end for end in ends if end is not None)


def walked(rows: list[Row]) -> tuple[datetime, datetime | None] | None:
    """In and out, one moment after the other."""
    inside, first, last = False, None, None
    for moment in sorted({row.at for row in rows if row.at}):
        now = [row.out for row in rows if row.at == moment]
        if not all(now):
            inside, first = True, first or moment
        if any(now) and inside:
            inside, last = False, moment
    if first is None:
        return None
    return first, None if inside else last


def visited(lines: list[Row]) -> list[tuple[datetime, datetime | None]]:
    """Visits that were reported and whose beginning stands."""
    ends = {row.visit: row.at for row in lines if row.visit is not None and row.out}
    return [
        (row.at, ends.get(row.visit))
        for row in lines
        if row.visit is not None and not row.out and row.at is not None
    ]
