"""What invitations know before a meeting goes out: vacant offices, and the hour elsewhere."""

import pytest

from rakor.directory import operations as directory
from rakor.directory.models import Agency
from rakor.directory.rules import OfficeChanges, OfficeFacts
from rakor.invitations import operations
from rakor.invitations.operations import Wish
from rakor.invitations.queries import checks_of_invited
from rakor.meetings.models import Meeting


async def said(meeting: Meeting, user) -> dict[str, str]:
    fresh = await Meeting.get(id=meeting.id).select_related("organizer", "follow_up_of")
    return {each.code: each.says for each in await checks_of_invited(fresh, user)}


@pytest.mark.postgres
async def test_nobody_is_asked_at_first(meeting, rina):
    assert await said(meeting, rina) == {"nobody_invited": "Belum ada yang diundang."}


@pytest.mark.postgres
async def test_offices_that_nobody_holds_on_that_day_are_named(meeting, rina, bkn, new_user):
    holder = await new_user("Hadi Pemangku", bkn)
    offices = {}
    for title in ("Kepala", "Sekretaris Utama", "Deputi"):
        facts = OfficeFacts(title=title, agency=bkn.code, email=f"{title[:4].lower()}@bkn.go.id")
        offices[title] = await directory.add_office(facts, by=None)
    await directory.change_office(offices["Kepala"].id, OfficeChanges(holder=holder.id), by=None)
    await operations.invite(
        meeting.id, [Wish(office=each.id) for each in offices.values()], by=rina
    )

    found = await said(meeting, rina)
    assert found["offices_vacant"].startswith("2 jabatan yang diundang kosong pada hari rapat")
    assert "Sekretaris Utama" in found["offices_vacant"]
    assert "Kepala," not in found["offices_vacant"]


async def test_those_far_away_hear_what_hour_it_is_there(meeting, rina, bkn, new_user):
    await Agency.filter(id=bkn.id).update(timezone="Asia/Jayapura", region="94")
    guest = await new_user("Gita Timur", bkn)
    await operations.invite(meeting.id, [Wish(person=guest.id)], by=rina)
    assert await said(meeting, rina) == {}

    friday = meeting.starts_at.replace(day=8, hour=1)
    await Meeting.filter(id=meeting.id).update(
        starts_at=friday, ends_at=friday.replace(hour=3, minute=30)
    )
    found = await said(meeting, rina)
    assert found["friday_prayer"].startswith(
        "Di WIT rapat Jumat, 8 Maret 2030 pukul 10.00–12.30 WIT"
    )
    await Meeting.filter(id=meeting.id).update(mode="in_person")
    assert await said(meeting, rina) == {}
