"""Groups of offices for programs: those that are kept, and whom each means on a day."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.directory import operations, queries, rules
from rakor.directory.api.ground import four_acts, key_of, listed
from rakor.directory.models import SavedGroup
from rakor.directory.queries import Expansion, Place, Seat
from rakor.directory.rules import (
    AgencyKind,
    Gap,
    Group,
    GroupChanges,
    GroupFacts,
    Holding,
    RegionKind,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Line, Shape, Written


class GroupAnswer(Written):
    """A saved group; `agency` is null for one that every agency is offered."""

    id: UUID
    revision: int
    name: str
    agency: str | None
    office_kind: str
    regions: list[str]
    agency_kinds: list[AgencyKind]


class GroupItems(Items):
    """One page of the groups."""

    items: list[GroupAnswer]


class Day(Shape):
    """As of which day, today when not said."""

    on: date | None = None


class LineOnDay(Day):
    """One line as people say it: "kepala BKPSDM kab/kota se-Kaltim"."""

    line: Annotated[Line, Field(min_length=1, max_length=rules.LONGEST)]


class SeatAnswer(Answer):
    """An office; `gap` says why a letter would not reach it. `as_of_day`: held on the day itself.

    Where nobody is known for the day, `holder` is whoever holds it today, whom a letter reaches.
    """

    office: UUID
    title: str
    agency: str
    holder: UUID | None
    name: str
    holding: Holding | None
    as_of_day: bool
    email: str
    gap: Gap | None


class PlaceAnswer(Answer):
    """A region with the offices of one kind in it; `gap` says why there is none."""

    region: str
    region_name: str
    region_kind: RegionKind
    office_kind: str
    agency: str | None
    gap: Gap | None
    offices: list[SeatAnswer]


class ExpansionAnswer(Answer):
    """Whom a group means on a day: one place for each region and kind of office, always."""

    text: str
    on: date
    regions: list[str]
    reachable: int
    places: list[PlaceAnswer]


def group_answer(group: SavedGroup) -> GroupAnswer:
    return GroupAnswer(
        id=group.id,
        revision=group.revision,
        name=group.name,
        agency=group.agency.code if group.agency else None,
        office_kind=group.office_kind.code,
        regions=group.regions,
        agency_kinds=[AgencyKind(kind) for kind in group.agency_kinds],
    )


def _seat_answer(seat: Seat) -> SeatAnswer:
    reader = seat.reader
    return SeatAnswer(
        office=seat.office.id,
        title=seat.office.title,
        agency=seat.office.agency.code,
        holder=reader.person_id if reader else None,
        name=reader.person.full_name if reader else "",
        holding=reader.holding if reader else None,
        as_of_day=seat.holder is not None,
        email=seat.email,
        gap=seat.gap,
    )


def _place_answer(place: Place) -> PlaceAnswer:
    return PlaceAnswer(
        region=place.region.code,
        region_name=place.region.name,
        region_kind=place.region.kind,
        office_kind=place.kind.code,
        agency=place.agency.code if place.agency else None,
        gap=place.gap,
        offices=[_seat_answer(seat) for seat in place.seats],
    )


def expansion_answer(expansion: Expansion) -> ExpansionAnswer:
    return ExpansionAnswer(
        text=expansion.group.text,
        on=expansion.day,
        regions=[region.code for region in expansion.regions],
        reachable=expansion.reachable,
        places=[_place_answer(place) for place in expansion.places],
    )


async def list_groups(request: Request) -> Response:
    asked = query_of(request, Paging)
    found = queries.groups_visible_to(request.user).select_related("office_kind", "agency")
    page = await page_of(found, asked, newest_first=False)
    return listed(page, [group_answer(each) for each in page])


async def save_group(request: Request) -> Response:
    facts = await read(request, GroupFacts)
    return answer(group_answer(await operations.save_group(facts, by=request.user)), 201)


async def show_group(request: Request) -> Response:
    return answer(group_answer(await queries.find_group(key_of(request), to=request.user)))


async def change_group(request: Request) -> Response:
    changes = await read(request, GroupChanges)
    group = await operations.change_group(
        key_of(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(group_answer(group))


async def remove_group(request: Request) -> Response:
    group = await operations.remove_group(
        key_of(request), revision=expected_revision(request), by=request.user
    )
    return answer(group_answer(group))


async def expansion(request: Request) -> Response:
    asked = query_of(request, Day)
    group = await queries.find_group(key_of(request), to=request.user)
    return await _expanded(request, queries.meaning_of(group), asked.on)


async def expansion_of_line(request: Request) -> Response:
    asked = query_of(request, LineOnDay)
    return await _expanded(request, await queries.group_said(asked.line, to=request.user), asked.on)


async def _expanded(request: Request, group: Group, on: date | None) -> Response:
    found = await queries.expand(group, on or queries.today(), to=request.user)
    await journal.looked(
        "group.expanded",
        by=request.user,
        group=group.text,
        on=found.day.isoformat(),
        offices=len(found.seats),
    )
    return answer(expansion_answer(found))


endpoints = [
    *four_acts(
        "/groups",
        "a group of offices",
        (list_groups, save_group, show_group, change_group),
        (Paging, GroupFacts, GroupChanges, GroupAnswer, GroupItems),
    ),
    Endpoint(
        "DELETE",
        "/groups/{id:uuid}",
        remove_group,
        "Remove a group of offices",
        gives=GroupAnswer,
        refuses=(404, 412),
    ),
    Endpoint(
        "GET",
        "/groups/{id:uuid}/expansion",
        expansion,
        "Whom a saved group means on a day",
        asks=Day,
        gives=ExpansionAnswer,
    ),
    Endpoint(
        "GET",
        "/groups/expansion",
        expansion_of_line,
        "Whom one line means on a day",
        asks=LineOnDay,
        gives=ExpansionAnswer,
    ),
]
