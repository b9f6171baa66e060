"""Which entries somebody wants to see, and where the next page begins."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from rakor.audit.rules.phrases import PHRASES
from rakor.audit.rules.things import THINGS
from rakor.web.shapes import Line, Shape
from rakor.words import _

LONGEST_EXPORT = 100_000
_CURSOR = re.compile(r"([0-9]{1,17})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _known_act(act: str) -> str:
    if act and act not in PHRASES and act not in THINGS:
        raise ValueError(_("Tindakan ini tidak dikenal."))
    return act


def _known_cursor(cursor: str) -> str:
    if cursor and not _CURSOR.fullmatch(cursor):
        raise ValueError(_("Penunjuk halaman ini tidak dikenal."))
    return cursor


_Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
Day = Annotated[_Day | None, BeforeValidator(lambda value: value or None)]
Act = Annotated[Line, Field(max_length=64), AfterValidator(_known_act)]


class Filter(Shape):
    """Any of these together; days are of the reader's zone, both included.

    `person` (who did it, or whom it is about) and `object` (a meeting, an agency, an office) are
    keys, or words of their names. `act` is a kind of entry (`meeting.published`) or a thing
    (`meeting`).
    """

    person: Annotated[Line, Field(max_length=200)] = ""
    object: Annotated[Line, Field(max_length=200)] = ""
    act: Act = ""
    since: Day = None
    until: Day = None

    def said(self) -> dict[str, str]:
        """What was asked for, without what was left open."""
        values = self.model_dump(mode="json", include=set(Filter.model_fields))
        return {name: str(value) for name, value in values.items() if value}

    def span(self, timezone: str) -> tuple[datetime | None, datetime | None]:
        """From when, and until before when."""
        zone = ZoneInfo(timezone)
        after = datetime.combine(self.since, time(), zone) if self.since else None
        if self.until is None:
            return after, None
        return after, datetime.combine(self.until + timedelta(days=1), time(), zone)

    @property
    def backwards(self) -> bool:
        """Whether the span ends before it begins, so that nothing can be found."""
        return bool(self.since and self.until and self.until < self.since)


class Looked(Filter):
    """A page of what was filtered: at most 200 entries, older than `cursor`."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=80), AfterValidator(_known_cursor)] = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last entry of a page: when it was written, and its key among those of that moment."""

    at: datetime
    id: UUID

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        found = _CURSOR.fullmatch(text)
        if found is None:
            return None
        return cls(_EPOCH + timedelta(microseconds=int(found[1])), UUID(found[2]))

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.id}"
