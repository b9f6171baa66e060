"""Reading regions, which everybody may see, as they stood on a day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tortoise.queryset import QuerySet

from rakor.directory import rules
from rakor.directory.models import Region
from rakor.directory.queries.ground import today
from rakor.directory.rules import EVERYWHERE, RegionKind
from rakor.errors import NotFound
from rakor.words import _


async def all_regions() -> list[Region]:
    """Every region that ever was, some hundreds of rows; in one query."""
    return await Region.all().order_by("code", "valid_from")


async def regions_on(
    day: date | None = None,
    within: str | Sequence[str] = EVERYWHERE,
    kinds: Sequence[RegionKind] = (),
) -> list[Region]:
    """The regions of a set as they stood on that day, today when not said, in one query.

    `within` is a geographic unit (`ID-KA`), a province (`64`), a kabupaten or kota (`64.71`),
    several of these, or `*` for all.
    """
    wanted = [within] if isinstance(within, str) else within
    return rules.members(await all_regions(), wanted, day or today(), kinds)


async def find_region(region_id: UUID) -> Region:
    region = await Region.filter(id=region_id).select_related("predecessor").first()
    if region is None:
        raise NotFound(_("Wilayah ini tidak ada."))
    return region


def successors_of(region: Region) -> QuerySet[Region]:
    """The regions that were cut from one, or that it became."""
    return Region.filter(predecessor_id=region.id).order_by("valid_from", "code")
