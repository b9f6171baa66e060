"""Who holds an office on which day, and who is whom by their address."""

import asyncio
from datetime import date

import pytest

from rakor.directory import operations, queries
from rakor.directory.models import OfficeHolder, Person
from rakor.directory.rules import Holding, OfficeFacts, PersonFacts
from rakor.errors import Invalid

JULY = date(2026, 7, 1)


@pytest.fixture
async def office(bkn):
    return await operations.add_office(OfficeFacts(title="Kepala Pusat", agency="BKN"), by=None)


@pytest.fixture
def person(bkn):
    async def make(name):
        return await operations.add_person(PersonFacts(name=name, agency="BKN"), by=None)

    return make


async def _holder(office, day):
    held = await queries.holder_on(office, day)
    return (held.person.name, held.holding) if held else None


async def test_a_successor_ends_the_one_before_the_day_before(office, person):
    first, second = await person("Satu"), await person("Dua")
    await operations.appoint(office.id, first.id, since=date(2025, 1, 1), by=None)
    await operations.appoint(office.id, second.id, Holding.ACTING_VACANT, since=JULY, by=None)

    assert await _holder(office, date(2024, 12, 31)) is None
    assert await _holder(office, date(2026, 6, 30)) == ("Satu", Holding.SUBSTANTIVE)
    assert await _holder(office, JULY) == ("Dua", Holding.ACTING_VACANT)


async def test_a_plh_acts_only_while_the_holder_is_away(office, person):
    holder, deputy = await person("Pejabat"), await person("Pengganti")
    await operations.appoint(office.id, holder.id, since=date(2025, 1, 1), by=None)
    await operations.appoint(
        office.id,
        deputy.id,
        Holding.ACTING_TEMPORARY,
        since=JULY,
        until=date(2026, 7, 14),
        by=None,
    )

    assert await _holder(office, date(2026, 6, 30)) == ("Pejabat", Holding.SUBSTANTIVE)
    assert await _holder(office, date(2026, 7, 14)) == ("Pengganti", Holding.ACTING_TEMPORARY)
    assert await _holder(office, date(2026, 7, 15)) == ("Pejabat", Holding.SUBSTANTIVE)


async def test_an_appointment_of_the_same_day_replaces_the_mistaken_one(office, person):
    first, second = await person("Keliru"), await person("Benar")
    await operations.appoint(office.id, first.id, since=JULY, by=None)
    await operations.appoint(office.id, second.id, since=JULY, by=None)

    assert await OfficeHolder.all().count() == 1
    assert await _holder(office, JULY) == ("Benar", Holding.SUBSTANTIVE)


async def test_an_address_that_is_known_is_that_person(bkn):
    added = await operations.find_or_add_person("Wira@Example.go.id", "Wira Adinegara", bkn)
    found = await operations.find_or_add_person(" wira@example.go.id ", "W. Adinegara", None)

    assert (found.id, found.name, found.agency.code) == (added.id, "Wira Adinegara", "BKN")


async def test_two_who_add_the_same_address_at_once_get_the_same_person(bkn):
    both = await asyncio.gather(
        *(operations.find_or_add_person("a@example.go.id", f"Nama {n}") for n in range(5))
    )

    assert len({person.id for person in both}) == 1
    assert await Person.filter(email="a@example.go.id").count() == 1


@pytest.mark.parametrize(("email", "name"), [("bukan surel", "Budi"), ("b@example.go.id", "\x00")])
async def test_a_person_who_makes_no_sense_is_not_added(db, email, name):
    with pytest.raises(Invalid):
        await operations.find_or_add_person(email, name)

    assert await Person.all().count() == 0


async def test_codes_that_are_unknown_are_named(bkn):
    assert list(await queries.agencies_by_code(["BKN", "BKN"])) == ["BKN"]
    with pytest.raises(Invalid) as refusal:
        await queries.agencies_by_code(["BKN", "X", "Y"], "owners")

    assert refusal.value.errors == [
        {"field": "owners", "message": "Tidak ada instansi dengan kode X, Y."}
    ]
