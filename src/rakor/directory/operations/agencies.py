"""What people do to agencies."""

from uuid import UUID

from rakor.database import new_id
from rakor.directory import queries, rules
from rakor.directory.models import Agency
from rakor.directory.operations.ground import DIRECTORY, check_revision, given_of, once, save
from rakor.directory.rules import AgencyChanges, AgencyFacts, Keeper
from rakor.errors import Conflict, Invalid, NotFound
from rakor.settings import settings
from rakor.words import _


async def add_agency(facts: AgencyFacts, *, by: Keeper) -> Agency:
    """Add an agency. Refuses (Conflict) a code that another agency has."""
    rules.check_may_keep(by)
    parent = await queries.agency_by_code(facts.parent, "parent") if facts.parent else None
    rules.check_may_keep(by, parent)
    key = new_id()
    async with once(_code_taken(facts.code)) as record:
        agency = await Agency.create(
            id=key,
            path=path_below(parent, key),
            code=facts.code,
            name=facts.name,
            short_name=facts.short_name or _shortened(facts),
            kind=facts.kind,
            parent=parent,
            region=facts.region or "",
            timezone=facts.timezone or settings().timezone,
        )
        await record.entry(DIRECTORY, "agency.added", by=by, subject=agency.id, code=agency.code)
    return agency


async def change_agency(
    agency_id: UUID, changes: AgencyChanges, *, revision: int | None = None, by: Keeper
) -> Agency:
    """Change an agency. Records of past meetings keep the name of their day."""
    rules.check_may_keep(by)
    given = given_of(changes, empty=("parent", "region"))
    async with once(_code_taken(changes.code or "")) as record:
        agency = await Agency.select_for_update().get_or_none(id=agency_id)
        if agency is None:
            raise NotFound(_("Instansi ini tidak ada."))
        rules.check_may_keep(by, agency)
        check_revision(agency, revision)
        if "parent" in given:
            parent = await _parent(agency, given.pop("parent"))
            rules.check_may_keep(by, parent)
            await _move(agency, parent)
        await save(agency, {**given, "region": given.get("region", agency.region) or ""})
        await record.entry(
            DIRECTORY,
            "agency.changed",
            by=by,
            subject=agency.id,
            changed=sorted(changes.model_fields_set),
        )
    return await queries.find_agency(agency.id)


def path_below(parent: Agency | None, key: UUID) -> str:
    """The ids from the topmost agency down to this one."""
    return f"{parent.path if parent else '/'}{key}/"


async def _move(agency: Agency, parent: Agency | None) -> None:
    """Put an agency below another, with all that stands below itself."""
    before, agency.path = agency.path, path_below(parent, agency.id)
    agency.parent_id = parent.id if parent else None
    below = await Agency.filter(path__startswith=before).exclude(id=agency.id)
    for each in below:
        each.path = agency.path + each.path.removeprefix(before)
    if below:
        await Agency.bulk_update(below, ["path"], batch_size=200)


async def _parent(agency: Agency, code: str | None) -> Agency | None:
    """The new parent; refuses (Invalid) one that belongs to the agency itself."""
    if not code:
        return None
    parent = await queries.agency_by_code(code, "parent")
    if parent.path.startswith(agency.path):
        raise Invalid.field("parent", _("Instansi tidak dapat berinduk pada dirinya sendiri."))
    return parent


def _shortened(facts: AgencyFacts) -> str:
    return facts.name if len(facts.name) <= 24 else facts.code


def _code_taken(code: str) -> Conflict:
    return Conflict(
        _(
            "Kode {code} sudah dipakai instansi lain. Ubah instansi itu, atau pilih kode lain."
        ).format(code=code)
    )
