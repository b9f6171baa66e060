"""What people see behind the doors of the directory; whom these let in, `tests/rights` says."""

import pytest

from rakor.accounts.rules import Role
from rakor.directory import operations
from rakor.directory.models import Person
from rakor.directory.rules import OfficeFacts, PersonFacts

API = "/api/v1"


@pytest.fixture
async def keys(bkn):
    person = await operations.find_or_add_person("p@example.go.id", "Orang BKN", bkn)
    office = await operations.add_office(
        OfficeFacts(title="Kepala", agency="BKN", holder=person.id), by=None
    )
    return {"agency": bkn.id, "person": person.id, "office": office.id}


async def test_a_participant_sees_the_people_of_their_own_agency_only(
    keys, bpsdm, new_user, as_person
):
    peserta = await new_user("Peserta Satu", bpsdm)
    async with as_person(peserta) as program:
        people = (await program.get(f"{API}/people")).json()["items"]
        offices = (await program.get(f"{API}/offices", params={"agency": "BKN"})).json()["items"]
    async with as_person(peserta, page=True) as browser:
        page = await browser.get(f"/directory/agencies/{keys['agency']}")

    assert ([each["name"] for each in people], offices) == (["Peserta Satu"], [])
    assert "Orang BKN" not in page.text
    assert "p@example.go.id" not in page.text


@pytest.mark.parametrize(("role", "sees"), [(Role.ORGANIZER, True), (Role.PARTICIPANT, False)])
async def test_phone_and_nip_of_colleagues_are_for_those_who_prepare(
    role, sees, bpsdm, new_user, as_person
):
    reader = await new_user("Seorang Pembaca", bpsdm, role)
    await Person.filter(id=reader.id).update(phone="0811-1")
    facts = PersonFacts(
        name="Budi", phone="0822-2", nip="196804111993031909", agency="BPSDM", email="b@x.go.id"
    )
    other = await operations.add_person(facts, by=None)
    async with as_person(reader) as program:
        one = (await program.get(f"{API}/people/{other.id}")).json()
        listed = (await program.get(f"{API}/people")).json()["items"]
    async with as_person(reader, page=True) as browser:
        page = await browser.get("/directory/people")

    phones = {each["name"]: each["phone"] for each in listed}
    assert (one["phone"], one["nip"] != "", "0822-2" in page.text) == (
        "0822-2" if sees else "",
        sees,
        sees,
    )
    assert phones == {"Budi": one["phone"], "Seorang Pembaca": "0811-1"}
    assert "b@x.go.id" in page.text


async def test_without_an_agency_one_sees_oneself_only(keys, new_user, as_person):
    alone = await new_user("Tanpa Instansi")
    async with as_person(alone) as program:
        people = (await program.get(f"{API}/people")).json()["items"]
        offices = (await program.get(f"{API}/offices")).json()["items"]

    assert ([each["name"] for each in people], offices) == (["Tanpa Instansi"], [])
