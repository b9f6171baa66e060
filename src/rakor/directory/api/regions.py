"""Regions for programs, as they stood on a day."""

from datetime import date
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations, queries
from rakor.directory.api.ground import four_acts, key_of, listed
from rakor.directory.models import Region
from rakor.directory.rules import EVERYWHERE, RegionChanges, RegionFacts, RegionKind
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Items, Line, Shape, Written


class RegionAnswer(Written):
    """A region under its Kemendagri code; `predecessor` is the one it was cut from or was before.

    Both days of its span are included; `valid_until` is null while it goes on.
    """

    id: UUID
    revision: int
    code: str
    name: str
    kind: RegionKind
    unit: str
    iso_code: str
    bps_code: str
    timezone: str
    valid_from: date
    valid_until: date | None
    predecessor: UUID | None
    source: str


class RegionItems(Items):
    """One page of the regions."""

    items: list[RegionAnswer]


class RegionQuestion(Paging):
    """Which regions stood on a day (today when not said).

    `parent` is a geographic unit (`ID-KA`), a province (`64`) or `*`; a code of today leads to what
    it was on that day. `q` is a part of the name.
    """

    on: date | None = None
    parent: Line = EVERYWHERE
    kind: RegionKind | None = None
    q: Line = ""


class Load(Shape):
    """Load the list of kabupaten and kota; `agencies` makes their governments agencies too."""

    agencies: bool = False


class Loaded(Written):
    """How many regions and agencies are new."""

    regions: int
    agencies: int


def region_answer(region: Region) -> RegionAnswer:
    return RegionAnswer(
        id=region.id,
        revision=region.revision,
        code=region.code,
        name=region.name,
        kind=region.kind,
        unit=region.unit,
        iso_code=region.iso_code,
        bps_code=region.bps_code,
        timezone=region.timezone,
        valid_from=region.valid_from,
        valid_until=region.valid_until,
        predecessor=region.predecessor_id,
        source=region.source,
    )


async def list_regions(request: Request) -> Response:
    asked = query_of(request, RegionQuestion)
    kinds = [asked.kind] if asked.kind else []
    stood = await queries.regions_on(asked.on, asked.parent, kinds)
    said = asked.q.casefold()
    ids = [region.id for region in stood if said in region.name.casefold()]
    page = await page_of(Region.filter(id__in=ids), asked, newest_first=False)
    return listed(page, [region_answer(each) for each in page])


async def add_region(request: Request) -> Response:
    facts = await read(request, RegionFacts)
    return answer(region_answer(await operations.add_region(facts, by=request.user)), 201)


async def show_region(request: Request) -> Response:
    return answer(region_answer(await queries.find_region(key_of(request))))


async def change_region(request: Request) -> Response:
    changes = await read(request, RegionChanges)
    region = await operations.change_region(
        key_of(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(region_answer(region))


async def load(request: Request) -> Response:
    wish = await read(request, Load)
    regions, agencies = await operations.load_reference(agencies=wish.agencies, by=request.user)
    return answer({"regions": regions, "agencies": agencies})


endpoints = [
    *four_acts(
        "/regions",
        "a region",
        (list_regions, add_region, show_region, change_region),
        (RegionQuestion, RegionFacts, RegionChanges, RegionAnswer, RegionItems),
    ),
    Endpoint(
        "POST",
        "/regions/load",
        load,
        "Load the 514 kabupaten and kota that come with the software",
        takes=Load,
        gives=Loaded,
    ),
]
