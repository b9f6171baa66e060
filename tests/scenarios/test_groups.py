"""Groups in the five events: who "se-Kalimantan" and "se-Kaltim" were on their day."""

import shutil
from datetime import date

import pytest

from rakor import database, journal
from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.app import TABLES
from rakor.demo.people import settle
from rakor.demo.story import read_story
from rakor.directory import operations as directory
from rakor.directory import queries
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from tests.conftest import SCRATCH

LINE = "Sekkab/Sekkot, kepala BKPSDM kab/kota dan inspektur kab/kota se-Kaltim"
SC0, SC3 = date(2012, 10, 24), date(2020, 10, 15)


async def furnish() -> None:
    """The agencies, people and offices of SC-0, SC-2 and SC-3, with all regions."""
    async with journal.transaction():
        for name, year in (("sc0", 2012), ("sc2", 2019), ("sc3", 2020)):
            await settle(read_story(name), date(year, 1, 1))
    person = await Person.create(name="Ida Penjaga", email="keeper@example.go.id")
    admin = User.of(await Account.create(person=person, role=Role.ADMIN))
    await directory.load_reference(agencies=True, by=admin)


@pytest.fixture(scope="session")
async def empty_sqlite(empty_sqlite):
    """The file that tests here get a copy of: all is entered once."""
    path = SCRATCH / "events.db"
    shutil.copy(empty_sqlite, path)
    await database.connect(f"sqlite://{path}?synchronous=OFF", TABLES)
    await furnish()
    await database.close()
    return path


@pytest.fixture
async def events(engine, db):
    """The three events on the database of this test."""
    if engine == "postgres":
        await furnish()


@pytest.mark.postgres
async def test_se_kalimantan_is_four_provinces_on_the_day_of_sc0_and_five_today(events, admin):
    line = "kepala badan diklat dan BKD provinsi se-Kalimantan"
    group = await queries.group_said(line, to=admin)
    then = await queries.expand(group, SC0, to=admin)
    now = await queries.expand(group, queries.today(), to=admin)
    everybody = await queries.group_said("kepala badan diklat dan BKD se-Kalimantan", to=admin)
    levels = await queries.expand(everybody, SC0, to=admin)

    assert [place.region.code for place in then.places] == ["61", "62", "63", "64"] * 2
    assert [len(place.seats) for place in then.places] == [1] * 8
    assert then.reachable == 8
    assert [region.code for region in now.regions] == ["61", "62", "63", "64", "65"]
    provinces = [row.code for row in levels.regions if "." not in row.code]
    assert (provinces, len(levels.places)) == (["61", "62", "63", "64"], 2 * len(levels.regions))
    assert all(row.code[:2] in provinces for row in levels.regions)


async def test_se_kaltim_is_exactly_ten_regions_with_three_offices_each_on_the_day_of_sc3(
    events, admin
):
    found = await queries.expand(await queries.group_said(LINE, to=admin), SC3, to=admin)

    assert [region.code for region in found.regions] == [
        "64.01", "64.02", "64.03", "64.07", "64.08", "64.09", "64.11", "64.71", "64.72", "64.74",
    ]  # fmt: skip
    assert [kind.code for kind in found.kinds] == ["sekda", "kepala_bkd", "inspektur"]
    assert [len(place.seats) for place in found.places] == [1] * 30
    assert (found.reachable, found.counts()) == (30, {})
    samarinda = [place.seats[0] for place in found.places if place.region.code == "64.72"]
    assert [seat.holder.person.name for seat in samarinda] == [
        "Fathurrahim Ginthinga",
        "Oktarinasari Panjaitara",
        "Umarhadi Lumbantobinga",
    ]


async def test_the_head_of_personnel_of_samarinda_was_another_one_in_2012(events, admin):
    group = await queries.group_said("kepala BKPSDM Kota Samarinda", to=admin)
    then, later = [(await queries.expand(group, day, to=admin)).seats for day in (SC0, SC3)]

    assert [seat.holder.person.name for seat in then] == ["Fathurrahim Atmasasmita"]
    assert [seat.holder.person.name for seat in later] == ["Oktarinasari Panjaitara"]
    assert then[0].office.id == later[0].office.id


async def test_kota_serang_is_another_agency_than_kabupaten_serang(events, admin, as_person):
    serang = await Agency.filter(region__in=["36.04", "36.73"]).order_by("region")
    group = await queries.group_said("sekda kab/kota Serang", to=admin)
    places = (await queries.expand(group, date(2019, 6, 20), to=admin)).places
    async with as_person(admin, page=True) as browser:
        page = await browser.get("/directory/regions?q=serang")
        asked = await browser.get("/directory/groups/new", params={"line": "sekda Serang"})

    assert [(row.code, row.kind, row.region) for row in serang] == [
        ("KAB-SERANG", AgencyKind.REGENCY, "36.04"),
        ("KOTA-SERANG", AgencyKind.CITY, "36.73"),
    ]
    assert [place.agency.code for place in places] == ["KAB-SERANG", "KOTA-SERANG"]
    assert page.text.index(">36.04<") < page.text.index(">36.73<")
    assert "dapat berarti Kabupaten Serang atau Kota Serang." in asked.text
