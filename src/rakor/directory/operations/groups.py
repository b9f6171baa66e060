"""What people do to saved groups: keep one, change it, take it away."""

from typing import Any
from uuid import UUID

from rakor import journal
from rakor.directory import queries, rules
from rakor.directory.models import SavedGroup
from rakor.directory.operations.ground import DIRECTORY, check_revision, given_of, once, save
from rakor.directory.rules import GROUP_KINDS, AgencyKind, GroupChanges, GroupFacts, Reader
from rakor.errors import Conflict, Invalid, NotFound
from rakor.words import _


async def save_group(facts: GroupFacts, *, by: Reader) -> SavedGroup:
    """Keep a group for one's own agency; a common one for everybody.

    Refuses (Forbidden) common groups to all but admins; Invalid an unknown kind of office;
    Conflict a name that is taken.
    """
    agency_id = None if facts.common else by.agency_id
    if agency_id is None and not facts.common:
        raise Invalid.field("common", _("Anda tidak mempunyai instansi: simpan untuk semua."))
    rules.check_may_keep_group(by, agency_id)
    _check_kinds(facts.agency_kinds)
    kind = await queries.kind_by_code(facts.office_kind)
    async with once(_name_taken(facts.name)) as record:
        group = await SavedGroup.create(
            name=facts.name,
            agency_id=agency_id,
            office_kind=kind,
            regions=list(dict.fromkeys(facts.regions)),
            agency_kinds=[each.value for each in facts.agency_kinds],
        )
        await record.entry(DIRECTORY, "group.saved", by=by, **_told(group, kind.code))
    return await queries.find_group(group.id, to=by)


async def change_group(
    group_id: UUID, changes: GroupChanges, *, revision: int | None = None, by: Reader
) -> SavedGroup:
    """Change a saved group; invitations that were made from it stay as they are."""
    given = given_of(changes, empty=())
    _check_kinds(given.get("agency_kinds", []))
    if "office_kind" in given:
        given["office_kind_id"] = (await queries.kind_by_code(given.pop("office_kind"))).id
    if "regions" in given:
        given["regions"] = list(dict.fromkeys(given["regions"]))
    if "agency_kinds" in given:
        given["agency_kinds"] = [each.value for each in given["agency_kinds"]]
    async with once(_name_taken(changes.name or "")) as record:
        group = await _locked(group_id, by)
        check_revision(group, revision)
        await save(group, given)
        await group.fetch_related("office_kind")
        await record.entry(
            DIRECTORY, "group.changed", by=by, **_told(group, group.office_kind.code)
        )
    return await queries.find_group(group.id, to=by)


async def remove_group(group_id: UUID, *, revision: int | None = None, by: Reader) -> SavedGroup:
    """Take a saved group away; whoever was invited by it stays invited."""
    async with journal.transaction() as record:
        group = await _locked(group_id, by)
        check_revision(group, revision)
        await group.fetch_related("office_kind", "agency")
        await group.delete()
        await record.entry(
            DIRECTORY, "group.removed", by=by, **_told(group, group.office_kind.code)
        )
    return group


async def _locked(group_id: UUID, by: Reader) -> SavedGroup:
    """A group that somebody may change; NotFound for whoever may not see it."""
    seen = await queries.groups_visible_to(by).filter(id=group_id).exists()
    group = await SavedGroup.select_for_update().get_or_none(id=group_id) if seen else None
    if group is None:
        raise NotFound(_("Kelompok jabatan ini tidak ada."))
    rules.check_may_keep_group(by, group.agency_id)
    return group


def _check_kinds(kinds: list[AgencyKind]) -> None:
    if not set(kinds) <= set(GROUP_KINDS):
        raise Invalid.field("agency_kinds", _("Kelompok hanya meliputi instansi di daerah."))


def _told(group: SavedGroup, kind: str) -> dict[str, Any]:
    return {
        "group": str(group.id),
        "name": group.name,
        "office_kind": kind,
        "regions": group.regions,
        "agency_kinds": group.agency_kinds,
    }


def _name_taken(name: str) -> Conflict:
    return Conflict(_("Kelompok bernama “{name}” sudah ada.").format(name=name))
