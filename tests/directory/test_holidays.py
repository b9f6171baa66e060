"""Holidays: the official list, estimates that are never stored, import, pages, and programs."""

from datetime import date

import pytest

from rakor import journal
from rakor.directory import operations, queries
from rakor.directory.models import Holiday
from rakor.directory.operations import DIRECTORY
from rakor.directory.rules.calendar import HolidayChanges, HolidayFacts, HolidayKind
from rakor.errors import Conflict, Forbidden, Invalid

NYEPI = HolidayFacts(
    day="2027-03-08", name="Nyepi", kind="national", source="SKB 9/2026", official=True
)


@pytest.mark.postgres
async def test_the_list_of_2026_is_there_and_2027_is_only_estimated(db):
    rows = await queries.holidays_of(2026, 2026)
    kinds = [row.kind for row in rows]

    assert (kinds.count(HolidayKind.NATIONAL), kinds.count(HolidayKind.COLLECTIVE_LEAVE)) == (17, 8)
    assert all(row.official and row.source for row in rows)
    assert queries.guessed(2026, rows) == []
    assert len(queries.guessed(2027, rows)) > 15
    calendar = await queries.calendar_between(date(2026, 12, 20), date(2027, 1, 5))
    assert [each.estimated for each in calendar.off(date(2026, 12, 25))] == [False]
    assert [each.estimated for each in calendar.off(date(2027, 1, 1))] == [True]
    assert await queries.working_day_from(date(2026, 12, 18), 7) == date(2026, 12, 31)
    assert await Holiday.filter(day__gte="2027-01-01").count() == 0


@pytest.mark.postgres
async def test_holidays_are_kept_by_admins_and_told_in_the_journal(admin, rina):
    with pytest.raises(Forbidden):
        await operations.add_holiday(NYEPI, by=rina)
    _epoch, top = await journal.epoch_and_top(DIRECTORY)
    holiday = await operations.add_holiday(NYEPI, by=admin)
    with pytest.raises(Conflict):
        await operations.add_holiday(NYEPI, by=admin)
    assert queries.guessed(2027, await queries.holidays_of(2027, 2027)) == []

    regional = HolidayChanges(kind=HolidayKind.REGIONAL, region="Bali")
    changed = await operations.change_holiday(holiday.id, regional, revision=1, by=admin)
    assert (changed.region, changed.revision) == ("51", 2)
    with pytest.raises(Invalid):
        await operations.change_holiday(holiday.id, HolidayChanges(region=None), by=admin)
    await operations.remove_holiday(holiday.id, by=admin)

    told = await journal.since(DIRECTORY, top)
    assert [(each.kind, each.subject) for each in told] == [
        ("holiday.added", holiday.id),
        ("holiday.changed", holiday.id),
        ("holiday.removed", holiday.id),
    ]


CSV = """tanggal,nama,jenis,kode wilayah,sumber,resmi
2027-03-08,Nyepi,hari libur nasional,,SKB 9/2026,ya
08/03/2027,Nyepi di Bali,hari libur daerah,51,,
2026-12-25,Natal,,,,
"""


@pytest.mark.postgres
async def test_a_list_is_imported_whole_or_not_at_all(db):
    wrong = CSV + "2027-02-30,Tidak ada,,,,\n2027-05-01,Buruh,,,,ya\n"
    plan, stored = await operations.import_file(wrong.encode(), "libur.csv", None, by=None)
    assert not stored
    assert [row.errors[0]["field"] for row in plan.rows if row.errors] == ["day", "source"]
    assert await Holiday.filter(day__gte="2027-01-01").count() == 0

    plan, stored = await operations.import_file(CSV.encode(), "libur.csv", None, by=None)
    assert stored
    assert [row.result.value for row in plan.rows] == ["new", "new", "changed"]
    assert [(each.field, each.new) for each in plan.rows[2].changes] == [("name", "Natal")]
    rows = await queries.holidays_of(2027, 2027)
    assert [(row.kind, row.region, row.official) for row in rows] == [
        (HolidayKind.NATIONAL, "", True),
        (HolidayKind.REGIONAL, "51", False),
    ]


async def test_a_year_is_read_and_changed_by_pages(admin, as_person):
    async with as_person(admin, page=True) as page:
        estimated = await page.get("/directory/holidays?year=2027")
        assert "perkiraan" in estimated.text
        assert "Daftar resmi 2027 belum dicatat" in estimated.text
        listed = await page.get("/directory/holidays?year=2026")
        assert "Kelahiran Yesus Kristus (Natal)" in listed.text
        assert "belum dicatat" not in listed.text

        refused = await page.post(
            "/directory/holidays/new",
            data={"day": "2027-08-01", "name": "Hari jadi", "kind": "regional"},
        )
        assert "Pilih daerah yang libur" in refused.text
        await page.post(
            "/directory/holidays/new",
            data={"day": "2027-08-01", "name": "Hari jadi", "kind": "regional", "region": "64"},
        )
        found = await Holiday.get(name="Hari jadi")
        form = {"revision": "1", "day": "2027-08-02", "name": "Hari jadi", "kind": "regional"}
        await page.post(f"/directory/holidays/{found.id}/edit", data={**form, "region": "64"})
        assert (await Holiday.get(id=found.id)).day == date(2027, 8, 2)
        await page.post(f"/directory/holidays/{found.id}/remove", data={})
        assert not await Holiday.exists(id=found.id)

        file = await page.get("/directory/holidays.ics")
        assert file.headers["content-type"].startswith("text/calendar")
        assert "SUMMARY:Kelahiran Yesus Kristus (Natal)" in file.text


async def test_programs_read_and_keep_holidays(admin, as_person):
    async with as_person(admin) as caller:
        guessed = (await caller.get("/api/v1/holidays?year=2027")).json()["items"]
        assert {(each["estimated"], each["id"]) for each in guessed} == {(True, None)}
        new = {"day": "2027-03-08", "name": "Nyepi", "kind": "national"}
        made = await caller.post("/api/v1/holidays", json=new)
        assert made.status_code == 201
        key = made.json()["id"]
        assert (await caller.post("/api/v1/holidays", json=new)).status_code == 409
        # What somebody only noted down takes the place of its estimate and of no other.
        after = (await caller.get("/api/v1/holidays?year=2027")).json()["items"]
        assert len(after) == len(guessed)
        changed = await caller.patch(f"/api/v1/holidays/{key}", json={"name": "Hari Suci Nyepi"})
        assert changed.json()["name"] == "Hari Suci Nyepi"
        assert (await caller.delete(f"/api/v1/holidays/{key}")).status_code == 200
        assert (await caller.get(f"/api/v1/holidays/{key}")).status_code == 404
        asked = {"from": "2026-12-18", "days": 7, "region": "64"}
        reckoned = await caller.get("/api/v1/holidays/working-day", params=asked)
        assert reckoned.json() == {"day": "2026-12-31"}
