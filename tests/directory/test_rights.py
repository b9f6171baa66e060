"""Who may see and change what in the directory: every door as every role."""

import pytest

from rakor.accounts.rules import Role
from rakor.directory import operations
from rakor.directory.models import Person
from rakor.directory.rules import OfficeFacts, PersonFacts

API = "/api/v1"
AGENCY = {"code": "BARU", "name": "Instansi Baru"}
PERSON = {"name": "Budi Baru"}
OFFICE = {"title": "Jabatan Baru", "agency": "BKN"}

# What admin, secretariat, organizer and participant of BPSDM get, and a stranger.
TABLE = [
    ("GET", f"{API}/agencies", None, (200, 200, 200, 200, 401)),
    ("POST", f"{API}/agencies", AGENCY, (201, 201, 403, 403, 401)),
    ("GET", f"{API}/agencies/{{agency}}", None, (200, 200, 200, 200, 401)),
    ("PATCH", f"{API}/agencies/{{agency}}", {"name": "X"}, (200, 200, 403, 403, 401)),
    ("GET", f"{API}/people", None, (200, 200, 200, 200, 401)),
    ("POST", f"{API}/people", PERSON, (201, 201, 201, 403, 401)),
    ("GET", f"{API}/people/{{person}}", None, (200, 200, 200, 404, 401)),
    ("PATCH", f"{API}/people/{{person}}", {"name": "X"}, (200, 200, 403, 403, 401)),
    ("GET", f"{API}/offices", None, (200, 200, 200, 200, 401)),
    ("POST", f"{API}/offices", OFFICE, (201, 201, 403, 403, 401)),
    ("GET", f"{API}/offices/{{office}}", None, (200, 200, 200, 404, 401)),
    ("PATCH", f"{API}/offices/{{office}}", {"title": "X"}, (200, 200, 403, 403, 401)),
    ("GET", "/directory", None, (200, 200, 200, 200, 303)),
    ("GET", "/directory/people", None, (200, 200, 200, 200, 303)),
    ("GET", "/directory/agencies/{agency}", None, (200, 200, 200, 200, 303)),
    ("GET", "/directory/agencies/new", None, (200, 200, 403, 403, 303)),
    ("GET", "/directory/agencies/{agency}/edit", None, (200, 200, 403, 403, 303)),
    ("GET", "/directory/people/new", None, (200, 200, 200, 403, 303)),
    ("GET", "/directory/people/{person}/edit", None, (200, 200, 403, 403, 303)),
    ("GET", "/directory/offices/new?agency=BKN", None, (200, 200, 403, 403, 303)),
    ("GET", "/directory/offices/{office}/edit", None, (200, 200, 403, 404, 303)),
]
ROLES = [Role.ADMIN, Role.SECRETARIAT, Role.ORGANIZER, Role.PARTICIPANT, None]


@pytest.fixture
async def keys(bkn):
    person = await operations.find_or_add_person("p@example.go.id", "Orang BKN", bkn)
    office = await operations.add_office(
        OfficeFacts(title="Kepala", agency="BKN", holder=person.id), by=None
    )
    return {"agency": bkn.id, "person": person.id, "office": office.id}


@pytest.mark.parametrize("role", ROLES)
async def test_every_door_opens_to_whom_it_may(keys, bpsdm, new_user, as_person, role):
    user = await new_user("Seorang Pengguna", bpsdm, role) if role else None
    got = {}
    for method, url, body, _expected in TABLE:
        async with as_person(user, page=not url.startswith(API)) as client:
            answer = await client.request(method, url.format(**keys), json=body)
            got[method, url] = answer.status_code

    assert got == {(m, url): expected[ROLES.index(role)] for m, url, _body, expected in TABLE}


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
