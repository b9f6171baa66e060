"""The directory through the door of programs."""

from uuid import uuid4

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.directory.models import Agency, Person
from rakor.directory.operations import DIRECTORY

AGENCIES = "/api/v1/agencies"
OFFICES = "/api/v1/offices"
PEOPLE = "/api/v1/people"
BKPSDM = {
    "code": "BKPSDM-64",
    "name": "BKPSDM Provinsi Kalimantan Timur",
    "short_name": "BKPSDM Kaltim",
    "kind": "regional_agency",
    "parent": "BPSDM",
    "region": "64",
    "timezone": "Asia/Makassar",
}


@pytest.fixture
async def secretary(new_user, bpsdm):
    return await new_user("Sekar Tari", bpsdm, Role.SECRETARIAT)


async def test_an_agency_is_added_read_and_listed_in_the_same_shape(admin, bpsdm, as_person):
    async with as_person(admin) as program:
        added = await program.post(AGENCIES, json=BKPSDM)
        read = await program.get(f"{AGENCIES}/{added.json()['id']}")
        listed = await program.get(AGENCIES, params={"q": "kaltim"})

    assert (added.status_code, read.status_code) == (201, 200)
    told = added.json()
    assert told.pop("seq") == 1
    more = {"address": "", "external_codes": {}, "self_kept": False, "merged_into": None}
    assert told == {**BKPSDM, **more, "id": told["id"], "revision": 1}
    assert read.json() == told
    assert listed.json() == {"items": [told], "next": None}
    entries = await journal.since(DIRECTORY, 0)
    assert [(entry.seq, entry.kind, entry.actor_name) for entry in entries] == [
        (1, "agency.added", "Ada Admin")
    ]


async def test_a_code_belongs_to_one_agency(admin, bpsdm, as_person):
    async with as_person(admin) as program:
        again = await program.post(AGENCIES, json={"code": "BPSDM", "name": "Lain"})

    assert again.status_code == 409
    assert again.json()["detail"] == (
        "Kode BPSDM sudah dipakai instansi lain. Ubah instansi itu, atau pilih kode lain."
    )
    assert await Agency.all().count() == 1
    assert await journal.since(DIRECTORY, 0) == []


async def test_an_unknown_parent_is_named(admin, as_person):
    async with as_person(admin) as program:
        answer = await program.post(AGENCIES, json={**BKPSDM, "parent": "TIDAK-ADA"})

    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [{"field": "parent", "message": "Tidak ada instansi dengan kode TIDAK-ADA."}],
    )


async def test_an_agency_cannot_belong_to_its_own_unit(admin, bpsdm, as_person):
    async with as_person(admin) as program:
        await program.post(AGENCIES, json=BKPSDM)
        answer = await program.patch(f"{AGENCIES}/{bpsdm.id}", json={"parent": "BKPSDM-64"})

    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (
        422,
        ["parent"],
    )


async def test_a_change_keeps_what_is_left_out_and_null_removes_the_parent(admin, bpsdm, as_person):
    async with as_person(admin) as program:
        added = (await program.post(AGENCIES, json=BKPSDM)).json()
        url = f"{AGENCIES}/{added['id']}"
        renamed = (await program.patch(url, json={"name": "BKD Kaltim"})).json()
        alone = (await program.patch(url, json={"parent": None, "name": None})).json()

    assert {**renamed, "seq": 0} == {**added, "name": "BKD Kaltim", "revision": 2, "seq": 0}
    assert {**alone, "seq": 0} == {**renamed, "parent": None, "revision": 3, "seq": 0}


async def test_who_saw_an_older_revision_is_told_so(admin, bpsdm, as_person):
    async with as_person(admin) as program:
        url = f"{AGENCIES}/{bpsdm.id}"
        seen = (await program.get(url)).headers["etag"]
        first = await program.patch(url, json={"name": "Satu"}, headers={"if-match": seen})
        second = await program.patch(url, json={"name": "Dua"}, headers={"if-match": seen})

    assert (first.status_code, second.status_code, second.json()["revision"]) == (200, 412, 2)
    assert (await Agency.get(id=bpsdm.id)).name == "Satu"


async def test_a_person_is_told_with_a_masked_nip(secretary, bpsdm, as_person):
    wish = {
        "name": "Wirakarsa Adinegara",
        "prefix_titles": "Dr.",
        "suffix_titles": "M.Si.",
        "email": "Wirakarsa@Example.go.id",
        "phone": "+62 811 000 000",
        "nip": "19680411 199303 1 909",
        "agency": "BPSDM",
    }
    async with as_person(secretary) as program:
        added = await program.post(PEOPLE, json=wish)

    told = added.json()
    del told["seq"]
    assert told == {
        **wish,
        "id": told["id"],
        "revision": 1,
        "email": "wirakarsa@example.go.id",
        "other_emails": [],
        "nip": "1968****…909",
        "nip_kind": "pns",
        "locale": "",
        "timezone": "",
        "erased": False,
    }
    person = await Person.get(id=told["id"])
    assert (person.nip, person.full_name) == (
        "196804111993031909",
        "Dr. Wirakarsa Adinegara, M.Si.",
    )
    entries = await journal.since(DIRECTORY, 0)
    assert [str(entry.subject) for entry in entries] == [told["id"]]


async def test_an_address_belongs_to_one_person(secretary, rina, as_person):
    async with as_person(secretary) as program:
        answer = await program.post(PEOPLE, json={"name": "Rina", "email": rina.person.email})

    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "http://rakor.test/problems/conflict",
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "A\u202eB"}, "name"),
        ({"name": "A\x00B"}, "name"),
        ({"email": "bukan surel"}, "email"),
        ({"nip": "196813411993031009"}, "nip"),
        ({"agency": "TIDAK-ADA"}, "agency"),
        ({"nik": "1234"}, "nik"),
    ],
)
async def test_a_wrong_answer_is_named_and_nothing_is_stored(secretary, as_person, wrong, field):
    before = await Person.all().count()
    async with as_person(secretary) as program:
        answer = await program.post(PEOPLE, json={"name": "Budi", **wrong})

    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert await Person.all().count() == before


async def test_a_person_changes_and_leaves_their_agency(secretary, bpsdm, as_person):
    # Nobody with an account: their address is kept by whoever keeps the account.
    person = await Person.create(name="Dewi Guna", email="dewi@example.go.id", agency=bpsdm)
    async with as_person(secretary) as program:
        url = f"{PEOPLE}/{person.id}"
        titled = (await program.patch(url, json={"prefix_titles": "Dra."})).json()
        outside = (await program.patch(url, json={"agency": None, "email": None})).json()
        moved = (await program.patch(url, json={"agency": "BPSDM"})).json()

    assert (titled["prefix_titles"], titled["agency"]) == ("Dra.", "BPSDM")
    assert (outside["agency"], outside["email"], outside["revision"]) == (None, None, 3)
    assert moved["agency"] == "BPSDM"


async def test_an_office_tells_who_holds_it_today(secretary, rina, bpsdm, as_person):
    wish = {
        "title": "Kepala Pusat",
        "agency": "BPSDM",
        "level": "jpt_pratama",
        "holder": str(rina.id),
        "holding": "acting_vacant",
        "until": "2099-12-31",
        "decree_number": "800/1/2026",
    }
    async with as_person(secretary) as program:
        added = await program.post(OFFICES, json=wish)
        told = added.json()
        url = f"{OFFICES}/{told['id']}"
        vacant = (await program.patch(url, json={"holder": None})).json()
        listed = (await program.get(OFFICES, params={"agency": "BPSDM"})).json()
        again = await program.post(OFFICES, json=wish)

    assert {**told, "seq": 0} == {
        **{key: wish[key] for key in ("title", "agency", "level", "holder", "holding")},
        "id": told["id"],
        "revision": 1,
        "kind": None,
        "rank": None,
        "precedence": 400,
        "email": "",
        "seq": 0,
    }
    assert (vacant["holder"], vacant["holding"]) == (None, None)
    assert [each["id"] for each in listed["items"]] == [told["id"]]
    assert again.status_code == 409


async def test_an_unknown_holder_is_refused_and_no_office_is_left(secretary, as_person):
    async with as_person(secretary) as program:
        answer = await program.post(
            OFFICES, json={"title": "Kepala", "agency": "BPSDM", "holder": str(uuid4())}
        )
        listed = (await program.get(OFFICES)).json()

    assert [each["field"] for each in answer.json()["errors"]] == ["holder"]
    assert listed == {"items": [], "next": None}


async def test_lists_come_page_by_page(admin, as_person):
    async with as_person(admin) as program:
        for n in range(5):
            await program.post(AGENCIES, json={"code": f"A{n}", "name": f"Instansi {n}"})
        first = (await program.get(AGENCIES, params={"limit": 3})).json()
        rest = (await program.get(AGENCIES, params={"limit": 3, "cursor": first["next"]})).json()
        wrong = await program.get(AGENCIES, params={"limit": 1000})

    assert [each["code"] for each in first["items"]] == ["A0", "A1", "A2"]
    assert ([each["code"] for each in rest["items"]], rest["next"]) == (["A3", "A4"], None)
    assert wrong.status_code == 422
