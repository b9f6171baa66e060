"""People are found as others remember their names, on both databases alike."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise import connections

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory import operations, queries
from rakor.directory.models import Person, PersonEmail
from rakor.directory.queries.search import search
from rakor.directory.rules import PersonFacts, spelling
from rakor.errors import Invalid

PEOPLE = {
    "Wirakarsa Adinegara": "wira@bpsdm.example.go.id",
    "Wira Kusuma": "kusuma.w@bkn.example.go.id",
    "Muhammad Ali": "ali@bkn.example.go.id",
    "Mohamad Yusuf": "yusuf@bkn.example.go.id",
    "Achmad Soerjadi": "achmad77@lan.example.go.id",
    "Siti Rahmawati": "siti.rahma@kemenkeu.example.go.id",
    "Rahmat Hidayat": None,
    "Budi Hartono": "bhartono@bkn.example.go.id",
    "Hartono Budiman": "hb@lan.example.go.id",
    "Nur'aini Widjaja": "nw@lan.example.go.id",
    "Ma'ruf Al-Hakim": "maruf@lan.example.go.id",
    "I Gusti Ayu Ratih": "ratih@bali.example.go.id",
}

CASES = {
    "wira karsa": ["Wirakarsa Adinegara"],
    "wirakarsa adinegoro": ["Wirakarsa Adinegara"],
    "Dr. wirakarsa, M.Si.": ["Wirakarsa Adinegara"],
    "ADINEGARA wirakarsa": ["Wirakarsa Adinegara"],
    "wira": ["Wira Kusuma", "Wirakarsa Adinegara"],
    "muhamad": ["Muhammad Ali", "Mohamad Yusuf"],
    "moh. yusup": ["Mohamad Yusuf"],
    "ahmad suryadi": ["Achmad Soerjadi"],
    "siti rahmawatie": ["Siti Rahmawati"],
    "hertono budi": ["Budi Hartono", "Hartono Budiman"],
    "budi hartono": ["Budi Hartono", "Hartono Budiman"],
    "nuraini wijaya": ["Nur'aini Widjaja"],
    "al hakim": ["Ma'ruf Al-Hakim"],
    "ra": ["Siti Rahmawati", "I Gusti Ayu Ratih", "Rahmat Hidayat"],
    "kemenkeu": ["Siti Rahmawati"],
    "@lan": ["Achmad Soerjadi", "Hartono Budiman", "Ma'ruf Al-Hakim", "Nur'aini Widjaja"],
    "achmad77": ["Achmad Soerjadi"],
    "siti.rahma": ["Siti Rahmawati"],
    "tidakadaorangini": [],
    "": [],
}


@pytest.fixture
async def people(bkn):
    for name, email in PEOPLE.items():
        await operations.add_person(PersonFacts(name=name, email=email), by=None)
    return Person.filter(erased_at=None)


async def names(seen, typed):
    keys = await search(seen, typed)
    return [person.name for person in await queries.people_in_order(keys)]


@pytest.mark.postgres
async def test_people_are_found_however_their_names_are_typed(people, engine):
    found = {typed: await names(people, typed) for typed in CASES}
    assert found == CASES


@pytest.mark.postgres
async def test_the_database_spells_as_the_rules_do(people, engine):
    client = connections.get("default")
    said = "Tjoet Njak Dhien, ÁÉ Żółć | \\ \"x\" 'Moh.' Zulkifli\u00a0Hj. 12"
    await Person.create(name=said, email="b4y.u1@x.example.go.id")

    rows = await client.execute_query_dict("SELECT id, body FROM person_folded")
    told = {str(row["id"]): row["body"].split(" ") for row in rows}
    for person in await Person.all():
        local = (person.email or "").partition("@")[0]
        letters = "".join(char for char in local if not char.isdigit())
        folded = spelling.folded(f"{person.name} {letters}").split()
        assert [word for word in told[str(person.id)] if word] == folded


@pytest.mark.postgres
async def test_words_follow_names_and_addresses(people, engine):
    client = connections.get("default")
    person = await Person.get(name="Rahmat Hidayat")
    assert await names(people, "hidayat") == ["Rahmat Hidayat"]

    person.name = "Rahmat Gunawan"
    await person.save()
    further = await PersonEmail.create(person=person, email="pakcik@example.go.id")
    assert (await names(people, "hidayat"), await names(people, "pakcik")) == ([], [person.name])

    await further.delete()
    await Person.filter(id=person.id).update(erased_at=datetime.now(UTC))
    assert (await names(people, "pakcik"), await names(people, "gunawan")) == ([], [])
    assert await names(Person.all(), "gunawan") == []

    await Person.all().delete()
    left = [
        await client.execute_query_dict(f"SELECT word FROM {table}")
        for table in ("person_word", "name_word")
    ]
    assert left == [[], []]


@pytest.mark.postgres
async def test_nobody_finds_whom_they_may_not_see(people, bpsdm, bkn, new_user, engine):
    await Person.filter(name="Budi Hartono").update(agency_id=bkn.id)
    reader = await new_user("Peserta Biasa", bkn, Role.PARTICIPANT)
    organizer = await new_user("Rina Halim", bpsdm, Role.ORGANIZER)

    async def found(user: User, *where):
        keys = await queries.people_found(user, "hartono", *where)
        return [person.name for person in await queries.people_in_order(keys)]

    assert await found(reader) == ["Budi Hartono"]
    assert await found(organizer) == ["Budi Hartono", "Hartono Budiman"]
    assert await found(organizer, bkn) == ["Budi Hartono"]
    assert await found(organizer, bpsdm) == []


@pytest.mark.postgres
async def test_found_people_come_page_by_page(people, admin, engine):
    first, total = await queries.look_up(admin, "mu", limit=1)
    second, _total = await queries.look_up(admin, "mu", first=1, limit=5)
    everybody, whole = await queries.look_up(admin, "", limit=3)

    assert [each.name for each in first + second] == ["Muhammad Ali", "Mohamad Yusuf"]
    assert (total, whole) == (2, len(PEOPLE) + 1)
    assert [each.name for each in everybody] == ["Achmad Soerjadi", "Ada Admin", "Budi Hartono"]


async def test_a_nip_is_not_looked_for(admin):
    with pytest.raises(Invalid):
        await queries.look_up(admin, "19680411 199303 1 909")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=40))
async def test_whatever_is_typed_is_looked_for(people, typed):
    text = "".join(char for char in typed if char.isprintable())
    assert len(await search(people, text)) <= len(PEOPLE)
