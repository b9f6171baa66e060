"""Whoever comes late records it themselves: by the code on the screen and their invitation."""

from datetime import UTC, datetime

import pytest

from rakor.attendance import operations, queries
from rakor.attendance.models import Head, Scan
from rakor.attendance.rules import SCREEN_CODE, screen_windows
from rakor.errors import Conflict, Invalid, NotFound
from rakor.invitations.queries import checkin_code
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part, State


def proof_of(meeting) -> str:
    return queries.screen_url(meeting.id).rsplit("/", 1)[1]


@pytest.mark.postgres
async def test_a_code_of_the_room_and_one_of_the_invitation_make_a_head(
    meeting, invite, bkn, as_person, engine
):
    sari = await invite("Sari Utami", bkn)
    way = queries.screen_url(meeting.id).removeprefix("http://rakor.test")

    async with as_person(None, page=True) as phone:
        page = await phone.get(way)
        wrong = await phone.post(way, data={"code": "0000000000"})
        done = [await phone.post(way, data={"code": checkin_code(sari)}) for _twice in "ab"]

    assert page.status_code == 200
    assert "Kode undangan" in page.text
    assert wrong.status_code == 422
    assert "Sari Utami" not in wrong.text
    assert [each.status_code for each in done] == [200, 200]
    assert "Kehadiran Sari Utami di ruang rapat dicatat." in done[1].text
    head = await Head.get(meeting=meeting)
    assert (head.name, head.room, head.online) == ("Sari Utami", True, False)
    scans = await Scan.filter(meeting=meeting)
    assert {(scan.method, scan.device) for scan in scans} == {("link", "Layar ruang rapat")}


async def test_whoever_is_signed_in_and_invited_needs_no_code(meeting, invite, new_user, bkn):
    putu = await new_user("Putu Peserta", bkn)
    sena = await new_user("Sena Lain", bkn)
    invitation = await invite("Putu Peserta", bkn)
    invitation.person_id = putu.id
    await invitation.save(update_fields=["person_id"])

    head = await operations.arrive(meeting.id, proof_of(meeting), "", by=putu)
    assert (head.name, head.person_id) == ("Putu Peserta", putu.id)
    with pytest.raises(Invalid):
        await operations.arrive(meeting.id, proof_of(meeting), "", by=sena)


async def test_a_code_from_yesterdays_photograph_opens_nothing(meeting, new_meeting, invite, bkn):
    sari = await invite("Sari Utami", bkn)
    other = await new_meeting()
    with pytest.raises(NotFound):
        await operations.arrive(meeting.id, proof_of(other), checkin_code(sari), by=None)
    now = datetime.now(UTC)
    before, after = (screen_windows(now + n * SCREEN_CODE) for n in (0, 1))
    assert after[1] == before[0]
    assert before[0] not in screen_windows(now + 2 * SCREEN_CODE)


@pytest.mark.parametrize("state", [State.FINISHED, State.CANCELLED])
async def test_nobody_comes_to_a_meeting_that_is_not_held(meeting, invite, bkn, state):
    sari = await invite("Sari Utami", bkn)
    meeting.state = state
    await meeting.save(update_fields=["state"])
    with pytest.raises(Conflict):
        await operations.arrive(meeting.id, proof_of(meeting), checkin_code(sari), by=None)
    assert not await Scan.exists()


async def test_only_those_who_register_or_run_may_put_the_code_up(
    as_person, meeting, dewi, new_user, bkn
):
    putu = await new_user("Putu Peserta", bkn)
    await MeetingPart.create(meeting=meeting, person=putu.person, part=Part.PARTICIPANT)
    answers = []
    for who in (dewi, putu):
        async with as_person(who, page=True) as browser:
            code = await browser.get(f"/meetings/{meeting.id}/attendance/screen.svg")
            screen = await browser.get(f"/meetings/{meeting.id}/live/screen")
            answers.append((code.status_code, "screen.svg" in screen.text))
    assert answers == [(200, True), (403, False)]
