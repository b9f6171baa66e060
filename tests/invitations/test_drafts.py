"""Notices that an organizer reads before they go."""

import pytest

from rakor import journal
from rakor.errors import Conflict
from rakor.invitations import operations
from rakor.invitations.jobs import followers
from rakor.invitations.models import Invitation
from rakor.invitations.operations import drafts
from rakor.invitations.rules import Difference, Letter, RsvpStatus
from rakor.journal import Entry
from rakor.mail.models import OutgoingMail
from rakor.mail.reading import open_letter
from rakor.meetings import operations as meetings
from rakor.meetings.operations.facts import Changes
from rakor.meetings.rules import Notify

pytestmark = pytest.mark.postgres
LATER = Changes(starts_at="2030-03-06T02:00:00Z", ends_at="2030-03-06T05:00:00Z")
BACK = Changes(starts_at="2030-03-05T02:00:00Z", ends_at="2030-03-05T05:00:00Z")


async def settle() -> int:
    await journal.follow(followers[0])
    return await operations.write_letters()


@pytest.fixture
async def two(meeting, ask):
    """Two people who know of the meeting; one comes to the room, the other by the link."""
    room = await ask("budi@bkn.go.id", "Budi")
    link = await ask("sari@bkn.go.id", "Sari")
    await operations.answer(room, "accepted", "room", "", via="page", by=None)
    await operations.answer(link, "accepted", "online", "", via="page", by=None)
    return room, link


async def test_a_change_told_later_waits_with_its_reason(meeting, two, rina):
    await meetings.change(meeting.id, LATER, notify=Notify.LATER, by=rina)
    assert await settle() == 0
    found = await drafts.drafted(meeting.id, by=rina)

    (notice,) = found.notices
    assert [seat.email for seat in notice.seats] == ["budi@bkn.go.id", "sari@bkn.go.id"]
    assert notice.subject == "Jadwal baru: Rapat Koordinasi Teknis"
    assert notice.asks
    (change,) = notice.changes
    assert (change.what, change.before, change.after) == (
        Difference.TIME,
        "Selasa, 5 Maret 2030, 09.00–12.00 WIB",
        "Rabu, 6 Maret 2030, 09.00–12.00 WIB",
    )
    statuses = {row.status for row in await Invitation.all()}
    assert statuses == {RsvpStatus.ACCEPTED}


async def test_drafts_are_sent_with_the_organizers_words(meeting, two, rina):
    await meetings.change(meeting.id, LATER, notify=Notify.LATER, by=rina)
    await settle()
    assert await drafts.note_drafts(meeting.id, "Mohon maaf,\nruang terpakai.", by=rina) == 2
    assert await drafts.send_drafts(meeting.id, by=rina) == 2
    assert await operations.write_letters() == 2

    (mail,) = await OutgoingMail.filter(to_address="budi@bkn.go.id").order_by("-id").limit(1)
    letter = open_letter(bytes(mail.message))
    for form in (letter.text, letter.html):
        assert "ruang terpakai." in form
        assert "Selasa, 5 Maret 2030, 09.00–12.00 WIB" in form
        assert "Rabu, 6 Maret 2030, 09.00–12.00 WIB" in form
    rows = await Invitation.all()
    assert {(row.held, row.letter_due, row.letter_note) for row in rows} == {(False, "", "")}
    assert {row.status for row in rows} == {RsvpStatus.NO_RESPONSE}
    kinds = [
        entry.kind for entry in await Entry.filter(stream=meeting.id).order_by("-seq").limit(2)
    ]
    assert kinds == ["notices.sent", "notices.noted"]


async def test_a_change_that_goes_back_before_it_was_sent_leaves_nothing_to_say(meeting, two, rina):
    await meetings.change(meeting.id, LATER, notify=Notify.LATER, by=rina)
    await meetings.change(meeting.id, BACK, notify=Notify.LATER, by=rina)
    await settle()
    found = await drafts.drafted(meeting.id, by=rina)
    assert (found.notices, len(found.quiet), found.seats) == ([], 2, 0)

    await drafts.send_drafts(meeting.id, by=rina)
    assert await operations.write_letters() == 0
    assert {row.status for row in await Invitation.all()} == {RsvpStatus.ACCEPTED}
    assert {row.letter_due for row in await Invitation.all()} == {""}


async def test_some_are_sent_and_some_are_dropped(meeting, two, rina):
    room, link = two
    await meetings.change(meeting.id, LATER, notify=Notify.LATER, by=rina)
    await settle()
    assert await drafts.send_drafts(meeting.id, invitations=[room.id], by=rina) == 1
    assert await drafts.drop_drafts(meeting.id, invitations=[link.id], by=rina) == 1
    assert await operations.write_letters() == 1
    with pytest.raises(Conflict):
        await drafts.drop_drafts(meeting.id, by=rina)

    # Whoever was left in the dark hears of it with the next notice.
    await meetings.change(meeting.id, Changes(title="Rapat Lanjutan"), by=rina)
    assert await settle() == 2
    (mail,) = await OutgoingMail.filter(to_address="sari@bkn.go.id").order_by("-id").limit(1)
    assert "Rabu, 6 Maret 2030" in open_letter(bytes(mail.message)).text
    assert mail.subject == "Jadwal baru: Rapat Lanjutan"


async def test_a_new_room_concerns_nobody_who_joins_by_the_link(meeting, two, rina):
    room, _link = two
    await meetings.change(meeting.id, Changes(room="Lantai 3"), notify=Notify.LATER, by=rina)
    await settle()
    found = await drafts.drafted(meeting.id, by=rina)
    assert [[seat.id for seat in notice.seats] for notice in found.notices] == [[room.id]]
    assert len(found.quiet) == 1


async def test_a_change_told_now_sends_what_was_held(meeting, two, rina):
    await meetings.change(meeting.id, LATER, notify=Notify.LATER, by=rina)
    await meetings.change(meeting.id, Changes(title="Rapat Lanjutan"), by=rina)
    assert await settle() == 2
    (mail,) = await OutgoingMail.all().order_by("-id").limit(1)
    assert mail.subject == "Jadwal baru: Rapat Lanjutan"


async def test_a_draft_is_looked_at_as_it_would_go(meeting, two, rina):
    room, _link = two
    await meetings.change(meeting.id, LATER, notify=Notify.LATER, by=rina)
    await settle()
    (mail,) = await drafts.preview_draft(meeting.id, room.id, by=rina)

    assert "Rabu, 6 Maret 2030" in open_letter(bytes(mail.message)).text
    assert await OutgoingMail.all().count() == 2
    assert (await Invitation.get(id=room.id)).letter_due == Letter.RESCHEDULED.value


async def test_programs_read_send_and_drop_drafts(meeting, two, rina, as_person):
    room, link = two
    await meetings.change(meeting.id, LATER, notify=Notify.LATER, by=rina)
    await settle()
    door = f"/api/v1/meetings/{meeting.id}/notices"
    async with as_person(rina) as client:
        read = await client.get(door)
        noted = await client.post(
            f"{door}/note", json={"note": "Maaf", "invitations": [str(room.id)]}
        )
        sent = await client.post(f"{door}/send", json={"invitations": [str(room.id)]})
        dropped = await client.post(f"{door}/drop", json={"invitations": [str(link.id)]})
        again = await client.post(f"{door}/send", json={})

    (item,) = read.json()["items"]
    assert (item["letter"], item["method"], item["sequence"]) == ("rescheduled", "REQUEST", 1)
    assert [change["what"] for change in item["changes"]] == ["time"]
    assert (noted.json()["changed"], sent.status_code, sent.json()["queued"]) == (1, 202, 1)
    assert (dropped.json()["changed"], again.status_code) == (1, 409)


async def test_a_roster_is_sent_only_where_the_meeting_shows_it(meeting, two, rina, as_person):
    door = f"/api/v1/meetings/{meeting.id}/invitations/roster"
    async with as_person(rina) as client:
        assert (await client.post(door, json={})).status_code == 409
        await client.patch(f"/api/v1/meetings/{meeting.id}", json={"shows_roster": True})
        assert (await client.post(door, json={})).json()["queued"] == 2
    assert await settle() == 2
    (mail,) = await OutgoingMail.filter(to_address="budi@bkn.go.id").order_by("-id").limit(1)
    calendar = open_letter(bytes(mail.message)).calendar.replace("\r\n ", "")
    assert calendar.count("ATTENDEE") == 2
    assert "PARTSTAT=ACCEPTED" in calendar
    assert "SEQUENCE:0" in calendar
