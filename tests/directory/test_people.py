"""People: several addresses, one number each, and what is recorded when others read of them."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.rules import Role
from rakor.directory import operations, queries
from rakor.directory.models import Person, PersonEmail
from rakor.directory.operations import DIRECTORY
from rakor.directory.rules import Holding, NipKind, OfficeFacts, PersonChanges, PersonFacts
from rakor.errors import Conflict, Invalid, Moved, NotFound
from rakor.journal import Entry

NIP = "196804111993031909"
CONTRACT = "198804112021211909"
API = "/api/v1/people"


@pytest.fixture
async def wira(bkn):
    facts = PersonFacts(
        name="Wira Adinegara",
        email="wira@bkn.example.go.id",
        other_emails=["wira@pribadi.example.id"],
        nip=NIP,
        phone="0811-1",
        agency="BKN",
    )
    return await operations.add_person(facts, by=None)


@pytest.fixture
async def secretary(new_user, bpsdm):
    return await new_user("Sekar Tari", bpsdm, Role.SECRETARIAT)


async def addresses(person):
    found = await Person.get(id=person.id).prefetch_related("other_emails")
    return (found.email, sorted(each.email for each in found.other_emails))


async def kinds_about(person):
    entries = await Entry.filter(subject=person.id).order_by("id")
    return [(entry.kind, entry.data) for entry in entries]


@pytest.mark.postgres
async def test_an_address_belongs_to_one_person_wherever_it_stands(wira, engine):
    wishes = [
        {"name": "Satu", "email": "wira@pribadi.example.id"},
        {"name": "Dua", "other_emails": ["wira@bkn.example.go.id"], "email": "dua@x.go.id"},
        {"name": "Tiga", "other_emails": ["wira@pribadi.example.id"], "email": "tiga@x.go.id"},
    ]
    for wish in wishes:
        with pytest.raises(Conflict):
            await operations.add_person(PersonFacts(**wish), by=None)

    assert [person.name for person in await Person.all()] == ["Wira Adinegara"]
    assert len(await journal.since(DIRECTORY, 0)) == 1


@pytest.mark.postgres
async def test_of_many_who_give_the_same_address_at_once_one_gets_it(wira, engine):
    people = [
        await operations.add_person(PersonFacts(name=f"Orang {n}", email=f"{n}@x.go.id"), by=None)
        for n in range(6)
    ]

    async def give(n, person):
        said = {"email": "sama@x.go.id"} if n % 2 else {"other_emails": ["sama@x.go.id"]}
        try:
            await operations.change_person(person.id, PersonChanges(**said), by=None)
        except Conflict:
            return False
        return True

    given = await asyncio.gather(*(give(n, person) for n, person in enumerate(people)))
    assert sum(given) == 1
    held = await Person.filter(email="sama@x.go.id").count()
    assert held + await PersonEmail.filter(email="sama@x.go.id").count() == 1


@pytest.mark.postgres
async def test_whoever_has_an_address_is_found_by_it(wira, engine):
    for address in ("Wira@BKN.example.go.id ", "wira@pribadi.example.id"):
        found = await operations.find_or_add_person(address, "Lain")
        assert (found.id, found.agency.code) == (wira.id, "BKN")
    assert await queries.person_by_address("tidak@ada.id") is None
    known = await queries.people_by_address(["wira@pribadi.example.id", "tidak@ada.id"])
    assert {address: person.id for address, person in known.items()} == {
        "wira@pribadi.example.id": wira.id
    }


async def test_addresses_are_added_preferred_and_removed(wira):
    await operations.add_address(wira.id, "tiga@x.go.id", by=None)
    await operations.prefer_address(wira.id, "wira@pribadi.example.id", by=None)
    assert await addresses(wira) == (
        "wira@pribadi.example.id",
        ["tiga@x.go.id", "wira@bkn.example.go.id"],
    )
    with pytest.raises(Invalid):
        await operations.remove_address(wira.id, "wira@pribadi.example.id", by=None)
    for gone in ("tiga@x.go.id", "wira@bkn.example.go.id", "wira@pribadi.example.id"):
        await operations.remove_address(wira.id, gone, by=None)
    assert await addresses(wira) == (None, [])
    await operations.add_address(wira.id, "baru@x.go.id", by=None)
    assert await addresses(wira) == ("baru@x.go.id", [])
    for act in (operations.remove_address, operations.prefer_address):
        with pytest.raises(NotFound):
            await act(wira.id, "bukan@x.go.id", by=None)

    told = await kinds_about(wira)
    assert [kind for kind, _data in told] == ["person.added", *["person.changed"] * 6]
    assert "@" not in str([data for _kind, data in told])


async def test_a_further_address_that_becomes_the_main_one_leaves_its_place(wira):
    changes = PersonChanges(email="wira@pribadi.example.id")
    person = await operations.change_person(wira.id, changes, by=None)

    assert await addresses(person) == ("wira@pribadi.example.id", [])


@pytest.mark.postgres
async def test_a_nip_belongs_to_one_person(wira, secretary, new_user, bpsdm, bkn, engine):
    bkn.self_kept = True
    await bkn.save()
    facts = PersonFacts(name="Kembar", nip=NIP)
    with pytest.raises(Conflict) as hidden:
        await operations.add_person(facts, by=secretary)
    with pytest.raises(Conflict) as told:
        await operations.add_person(facts, by=None)
    with pytest.raises(IntegrityError):
        await Person.create(name="Kembar", nip=NIP)

    assert hidden.value.detail == "NIP ini sudah tercatat pada orang lain di direktori."
    assert told.value.detail == "NIP ini sudah tercatat pada Wira Adinegara."
    nobody = [await Person.create(name=name) for name in ("Tanpa", "Nomor")]
    assert [person.nip for person in nobody] == ["", ""]


async def test_the_number_is_read_by_its_kind(wira):
    with pytest.raises(Invalid):
        await operations.change_person(wira.id, PersonChanges(nip=CONTRACT), by=None)
    changes = PersonChanges(nip=CONTRACT, nip_kind=NipKind.PPPK)
    person = await operations.change_person(wira.id, changes, by=None)
    with pytest.raises(Invalid):
        await operations.change_person(wira.id, PersonChanges(nip_kind=NipKind.PNS), by=None)

    assert (person.nip, person.nip_kind) == (CONTRACT, NipKind.PPPK)
    assert CONTRACT not in str(await kinds_about(wira))


async def test_whoever_was_erased_is_not_changed(wira, admin, as_person):
    await Person.filter(id=wira.id).update(erased_at=datetime.now(UTC), email=None)
    for changes in (PersonChanges(name="X"), PersonChanges(email="x@x.go.id")):
        with pytest.raises(Conflict):
            await operations.change_person(wira.id, changes, by=None)
    async with as_person(admin, page=True) as browser:
        page = await browser.get(f"/directory/people/{wira.id}")
        form = await browser.get(f"/directory/people/{wira.id}/edit")
        listed = await browser.get("/directory/people")
    async with as_person(admin) as program:
        told = (await program.get(f"{API}/{wira.id}")).json()

    assert (page.status_code, form.status_code, told["erased"]) == (200, 409, True)
    assert "Data pribadi orang ini dihapus pada" in page.text
    assert "1968" not in page.text
    assert "Wira Adinegara" not in listed.text


async def test_a_late_change_of_addresses_is_told_so(wira):
    await operations.add_address(wira.id, "satu@x.go.id", revision=1, by=None)
    with pytest.raises(Moved):
        await operations.add_address(wira.id, "dua@x.go.id", revision=1, by=None)


async def test_the_page_of_a_person_tells_offices_now_and_before(wira, secretary, as_person):
    for title, since, until, holding in (
        ("Kepala Pusat", date(2020, 1, 1), date(2024, 12, 31), Holding.SUBSTANTIVE),
        ("Deputi", date(2025, 1, 1), None, Holding.SUBSTANTIVE),
    ):
        office = await operations.add_office(OfficeFacts(title=title, agency="BKN"), by=None)
        await operations.appoint(office.id, wira.id, holding, since=since, until=until, by=None)
    async with as_person(secretary, page=True) as browser:
        page = (await browser.get(f"/directory/people/{wira.id}")).text

    now, before = page.split('id="h-before"')
    assert ("Deputi" in now, "Kepala Pusat" in now) == (True, False)
    assert "Kepala Pusat" in before
    assert ("1968****…909" in page, NIP in page, "0811-1" in page) == (True, False, True)


async def test_strangers_see_neither_phone_nor_number(wira, rina, as_person):
    async with as_person(rina, page=True) as browser:
        page = (await browser.get(f"/directory/people/{wira.id}")).text
        listed = (await browser.get("/directory/people")).text
    async with as_person(rina) as program:
        told = (await program.get(f"{API}/{wira.id}")).json()

    assert "wira@bkn.example.go.id" in page
    assert "Telepon dan NIP hanya terlihat" in page
    assert ("0811-1" in page + listed, "1968" in page + listed) == (False, False)
    assert (told["phone"], told["nip"], told["nip_kind"]) == ("", "", None)


async def test_addresses_are_kept_on_the_page(wira, secretary, as_person):
    url = f"/directory/people/{wira.id}"
    async with as_person(secretary, page=True) as browser:
        await browser.post(url, data={"email": "tiga@x.go.id", "revision": "1"})
        wrong = await browser.post(url, data={"email": "bukan surel", "revision": "2"})
        both = {"email": "tiga@x.go.id", "revision": "2"}
        await browser.post(f"{url}/addresses/prefer", data=both)
        gone = {"email": "wira@pribadi.example.id", "revision": "3"}
        answer = await browser.post(f"{url}/addresses/remove", data=gone)

    assert (wrong.status_code, answer.status_code) == (422, 303)
    assert 'id="e-email"' in wrong.text
    assert "Tulis alamat surel seperti nama@instansi.go.id." in wrong.text
    assert await addresses(wira) == ("tiga@x.go.id", ["wira@bkn.example.go.id"])


async def test_a_form_that_is_refused_does_not_show_a_whole_number_again(secretary, as_person):
    typed = {"name": "", "nip": NIP, "nip_kind": "pns"}
    async with as_person(secretary, page=True) as browser:
        page = await browser.post("/directory/people/new", data=typed)

    assert (page.status_code, NIP in page.text) == (422, False)
    assert "Ketik nomornya sekali lagi" in page.text


async def test_what_others_read_is_recorded(wira, secretary, bkn, as_person):
    async with as_person(secretary, page=True) as browser:
        await browser.get(f"/directory/people/{wira.id}")
        await browser.get(f"/directory/people/{wira.id}/edit")
        await browser.get(f"/directory/people/{secretary.id}")
        await browser.get("/directory/people?q=wira&agency=BKN")
        await browser.get(f"/directory/people?q={NIP}")
    async with as_person(secretary) as program:
        await program.get(f"{API}/{wira.id}")
        await program.get(f"{API}/{secretary.id}")
        await program.get(API)

    entries = await Entry.filter(actor=secretary.id).order_by("id")
    assert [(entry.kind, entry.subject, entry.data) for entry in entries] == [
        ("person.viewed", wira.id, {}),
        ("person.viewed", wira.id, {}),
        ("people.listed", bkn.id, {"q": "wira", "count": 1}),
        ("person.viewed", wira.id, {}),
        ("people.listed", None, {"q": "", "count": 2}),
    ]


async def test_a_program_tells_all_addresses_and_keeps_them(wira, secretary, as_person):
    wish = {
        "name": "Melati",
        "email": "melati@x.go.id",
        "other_emails": ["MELATI@pribadi.id", "melati@x.go.id"],
        "nip": CONTRACT,
        "nip_kind": "pppk",
        "locale": "en",
        "timezone": "Asia/Makassar",
    }
    async with as_person(secretary) as program:
        told = (await program.post(API, json=wish)).json()
        url = f"{API}/{told['id']}"
        gone = await program.patch(url, json={"email": None})
        both = {"email": None, "other_emails": [], "locale": None}
        bare = (await program.patch(url, json=both)).json()
        taken = await program.patch(url, json={"email": "wira@pribadi.example.id"})

    assert told["other_emails"] == ["melati@pribadi.id"]
    assert [told[name] for name in ("nip", "nip_kind", "locale", "timezone")] == [
        "1988****…909",
        "pppk",
        "en",
        "Asia/Makassar",
    ]
    assert [each["field"] for each in gone.json()["errors"]] == ["email"]
    assert (bare["email"], bare["other_emails"], bare["locale"]) == (None, [], "")
    assert taken.status_code == 409


async def test_found_people_come_cursor_by_cursor(secretary, as_person):
    for n in range(5):
        await operations.add_person(PersonFacts(name=f"Budi {'abcde'[n] * 2}ono"), by=None)
    async with as_person(secretary) as program:
        first = (await program.get(API, params={"q": "budi", "limit": 3})).json()
        asked = {"q": "budi", "limit": 3, "cursor": first["next"]}
        rest = (await program.get(API, params=asked)).json()
        gone = (await program.get(API, params={**asked, "cursor": str(secretary.id)})).json()

    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [3, 2, None]
    assert len({each["id"] for each in first["items"] + rest["items"]}) == 5
    assert gone == {"items": [], "next": None}
