"""Regions as they stood on a day: kept, loaded, searched."""

from datetime import date

import pytest

from rakor import journal
from rakor.directory import operations, queries
from rakor.directory.models import Agency, Region
from rakor.directory.rules import AgencyKind, RegionChanges, RegionFacts, RegionKind
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.web.endpoints import API

from .test_pages import queries_of  # noqa: F401 - a fixture

SC0 = date(2012, 10, 24)


def codes(regions):
    return [region.code for region in regions]


@pytest.mark.postgres
async def test_the_provinces_of_kalimantan_are_four_in_2012_and_five_today(db):
    assert codes(await queries.regions_on(SC0, "ID-KA")) == ["61", "62", "63", "64"]
    assert codes(await queries.regions_on(None, "ID-KA")) == ["61", "62", "63", "64", "65"]
    assert len(await queries.regions_on()) == 38
    assert len(await queries.regions_on(date(2022, 7, 24))) == 34


@pytest.mark.postgres
async def test_the_list_is_loaded_once_however_often_it_is_asked_for(admin):
    first = await operations.load_reference(by=admin)
    again = await operations.load_reference(by=admin)

    assert (first, again) == ((514 + 26, 0), (0, 0))
    today = await queries.regions_on()
    assert len(today) == 38 + 514
    kaltim = await queries.regions_on(None, "64", [RegionKind.REGENCY, RegionKind.CITY])
    assert [region.kind.value for region in kaltim] == ["regency"] * 7 + ["city"] * 3
    assert {region.unit for region in kaltim} == {"ID-KA"}
    kinds = [entry.kind for entry in await journal.since(operations.DIRECTORY, 0)]
    assert kinds.count("regions.loaded") == 2


@pytest.mark.postgres
async def test_governments_become_agencies_but_for_those_there_are(admin):
    there = await Agency.create(
        code="PEMKOT-SERANG", name="Pemkot Serang", short_name="Serang", kind="city", region="36.73"
    )
    _regions, made = await operations.load_reference(agencies=True, by=admin)
    again = await operations.load_reference(agencies=True, by=admin)

    assert (made, again) == (551, (0, 0))
    serang = await Agency.filter(region__in=["36.04", "36.73"]).order_by("region")
    assert [(row.code, row.name) for row in serang] == [
        ("KAB-SERANG", "Pemerintah Kabupaten Serang"),
        ("PEMKOT-SERANG", "Pemkot Serang"),
    ]
    assert serang[1].id == there.id
    kaltim = await Agency.get(region="64", kind=AgencyKind.PROVINCE)
    assert (kaltim.code, kaltim.name) == ("PROV-KALTIM", "Pemerintah Provinsi Kalimantan Timur")
    assert kaltim.path == f"/{kaltim.id}/"
    jakarta = await Agency.get(region="31.71")
    assert jakarta.code == "KOTA-JAKARTA-PUSAT"


async def test_a_code_of_today_leads_to_what_it_was_on_an_earlier_day(admin):
    await operations.load_reference(by=admin)

    before = await queries.regions_on(date(2020, 1, 1), "93")
    assert codes(before) == ["91", "91.01", "91.16", "91.17", "91.18"]
    assert codes(await queries.regions_on(date(2020, 1, 1), "93.01")) == ["91.01"]
    # The code it had leads to what it is today; the province it left does not.
    assert codes(await queries.regions_on(None, "91.01")) == ["93.01"]
    assert "93.01" not in codes(await queries.regions_on(None, "91"))
    assert codes(await queries.regions_on(None, "=64")) == ["64"]


@pytest.mark.postgres
async def test_a_province_is_split_and_its_successor_knows_where_it_comes_from(admin):
    kaltim = await Region.get(code="64")
    facts = RegionFacts(
        code="66",
        name="Kalimantan Tenggara",
        kind="province",
        unit="ID-KA",
        valid_from=date(2031, 1, 1),
        predecessor=kaltim.id,
    )
    made = await operations.add_region(facts, by=admin)

    assert codes(await queries.regions_on(date(2031, 1, 1), "ID-KA")) == [
        "61", "62", "63", "64", "65", "66",
    ]  # fmt: skip
    assert codes(await queries.successors_of(kaltim)) == ["65", "66"]
    assert (await queries.find_region(made.id)).predecessor.code == "64"
    (entry,) = [e for e in await journal.since(operations.DIRECTORY, 0) if e.kind == "region.added"]
    assert (entry.subject, entry.data["predecessor"], entry.data["ended"]) == (
        made.id,
        "64",
        False,
    )


async def test_a_region_that_goes_on_under_a_new_code_ends_the_day_before(admin):
    old = await operations.add_region(
        RegionFacts(code="64.20", name="Kabupaten Uji", kind="regency", valid_from="2020-01-01"),
        by=admin,
    )
    new = await operations.add_region(
        RegionFacts(
            code="65.20",
            name="Kabupaten Uji",
            kind="regency",
            valid_from="2026-01-01",
            predecessor=old.id,
            ends_predecessor=True,
        ),
        by=admin,
    )

    await old.refresh_from_db()
    assert (old.valid_until, old.revision) == (date(2025, 12, 31), 2)
    assert (new.unit, new.timezone) == ("ID-KA", "Asia/Makassar")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"code": "64.71", "kind": "regency"}, "code"),
        ({"code": "64.01", "kind": "city"}, "code"),
        ({"code": "6", "kind": "province", "unit": "ID-KA"}, "code"),
        ({"code": "99", "kind": "province"}, "unit"),
        ({"code": "99.01", "kind": "regency"}, "code"),
        ({"code": "64.50", "kind": "regency", "valid_until": "1999-01-01"}, "valid_until"),
        (
            {
                "code": "64.50",
                "kind": "regency",
                "predecessor": "00000000-0000-0000-0000-000000000000",
            },
            "predecessor",
        ),
    ],
)
async def test_what_cannot_be_a_region_is_refused(admin, said, field):
    facts = RegionFacts.model_validate({"name": "Uji", "valid_from": "2020-01-01", **said})
    with pytest.raises(Invalid) as refusal:
        await operations.add_region(facts, by=admin)

    assert [error["field"] for error in refusal.value.errors] == [field]


async def test_a_code_that_goes_on_is_not_given_twice(admin):
    facts = RegionFacts(
        code="64", name="Uji", kind="province", unit="ID-KA", valid_from="2020-01-01"
    )
    with pytest.raises(Conflict):
        await operations.add_region(facts, by=admin)


async def test_a_region_is_changed_ended_and_never_comes_from_itself(admin):
    kaltara = await Region.get(code="65")
    changed = await operations.change_region(
        kaltara.id,
        RegionChanges(name="Kaltara", valid_until=date(2040, 1, 1)),
        revision=1,
        by=admin,
    )
    assert (changed.name, changed.valid_until, changed.revision) == (
        "Kaltara",
        date(2040, 1, 1),
        2,
    )
    with pytest.raises(Moved):
        await operations.change_region(kaltara.id, RegionChanges(name="X"), revision=1, by=admin)
    with pytest.raises(Invalid):
        await operations.change_region(
            kaltara.id, RegionChanges(valid_until=date(1900, 1, 1)), by=admin
        )
    with pytest.raises(Invalid):
        await operations.change_region(
            kaltara.predecessor_id, RegionChanges(predecessor=kaltara.id), by=admin
        )
    with pytest.raises(NotFound):
        await operations.change_region(admin.id, RegionChanges(name="X"), by=admin)
    freed = await operations.change_region(kaltara.id, RegionChanges(predecessor=None), by=admin)
    assert freed.predecessor_id is None


async def test_only_keepers_of_reference_data_change_regions(rina):
    facts = RegionFacts(code="64.20", name="Uji", kind="regency", valid_from="2020-01-01")
    with pytest.raises(Forbidden):
        await operations.add_region(facts, by=rina)
    with pytest.raises(Forbidden):
        await operations.load_reference(by=rina)
    with pytest.raises(Forbidden):
        await operations.change_region((await Region.get(code="64")).id, RegionChanges(), by=rina)


@pytest.mark.postgres
async def test_programs_read_regions_of_a_day_and_keep_them(admin, rina, as_person):
    async with as_person(rina) as program:
        then = await program.get(f"{API}/regions?on=2012-10-24&parent=ID-KA&kind=province")
        now = await program.get(f"{API}/regions?parent=ID-KA&limit=200")
        refused = await program.post(f"{API}/regions/load", json={})
    async with as_person(admin) as program:
        loaded = await program.post(f"{API}/regions/load", json={"agencies": True})
        serang = await program.get(f"{API}/regions?q=serang")
        added = await program.post(
            f"{API}/regions",
            json={
                "code": "64.30", "name": "Kabupaten Uji", "kind": "regency",
                "valid_from": "2030-01-01",
            },
        )  # fmt: skip
        url = f"{API}/regions/{added.json()['id']}"
        changed = await program.patch(
            url, json={"valid_until": "2031-01-01"}, headers={"if-match": '"1"'}
        )
        shown = await program.get(url)

    assert [row["code"] for row in then.json()["items"]] == ["61", "62", "63", "64"]
    assert [row["code"] for row in now.json()["items"]] == ["61", "62", "63", "64", "65"]
    assert refused.status_code == 403
    assert (loaded.json()["regions"], loaded.json()["agencies"]) == (540, 552)
    assert [(row["code"], row["name"], row["kind"]) for row in serang.json()["items"]] == [
        ("36.04", "Kabupaten Serang", "regency"),
        ("36.73", "Kota Serang", "city"),
    ]
    assert (added.status_code, changed.status_code) == (201, 200)
    assert (shown.json()["valid_until"], shown.json()["revision"]) == ("2031-01-01", 2)


async def test_a_search_shows_kota_serang_and_kabupaten_serang_plainly_apart(
    admin, rina, as_person
):
    await operations.load_reference(agencies=True, by=admin)
    async with as_person(rina, page=True) as browser:
        page = await browser.get("/directory/regions?q=Serang")
        city = await Region.get(code="36.73")
        detail = await browser.get(f"/directory/regions/{city.id}")

    assert page.text.count("Kota Serang") == page.text.count("Kabupaten Serang") == 1
    assert (">36.73</td>" in page.text, ">36.04</td>" in page.text) == (True, True)
    assert "Pemerintah Kota Serang" in detail.text
    assert "Pemerintah Kabupaten Serang" not in detail.text


async def test_the_tree_shows_a_day_and_counts_the_same_queries_when_it_grows(
    admin,
    as_person,
    queries_of,  # noqa: F811
):
    counted = []
    for _size in range(2):
        async with as_person(admin, page=True) as browser:
            queries_of.clear()
            page = await browser.get("/directory/regions")
            counted.append(len(queries_of))
        await operations.load_reference(by=admin)
    async with as_person(admin, page=True) as browser:
        then = await browser.get("/directory/regions?on=2012-10-24")

    assert page.status_code == 200
    assert counted[0] == counted[1] <= 5
    assert ("Kalimantan Utara" in page.text, "Kalimantan Utara" in then.text) == (True, False)
    assert "dari Kalimantan Timur" in page.text


async def test_regions_are_added_split_and_changed_by_their_forms(admin, as_person):
    papua = await Region.get(code="91")
    typed = {
        "code": "97", "name": "Papua Utara", "kind": "province", "unit": "ID-PP",
        "timezone": "Asia/Jayapura", "valid_from": "2030-01-01", "predecessor": str(papua.id),
        "valid_until": "", "bps_code": "", "source": "",
    }  # fmt: skip
    async with as_person(admin, page=True) as browser:
        form = await browser.get(f"/directory/regions/new?predecessor={papua.id}")
        wrong = await browser.post("/directory/regions/new", data={**typed, "code": "9"})
        added = await browser.post("/directory/regions/new", data=typed)
        region = await Region.get(code="97")
        edit = f"/directory/regions/{region.id}/edit"
        shown = await browser.get(edit)
        changed = await browser.post(
            edit,
            data={
                "name": "Papua Utara Raya", "unit": "ID-PP", "timezone": "Asia/Jayapura",
                "valid_from": "2030-01-01", "valid_until": "2035-01-01", "revision": "1",
                "predecessor": str(papua.id), "bps_code": "", "source": "UU 1/2030",
            },
        )  # fmt: skip
        detail = await browser.get(f"/directory/regions/{region.id}")
        loaded = await browser.post("/directory/regions/load", data={"agencies": "true"})

    assert (form.status_code, wrong.status_code, added.status_code) == (200, 422, 303)
    assert 'value="Papua Utara"' in wrong.text
    assert (shown.status_code, changed.status_code, loaded.status_code) == (200, 303, 303)
    await region.refresh_from_db()
    assert (region.name, region.valid_until, region.predecessor_id) == (
        "Papua Utara Raya",
        date(2035, 1, 1),
        papua.id,
    )
    assert "UU 1/2030" in detail.text
    assert await Agency.filter(kind=AgencyKind.CITY).count() == 98


async def test_a_region_that_is_not_there_is_not_found(rina, as_person):
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/directory/regions/{rina.id}")
        form = await browser.get("/directory/regions/new")
    assert (page.status_code, form.status_code) == (404, 403)
