"""Who is whom by their address, and agencies by their codes."""

import asyncio

import pytest

from rakor.directory import operations, queries
from rakor.directory.models import Person
from rakor.errors import Invalid


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
