"""Cards to print: for whom, and what they say."""

import json

import pytest

from rakor.attendance import operations
from rakor.attendance.export import Card, PerPage, badge_values
from rakor.attendance.queries import badge_of, expected
from rakor.attendance.rules import Reason
from rakor.errors import Forbidden, Invalid
from rakor.invitations.queries import checkin_code
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part
from tests.documents.archival import faults

from .test_uploads import NOW

NAME = 'Siti "#eval(1)" <b>Aminah</b>'


async def test_cards_are_for_everybody_who_is_expected_by_protocol(meeting, invite, bkn, bpsdm):
    await invite("Wati", bkn, precedence=5)
    await invite("Sari", bpsdm, precedence=1)
    await invite("Ditarik", bkn, status=RsvpStatus.WITHDRAWN)
    sender = await invite("Mengutus", bkn, status=RsvpStatus.DELEGATED)
    await invite("Kotak surat", bkn, is_group=True)
    cards = await expected(meeting)
    assert [card["name"] for card in cards] == ["Sari", "Wati"]
    assert [card["name"] for card in await expected(meeting, agency="BKN")] == ["Wati"]
    # Whoever sent somebody and comes all the same may have one.
    assert len(await expected(meeting, invitation=sender.id)) == 1
    assert badge_of(meeting, cards[0]["token"], NOW)[1] is Reason.NONE


async def test_a_sheet_of_cards_is_a_tagged_pdf_and_its_download_is_recorded(
    meeting, invite, bkn, dewi, as_person
):
    sari = await invite(NAME, bkn)
    async with as_person(dewi) as desk, as_person(dewi, page=True) as browser:
        answer = await desk.get(f"/api/v1/meetings/{meeting.id}/badges.pdf?per_page=10&agency=BKN")
        wrong = await desk.get(f"/api/v1/meetings/{meeting.id}/badges.pdf?per_page=7")
        page = await browser.get(f"/meetings/{meeting.id}/attendance/badges")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert faults(answer.content) == []
    assert (wrong.status_code, page.status_code) == (422, 200)
    entry = await Entry.get(kind="badges.downloaded")
    assert (entry.subject, entry.actor) == (meeting.id, dewi.id)
    assert checkin_code(sari) not in json.dumps(entry.data)


async def test_nobody_prints_cards_who_may_not_check_in_or_for_nobody(
    meeting, invite, bkn, new_user, dewi
):
    guest = await invite("Sari", bkn)
    with pytest.raises(Invalid):
        await operations.print_badges(meeting.id, agency="TIDAKADA", by=dewi)
    stranger = await new_user("Tono", bkn)
    await MeetingPart.create(meeting=meeting, person=stranger.person, part=Part.PARTICIPANT)
    with pytest.raises(Forbidden):
        await operations.print_badges(meeting.id, invitation=guest.id, by=stranger)


@pytest.mark.parametrize("size", PerPage)
def test_the_code_of_a_card_is_on_it_in_letters(size):
    card = Card("Sari", "Kepala Pusat", "BKN", "Kepala BKN", "A" * 170, "K7QX3M9P2A")
    values = badge_values("Rapat", "BPSDM", [card] * 3, size, NOW)
    assert values["columns"] * values["rows"] == size
    assert {each["code"] for each in values["cards"]} == {"K7QX3-M9P2A"}
    assert values["columns"] * values["wide"] <= 200
    assert values["rows"] * values["high"] <= 281
