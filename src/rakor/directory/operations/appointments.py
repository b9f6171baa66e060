"""What people do about who holds an office: appoint, end, and mend what was written wrongly."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.directory import queries, rules
from rakor.directory.models import Office, OfficeHolder, Person
from rakor.directory.operations.ground import DIRECTORY, given_of
from rakor.directory.rules import AppointmentChanges, Holding, Keeper
from rakor.errors import Invalid, NotFound
from rakor.words import _


async def appoint(
    office_id: UUID,
    person_id: UUID,
    holding: Holding = Holding.SUBSTANTIVE,
    *,
    since: date | None = None,
    until: date | None = None,
    decree_number: str = "",
    by: Keeper,
) -> OfficeHolder:
    """Let a person hold an office from a day on (today when not said).

    Whoever held it before ends the day before; only a Plh. stands beside the substantive holder,
    whose absence is temporary. Refuses (Invalid) an end before the beginning, a Plt. or Plh.
    without end and decree, a Plh. without a holder; and (Conflict) two in one seat.
    """
    rules.check_may_keep(by)
    first = since or queries.today()
    async with journal.transaction() as record:
        office = await locked_office(office_id)
        rules.check_may_keep(by, office.agency)
        rules.check_appointment(holding, first, until, decree_number, office.agency.kind)
        person = await _person(person_id)
        giving = rules.placed(await _held(office), holding, first, until)
        await _give_way(giving)
        held = await OfficeHolder.create(
            office=office,
            person=person,
            holding=holding,
            valid_from=first,
            valid_until=until,
            decree_number=decree_number,
        )
        await record.entry(
            DIRECTORY,
            "office.appointed",
            by=by,
            subject=office.id,
            **_told(held),
            ended=[str(each.id) for each, _day in giving.ended],
            removed=[str(each.id) for each in giving.removed],
        )
    return held


async def hand_over(
    office: Office,
    person_id: UUID,
    holding: Holding,
    *,
    until: date | None = None,
    decree_number: str = "",
    by: Keeper,
) -> OfficeHolder:
    """Let a person hold an office from today on, whoever was written down for today before."""
    today = queries.today()
    beside = rules.stands_in(holding)
    for held in await _held(office):
        if rules.stands_in(held.holding) == beside and rules.first_day(held) == today:
            await held.delete()
    return await appoint(
        office.id, person_id, holding, until=until, decree_number=decree_number, by=by
    )


async def leave_vacant(office: Office, *, by: Keeper) -> None:
    """Nobody holds an office from today on; what had not begun by yesterday never was."""
    yesterday = queries.today() - timedelta(days=1)
    giving = rules.Giving[OfficeHolder]()
    for held in await _held(office):
        if rules.first_day(held) > yesterday:
            giving.removed.append(held)
        elif rules.last_day(held) > yesterday:
            giving.ended.append((held, yesterday))
    await _give_way(giving)
    async with journal.transaction() as record:
        await record.entry(DIRECTORY, "office.vacated", by=by, subject=office.id)


async def end_appointment(
    office_id: UUID, holder_id: UUID, last: date, *, by: Keeper
) -> OfficeHolder:
    """Write down the last day on which somebody holds an office; nobody stands in after it.

    Refuses (Invalid) a day before the first, or after the end that is written down already.
    """
    rules.check_may_keep(by)
    async with journal.transaction() as record:
        office = await locked_office(office_id)
        rules.check_may_keep(by, office.agency)
        held = await queries.find_appointment(office, holder_id)
        rules.check_span(held.valid_from, last)
        if held.valid_until and last > held.valid_until:
            raise Invalid.field(
                "until", _("Masa ini sudah berakhir lebih dahulu. Betulkan catatannya.")
            )
        others = [each for each in await _held(office) if each.id != held.id]
        giving = rules.Giving[OfficeHolder]()
        if held.holding is Holding.SUBSTANTIVE:
            began = [each for each in others if rules.first_day(each) >= rules.first_day(held)]
            giving = rules.without_holder(_of_term(began, held), last, giving)
        giving.ended.append((held, last))
        await _give_way(giving)
        await record.entry(DIRECTORY, "appointment.ended", by=by, subject=office.id, **_told(held))
    return held


async def correct_appointment(
    office_id: UUID, holder_id: UUID, changes: AppointmentChanges, *, by: Keeper
) -> OfficeHolder:
    """Mend what was written wrongly about an appointment; nobody else's days move.

    Refuses what `appoint` refuses, and (Conflict) days that another one has.
    """
    rules.check_may_keep(by)
    given = given_of(changes, empty=("until",))
    async with journal.transaction() as record:
        office = await locked_office(office_id)
        rules.check_may_keep(by, office.agency)
        held = await queries.find_appointment(office, holder_id)
        before = OfficeHolder(
            holding=held.holding, valid_from=held.valid_from, valid_until=held.valid_until
        )
        was = _told(held)
        if "person" in given:
            held.person = await _person(given["person"])
        held.holding = given.get("holding", held.holding)
        held.valid_from = given.get("since", held.valid_from)
        held.valid_until = given.get("until", held.valid_until)
        held.decree_number = given.get("decree_number", held.decree_number)
        rules.check_appointment(
            held.holding,
            rules.first_day(held),
            held.valid_until,
            held.decree_number,
            office.agency.kind,
        )
        others = [each for each in await _held(office) if each.id != held.id]
        rules.check_fits(others, before, held)
        await held.save()
        await record.entry(
            DIRECTORY,
            "appointment.corrected",
            by=by,
            subject=office.id,
            **_told(held),
            before=was,
        )
    return held


async def remove_appointment(office_id: UUID, holder_id: UUID, *, by: Keeper) -> OfficeHolder:
    """Take away an appointment that never was. Refuses (Conflict) one for whom a Plh. stands in."""
    rules.check_may_keep(by)
    async with journal.transaction() as record:
        office = await locked_office(office_id)
        rules.check_may_keep(by, office.agency)
        held = await queries.find_appointment(office, holder_id)
        others = [each for each in await _held(office) if each.id != held.id]
        rules.check_fits(others, held, None)
        await held.delete()
        await record.entry(
            DIRECTORY, "appointment.removed", by=by, subject=office.id, **_told(held)
        )
    return held


async def locked_office(office_id: UUID) -> Office:
    office = await Office.select_for_update().get_or_none(id=office_id)
    if office is None:
        raise NotFound(_("Jabatan ini tidak ada di direktori."))
    await office.fetch_related("agency")
    return office


async def tidy(office: Office, first: set[UUID]) -> int:
    """After two offices became one: nobody holds a seat twice on one day.

    Whoever is in `first` keeps their days; the others keep what is left. Gives how many lost days.
    """
    rows = await _held(office)
    rows.sort(key=lambda each: (each.id not in first, rules.first_day(each), each.id))
    kept: list[OfficeHolder] = []
    shortened = 0
    for held in rows:
        beside = rules.stands_in(held.holding)
        rivals = [each for each in kept if rules.stands_in(each.holding) == beside]
        taken = [(rules.first_day(each), rules.last_day(each)) for each in rivals]
        spans = rules.remaining(rules.first_day(held), rules.last_day(held), taken)
        if spans != [(rules.first_day(held), rules.last_day(held))]:
            shortened += 1
            await _split(held, spans)
        kept += [held] if spans else []
        kept += await _pieces(held, spans[1:])
    return shortened


async def _split(held: OfficeHolder, spans: list[tuple[date, date]]) -> None:
    if not spans:
        await held.delete()
        return
    _set_span(held, spans[0])
    await held.save()


async def _pieces(held: OfficeHolder, spans: list[tuple[date, date]]) -> list[OfficeHolder]:
    made = []
    for span in spans:
        piece = OfficeHolder(
            office_id=held.office_id,
            person_id=held.person_id,
            holding=held.holding,
            decree_number=held.decree_number,
        )
        _set_span(piece, span)
        await piece.save()
        made.append(piece)
    return made


def _set_span(held: OfficeHolder, span: tuple[date, date]) -> None:
    held.valid_from = span[0] if span[0] != date.min else None
    held.valid_until = span[1] if span[1] != date.max else None


async def _held(office: Office) -> list[OfficeHolder]:
    return await OfficeHolder.filter(office_id=office.id).order_by("valid_from", "id")


def _of_term(others: list[OfficeHolder], held: OfficeHolder) -> list[OfficeHolder]:
    """Those who begin within the days of this appointment."""
    return [each for each in others if rules.first_day(each) <= rules.last_day(held)]


async def _person(person_id: UUID) -> Person:
    person = await Person.get_or_none(id=person_id, erased_at=None)
    if person is None:
        raise Invalid.field("holder", _("Orang ini tidak ada di direktori."))
    return person


async def _give_way(giving: rules.Giving[OfficeHolder]) -> None:
    for held, last in giving.ended:
        held.valid_until = last
        await held.save(update_fields=["valid_until"])
    for held in giving.removed:
        await held.delete()


def _told(held: OfficeHolder) -> dict[str, Any]:
    """An appointment as the journal tells it."""
    return {
        "person": str(held.person_id),
        "holding": held.holding.value,
        "since": held.valid_from.isoformat() if held.valid_from else None,
        "until": held.valid_until.isoformat() if held.valid_until else None,
        "decree": held.decree_number,
    }
