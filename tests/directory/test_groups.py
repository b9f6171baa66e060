"""Groups of offices: whom they mean on a day, who keeps them."""

from datetime import date

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.database import new_id
from rakor.directory import operations, queries
from rakor.directory.models import Agency, Office, OfficeHolder, OfficeKind, Person, SavedGroup
from rakor.directory.rules import (
    AgencyKind,
    Gap,
    Group,
    GroupChanges,
    GroupFacts,
    GroupTerm,
    Holding,
    RegionFacts,
)
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.web.endpoints import API

from .test_pages import queries_of  # noqa: F401 - a fixture

DAY = date(2030, 3, 5)
LINE = "kepala BKPSDM kab/kota se-Kaltim"
FACTS = GroupFacts(
    name="BKPSDM Kaltim", office_kind="kepala_bkd", regions=["64"], agency_kinds=["regency", "city"]
)


async def agency(code, kind, region="", above=None, **more):
    key = new_id()
    path = f"{above.path if above else '/'}{key}/"
    return await Agency.create(
        id=key, code=code, name=code.title(), short_name=code, kind=kind, region=region,
        path=path, parent=above, **more,
    )  # fmt: skip


async def office(title, agency, kind="kepala_bkd", holder="", email="", **held):
    made = await Office.create(
        title=title, agency=agency, kind=await OfficeKind.get(code=kind), email=email
    )
    if holder:
        address = f"{holder.lower()}@example.go.id" if held.pop("with_email", True) else None
        person = await Person.create(name=holder, email=address, agency=agency)
        await OfficeHolder.create(office=made, person=person, **held)
    return made


@pytest.fixture
async def kaltim(admin):
    """The ten kabupaten and kota with their governments, and a head of personnel in four."""
    await operations.load_reference(agencies=True, by=admin)
    of = {row.region: row for row in await Agency.filter(region__startswith="64")}
    await office("Kepala BKPSDM", of["64.01"], holder="Paser")
    await office(
        "Kepala BKPSDM", of["64.02"], holder="Kukar", holding=Holding.ACTING_VACANT,
        valid_from=date(2030, 1, 1), valid_until=date(2030, 6, 30),
    )  # fmt: skip
    bkpsdm = await agency("BKPSDM-BERAU", "regional_agency", above=of["64.03"])
    await office("Kepala BKPSDM Berau", bkpsdm, email="bkpsdm@berau.example.go.id")
    await office("Kepala BKPSDM", of["64.07"], holder="Kubar", with_email=False)
    await office("Kepala BKPSDM", of["64.08"])
    return of


def short(expansion):
    return [
        (place.region.code, [seat.gap for seat in place.seats] or place.gap)
        for place in expansion.places
    ]


@pytest.mark.postgres
async def test_ten_regions_give_ten_places_whether_filled_or_not(kaltim, rina):
    group = await queries.group_said(LINE, to=rina)
    found = await queries.expand(group, DAY, to=rina)

    assert short(found) == [
        ("64.01", [None]),
        ("64.02", [None]),
        ("64.03", [None]),
        ("64.07", [Gap.NO_ADDRESS]),
        ("64.08", [Gap.VACANT]),
        ("64.09", Gap.NO_OFFICE),
        ("64.11", Gap.NO_OFFICE),
        ("64.71", Gap.NO_OFFICE),
        ("64.72", Gap.NO_OFFICE),
        ("64.74", Gap.NO_OFFICE),
    ]
    assert (len(found.regions), len(found.seats), found.reachable) == (10, 5, 3)
    assert found.counts() == {Gap.NO_OFFICE: 5, Gap.VACANT: 1, Gap.NO_ADDRESS: 1}
    emails = [seat.email for seat in found.seats if seat.reachable]
    assert emails == ["paser@example.go.id", "kukar@example.go.id", "bkpsdm@berau.example.go.id"]
    assert found.seats[1].holder.holding is Holding.ACTING_VACANT
    assert found.places[5].agency.code == "KAB-PENAJAM-PASER-UTARA"


async def test_a_holder_of_another_day_is_shown_as_the_reader_of_today(kaltim, rina):
    group = await queries.group_said(LINE, to=rina)
    before = await queries.expand(group, date(2029, 1, 1), to=rina)
    held = await OfficeHolder.get(office_id=before.seats[1].office.id)
    await OfficeHolder.filter(id=held.id).update(valid_from=date(2020, 1, 1))
    later = await queries.expand(group, date(2040, 1, 1), to=rina)

    assert (before.seats[1].holder, before.seats[1].gap) == (None, Gap.VACANT)
    assert (later.seats[1].holder, later.seats[1].today.id) == (None, held.id)
    assert later.seats[1].reachable


async def test_a_region_without_agency_is_a_place_too(rina):
    await operations.load_reference(by=None)
    group = await queries.group_said("sekda Kota Serang", to=rina)
    found = await queries.expand(group, DAY, to=rina)
    assert short(found) == [("36.73", Gap.NO_AGENCY)]


async def test_an_office_belongs_to_the_government_above_its_agency(kaltim, rina):
    # A branch of the province that sits in a kabupaten, and a unit of a central agency in Kaltim.
    branch = await agency("CABDIN", "regional_agency", region="64.09", above=kaltim["64"])
    await office("Kepala BKPSDM Cabang", branch, email="cabang@example.go.id")
    centre = await agency("LAN", "institution")
    unit = await agency("PKP2A", "unit", region="64.09", above=centre)
    await office("Kepala BKPSDM Unit", unit, email="unit@example.go.id")
    own = await agency("BKPSDM-PPU", "regional_agency", region="64.09")
    await office("Kepala BKPSDM PPU", own, email="ppu@example.go.id")
    gone = await agency("LAMA", "regional_agency", region="64.09", merged_into=own)
    await office("Kepala BKPSDM Lama", gone, email="lama@example.go.id")
    group = await queries.group_said("kepala BKPSDM se-Kaltim", to=rina)
    found = await queries.expand(group, DAY, to=rina)

    titles = {p.region.code: [s.office.title for s in p.seats] for p in found.places}
    assert len(found.places) == 11
    assert (titles["64"], titles["64.09"]) == (["Kepala BKPSDM Cabang"], ["Kepala BKPSDM PPU"])


async def test_vertical_offices_are_meant_only_when_named(kaltim, rina):
    vertical = await agency("KANREG", "vertical_office", region="64.72")
    await office("Kepala BKPSDM", vertical, email="kanreg@example.go.id")
    term = GroupTerm("kepala_bkd", frozenset({AgencyKind.CITY, AgencyKind.VERTICAL_OFFICE}))
    found = await queries.expand(Group((term,), ("64",)), DAY, to=rina)
    usual = await queries.expand(await queries.group_said(LINE, to=rina), DAY, to=rina)

    assert [p.region.code for p in found.places] == ["64.71", "64.72", "64.74"]
    assert [s.office.agency.code for s in found.seats] == ["KANREG"]
    assert "KANREG" not in [s.office.agency.code for s in usual.seats]


async def test_several_offices_of_one_kind_share_a_place_and_one_address_goes_once(kaltim, rina):
    await office("Kepala BKPSDM II", kaltim["64.01"], email="paser@example.go.id")
    found = await queries.expand(await queries.group_said(LINE, to=rina), DAY, to=rina)
    assert short(found)[0] == ("64.01", [None, Gap.SAME_ADDRESS])
    assert len(found.places) == 10


async def test_those_invited_are_marked(kaltim, rina):
    group = await queries.group_said(LINE, to=rina)
    first = (await queries.expand(group, DAY, to=rina)).seats
    found = await queries.expand(
        group, DAY, to=rina, invited={first[0].office.id}, addresses={first[1].email}
    )
    assert [seat.gap for seat in found.seats[:3]] == [Gap.INVITED, Gap.INVITED, None]


async def test_a_code_that_moved_still_finds_its_agency(admin, rina):
    await operations.load_reference(agencies=True, by=admin)
    merauke = await Agency.get(region="93.01")
    await office("Kepala BKPSDM", merauke, email="merauke@example.go.id")
    group = await queries.group_said("kepala BKPSDM Kabupaten Merauke", to=rina)
    found = await queries.expand(group, date(2020, 1, 1), to=rina)
    assert [(p.region.code, p.seats[0].office.agency_id) for p in found.places] == [
        ("91.01", merauke.id)
    ]


@pytest.mark.postgres
async def test_the_number_of_queries_does_not_depend_on_the_size(
    kaltim,
    rina,
    queries_of,  # noqa: F811
):
    counted = []
    for line in ("kepala BKPSDM Kota Samarinda", LINE, "kepala BKPSDM dan sekda se-Indonesia"):
        group = await queries.group_said(line, to=rina)
        queries_of.clear()
        found = await queries.expand(group, DAY, to=rina)
        counted.append((len(found.places), len(queries_of)))

    assert [places for places, _n in counted] == [1, 10, 2 * 552]
    assert {n for _places, n in counted} == {7}


@pytest.mark.postgres
async def test_a_group_is_saved_changed_and_removed(kaltim, rina):
    saved = await operations.save_group(FACTS, by=rina)
    with pytest.raises(Conflict):
        await operations.save_group(FACTS, by=rina)
    changed = await operations.change_group(
        saved.id,
        GroupChanges(
            name="Sekda", office_kind="sekda", regions=["64", "65", "64"], agency_kinds=[]
        ),
        revision=1,
        by=rina,
    )
    with pytest.raises(Moved):
        await operations.remove_group(saved.id, revision=1, by=rina)
    meant = queries.meaning_of(changed)
    await operations.remove_group(saved.id, revision=2, by=rina)

    assert saved.agency_id == rina.agency_id
    assert meant == Group((GroupTerm("sekda"),), ("64", "65"), "Sekda")
    assert await SavedGroup.all().count() == 0
    kinds = [entry.kind for entry in await journal.since(operations.DIRECTORY, 0)]
    assert [kind for kind in kinds if kind.startswith("group.")] == [
        "group.saved",
        "group.changed",
        "group.removed",
    ]


@pytest.mark.postgres
async def test_common_groups_have_one_name_and_an_admins_hand(admin, rina):
    common = FACTS.model_copy(update={"common": True})
    saved = await operations.save_group(common, by=admin)
    with pytest.raises(Conflict):
        await operations.save_group(common, by=admin)
    with pytest.raises(Forbidden):
        await operations.save_group(common, by=rina)
    with pytest.raises(Forbidden):
        await operations.remove_group(saved.id, by=rina)
    with pytest.raises(Invalid):
        await operations.save_group(FACTS, by=admin)  # without an agency it is nobody's
    assert (await queries.find_group(saved.id, to=rina)).agency_id is None


async def test_groups_of_another_agency_are_not_seen(rina, bkn, new_user, admin):
    other = await new_user("Olan", bkn, Role.ORGANIZER)
    saved = await operations.save_group(FACTS, by=rina)
    with pytest.raises(NotFound):
        await queries.find_group(saved.id, to=other)
    with pytest.raises(NotFound):
        await operations.change_group(saved.id, GroupChanges(name="X"), by=other)
    with pytest.raises(Invalid):
        await queries.group_said(str(saved.id), to=other)
    assert (await queries.group_said(str(saved.id), to=rina)).regions == ("64",)
    assert (await queries.find_group(saved.id, to=admin)).id == saved.id


async def test_participants_do_not_read_groups(new_user, bkn):
    guest = await new_user("Tamu", bkn)
    with pytest.raises(Forbidden):
        await queries.group_said(LINE, to=guest)
    with pytest.raises(Forbidden):
        await queries.expand(Group((GroupTerm("sekda"),), ("*",)), DAY, to=guest)
    with pytest.raises(Forbidden):
        await operations.save_group(FACTS, by=guest)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"office_kind": "tidak_ada"}, "kind"), ({"agency_kinds": ["ministry"]}, "agency_kinds")],
)
async def test_a_group_that_means_nothing_is_refused(rina, facts, field):
    said = GroupFacts.model_validate({**FACTS.model_dump(), **facts})
    with pytest.raises(Invalid) as refusal:
        await operations.save_group(said, by=rina)
    assert [error["field"] for error in refusal.value.errors] == [field]


@pytest.mark.postgres
async def test_programs_keep_groups_and_see_whom_they_mean(kaltim, rina, as_person):
    said = {"name": "BKPSDM", "office_kind": "kepala_bkd", "regions": ["64"],
            "agency_kinds": ["regency", "city"]}  # fmt: skip
    async with as_person(rina) as program:
        made = await program.post(f"{API}/groups", json=said)
        url = f"{API}/groups/{made.json()['id']}"
        wrong = await program.post(f"{API}/groups", json={**said, "regions": ["Kaltim"]})
        changed = await program.patch(url, json={"name": "BKPSDM Kaltim"})
        listed = await program.get(f"{API}/groups")
        found = await program.get(f"{url}/expansion?on=2030-03-05")
        line = await program.get(
            f"{API}/groups/expansion", params={"line": LINE, "on": "2030-03-05"}
        )
        lost = await program.get(f"{API}/groups/expansion", params={"line": "kepala X se-Kaltim"})
        removed = await program.delete(url)
        gone = await program.get(url)

    assert (made.status_code, wrong.status_code, changed.status_code) == (201, 422, 200)
    assert made.json()["agency"] == "BPSDM"
    assert [row["name"] for row in listed.json()["items"]] == ["BKPSDM Kaltim"]
    assert [place["region"] for place in found.json()["places"]] == found.json()["regions"]
    assert (len(found.json()["places"]), found.json()["reachable"]) == (10, 3)
    assert found.json()["places"] == line.json()["places"]
    first = found.json()["places"][0]
    assert (first["region_name"], first["agency"], first["gap"]) == (
        "Kabupaten Paser",
        "KAB-PASER",
        None,
    )
    assert first["offices"][0]["email"] == "paser@example.go.id"
    assert lost.status_code == 422
    assert lost.json()["errors"][0]["field"] == "group"
    assert (removed.status_code, gone.status_code) == (200, 404)


async def test_whoever_sees_holders_of_a_group_is_in_the_journal(kaltim, rina, as_person):
    async with as_person(rina) as program:
        await program.get(f"{API}/groups/expansion", params={"line": LINE})
    (entry,) = await journal.since(journal.stream_of(f"reader:{rina.id}"), 0)
    assert (entry.kind, entry.data["group"], entry.data["offices"]) == ("group.expanded", LINE, 5)


async def test_a_line_is_previewed_and_kept_by_the_pages(kaltim, rina, as_person):
    form = {
        "name": "BKPSDM Kaltim", "office_kind": "kepala_bkd", "agency_kinds[]": ["regency", "city"],
        "regions": "Provinsi Kalimantan Timur", "on": "2030-03-05",
    }  # fmt: skip
    async with as_person(rina, page=True) as browser:
        start = await browser.get("/directory/groups")
        seen = await browser.get("/directory/groups/new", params={"line": LINE, "on": "2030-03-05"})
        lost = await browser.get("/directory/groups/new", params={"line": "kepala BKPSDX"})
        tried = await browser.post("/directory/groups/new", data={**form, "preview": "true"})
        before = await SavedGroup.all().count()
        wrong = await browser.post("/directory/groups/new", data={**form, "regions": "Kaltm"})
        kept = await browser.post("/directory/groups/new", data=form)
        shown = await browser.get(f"{kept.headers['location']}?on=2030-03-05")
        edit = await browser.get(f"{kept.headers['location']}/edit")
        changed = await browser.post(
            f"{kept.headers['location']}/edit",
            data={**form, "agency_kinds[]": ["city"], "revision": "1"},
        )
        saved = await SavedGroup.get(name="BKPSDM Kaltim")
        removed = await browser.post(f"{kept.headers['location']}/remove", data={"revision": "2"})

    assert "Belum ada kelompok tersimpan." in start.text
    assert (seen.status_code, tried.status_code, before) == (200, 200, 0)
    assert "Plt. Kukar" in seen.text
    assert "10 wilayah" in tried.text
    assert 'value="Provinsi Kalimantan Timur"' in seen.text
    assert lost.status_code == 422
    assert "Mungkin maksud Anda: Kepala BKPSDM" in lost.text
    assert (wrong.status_code, kept.status_code, shown.status_code) == (422, 303, 200)
    assert (edit.status_code, changed.status_code, removed.status_code) == (200, 303, 303)
    assert (saved.regions, saved.agency_kinds) == (["64"], ["city"])
    assert await SavedGroup.all().count() == 0


async def test_a_region_of_its_own_kind_is_found_in_a_new_province(admin, rina, kaltim):
    old = await queries.find_region((await queries.regions_on(DAY, "64.74"))[0].id)
    await operations.add_region(
        RegionFacts(
            code="65.72", name="Kota Bontang", kind="city", valid_from="2031-01-01",
            predecessor=old.id, ends_predecessor=True,
        ),
        by=admin,
    )  # fmt: skip
    group = await queries.group_said("kepala BKPSDM kota se-Kaltara", to=rina)
    found = await queries.expand(group, date(2030, 12, 31), to=rina)
    then = {place.region.code: place.agency.code for place in found.places}
    # Tomorrow's city of Kaltara was one of Kaltim the day before, with the agency it always had.
    assert then == {"64.74": "KOTA-BONTANG", "65.71": "KOTA-TARAKAN"}
