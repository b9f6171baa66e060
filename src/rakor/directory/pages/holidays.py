"""Holidays for people: a year by its months, with what is only estimated, and the form of a day."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import export, operations, queries, rules
from rakor.directory.models import Holiday
from rakor.directory.pages.ground import ONE, Filled, choices, key_of
from rakor.directory.rules.calendar import (
    HOLIDAY_KINDS,
    DayOff,
    HolidayChanges,
    HolidayFacts,
    HolidayKind,
)
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Shape
from rakor.words import _
from rakor.words.dates import month

HERE = "/directory/holidays"
AROUND = 1  # years before and after this one that a calendar is told of
Empty = BeforeValidator(lambda value: value or None)


class YearQuestion(Shape):
    """Which year is looked at."""

    year: Annotated[int | None, Field(ge=1945, le=2199), Empty] = None


class HolidayForm(Filled, HolidayFacts):
    """The form of a holiday."""


class HolidayChangeForm(Filled, HolidayChanges):
    """The form of a holiday that is there; a box that is not ticked is not sent."""

    official: bool = False


async def holidays(request: Request) -> Response:
    year = query_of(request, YearQuestion).year or queries.today().year
    rows = await queries.holidays_of(year, year)
    found: list[tuple[DayOff, Holiday | None]] = [(row.off, row) for row in rows]
    found += [(each, None) for each in queries.guessed(year, rows)]
    found.sort(key=lambda each: (each[0].day, each[0].kind))
    months = [
        (month(date(year, n, 1)), [each for each in found if each[0].day.month == n])
        for n in range(1, 13)
    ]
    years = {*await queries.years_written(), queries.today().year, queries.today().year + 1, year}
    return show(
        request,
        "directory/holidays.html",
        year=year,
        years=sorted(years),
        months=months,
        listed=year in queries.listed_years(rows),
        counts=[(kind, sum(off.kind is kind for off, _row in found)) for kind in HOLIDAY_KINDS],
        kinds=HOLIDAY_KINDS,
        regions=await queries.region_names(row.region for row in rows if row.region),
    )


async def _holiday_form(request: Request, holiday: Holiday | None) -> Response:
    rules.check_may_keep_reference(request.user)
    return show(
        request,
        "directory/holiday_form.html",
        holiday=holiday,
        kinds=choices(HOLIDAY_KINDS),
        national=HolidayKind.NATIONAL.value,
    )


async def new_holiday(request: Request) -> Response:
    return await _holiday_form(request, None)


async def add_holiday(request: Request) -> Response:
    facts = await read(request, HolidayForm)
    holiday = await operations.add_holiday(HolidayFacts(**facts.said()), by=request.user)
    return see(_at(holiday), _("Hari libur ditambahkan."))


async def edit_holiday(request: Request) -> Response:
    return await _holiday_form(request, await queries.find_holiday(key_of(request)))


async def change_holiday(request: Request) -> Response:
    facts = await read(request, HolidayChangeForm)
    holiday = await operations.change_holiday(
        key_of(request), HolidayChanges(**facts.said()), revision=facts.revision, by=request.user
    )
    return see(_at(holiday), _("Perubahan disimpan."))


async def remove_holiday(request: Request) -> Response:
    holiday = await queries.find_holiday(key_of(request))
    await operations.remove_holiday(holiday.id, by=request.user)
    return see(f"{HERE}?year={holiday.day.year}", _("Hari libur dihapus."))


async def calendar(_request: Request) -> Response:
    """The holidays around this year, for any calendar: they are nobody's secret."""
    this = queries.today().year
    rows = await queries.holidays_of(this - AROUND, this + AROUND)
    days = [row.off for row in rows]
    for year in range(this - AROUND, this + AROUND + 1):
        days += queries.guessed(year, rows)
    body = export.holiday_calendar(days, datetime.now(UTC))
    return Response(body, media_type="text/calendar; charset=utf-8")


def _at(holiday: Holiday) -> str:
    return f"{HERE}?year={holiday.day.year}"


routes: list[BaseRoute] = [
    page(HERE, holidays),
    page(f"{HERE}.ics", calendar, open_to_all=True),
    *form(f"{HERE}/new", new_holiday, add_holiday),
    *form(f"{HERE}{ONE}/edit", edit_holiday, change_holiday),
    act(f"{HERE}{ONE}/remove", remove_holiday),
]
