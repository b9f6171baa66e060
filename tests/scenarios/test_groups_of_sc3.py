"""The thirty whom the province invited to SC-3, and offices that two scenarios name."""

from datetime import date

from rakor.demo import load
from rakor.demo.people import Cast, settle
from rakor.demo.story import read_story
from rakor.directory import operations as directory
from rakor.directory import queries
from rakor.directory.models import Office
from rakor.invitations import operations as invitations

LINE = "Sekkab/Sekkot, kepala BKPSDM kab/kota dan inspektur kab/kota se-Kaltim"
SC0, SC3 = date(2012, 10, 24), date(2020, 10, 15)


async def test_whichever_scenario_comes_first_the_seat_is_one(db):
    for name, since in (("sc3", date(2020, 1, 1)), ("sc0", date(2012, 1, 1))):
        await settle(read_story(name), since)
    office = await Office.get(agency__code="KOTA-SAMARINDA", kind__code="kepala_bkd")
    held = await queries.appointments(office)
    again = Cast()
    await again.know(read_story("sc0").people)
    first = again.person("fathurrahim.atmasasmita")

    assert [(each.valid_from, each.valid_until) for each in held] == [
        (date(2020, 1, 1), None),
        (date(2012, 1, 1), date(2019, 12, 31)),
    ]
    assert again.office_of(first) == office.id


async def test_those_whom_the_province_invited_to_sc3_are_the_thirty_of_the_line(db, admin):
    (meeting,) = await load("sc3", str)
    await directory.load_reference(by=admin)
    found = await invitations.group_of(meeting, LINE, by=admin)

    assert found.day == invitations.day_of(meeting) == SC3
    assert [seat.gap.value for seat in found.seats if seat.gap] == ["invited"] * 30
