"""Holidays for programs: those of a year, each with whether it is only an estimate."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations, queries
from rakor.directory.api.ground import key_of
from rakor.directory.models import Holiday
from rakor.directory.rules.calendar import DayOff, HolidayChanges, HolidayFacts, HolidayKind
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Line, Shape, Written

ONE = "/holidays/{id:uuid}"


class YearQuestion(Shape):
    """Of which year; this one when it is not said."""

    year: Annotated[int, Field(ge=1945, le=2199)] | None = None


class DeadlineQuestion(Shape):
    """From which day, how many working days on (or back, when negative), in which region."""

    from_: Annotated[date, Field(alias="from", ge=date(1945, 1, 1), le=date(2199, 12, 31))]
    days: Annotated[int, Field(ge=-250, le=250)]
    region: Annotated[Line, Field(max_length=8)] = ""


class DeadlineAnswer(Answer):
    """The working day that was reckoned; by an estimate where a list is not written down yet."""

    day: date


class HolidayAnswer(Written):
    """A day off. One that is `estimated` is written down nowhere: it has no id.

    `region` is a Kemendagri code, "" everywhere. `official`: it stands in the decree `source`.
    """

    id: UUID | None
    revision: int | None
    day: date
    name: str
    kind: HolidayKind
    region: str
    source: str
    official: bool
    estimated: bool


class HolidayItems(Items):
    """The holidays of a year, in the order of the days."""

    items: list[HolidayAnswer]


class Removed(Written):
    """A day off that is in the list no more."""

    removed: UUID


def holiday_answer(holiday: Holiday) -> HolidayAnswer:
    return HolidayAnswer(
        id=holiday.id,
        revision=holiday.revision,
        day=holiday.day,
        name=holiday.name,
        kind=holiday.kind,
        region=holiday.region,
        source=holiday.source,
        official=holiday.official,
        estimated=False,
    )


def _guess(off: DayOff) -> HolidayAnswer:
    return HolidayAnswer(
        id=None,
        revision=None,
        day=off.day,
        name=off.name,
        kind=off.kind,
        region=off.region,
        source="",
        official=False,
        estimated=True,
    )


async def list_holidays(request: Request) -> Response:
    year = query_of(request, YearQuestion).year or queries.today().year
    rows = await queries.holidays_of(year, year)
    found = [holiday_answer(row) for row in rows]
    found += [_guess(off) for off in queries.guessed(year, rows)]
    found.sort(key=lambda each: (each.day, each.kind, each.region))
    items = [each.model_dump(mode="json", exclude={"seq"}) for each in found]
    return answer({"items": items, "next": None})


async def add_holiday(request: Request) -> Response:
    facts = await read(request, HolidayFacts)
    return answer(holiday_answer(await operations.add_holiday(facts, by=request.user)), 201)


async def show_holiday(request: Request) -> Response:
    return answer(holiday_answer(await queries.find_holiday(key_of(request))))


async def change_holiday(request: Request) -> Response:
    changes = await read(request, HolidayChanges)
    holiday = await operations.change_holiday(
        key_of(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(holiday_answer(holiday))


async def remove_holiday(request: Request) -> Response:
    await operations.remove_holiday(key_of(request), by=request.user)
    return answer({"removed": str(key_of(request))})


async def reckon(request: Request) -> Response:
    asked = query_of(request, DeadlineQuestion)
    day = await queries.working_day_from(asked.from_, asked.days, asked.region)
    return answer({"day": day.isoformat()})


endpoints = [
    Endpoint(
        "GET",
        "/holidays/working-day",
        reckon,
        "The day that is so many working days after another, or before it",
        asks=DeadlineQuestion,
        gives=DeadlineAnswer,
        refuses=(),
    ),
    Endpoint(
        "GET",
        "/holidays",
        list_holidays,
        "The holidays of a year; where its official list is not written down, estimates",
        asks=YearQuestion,
        gives=HolidayItems,
        refuses=(),
    ),
    Endpoint(
        "POST",
        "/holidays",
        add_holiday,
        "Add a holiday",
        takes=HolidayFacts,
        gives=HolidayAnswer,
        status=201,
        refuses=(409,),
    ),
    Endpoint("GET", ONE, show_holiday, "One holiday", gives=HolidayAnswer, refuses=(404,)),
    Endpoint(
        "PATCH",
        ONE,
        change_holiday,
        "Change a holiday",
        takes=HolidayChanges,
        gives=HolidayAnswer,
        refuses=(404, 409, 412),
    ),
    Endpoint("DELETE", ONE, remove_holiday, "Remove a holiday", gives=Removed, refuses=(404,)),
]
