"""Reading the order of protocol and the kinds of office, which everybody may see."""

from collections.abc import Iterable
from uuid import UUID

from tortoise.functions import Count

from rakor.directory.models import Agency, Office, OfficeKind, ProtocolRank
from rakor.directory.rules import OfficeLevel, longest_beginning, rank_for
from rakor.errors import Invalid, NotFound
from rakor.words import _


async def ranks() -> list[ProtocolRank]:
    """The steps of protocol in their order."""
    return await ProtocolRank.all().order_by("position", "title", "id")


async def rank_uses() -> dict[UUID, int]:
    """How many offices stand on each step."""
    return await _uses("rank_id")


async def find_rank(rank_id: UUID) -> ProtocolRank:
    rank = await ProtocolRank.get_or_none(id=rank_id)
    if rank is None:
        raise NotFound(_("Urutan protokol ini tidak ada."))
    return rank


async def rank_by_id(rank_id: UUID) -> ProtocolRank:
    """A step that a form or a program named. Refuses (Invalid) what is unknown."""
    rank = await ProtocolRank.get_or_none(id=rank_id)
    if rank is None:
        raise Invalid.field("rank", _("Urutan protokol ini tidak ada."))
    return rank


async def obvious_rank(
    title: str, level: OfficeLevel | None, agency: Agency
) -> ProtocolRank | None:
    """The step of protocol that a new office has without anybody deciding, or None."""
    if level is None:
        return None
    of_level = await ProtocolRank.filter(level=level).order_by("position", "id")
    return rank_for(title, level, agency.kind, agency.region, of_level)


async def office_kinds() -> list[OfficeKind]:
    return await OfficeKind.all().order_by("name", "id")


async def kind_uses() -> dict[UUID, int]:
    """How many offices there are of each kind."""
    return await _uses("kind_id")


async def find_kind(kind_id: UUID) -> OfficeKind:
    kind = await OfficeKind.get_or_none(id=kind_id)
    if kind is None:
        raise NotFound(_("Jenis jabatan ini tidak ada."))
    return kind


async def kind_by_code(code: str) -> OfficeKind:
    """The kind of office that scripts call so. Refuses (Invalid) what is unknown."""
    kind = await OfficeKind.get_or_none(code=code)
    if kind is None:
        raise Invalid.field(
            "kind", _("Tidak ada jenis jabatan dengan kode {code}.").format(code=code)
        )
    return kind


def kind_of(title: str, kinds: Iterable[OfficeKind]) -> OfficeKind | None:
    """The kind that a title says: that whose name or alias is its longest beginning."""
    return longest_beginning(
        title, ((phrase, kind) for kind in kinds for phrase in (kind.name, *kind.aliases))
    )


async def _uses(column: str) -> dict[UUID, int]:
    found = Office.exclude(**{column: None}).annotate(n=Count("id")).group_by(column)
    return {UUID(str(key)): int(n) for key, n in await found.values_list(column, "n")}
