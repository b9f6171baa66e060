"""A question is put, answered on a phone and by a show of hands, counted and published."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.attendance.models import Head
from rakor.invitations.models import Invitation
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from rakor.meetings.rules import Part
from rakor.web.middleware import SESSION
from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, button, sideways, stumbles
from tests.conftest import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

NOW = datetime.now(UTC)
QUESTION = "Menyetujui rumusan pembiayaan sebagaimana dibacakan?"


@pytest.fixture
async def meeting(rina: User) -> Meeting:
    times = {"starts_at": NOW.isoformat(), "ends_at": (NOW + timedelta(hours=2)).isoformat()}
    facts = {"title": "Rapat koordinasi", **times, "mode": "in_person"}
    facts["venue"] = {"name": "Gedung F"}
    made = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    await meetings.publish(made.id, by=rina)
    return await meetings.open(made.id, by=rina)


@pytest.fixture
def comes(meeting: Meeting, rina: User):
    """Somebody who was invited for their agency and is in the room."""

    async def come(user: User) -> User:
        await meetings.assign(meeting.id, user.person, Part.PARTICIPANT, by=rina)
        digests = {f"{name}_digest": uuid4().hex for name in ("token", "mail", "code")}
        facts = {"meeting_id": meeting.id, "person": user.person, "name": user.full_name}
        facts["agency_id"] = user.agency_id
        invitation = await Invitation.create(email=user.person.email, **facts, **digests)
        key = f"person:{user.id}"
        await Head.create(key=key, invitation=invitation, first_at=NOW, room=True, **facts)
        return user

    return come


async def enters(browse: Browse, url: str, user: User, meeting: Meeting, **more: int) -> Page:
    page = await browse(url, **more)
    cookie = {"name": SESSION, "value": await signed_in(user), "url": url}
    await page.context.add_cookies([cookie])
    await page.goto(f"/meetings/{meeting.id}/live")
    return page


async def test_a_vote_from_the_question_to_the_published_result(
    serve, browse: Browse, meeting, comes, rina, new_user, bpsdm, bkn
):
    bagus = await comes(await new_user("Bagus Prakosa", bkn))
    await comes(await new_user("Siti Rahma", bpsdm, Role.PARTICIPANT))
    url = serve()
    staff = await enters(browse, url, rina, meeting)
    phone = await enters(browse, url, bagus, meeting, width=PHONE)
    card, mine = staff.locator("#suara"), phone.locator("#suara")
    await expect(mine).to_be_hidden()

    await button(card, "Pertanyaan").press("Enter")
    await card.get_by_label("Pertanyaan", exact=True).fill(QUESTION)
    await button(card, "Siapkan pertanyaan").click()
    await expect(card.get_by_text("Disiapkan")).to_be_visible()
    await button(card, "Buka pemungutan").click()
    await expect(card.get_by_text("0 dari 2 delegasi")).to_be_visible()

    await expect(mine.get_by_text(QUESTION)).to_be_visible()
    await mine.get_by_text("Setuju", exact=True).click()
    assert await sideways(phone) == []
    assert await stumbles(phone) == []
    await button(mine, "Kirim suara").click()
    await button(phone.get_by_role("dialog"), "Kirim suara").click()
    await expect(mine.get_by_text("sudah dicatat: Setuju")).to_be_visible()

    await expect(card.get_by_text("1 dari 2 delegasi")).to_be_visible()
    await card.get_by_text("Catat angkat tangan").click()
    await button(card, "Tidak setuju").click()
    await expect(card.get_by_text("2 dari 2 delegasi")).to_be_visible()
    assert await stumbles(staff) == []
    await button(card, "Tutup dan hitung").click()
    await button(staff.get_by_role("dialog"), "Tutup dan hitung").click()
    await expect(card.get_by_text("Tidak disetujui")).to_be_visible()
    await expect(mine.get_by_text("Hasilnya belum diumumkan")).to_be_visible()
    await button(card, "Umumkan hasil").click()
    await expect(mine.get_by_text("Tidak disetujui")).to_be_visible()
    await button(card, "Hitung ulang").click()
    await expect(staff.get_by_text("hasilnya sama")).to_be_visible()
