"""The room takes a break: everybody reads until when, nothing runs meanwhile, and it goes on."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from rakor.accounts.models import Account, User
from rakor.live import operations
from rakor.live.rules.phrases import PhraseFacts
from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, button, part, sideways, sign_in, stumbles
from tests.browser.world import PASSWORD, PEOPLE, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

UNTIL = re.compile(r"^Istirahat sampai \d\d\.\d\d WIB$")


async def test_the_room_takes_a_break_and_goes_on(db: str, serve, browse: Browse):
    places = await furnish()
    url = serve()
    rina = User.of(
        await Account.get(person__email=PEOPLE["organizer"][0]).select_related("person__agency")
    )
    phrase = PhraseFacts(word="ishoma", text="Rapat diskors; [pembicara] melanjutkan sesudahnya.")
    await operations.add_phrase(phrase, by=rina)
    pages = {}
    for role, width in (("chair", PHONE), ("taker", 1440), ("participant", PHONE)):
        pages[role] = await browse(url, width)
        await sign_in(pages[role], PEOPLE[role][0], PASSWORD)
        await pages[role].goto(f"/meetings/{places['running']}/live")
    screen = await pages["participant"].context.new_page()
    await screen.goto(f"/meetings/{places['running']}/live/screen")

    await give_a_break(pages["chair"], pages["participant"], screen)
    await its_end_is_moved(pages["taker"], screen)
    await who_reads_along(pages["taker"])
    await it_goes_on(pages["taker"], pages["chair"], screen)
    await who_has_spoken(pages["chair"])
    await its_own_phrase(pages["taker"])


async def give_a_break(chair: Page, reader: Page, screen: Page) -> None:
    """By the chair, for half an hour; the timer of the item stands still on every page."""
    await button(chair, "Istirahat").click()
    asked = chair.get_by_role("dialog", name="Istirahat sampai pukul berapa?")
    assert await stumbles(chair) == []
    await asked.get_by_role("button", name="30 menit").click()
    await asked.get_by_role("button", name="Mulai istirahat").click()
    for page in (chair, reader):
        await expect(part(page, "recess").locator("b")).to_have_text(UNTIL)
        assert await sideways(page) == []
    await expect(part(screen, "now-title")).to_have_text(UNTIL)
    await expect(part(screen, "now-planned")).to_have_text("sampai dilanjutkan")
    await expect(part(screen, "next")).to_contain_text("Dilanjutkan dengan: Kuota kursi")
    await expect(part(reader, "recess").get_by_role("button")).to_have_count(0)
    await expect(button(chair, "Pokok berikutnya")).to_be_hidden()
    await expect(part(chair, "now-watch")).not_to_have_attribute("data-stopwatch", re.compile("."))
    assert await stumbles(chair) == []


async def its_end_is_moved(taker: Page, screen: Page) -> None:
    """By the hour of the place where the meeting is."""
    await button(taker, "Ubah jam").click()
    later = (datetime.now(UTC) + timedelta(hours=8)).strftime("%H:%M")
    await taker.get_by_label("Dilanjutkan pukul").fill(later)
    await button(taker, "Mulai istirahat").press("Enter")
    told = f"Istirahat sampai {later.replace(':', '.')} WIB"
    await expect(part(taker, "recess").locator("b")).to_have_text(told)
    await expect(part(screen, "now-title")).to_have_text(told)


async def who_reads_along(taker: Page) -> None:
    """How many stands beside the note, and their names are there for the asking."""
    count = part(taker, "readers")
    await expect(count).to_have_text("3 orang membaca")
    await count.press("Enter")
    asked = taker.get_by_role("dialog", name="Yang sedang membaca")
    for role in ("chair", "taker", "participant"):
        await expect(asked).to_contain_text(PEOPLE[role][1])
    assert await stumbles(taker) == []
    await taker.keyboard.press("Escape")
    await expect(count).to_be_focused()


async def it_goes_on(taker: Page, chair: Page, screen: Page) -> None:
    await button(taker, "Lanjutkan sidang").click()
    for page in (taker, chair):
        await expect(part(page, "recess")).to_be_hidden()
    await expect(part(screen, "now-title")).to_contain_text("Kuota kursi")
    await expect(part(chair, "now-watch")).to_have_attribute("data-stopwatch", re.compile("."))


async def who_has_spoken(chair: Page) -> None:
    """In sum and on each item, with the agency and the time."""
    card = part(chair, "spoken")
    first = card.locator("[data-field=sum] li").first
    await expect(first).to_contain_text("drg. Maria Goreti Wea, M.Kes. Kemenkes")
    await expect(first).to_contain_text(re.compile(r"\d\d\.\d\d$"))
    await card.get_by_text("Per pokok agenda").click()
    await expect(card.get_by_role("heading", name="Kuota kursi")).to_be_visible()


async def its_own_phrase(taker: Page) -> None:
    """What the agency keeps stands before what every meeting has; whoever speaks is put in."""
    note = taker.get_by_role("textbox", name="Catatan: Kuota kursi")
    await note.click()
    await taker.keyboard.press("Control+End")
    await taker.keyboard.type("\n\n/isho")
    await expect(taker.get_by_role("option", selected=True)).to_contain_text("Rapat diskors; …")
    await taker.keyboard.press("Enter")
    await expect(note).to_contain_text(
        "Rapat diskors; Kementerian Kesehatan (drg. Maria Goreti Wea, M.Kes.) melanjutkan"
    )
