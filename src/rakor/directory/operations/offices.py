"""What people do to offices; who holds them is in `appointments`."""

from typing import Any
from uuid import UUID

from rakor.directory import queries, rules
from rakor.directory.models import Agency, Office, OfficeKind, ProtocolRank
from rakor.directory.operations.appointments import appoint, hand_over, leave_vacant, locked_office
from rakor.directory.operations.ground import DIRECTORY, check_revision, given_of, once, save
from rakor.directory.rules import Keeper, OfficeChanges, OfficeFacts
from rakor.errors import Conflict
from rakor.words import _

# What is said about who holds an office, rather than about the office.
HOLDER = ("holder", "holding", "until", "decree_number")


async def add_office(facts: OfficeFacts, *, by: Keeper) -> Office:
    """Add an office, with who holds it. Refuses (Conflict) a title the agency has already.

    Left out, its kind is the one that its title says, and its step of protocol the obvious one.
    """
    rules.check_may_keep(by)
    agency = await queries.agency_by_code(facts.agency)
    rules.check_may_keep(by, agency)
    kind, rank = await _kind(facts), await _rank(facts, agency)
    async with once(_title_taken(facts.title)) as record:
        office = await Office.create(
            title=facts.title,
            agency=agency,
            level=facts.level,
            kind=kind,
            rank=rank,
            precedence=rank.position if rank else _precedence(facts.precedence, facts.level),
            email=facts.email or "",
        )
        await record.entry(DIRECTORY, "office.added", by=by, subject=office.id)
        if facts.holder:
            await appoint(
                office.id,
                facts.holder,
                facts.holding,
                until=facts.until,
                decree_number=facts.decree_number,
                by=by,
            )
    return office


async def change_office(
    office_id: UUID, changes: OfficeChanges, *, revision: int | None = None, by: Keeper
) -> Office:
    """Change an office, or who holds it from today on."""
    rules.check_may_keep(by)
    given = given_of(changes, empty=("level", "kind", "rank", "email", "holder"))
    holder_given, holder = "holder" in given, given.get("holder")
    values = await _values({name: value for name, value in given.items() if name not in HOLDER})
    async with once(_title_taken(changes.title or "")) as record:
        office = await locked_office(office_id)
        rules.check_may_keep(by, office.agency)
        check_revision(office, revision)
        await save(office, values)
        await record.entry(
            DIRECTORY,
            "office.changed",
            by=by,
            subject=office.id,
            changed=sorted(changes.model_fields_set),
        )
        if holder_given and holder:
            await hand_over(
                office,
                holder,
                changes.holding,
                until=changes.until,
                decree_number=changes.decree_number,
                by=by,
            )
        elif holder_given:
            await leave_vacant(office, by=by)
    await office.fetch_related("agency", "kind", "rank")
    return office


async def _values(given: dict[str, Any]) -> dict[str, Any]:
    """The columns of what was said; a step of protocol decides the precedence."""
    if "kind" in given:
        code = given.pop("kind")
        given["kind_id"] = (await queries.kind_by_code(code)).id if code else None
    if "email" in given:
        given["email"] = given["email"] or ""
    if "rank" in given:
        rank = await queries.rank_by_id(given["rank"]) if given["rank"] else None
        del given["rank"]
        given["rank_id"] = rank.id if rank else None
        if rank:
            given["precedence"] = rank.position
    elif "precedence" in given:
        # A place of its own is off the steps.
        given["rank_id"] = None
    return given


async def _kind(facts: OfficeFacts) -> OfficeKind | None:
    if facts.kind:
        return await queries.kind_by_code(facts.kind)
    if "kind" in facts.model_fields_set:
        return None
    return queries.kind_of(facts.title, await queries.office_kinds())


async def _rank(facts: OfficeFacts, agency: Agency) -> ProtocolRank | None:
    if facts.rank:
        return await queries.rank_by_id(facts.rank)
    if facts.precedence is not None or "rank" in facts.model_fields_set:
        return None
    return await queries.obvious_rank(facts.title, facts.level, agency)


def _precedence(said: int | None, level: rules.OfficeLevel | None) -> int:
    if said is not None:
        return said
    return rules.LEVEL_PRECEDENCE[level] if level else 1000


def _title_taken(title: str) -> Conflict:
    return Conflict(_("Jabatan “{title}” sudah ada di instansi ini.").format(title=title))
