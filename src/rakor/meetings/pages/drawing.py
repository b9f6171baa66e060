"""How the blocks of the calendar become days, cells and columns: plain values for its pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rakor.directory.rules.calendar import Calendar, DayOff
from rakor.meetings.pages.forms import local
from rakor.meetings.queries.calendar import Block
from rakor.meetings.rules.layout import Stand, Stretch, side_by_side
from rakor.words import dates

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
# A cell of the month tells so many by name, the others as a number.
NAMED = 4
# So many stand side by side on a day of the week; and the least height, in minutes, to be read.
BESIDE = 2
LEAST = 30
STEP = 5
# The hours that a week always shows; earlier and later ones where there is something.
FROM, UNTIL = 7, 18
# A page of the agenda ends with the day on which it has so many.
ENOUGH = 60


def midnight(day: date, zone: str) -> datetime:
    """When a day begins on the clocks of a zone."""
    return datetime.combine(day, time(), dates.zone(zone))


def week_of(day: date) -> list[date]:
    """The days of a week from Monday on."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def days_of(block: Block, zone: str) -> tuple[date, date]:
    """The first and the last day of a block on the clocks of a zone."""
    tz = dates.zone(zone)
    last = max(block.ends_at - INSTANT, block.starts_at)
    return block.starts_at.astimezone(tz).date(), last.astimezone(tz).date()


def by_day(blocks: Iterable[Block], zone: str) -> dict[date, list[Block]]:
    """Each day with what is held on it; a meeting of several days is on each of them."""
    found: dict[date, list[Block]] = {}
    for each in blocks:
        day, last = days_of(each, zone)
        while day <= last:
            found.setdefault(day, []).append(each)
            day += DAY
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the month: why it is off, some of its meetings and how many more there are."""

    day: date
    off: list[DayOff]
    blocks: list[Block]
    more: int

    @property
    def count(self) -> int:
        return len(self.blocks) + self.more


def cells(week: Sequence[date], held: Mapping[date, list[Block]], off: Calendar) -> list[Cell]:
    """The days of a week as cells; one meeting more is told by name rather than counted."""
    found = []
    for day in week:
        blocks = held.get(day, [])
        shown = blocks if len(blocks) == NAMED + 1 else blocks[:NAMED]
        found.append(Cell(day, off.off(day), shown, len(blocks) - len(shown)))
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """A block in the grid of a day, and the classes that say where it stands there."""

    block: Block
    spot: str


@dataclass(frozen=True, slots=True)
class Others:
    """How many more are held at the same time than can stand side by side."""

    count: int
    spot: str


@dataclass(frozen=True, slots=True)
class Column:
    """A day of the week."""

    day: date
    placed: list[Placed]
    others: list[Others]

    @property
    def count(self) -> int:
        return len(self.placed) + sum(each.count for each in self.others)


@dataclass(frozen=True, slots=True)
class Band:
    """A meeting of several days above the hours: from which column, over how many."""

    block: Block
    first: int
    days: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days side by side, with the hours that they need."""

    hours: range
    columns: list[Column]
    bands: list[Band]

    def now(self, at: datetime) -> str:
        """Where the line of this moment stands; "" outside of the hours that are shown."""
        minutes = at.hour * 60 + at.minute - self.hours.start * 60
        return at_hour(_in_steps(minutes)) if 0 <= minutes < len(self.hours) * 60 else ""

    @classmethod
    def of(cls, blocks: Iterable[Block], days: Sequence[date], zone: str) -> "Week":
        """The blocks of a week; what takes a day and longer stands above the hours."""
        bands, held = [], []
        for each in blocks:
            first, last = days_of(each, zone)
            if first != last and each.ends_at - each.starts_at >= DAY:
                since = max((first - days[0]).days, 0)
                until = min((last - days[0]).days, 6)
                bands.append(Band(each, since, until - since + 1, last > days[-1]))
            else:
                held.append(each)
        on_day = by_day(held, zone)
        pieces = {day: [_piece(each, day, zone) for each in on_day.get(day, ())] for day in days}
        hours = _hours(pieces.values())
        columns = [_column(day, on_day.get(day, []), pieces[day], hours.start * 60) for day in days]
        return cls(hours, columns, bands)


def _piece(block: Block, day: date, zone: str) -> Stretch:
    """The minutes of a day that a block takes, high enough to be read."""
    begins = midnight(day, zone)
    since = max(round((block.starts_at - begins) / timedelta(minutes=1)), 0)
    until = min(round((block.ends_at - begins) / timedelta(minutes=1)), 24 * 60)
    since = min(since, 24 * 60 - LEAST)
    return Stretch(since, max(until, since + LEAST))


def _hours(days: Iterable[Iterable[Stretch]]) -> range:
    every = [piece for pieces in days for piece in pieces]
    first = min((piece.since // 60 for piece in every), default=FROM)
    last = max((-(-piece.until // 60) for piece in every), default=UNTIL)
    return range(min(first, FROM), max(last, UNTIL))


def _column(day: date, blocks: list[Block], pieces: list[Stretch], since: int) -> Column:
    stands, rests = side_by_side(pieces, BESIDE)
    return Column(
        day,
        [
            Placed(blocks[each.which], f"{_spot(pieces[each.which], since)} {_across(each)}")
            for each in sorted(stands, key=_order)
        ],
        [Others(len(each.which), _spot(each.stretch, since)) for each in rests],
    )


def _order(stand: Stand) -> int:
    return stand.which


def _across(stand: Stand) -> str:
    return f"c-{stand.column} of-{stand.columns}{' crowded' if stand.crowded else ''}"


def _spot(stretch: Stretch, since: int) -> str:
    """The classes of a block: from which hour and minute, and how long.

    Styles in the page itself are forbidden, so that the stylesheet knows the steps: five minutes.
    """
    begins, long = _in_steps(stretch.since - since), _in_steps(stretch.until - stretch.since)
    return f"{at_hour(begins)} l-{long // 60} k-{long % 60}"


def at_hour(minutes: int) -> str:
    """The classes that say how far down the grid something stands."""
    return f"h-{minutes // 60} m-{minutes % 60}"


def _in_steps(minutes: int) -> int:
    return round(minutes / STEP) * STEP


def moving(block: Block, zone: str) -> dict[str, str]:
    """What a script needs to move a block; nothing where the reader may not."""
    if not block.moves:
        return {}
    return {
        "data-move": block.move_address,
        "data-starts": local(block.starts_at, zone),
        "data-ends": local(block.ends_at, zone),
        "aria-keyshortcuts": "M",
    }


def agenda_days(
    blocks: Iterable[Block], first: date, until: date, zone: str
) -> tuple[list[tuple[date, list[Block]]], date]:
    """The days from one on until there are enough meetings, whole days only, and the day after.

    What began earlier stands on the first day.
    """
    on_day: dict[date, list[Block]] = {}
    for each in blocks:
        on_day.setdefault(max(days_of(each, zone)[0], first), []).append(each)
    found: list[tuple[date, list[Block]]] = []
    count = 0
    for day in sorted(on_day):
        if count >= ENOUGH:
            return found, day
        found.append((day, on_day[day]))
        count += len(on_day[day])
    return found, until
