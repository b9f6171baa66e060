"""The directory through the door of people."""

import pytest
from tortoise import connections

from rakor.accounts.rules import Role
from rakor.directory import operations
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyFacts, OfficeFacts, PersonFacts


@pytest.fixture
async def secretary(new_user, bpsdm):
    return await new_user("Sekar Tari", bpsdm, Role.SECRETARIAT)


@pytest.fixture
def queries_of(monkeypatch):
    """Counts the statements that reach the database."""
    client = connections.get("default")
    seen = []
    for name in ("execute_query", "execute_query_dict", "execute_insert"):
        original = getattr(type(client), name)

        async def counting(self, query, *rest, _original=original, **named):
            seen.append(query)
            return await _original(self, query, *rest, **named)

        monkeypatch.setattr(type(client), name, counting)
    return seen


async def _fill(numbers, agency):
    for each in numbers:
        person = await operations.add_person(
            PersonFacts(name=f"Orang {each}", agency=agency.code), by=None
        )
        await operations.add_office(
            OfficeFacts(title=f"Jabatan {each}", agency=agency.code, holder=person.id), by=None
        )
        await operations.add_agency(
            AgencyFacts(code=f"U{each}", name=f"Unit {each}", parent=agency.code), by=None
        )


async def test_lists_take_as_many_queries_for_thirty_rows_as_for_one(
    admin, bkn, as_person, queries_of
):
    urls = [
        "/directory",
        "/directory/people",
        f"/directory/agencies/{bkn.id}",
        "/api/v1/agencies",
        "/api/v1/people",
        "/api/v1/offices",
    ]
    counted = []
    for numbers in (range(1), range(1, 30)):
        await _fill(numbers, bkn)
        counts = {}
        for url in urls:
            async with as_person(admin, page=not url.startswith("/api")) as client:
                queries_of.clear()
                answer = await client.get(url)
                counts[url] = (answer.status_code, len(queries_of))
        counted.append(counts)

    assert counted[0] == counted[1]
    assert {status for status, _number in counted[1].values()} == {200}
    assert 1 < max(number for _status, number in counted[1].values()) <= 12


async def test_an_agency_is_added_and_changed_by_its_form(admin, bpsdm, as_person):
    typed = {"name": "BKPSDM Kaltim", "code": "BKPSDM", "kind": "regional_agency", "parent": ""}
    async with as_person(admin, page=True) as browser:
        added = await browser.post("/directory/agencies/new", data=typed)
        page = await browser.get(added.headers["location"])
        changed = await browser.post(
            added.headers["location"] + "/edit",
            data={**typed, "name": "BKD Kaltim", "parent": "BPSDM", "revision": "1"},
        )
        late = await browser.post(
            added.headers["location"] + "/edit", data={**typed, "revision": "1"}
        )

    agency = await Agency.get(code="BKPSDM").select_related("parent")
    assert (added.status_code, changed.status_code, late.status_code) == (303, 303, 412)
    assert (agency.name, agency.parent.code, agency.revision) == ("BKD Kaltim", "BPSDM", 2)
    assert "<h1>BKPSDM Kaltim</h1>" in page.text


async def test_a_refused_form_comes_back_with_everything_that_was_typed(secretary, as_person):
    typed = {"name": "Budi & Co", "nip": "123", "email": "budi@example.go.id", "phone": "0811"}
    async with as_person(secretary, page=True) as browser:
        page = await browser.post("/directory/people/new", data=typed)

    assert page.status_code == 422
    assert 'value="Budi &amp; Co"' in page.text
    assert 'value="123"' in page.text
    assert 'id="e-nip"' in page.text
    assert await Person.filter(name="Budi & Co").count() == 0


async def test_a_name_with_a_script_is_shown_as_text(secretary, bpsdm, as_person):
    await operations.add_person(
        PersonFacts(name="<script>alert(1)</script>", agency="BPSDM"), by=None
    )
    async with as_person(secretary, page=True) as browser:
        page = await browser.get("/directory/people")

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


async def test_an_empty_nip_leaves_the_stored_one_which_is_never_shown_whole(
    secretary, bpsdm, as_person
):
    person = await operations.add_person(
        PersonFacts(name="Wira", nip="196804111993031909", agency="BPSDM"), by=None
    )
    url = f"/directory/people/{person.id}/edit"
    async with as_person(secretary, page=True) as browser:
        page = await browser.get(url)
        await browser.post(
            url, data={"name": "Wira Adinegara", "nip": "", "agency": "", "revision": "1"}
        )

    await person.refresh_from_db()
    assert "1968****…909" in page.text
    assert "196804111993031909" not in page.text
    assert (person.name, person.nip, person.agency_id) == (
        "Wira Adinegara",
        "196804111993031909",
        None,
    )


async def test_the_list_is_searched_filtered_and_paged_by_its_address(admin, bpsdm, as_person):
    for n in range(60):
        await operations.add_agency(
            AgencyFacts(code=f"K{n}", name=f"Kota {n:02}", kind="city"), by=None
        )
    async with as_person(admin, page=True) as browser:
        first = await browser.get("/directory?kind=city")
        second = await browser.get("/directory?kind=city&page=2")
        none = await browser.get("/directory?q=diklatt")

    assert "Halaman 1 dari 2" in first.text
    assert "BPSDM Kemendagri" not in first.text
    assert [n for n in range(60) if f"Kota {n:02}" in second.text] == list(range(50, 60))
    assert "Tidak ada hasil untuk “diklatt”." in none.text


@pytest.mark.postgres
async def test_an_agency_that_cannot_be_is_refused_before_anybody_looks_for_it(admin, as_person):
    url = "/directory/offices/new"
    async with as_person(admin, page=True) as browser:
        answers = [
            await browser.get(f"{url}?agency=%00"),
            await browser.get("/directory/people/new?agency=%00"),
            await browser.post(url, data={"title": "X", "agency": "\0"}),
            await browser.post(url, data={"title": "X", "agency.code": "BKN"}),
        ]

    assert [answer.status_code for answer in answers] == [422] * 4
