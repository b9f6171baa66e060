"""Agencies: their names from day to day, what stands below them, and who keeps them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor import journal
from rakor.accounts.rules import Role
from rakor.directory import operations, queries
from rakor.directory.models import Agency, AgencyName, Region
from rakor.directory.operations import DIRECTORY
from rakor.directory.rules import (
    AgencyChanges,
    AgencyFacts,
    RegionKind,
    check_depth,
    last_day_of_name,
)
from rakor.errors import Invalid

NEW_YEAR = date(2024, 1, 1)
DAY = timedelta(days=1)


async def add(code, **facts):
    said = {"code": code, "name": f"Instansi {code}", **facts}
    return await operations.add_agency(AgencyFacts(**said), by=None)


async def change(agency, **changes):
    return await operations.change_agency(agency.id, AgencyChanges(**changes), by=None)


@pytest.mark.postgres
async def test_a_new_name_counts_from_its_day_and_the_old_one_before(db):
    agency = await add("PUPR", name="Kementerian PUPR")
    await change(agency, name="Kementerian PU", renamed_since=NEW_YEAR)
    agency = await change(agency, name="Kementerian Pekerjaan Umum")

    async def name(day):
        return await queries.name_on(agency, day)

    today = queries.today()
    assert [await name(day) for day in (NEW_YEAR - DAY, NEW_YEAR, today - DAY, today)] == [
        "Kementerian PUPR",
        "Kementerian PU",
        "Kementerian PU",
        "Kementerian Pekerjaan Umum",
    ]
    entry = (await journal.since(DIRECTORY, 1))[0]
    assert (entry.kind, entry.subject, entry.data["before"], entry.data["since"]) == (
        "agency.changed",
        agency.id,
        "Kementerian PUPR",
        "2024-01-01",
    )


async def test_a_spelling_mistake_leaves_no_name_behind(bkn):
    agency = await change(bkn, name="Badan Kepegawaian Nasional", corrects_name=True)

    assert (agency.name, await AgencyName.all().count()) == ("Badan Kepegawaian Nasional", 0)


async def test_a_name_of_the_same_day_never_lived_a_day(bkn):
    await change(bkn, name="Keliru")
    await change(bkn, name="Benar")

    assert [row.name for row in await AgencyName.all()] == ["Badan Kepegawaian Negara"]


async def test_a_name_is_not_older_than_the_one_before_it(bkn):
    await change(bkn, name="Baru", renamed_since=NEW_YEAR)
    for since in (NEW_YEAR - DAY, queries.today() + DAY):
        with pytest.raises(Invalid) as refusal:
            await change(bkn, name="Lain", renamed_since=since)
        assert [each["field"] for each in refusal.value.errors] == ["renamed_since"]


@given(st.integers(-40, 0), st.one_of(st.none(), st.integers(-40, 0)))
def test_the_old_name_ends_the_day_before_or_never_lived(since, latest):
    today = date(2026, 7, 1)
    before = today + latest * DAY if latest is not None else None
    try:
        last = last_day_of_name(today + since * DAY, today, before)
    except Invalid:
        assert before is not None
        assert today + since * DAY <= before
        return
    assert last == (today + (since - 1) * DAY if before != today + (since - 1) * DAY else None)


async def test_a_name_written_down_by_mistake_is_forgotten(admin, bkn, as_person):
    await change(bkn, name="Baru")
    row = await AgencyName.get(agency_id=bkn.id)
    url = f"/directory/agencies/{bkn.id}"
    async with as_person(admin, page=True) as browser:
        before = await browser.get(url)
        gone = await browser.post(f"{url}/names/{row.id}/remove")
        again = await browser.post(f"{url}/names/{row.id}/remove")

    assert ("Badan Kepegawaian Negara" in before.text, gone.status_code) == (True, 303)
    assert (await AgencyName.all().count(), again.status_code) == (0, 404)


async def test_names_of_many_agencies_take_one_query(bkn, bpsdm):
    await change(bkn, name="Baru", renamed_since=NEW_YEAR)
    agencies = await Agency.all()

    assert await queries.names_on(agencies, NEW_YEAR - DAY) == {
        bkn.id: "Badan Kepegawaian Negara",
        bpsdm.id: "BPSDM Kemendagri",
    }


async def test_a_line_moves_whole_and_goes_ten_deep(db):
    line = [await add("A1")]
    for n in range(2, 11):
        line.append(await add(f"A{n}", parent=f"A{n - 1}"))
    other = await add("B")
    with pytest.raises(Invalid):
        await add("A11", parent="A10")
    with pytest.raises(Invalid):
        await change(line[0], parent="B")

    await change(line[1], parent="B")
    last = await Agency.get(code="A10")
    keys = [other.id, *(each.id for each in line[1:])]
    assert last.path == "/" + "".join(f"{key}/" for key in keys)


@given(st.integers(1, 14))
def test_depth_counts_the_steps_of_a_path(steps):
    path = "/" + "x/" * steps
    if steps <= 10:
        check_depth(path)
    else:
        with pytest.raises(Invalid):
            check_depth(path)


async def test_what_stands_below_an_agency_that_keeps_itself_is_kept_by_it_too(
    bkn, new_user, as_person
):
    unit = await add("UNIT", parent="BKN")
    own = await new_user("Sekretaris BKN", bkn, Role.SECRETARIAT)
    other = await new_user("Sekretaris Lain", None, Role.SECRETARIAT)
    url = f"/api/v1/agencies/{bkn.id}"
    async with as_person(other) as program:
        refused = await program.patch(url, json={"self_kept": True})
    async with as_person(own) as program:
        kept = await program.patch(url, json={"self_kept": True})
        below = await program.post(
            "/api/v1/agencies", json={"code": "U2", "name": "Unit Dua", "parent": "UNIT"}
        )
    async with as_person(other) as program:
        outside = await program.patch(f"/api/v1/agencies/{unit.id}", json={"name": "X"})
    async with as_person(other, page=True) as browser:
        page = await browser.get(f"/directory/agencies/{unit.id}")

    assert (refused.status_code, kept.json()["self_kept"]) == (403, True)
    assert (below.json()["self_kept"], outside.status_code) == (True, 403)
    assert "/edit" not in page.text


async def test_the_form_understands_names_and_keeps_codes_of_other_systems(admin, bkn, as_person):
    await Region.create(
        code="64.71",
        name="Kota Balikpapan",
        kind=RegionKind.CITY,
        timezone="Asia/Makassar",
        valid_from=date(2000, 1, 1),
    )
    typed = {
        "name": "BKPSDM Balikpapan",
        "code": "BKPSDM-6471",
        "kind": "regional_agency",
        "parent": "badan kepegawaian negara",
        "region": "Kota Balikpapan",
        "address": "Jl. Jenderal Sudirman 1",
        "codes.0.name": "SIASN",
        "codes.0.code": "7471",
        "codes.1.name": "",
        "codes.1.code": "",
    }
    async with as_person(admin, page=True) as browser:
        added = await browser.post("/directory/agencies/new", data=typed)
        page = await browser.get(added.headers["location"])
        half = await browser.post(
            "/directory/agencies/new", data={**typed, "code": "Z", "codes.1.name": "SIPD"}
        )
        vague = await browser.post(
            "/directory/agencies/new", data={**typed, "code": "Z", "parent": "tidak ada"}
        )

    agency = await Agency.get(code="BKPSDM-6471").select_related("parent")
    assert (agency.parent.code, agency.region, agency.address, agency.external_codes) == (
        "BKN",
        "64.71",
        "Jl. Jenderal Sudirman 1",
        {"SIASN": "7471"},
    )
    assert [piece in page.text for piece in ("Kota Balikpapan", "Kode SIASN", "7471")] == [True] * 3
    assert (half.status_code, 'id="e-codes-1-code"' in half.text) == (422, True)
    assert (vague.status_code, 'id="e-parent"' in vague.text) == (422, True)


async def test_the_page_of_an_agency_tells_its_history_and_what_stands_below_it(
    admin, bkn, as_person
):
    await add("UNIT", name="Pusat Data", parent="BKN")
    await change(bkn, name="Badan Baru", renamed_since=NEW_YEAR)
    async with as_person(admin, page=True) as browser:
        page = await browser.get(f"/directory/agencies/{bkn.id}")

    for piece in ("Badan Kepegawaian Negara", "sampai 31 Desember 2023", "Pusat Data"):
        assert piece in page.text


@pytest.mark.parametrize(
    ("typed", "found"), [("negara kepeg", ["BKN"]), ("bkn", ["BKN"]), ("zzz", []), ("", ["BKN"])]
)
async def test_a_form_suggests_agencies_while_somebody_types(rina, bkn, as_person, typed, found):
    async with as_person(rina, page=True) as browser:
        piece = await browser.get("/directory/agencies/options", params={"parent": typed})

    assert [code for code in ("BKN",) if f'value="{code}"' in piece.text] == found


async def test_a_name_that_two_agencies_bear_is_not_enough(db):
    await add("A", name="Dinas Kesehatan")
    await add("B", name="Dinas Kesehatan", short_name="Dinkes B")

    assert (await queries.agency_meant("dinkes b")).code == "B"
    assert (await queries.agency_meant(" b ")).code == "B"
    with pytest.raises(Invalid) as refusal:
        await queries.agency_meant("dinas kesehatan")
    assert "A, B" in refusal.value.detail


async def test_programs_read_former_names(rina, bkn, as_person):
    await change(bkn, name="Badan Baru", renamed_since=NEW_YEAR)
    async with as_person(rina) as program:
        names = (await program.get(f"/api/v1/agencies/{bkn.id}/names")).json()

    assert [(row["name"], row["valid_until"]) for row in names["items"]] == [
        ("Badan Kepegawaian Negara", "2023-12-31")
    ]
