"""What people do to agencies."""

from datetime import date
from typing import Any
from uuid import UUID

from rakor.database import new_id
from rakor.directory import queries, rules
from rakor.directory.models import Agency, AgencyName, Person
from rakor.directory.operations.ground import DIRECTORY, check_revision, given_of, once, save
from rakor.directory.operations.guarding import check_may_lead
from rakor.directory.rules import AgencyChanges, AgencyFacts, Keeper
from rakor.errors import Conflict, Invalid, NotFound
from rakor.settings import settings
from rakor.words import _


async def add_agency(facts: AgencyFacts, *, by: Keeper) -> Agency:
    """Add an agency. Refuses (Conflict) a code that another agency has.

    Below an agency that keeps itself the new one is kept by the same people.
    """
    rules.check_may_keep(by)
    parent = await queries.agency_by_code(facts.parent, "parent") if facts.parent else None
    rules.check_may_keep(by, parent)
    if facts.self_kept:
        rules.check_may_set_keepers(by, parent)
    key = new_id()
    path = path_below(parent, key)
    rules.check_depth(path)
    async with once(_code_taken(facts.code)) as record:
        agency = await Agency.create(
            id=key,
            path=path,
            code=facts.code,
            name=facts.name,
            short_name=facts.short_name or _shortened(facts.name, facts.code),
            kind=facts.kind,
            parent=parent,
            region=facts.region or "",
            timezone=facts.timezone or settings().timezone,
            address=facts.address or "",
            external_codes=facts.external_codes or {},
            self_kept=bool(facts.self_kept or (parent and parent.self_kept)),
        )
        await record.entry(DIRECTORY, "agency.added", by=by, subject=agency.id, code=agency.code)
    return agency


async def change_agency(
    agency_id: UUID, changes: AgencyChanges, *, revision: int | None = None, by: Keeper
) -> Agency:
    """Change an agency. Records of past meetings keep the name of their day.

    Refuses (Conflict) one that was merged into another.
    """
    rules.check_may_keep(by)
    given = given_of(changes, empty=("parent", "region", "address"))
    since, corrects = given.pop("renamed_since", None), given.pop("corrects_name", False)
    async with once(_code_taken(changes.code or "")) as record:
        agency = await locked_agency(agency_id)
        rules.check_may_keep(by, agency)
        check_revision(agency, revision)
        told: dict[str, Any] = {}
        if "parent" in given:
            parent = await _parent(agency, given.pop("parent"))
            rules.check_may_keep(by, parent)
            if agency.parent_id != (parent.id if parent else None):
                await _check_may_lead(agency, by)
            await move(agency, parent)
        if "self_kept" in given:
            await _keep(agency, given.pop("self_kept"), by=by)
        if given.get("name", agency.name) != agency.name and not corrects:
            told = await _remember_name(agency, since or queries.today())
        for name in {"region", "address"} & given.keys():
            given[name] = given[name] or ""
        await save(agency, given)
        await record.entry(
            DIRECTORY,
            "agency.changed",
            by=by,
            subject=agency.id,
            changed=sorted(changes.model_fields_set),
            **told,
        )
    return await queries.find_agency(agency.id)


async def forget_name(agency_id: UUID, name_id: UUID, *, by: Keeper) -> None:
    """Take a name out of the history that the agency never bore, written down by mistake."""
    rules.check_may_keep(by)
    async with once(_code_taken("")) as record:
        agency = await locked_agency(agency_id)
        rules.check_may_keep(by, agency)
        name = await AgencyName.get_or_none(id=name_id, agency_id=agency.id)
        if name is None:
            raise NotFound(_("Nama lama ini tidak ada."))
        await name.delete()
        await record.entry(
            DIRECTORY,
            "agency.name_removed",
            by=by,
            subject=agency.id,
            name=name.name,
            until=name.valid_until.isoformat(),
        )


def path_below(parent: Agency | None, key: UUID) -> str:
    """The ids from the topmost agency down to this one."""
    return f"{parent.path if parent else '/'}{key}/"


async def move(agency: Agency, parent: Agency | None) -> None:
    """Put an agency below another, with all that stands below itself.

    What stands below an agency that keeps itself is kept by the same people from then on.
    """
    before, agency.path = agency.path, path_below(parent, agency.id)
    agency.parent_id = parent.id if parent else None
    agency.self_kept = agency.self_kept or bool(parent and parent.self_kept)
    below = await Agency.filter(path__startswith=before).exclude(id=agency.id)
    for each in below:
        each.path = agency.path + each.path.removeprefix(before)
        each.self_kept = each.self_kept or agency.self_kept
        rules.check_depth(each.path)
    rules.check_depth(agency.path)
    if below:
        await Agency.bulk_update(below, ["path", "self_kept"], batch_size=200)


async def _check_may_lead(agency: Agency, by: Keeper) -> None:
    """Whoever moves an agency moves what stands below it, also what keeps itself: refuses
    (Forbidden) to take that, and people whose accounts others keep, into another line."""
    async for each in Agency.filter(path__startswith=agency.path, self_kept=True):
        rules.check_may_keep(by, each)
    await check_may_lead(Person.filter(agency__path__startswith=agency.path), by)


async def locked_agency(agency_id: UUID) -> Agency:
    """An agency that is about to change; refuses (Conflict) one that was merged into another."""
    agency = await Agency.select_for_update().get_or_none(id=agency_id)
    if agency is None:
        raise NotFound(_("Instansi ini tidak ada."))
    if agency.merged_into_id:
        raise Conflict(_("Instansi ini sudah digabungkan. Ubah instansi yang dipertahankan."))
    return agency


async def _keep(agency: Agency, self_kept: bool, *, by: Keeper) -> None:
    """Who keeps an agency keeps all that stands below it."""
    if self_kept == agency.self_kept:
        return
    rules.check_may_set_keepers(by, agency)
    await Agency.filter(path__startswith=agency.path).update(self_kept=self_kept)
    agency.self_kept = self_kept


async def _remember_name(agency: Agency, since: date) -> dict[str, str]:
    """Keep the name that ends for the documents of its days; what the journal tells of it."""
    latest = await AgencyName.filter(agency_id=agency.id).order_by("-valid_until").first()
    last = rules.last_day_of_name(since, queries.today(), latest.valid_until if latest else None)
    if last is not None:
        await AgencyName.create(
            agency_id=agency.id, name=agency.name, short_name=agency.short_name, valid_until=last
        )
    return {"before": agency.name, "since": since.isoformat()}


async def _parent(agency: Agency, code: str | None) -> Agency | None:
    """The new parent; refuses (Invalid) one that belongs to the agency itself."""
    if not code:
        return None
    parent = await queries.agency_by_code(code, "parent")
    if parent.path.startswith(agency.path):
        raise Invalid.field("parent", _("Instansi tidak dapat berinduk pada dirinya sendiri."))
    return parent


def _shortened(name: str, code: str) -> str:
    """What narrow lists call an agency that was given no short name."""
    return name if len(name) <= 24 else code


def _code_taken(code: str) -> Conflict:
    return Conflict(
        _(
            "Kode {code} sudah dipakai instansi lain. Ubah instansi itu, atau pilih kode lain."
        ).format(code=code)
    )
