"""The calendar: a month, a week, an agenda, and the week of each agency, in the reader's zone."""

from calendar import Calendar as Months
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import words
from rakor.directory.models import Agency
from rakor.directory.queries import agency_meant, calendar_between
from rakor.meetings.pages.drawing import (
    Week,
    agenda_days,
    by_day,
    cells,
    midnight,
    moving,
    week_of,
)
from rakor.meetings.pages.forms import local
from rakor.meetings.queries.calendar import blocks_between, by_agency, next_after, shown_to
from rakor.meetings.rules import KINDS, Kind, Window
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.web.shapes import CalendarDay, Line, Shape
from rakor.words import _

# The agenda looks so far ahead at once.
AHEAD = timedelta(days=28)
AGENCIES_PER_PAGE = 40
# The days that an address can name (`CalendarDay`).
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


class View(StrEnum):
    """How the calendar shows its meetings."""

    MONTH = "month"
    WEEK = "week"
    AGENDA = "agenda"
    AGENCY = "agency"


def _or_none(said: object) -> object:
    return said or None


class Wanted(Shape):
    """What the address of the calendar says: which view of which day, and what it leaves out."""

    view: Annotated[View, BeforeValidator(lambda said: said or View.MONTH)] = View.MONTH
    date: Annotated[CalendarDay | None, BeforeValidator(_or_none)] = None
    month: Annotated[str, Field(pattern=r"^(20|21)\d\d-(0[1-9]|1[0-2])$")] | None = None
    agency: Annotated[Line, Field(max_length=200)] = ""
    kind: Annotated[Kind | None, BeforeValidator(_or_none)] = None
    mine: Annotated[bool, BeforeValidator(lambda said: said or False)] = False
    page: Annotated[int, Field(ge=1, le=100)] = 1


async def show_calendar(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    zone = request.user.timezone or settings().timezone
    now = datetime.now(ZoneInfo(zone))
    day = wanted.date or now.date()
    if wanted.month:
        day = date.fromisoformat(f"{wanted.month}-01")
    agency = await agency_meant(wanted.agency) if wanted.agency else None
    view = Looking(request, wanted, day, now, zone, agency)
    drawn = await VIEWS[wanted.view](view)
    kinds = [(kind.value, _(word)) for kind, word in KINDS.items()]
    return show(
        request,
        "meetings/calendar.html",
        tab=wanted.view.value,
        day=day,
        now_at=now,
        today=now.date(),
        zone=zone,
        wanted=wanted,
        agency=agency,
        kinds=kinds,
        local=local,
        moving=lambda block: moving(block, zone),
        kept=view.kept,
        here=view.here(day),
        **drawn,
    )


class Looking:
    """One look at the calendar: who looks, at which day, and what they left out."""

    def __init__(
        self,
        request: Request,
        wanted: Wanted,
        day: date,
        now: datetime,
        zone: str,
        agency: Agency | None,
    ) -> None:
        self.user, self.wanted, self.day = request.user, wanted, day
        self.now, self.zone = now, zone
        self.found = shown_to(self.user, agency=agency, kind=wanted.kind, mine=wanted.mine)
        said = {
            "agency": agency.code if agency else "",
            "kind": wanted.kind.value if wanted.kind else "",
            "mine": "true" if wanted.mine else "",
        }
        known = urlencode({name: value for name, value in said.items() if value})
        self.kept = f"&{known}" if known else ""

    def here(self, day: date, view: View | None = None) -> str:
        """The address of a view with the same filter."""
        return f"/calendar?view={(view or self.wanted.view).value}&date={day}{self.kept}"

    def window(self, first: date, last: date) -> Window:
        """From the first moment of one day until the last of another, on the reader's clock."""
        return Window(midnight(first, self.zone), midnight(last + timedelta(days=1), self.zone))

    def steps(self, before: date, after: date) -> dict[str, str]:
        """Where the arrows of the head lead."""
        return {
            "before": self.here(before) if before >= FIRST else "",
            "now": self.here(self.now.date()),
            "after": self.here(after) if after <= LAST else "",
        }


async def month(look: Looking) -> dict[str, Any]:
    first = look.day.replace(day=1)
    weeks = Months().monthdatescalendar(first.year, first.month)
    last = weeks[-1][-1]
    blocks = await blocks_between(look.found, look.window(weeks[0][0], last), look.user)
    off = await calendar_between(weeks[0][0], last)
    held = by_day(blocks, look.zone)
    return {
        # "1 Desember 2026" without its day.
        "name": words.date(first, with_weekday=False).split(" ", 1)[1],
        **look.steps(first - timedelta(days=1), first + timedelta(days=31)),
        "before_word": _("Bulan sebelumnya"),
        "now_word": _("Bulan ini"),
        "after_word": _("Bulan berikutnya"),
        "first": first,
        "weeks": [cells(week, held, off) for week in weeks],
        "movable": any(each.moves for each in blocks),
    }


def _week_steps(look: Looking) -> dict[str, Any]:
    first = week_of(look.day)[0]
    week = timedelta(days=7)
    return {
        "name": words.days(first, first + timedelta(days=6)),
        **look.steps(look.day - week, look.day + week),
        "before_word": _("Pekan sebelumnya"),
        "now_word": _("Pekan ini"),
        "after_word": _("Pekan berikutnya"),
    }


async def week(look: Looking) -> dict[str, Any]:
    days = week_of(look.day)
    blocks = await blocks_between(look.found, look.window(days[0], days[-1]), look.user)
    off = await calendar_between(days[0], days[-1])
    return {
        **_week_steps(look),
        "week": Week.of(blocks, days, look.zone),
        "off": [off.off(day) for day in days],
        "movable": any(each.moves for each in blocks),
    }


async def agenda(look: Looking) -> dict[str, Any]:
    until = look.day + AHEAD
    window = look.window(look.day, until - timedelta(days=1))
    blocks = await blocks_between(look.found, window, look.user)
    off = await calendar_between(look.day, until)
    days, following = agenda_days(blocks, look.day, until, look.zone)
    more = following < until or await next_after(look.found, midnight(until, look.zone))
    return {
        "name": words.date(look.day),
        **look.steps(look.day - timedelta(days=7), look.day + timedelta(days=7)),
        "before_word": _("Sepekan sebelumnya"),
        "now_word": _("Hari ini"),
        "after_word": _("Sepekan berikutnya"),
        "days": [(day, off.off(day), held) for day, held in days],
        "following": following if more else None,
        "more_at": look.here(following),
        "a_day": timedelta(days=1),
    }


async def agencies(look: Looking) -> dict[str, Any]:
    days = week_of(look.day)
    blocks = await blocks_between(look.found, look.window(days[0], days[-1]), look.user)
    off = await calendar_between(days[0], days[-1])
    rows = await by_agency(blocks, look.user)
    since = (look.wanted.page - 1) * AGENCIES_PER_PAGE
    return {
        **_week_steps(look),
        "days": days,
        "off": [off.off(day) for day in days],
        "rows": [
            (row, by_day(row.blocks, look.zone)) for row in rows[since : since + AGENCIES_PER_PAGE]
        ],
        "agencies": len(rows),
        "more": len(rows) > since + AGENCIES_PER_PAGE,
    }


VIEWS = {View.MONTH: month, View.WEEK: week, View.AGENDA: agenda, View.AGENCY: agencies}

routes: list[BaseRoute] = [page("/calendar", show_calendar)]
