"""What people do to offices, and who holds them."""

from datetime import date, timedelta
from uuid import UUID

from rakor import journal
from rakor.directory import queries, rules
from rakor.directory.models import Office, OfficeHolder, Person
from rakor.directory.operations.ground import DIRECTORY, check_revision, given_of, once, save
from rakor.directory.rules import Holding, Keeper, OfficeChanges, OfficeFacts
from rakor.errors import Conflict, Invalid, NotFound
from rakor.words import _


async def add_office(facts: OfficeFacts, *, by: Keeper) -> Office:
    """Add an office, with who holds it. Refuses (Conflict) a title the agency has already."""
    rules.check_may_keep(by)
    agency = await queries.agency_by_code(facts.agency)
    rules.check_may_keep(by, agency)
    async with once(_title_taken(facts.title)) as record:
        office = await Office.create(
            title=facts.title,
            agency=agency,
            level=facts.level,
            precedence=_precedence(facts.precedence, facts.level),
        )
        await record.entry(DIRECTORY, "office.added", by=by, subject=office.id)
        if facts.holder:
            await appoint(office.id, facts.holder, facts.holding, by=by)
    return office


async def change_office(
    office_id: UUID, changes: OfficeChanges, *, revision: int | None = None, by: Keeper
) -> Office:
    """Change an office, or who holds it from today on."""
    rules.check_may_keep(by)
    given = given_of(changes, empty=("level", "holder"))
    holder_given, holder = "holder" in given, given.pop("holder", None)
    given.pop("holding", None)
    async with once(_title_taken(changes.title or "")) as record:
        office = await locked_office(office_id)
        rules.check_may_keep(by, office.agency)
        check_revision(office, revision)
        await save(office, given)
        await record.entry(
            DIRECTORY,
            "office.changed",
            by=by,
            subject=office.id,
            changed=sorted(changes.model_fields_set),
        )
        if holder_given and holder:
            await appoint(office.id, holder, changes.holding, by=by)
        elif holder_given:
            await _end_before(office, queries.today(), tuple(Holding))
            await record.entry(DIRECTORY, "office.vacated", by=by, subject=office.id)
    await office.fetch_related("agency")
    return office


async def appoint(
    office_id: UUID,
    person_id: UUID,
    holding: Holding = Holding.SUBSTANTIVE,
    *,
    since: date | None = None,
    until: date | None = None,
    by: Keeper,
) -> OfficeHolder:
    """Let a person hold an office from a day on (today when not said).

    Whoever held it before ends the day before; only a Plh. stands beside the substantive holder,
    whose absence is temporary. Refuses (Invalid) an end before the beginning.
    """
    rules.check_may_keep(by)
    first = since or queries.today()
    rules.check_span(first, until)
    async with journal.transaction() as record:
        office = await locked_office(office_id)
        rules.check_may_keep(by, office.agency)
        person = await Person.get_or_none(id=person_id)
        if person is None:
            raise Invalid.field("holder", _("Orang ini tidak ada di direktori."))
        aside = holding is Holding.ACTING_TEMPORARY
        await _end_before(office, first, (Holding.ACTING_TEMPORARY,) if aside else tuple(Holding))
        held = await OfficeHolder.create(
            office=office, person=person, holding=holding, valid_from=first, valid_until=until
        )
        await record.entry(
            DIRECTORY,
            "office.appointed",
            by=by,
            subject=office.id,
            person=person.id,
            holding=holding.value,
            since=first.isoformat(),
        )
    return held


async def _end_before(office: Office, day: date, holdings: tuple[Holding, ...]) -> None:
    """Nobody of these holds the office from that day on; one that had not begun never was."""
    for held in await OfficeHolder.filter(office_id=office.id, holding__in=list(holdings)):
        if held.valid_until and held.valid_until < day:
            continue
        if held.valid_from and held.valid_from >= day:
            await held.delete()
        else:
            held.valid_until = day - timedelta(days=1)
            await held.save(update_fields=["valid_until"])


async def locked_office(office_id: UUID) -> Office:
    office = await Office.select_for_update().get_or_none(id=office_id)
    if office is None:
        raise NotFound(_("Jabatan ini tidak ada di direktori."))
    await office.fetch_related("agency")
    return office


def _precedence(said: int | None, level: rules.OfficeLevel | None) -> int:
    if said is not None:
        return said
    return rules.LEVEL_PRECEDENCE[level] if level else 1000


def _title_taken(title: str) -> Conflict:
    return Conflict(_("Jabatan “{title}” sudah ada di instansi ini.").format(title=title))
