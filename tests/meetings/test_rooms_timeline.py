"""The calendar by rooms: what each reader is told, and where a click leads."""

import contextlib
import re

import pytest
from tortoise import connections

from rakor.accounts.rules import Role
from rakor.meetings import operations as meetings
from rakor.meetings.models import MeetingPart
from rakor.meetings.operations import Facts
from rakor.meetings.rules import Part
from rakor.rooms import operations
from rakor.rooms.rules import RoomFacts

from ..rooms.conftest import HOUR, MORNING, bagus, cendrawasih, facts, house, keeper, melati

__all__ = ["bagus", "cendrawasih", "house", "keeper", "melati"]

DAY = "/calendar/rooms?date=2031-04-01"
FREE = re.compile(r'href="(/meetings/new\?[^"]+)"')


async def page(as_person, user, path=DAY) -> str:
    async with as_person(user, page=True) as browser:
        found = await browser.get(path)
    assert found.status_code == 200
    return found.text


async def test_who_has_a_room_is_told_to_all_what_for_only_to_some(
    as_person, cendrawasih, bagus, keeper, rina, new_user, bpsdm
):
    await operations.book(cendrawasih.id, facts(), by=bagus)
    staff = await new_user("Staf", bpsdm, Role.PARTICIPANT)
    for user, told in ((bagus, True), (keeper, True), (rina, False), (staff, False)):
        text = await page(as_person, user)
        assert ("Rapat tim" in text) is told
        assert ("Terpakai" in text) is not told
        assert "BKN" in text
        assert "Menunggu persetujuan" in text


async def test_a_hold_says_until_when(as_person, melati, bagus):
    row = await operations.book(melati.id, facts(hold=True), by=bagus)
    text = await page(as_person, bagus)
    assert row.hold_until is not None
    assert "Ditahan sampai" in text


@pytest.mark.postgres
async def test_a_booking_of_a_meeting_leads_those_who_see_it_there(
    as_person, melati, rina, bagus, new_user, bkn
):
    said = {
        "title": "Rakor Kepegawaian",
        "starts_at": MORNING,
        "ends_at": MORNING + 2 * HOUR,
        "mode": "in_person",
        "register_room": melati.id,
    }
    meeting = await meetings.draft_meeting(Facts.model_validate(said), by=rina)
    await meetings.publish(meeting.id, by=rina)
    guest = await new_user("Tamu", bkn)
    await MeetingPart.create(meeting=meeting, person=guest.person, part=Part.PARTICIPANT)
    for user in (rina, guest):
        text = await page(as_person, user)
        assert f'href="/meetings/{meeting.id}"' in text
        assert "Rakor Kepegawaian" in text
    assert "Rakor Kepegawaian" not in await page(as_person, bagus)


async def test_free_time_leads_to_the_form_with_room_and_hours_filled_in(
    as_person, melati, cendrawasih, rina
):
    text = await page(as_person, rina)
    links = [link.replace("&amp;", "&") for link in FREE.findall(text)]
    wanted = next(
        link for link in links if str(melati.id) in link and "starts_at=2031-04-01T09:00" in link
    )
    form = await page(as_person, rina, wanted)
    assert f'<option value="{melati.id}" selected>' in form
    assert 'value="2031-04-01T09:00"' in form
    assert 'value="2031-04-01T11:00"' in form
    assert '<option value="Asia/Jakarta" selected>' in form


async def test_what_is_taken_with_its_set_up_is_not_offered(as_person, cendrawasih, bagus, rina):
    await operations.book(cendrawasih.id, facts(), by=bagus)
    text = await page(as_person, rina)
    # 08.30 to 11.15 is blocked; what comes before is cleaned, what comes after is set up.
    starts = re.findall(r"starts_at=2031-04-01T(\d\d:\d\d)", text)
    assert {"09:00", "10:00", "11:00"}.isdisjoint(starts)
    assert "11:45" in starts


async def test_participants_are_led_to_no_form(as_person, melati, new_user, bkn):
    guest = await new_user("Peserta", bkn)
    assert "/meetings/new" not in await page(as_person, guest)
    assert "/meetings/new" not in await page(as_person, guest, f"{DAY}&view=week")


@pytest.mark.postgres
async def test_a_week_shows_its_days_and_one_building_only_its_rooms(
    as_person, melati, house, bagus
):
    await operations.book(melati.id, facts(), by=bagus)
    text = await page(as_person, bagus, f"{DAY}&view=week&building={house.id}")
    assert text.count("09.00–11.00") == 2  # the table, and the list for phones
    assert "31 Maret s.d. 6 April 2031" in text
    other = await page(as_person, bagus, f"{DAY}&building={bagus.id}")
    assert "Melati" not in other


async def test_nonsense_in_the_address_is_refused(as_person, rina):
    async with as_person(rina, page=True) as browser:
        for query in ("date=9999-12-31", "view=year", "building=x", "page=0"):
            assert (await browser.get(f"/calendar/rooms?{query}")).status_code == 422
        for query in ("starts_at=besok", "register_room=x"):
            assert (await browser.get(f"/meetings/new?{query}")).status_code == 422
        gone = await browser.get(f"/meetings/new?register_room={rina.id}")
        assert gone.status_code == 404


@contextlib.contextmanager
def counted(monkeypatch):
    """The statements that reach the database meanwhile."""
    asked = []
    client = type(connections.get("default"))
    for name in ("execute_query", "execute_query_dict"):
        original = getattr(client, name)

        async def counting(self, query, values=None, _original=original):
            asked.append(query)
            return await _original(self, query, values)

        monkeypatch.setattr(client, name, counting)
    yield asked
    monkeypatch.undo()


@pytest.mark.parametrize("view", ["day", "week"])
async def test_one_room_costs_as_much_as_thirty(as_person, house, melati, bagus, view, monkeypatch):
    counts = []
    for rooms in (1, 29):
        for n in range(rooms):
            said = RoomFacts(building=house.id, name=f"Ruang {rooms}.{n}", seats=9)
            room = await operations.add_room(said, by=None)
            await operations.book(room.id, facts(), by=bagus)
        async with as_person(bagus, page=True) as browser:
            await browser.get(f"{DAY}&view={view}")
            with counted(monkeypatch) as asked:
                await browser.get(f"{DAY}&view={view}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
