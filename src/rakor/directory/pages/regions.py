"""Regions for people: the tree as of a day, one region with where it came from, and its form."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, field_validator
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import Region
from rakor.directory.pages.ground import ONE, Filled, choices, key_of
from rakor.directory.rules import REGION_KINDS, UNITS, RegionChanges, RegionFacts, RegionKind
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _
from rakor.words.dates import ZONES


class RegionQuestion(Shape):
    """Which regions are looked for, and on which day."""

    q: Annotated[Line, Field(max_length=100)] = ""
    on: date | None = None

    @field_validator("on", mode="before")
    @classmethod
    def _today(cls, day: Any) -> Any:
        return day or None


class Origin(Shape):
    """From which region a new one comes."""

    predecessor: UUID | None = None


class RegionForm(Filled, RegionFacts):
    """The form of a region."""


class RegionChangeForm(Filled, RegionChanges):
    """The form of a region that is there: its code and kind stay."""


class Load(Shape):
    """Whether the governments of the regions become agencies too."""

    agencies: bool = False


async def regions(request: Request) -> Response:
    asked = query_of(request, RegionQuestion)
    day = asked.on or queries.today()
    everything = await queries.all_regions()
    found = rules.members(everything, [rules.EVERYWHERE], day)
    provinces = [row for row in found if row.kind is RegionKind.PROVINCE]
    members: dict[str, list[Region]] = {row.code: [] for row in provinces}
    for row in found:
        if row.kind is not RegionKind.PROVINCE:
            members.setdefault(rules.province_of(row.code), []).append(row)
    return show(
        request,
        "directory/regions.html",
        asked=asked,
        day=day,
        units=[
            (_(name), [row for row in provinces if row.unit == unit])
            for unit, name in UNITS.items()
        ],
        members=members,
        matches=_matches(found, asked.q),
        provinces={row.code: row.name for row in provinces},
        names={row.id: row.name for row in everything},
        counts={kind: sum(row.kind is kind for row in found) for kind in RegionKind},
        kinds=REGION_KINDS,
    )


def _matches(rows: list[Region], q: str) -> list[Region]:
    """Regions whose name or code holds what was typed; kabupaten and kota stay apart by name."""
    said = q.casefold()
    return [row for row in rows if said and (said in row.name.casefold() or row.code == q)]


async def region(request: Request) -> Response:
    found = await queries.find_region(key_of(request))
    return show(
        request,
        "directory/region.html",
        region=found,
        kind=REGION_KINDS[found.kind],
        unit=UNITS.get(found.unit, ""),
        successors=await queries.successors_of(found),
        agencies=await queries.agencies().filter(region=found.code).order_by("precedence", "name"),
        words=rules.AGENCY_KINDS,
    )


async def _region_form(request: Request, region: Region | None, before: Region | None) -> Response:
    rules.check_may_keep_reference(request.user)
    zone = region.timezone if region else before.timezone if before else settings().timezone
    zones = {name: f"{short} ({name})" for name, short in ZONES.items()}
    return show(
        request,
        "directory/region_form.html",
        region=region,
        before=before,
        kinds=choices(REGION_KINDS),
        units=[(unit, _(name)) for unit, name in UNITS.items()],
        zone=zone,
        zones=list(({zone: zone} | zones).items()),
        today=queries.today(),
    )


async def new_region(request: Request) -> Response:
    typed = getattr(request.state, "typed", None) or {}
    said = typed.get("predecessor") or query_of(request, Origin).predecessor
    before = await queries.find_region(UUID(str(said))) if said else None
    return await _region_form(request, None, before)


async def add_region(request: Request) -> Response:
    facts = await read(request, RegionForm)
    region = await operations.add_region(facts, by=request.user)
    return see(f"/directory/regions/{region.id}", _("Wilayah ditambahkan."))


async def edit_region(request: Request) -> Response:
    region = await queries.find_region(key_of(request))
    return await _region_form(request, region, region.predecessor)


async def change_region(request: Request) -> Response:
    facts = await read(request, RegionChangeForm)
    said = facts.said()
    del said["predecessor"]
    region = await operations.change_region(
        key_of(request), RegionChanges(**said), revision=facts.revision, by=request.user
    )
    return see(f"/directory/regions/{region.id}", _("Perubahan disimpan."))


async def load(request: Request) -> Response:
    wish = await read(request, Load)
    made, agencies = await operations.load_reference(agencies=wish.agencies, by=request.user)
    notice = _("{regions} wilayah dan {agencies} instansi baru dicatat.")
    return see("/directory/regions", notice.format(regions=made, agencies=agencies))


routes: list[BaseRoute] = [
    page("/directory/regions", regions),
    act("/directory/regions/load", load),
    *form("/directory/regions/new", new_region, add_region),
    page("/directory/regions" + ONE, region),
    *form(f"/directory/regions{ONE}/edit", edit_region, change_region),
]
