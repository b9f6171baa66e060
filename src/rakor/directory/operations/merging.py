"""Making one agency of two that are the same; it cannot be taken back."""

from collections import Counter
from typing import Any
from uuid import UUID

from tortoise.models import Model

from rakor import journal
from rakor.directory import queries, rules
from rakor.directory.models import Agency, Office, OfficeHolder, SavedGroup
from rakor.directory.operations.agencies import locked_agency, move
from rakor.directory.operations.appointments import tidy
from rakor.directory.operations.ground import DIRECTORY
from rakor.directory.queries.merging import CHILDREN, pointing_to, same_offices, unique_rules
from rakor.directory.rules import Keeper
from rakor.errors import Invalid
from rakor.words import _


async def merge_agencies(
    gone_id: UUID, into: str, *, confirmed: str, by: Keeper
) -> tuple[Agency, dict[str, int]]:
    """Lead everything of one agency to another, whose code is `into`; gives it with the counts.

    Meetings, seats, offices, people, invitations, follow-ups, former names and whatever later
    features add point to the one that stays. Offices of one title become one, and seats of one
    meeting are added. The other remains as a signpost: its code still leads to the right agency.

    Refuses (Forbidden) all but keepers of reference data, (Invalid) a merge that was not confirmed
    by its code and one with itself, and (Conflict) an agency that was merged before.
    """
    rules.check_may_keep_reference(by)
    kept_id = (await queries.agency_by_code(into, "into")).id
    if kept_id == gone_id:
        raise Invalid.field("into", _("Pilih instansi lain yang dipertahankan."))
    async with journal.transaction() as record:
        locked = {key: await locked_agency(key) for key in sorted((gone_id, kept_id))}
        gone, kept = locked[gone_id], locked[kept_id]
        if confirmed.strip() != gone.code:
            raise Invalid.field(
                "confirmed", _("Tulis kode {code} untuk menegaskan.").format(code=gone.code)
            )
        counts: Counter[str] = Counter()
        await _take_place(gone, kept)
        counts["agency"] += await _adopt(gone, kept)
        counts["offices_merged"], counts["holders_shortened"] = await _one_office(gone, kept)
        await _rename_groups(gone, kept)
        await _lead(Agency, gone.id, kept.id, counts)
        await _fill(gone, kept)
        gone.merged_into_id, gone.parent_id, gone.path = kept.id, None, f"/{gone.id}/"
        gone.revision += 1
        await gone.save()
        counts = +counts
        await record.entry(
            DIRECTORY,
            "agency.merged",
            by=by,
            subject=kept.id,
            gone=str(gone.id),
            code=gone.code,
            name=gone.name,
            into=kept.code,
            counts=dict(counts),
        )
    return kept, dict(counts)


async def _take_place(gone: Agency, kept: Agency) -> None:
    """One that stood below the other takes its place, or it would stand below itself."""
    if kept.path.startswith(gone.path):
        above = await Agency.get(id=gone.parent_id) if gone.parent_id else None
        await move(kept, above)
        await kept.save()


async def _adopt(gone: Agency, kept: Agency) -> int:
    """Those below the one that goes stand below the one that stays; gives how many."""
    children = await Agency.filter(parent_id=gone.id)
    for child in children:
        await move(child, kept)
        await child.save()
    return len(children)


async def _one_office(gone: Agency, kept: Agency) -> tuple[int, int]:
    """Make one of the offices that both have; how many, and how many holders lost days by it."""
    pairs = await same_offices(gone, kept)
    shortened = 0
    for stays, goes in pairs:
        first = {held.id for held in await OfficeHolder.filter(office_id=stays.id)}
        await _lead(Office, goes.id, stays.id, Counter())
        if not stays.email and goes.email:
            stays.email = goes.email
            stays.revision += 1
            await stays.save()
        await goes.delete()
        shortened += await tidy(stays, first)
    return len(pairs), shortened


async def _rename_groups(gone: Agency, kept: Agency) -> None:
    """Groups of one name may differ in what they hold, so both stay."""
    names = {group.name for group in await SavedGroup.filter(agency_id=kept.id)}
    for group in await SavedGroup.filter(agency_id=gone.id, name__in=list(names)):
        number = 1
        while (name := _numbered(group.name, gone.code, number)) in names:
            number += 1
        names.add(name)
        group.name = name
        await group.save(update_fields=["name"])


def _numbered(name: str, code: str, number: int) -> str:
    ending = f" ({code})" if number == 1 else f" ({code} {number})"
    return name[: 160 - len(ending)] + ending


async def _lead(target: type[Model], gone: UUID, kept: UUID, counts: Counter[str]) -> None:
    """Let every row that points to one row point to another."""
    for model, column in pointing_to(target):
        table = model._meta.db_table
        if (table, column) == CHILDREN:
            continue
        for others in unique_rules(model, column):
            counts[table] += await _settle(model, column, others, gone, kept)
        counts[table] += await model.filter(**{column: gone}).update(**{column: kept})


async def _settle(
    model: type[Model], column: str, others: tuple[str, ...], gone: UUID, kept: UUID
) -> int:
    """Rows that would be the same twice become one; gives how many.

    What counts something (`adds_up` of its model) is added, what points to it follows.
    """
    known = {_values(row, others): row for row in await model.filter(**{column: kept})}
    settled = 0
    for row in await model.filter(**{column: gone}):
        stays = known.get(_values(row, others))
        if stays is None:
            continue
        for name in getattr(model, "adds_up", ()):
            setattr(stays, name, getattr(stays, name) + getattr(row, name))
        await _lead(model, row.pk, stays.pk, Counter())
        await row.delete()
        await stays.save()
        settled += 1
    return settled


def _values(row: Model, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


async def _fill(gone: Agency, kept: Agency) -> None:
    """What only the one that goes knew is not lost."""
    kept.region = kept.region or gone.region
    kept.address = kept.address or gone.address
    kept.external_codes = {**gone.external_codes, **kept.external_codes}
    kept.revision += 1
    await kept.save()
