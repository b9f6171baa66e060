"""The floor in three browsers: asked for on a phone, given by the desk, shown in the room."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts, ItemFacts
from rakor.meetings.rules import Part
from rakor.web.middleware import SESSION
from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, button, part
from tests.conftest import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]


async def held(rina: User, guest: User) -> Meeting:
    """A meeting whose first item is on, and one participant."""
    starts = datetime.now(UTC)
    facts = Facts.model_validate(
        {
            "title": "Rapat koordinasi",
            "mode": "in_person",
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=2)).isoformat(),
            "room": "Ruang rapat",
        }
    )
    meeting = await meetings.draft_meeting(facts, by=rina)
    item = await meetings.add_item(meeting.id, ItemFacts(title="Kuota kursi", minutes=30), by=rina)
    await meetings.assign(meeting.id, guest.person, Part.PARTICIPANT, by=rina)
    await meetings.publish(meeting.id, by=rina)
    await meetings.open(meeting.id, by=rina)
    await meetings.start_item(meeting.id, item.id, by=rina)
    return meeting


async def test_a_request_from_a_phone_is_heard_timed_and_shown_in_the_room(
    serve, browse: Browse, rina: User, new_user, bkn: Agency
):
    guest = await new_user("Putu Peserta", bkn)
    meeting = await held(rina, guest)
    url = serve()

    async def enter(user: User, path: str = "", **more: int) -> Page:
        page = await browse(url, **more)
        secret = await signed_in(user)
        await page.context.add_cookies([{"name": SESSION, "value": secret, "url": url}])
        await page.goto(f"/meetings/{meeting.id}/live{path}")
        return page

    phone = await enter(guest, width=PHONE)
    desk = await enter(rina)
    screen = await enter(rina, "/screen")
    await ask(phone, "Pertanyaan", "Kapan dimulai?")
    await give_the_floor(desk, phone, screen)
    await ask(phone, "Interupsi tata tertib", "")
    await refuse(desk, phone)


async def ask(phone: Page, category: str, topic: str) -> None:
    card = part(phone, "floor")
    await card.get_by_text("Minta bicara").click()
    await card.get_by_role("radio", name=category).check()
    await card.get_by_label("Perihal").fill(topic)
    await button(card, "Kirim permintaan").click()
    await expect(card).to_contain_text("Anda berikutnya.")


async def give_the_floor(desk: Page, phone: Page, screen: Page) -> None:
    """By keys, while somebody else is put into the queue by hand."""
    queue, speaking = part(desk, "queue"), part(desk, "speaking")
    await expect(queue.get_by_role("listitem")).to_contain_text(
        "Putu Peserta, BKNPertanyaan · Kapan dimulai?"
    )
    await button(queue, "Pembicara").click()
    await queue.get_by_label("Nama atau instansi").fill("Ibu Menteri")
    await desk.keyboard.press("Enter")
    await expect(queue.get_by_role("listitem")).to_have_count(2)

    await desk.keyboard.press("F8")
    await expect(speaking).to_contain_text("Putu Peserta")
    await expect(part(phone, "floor")).to_contain_text("Waktu Anda berbicara.")
    await expect(screen.locator("body")).to_contain_text("Putu Peserta")
    timer = speaking.get_by_role("timer")
    await expect(timer).to_contain_text(re.compile(r"0[45]\.\d\d"))
    await desk.keyboard.press("F9")
    await expect(button(speaking, "Lanjutkan waktu")).to_be_visible()
    await expect(timer).to_have_class(re.compile("timer-paused"))
    await button(speaking, "1 menit").click()
    await expect(timer).to_contain_text(re.compile(r"0[56]\.\d\d"))

    await desk.keyboard.press("F8")
    await expect(speaking).to_contain_text("Ibu Menteri")
    await expect(part(phone, "floor")).to_contain_text("Ibu Menteri")
    await button(speaking, "Selesai").click()
    await expect(speaking).to_contain_text("Belum ada yang berbicara.")


async def refuse(desk: Page, phone: Page) -> None:
    queue = part(desk, "queue")
    await button(queue, "Tindakan untuk Putu Peserta").click()
    await queue.get_by_label("Alasan, hanya untuk yang meminta").fill("Waktu sudah habis.")
    await button(queue, "Tolak permintaan").click()
    await expect(queue.get_by_role("listitem")).to_have_count(0)
    await expect(part(phone, "floor")).to_contain_text(
        "Permintaan Anda belum dapat dipenuhi: Waktu sudah habis."
    )
    await expect(part(phone, "floor").get_by_text("Minta bicara")).to_be_visible()
