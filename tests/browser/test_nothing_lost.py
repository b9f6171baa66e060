"""What somebody typed is never lost: not by a closed laptop, not by two in one paragraph."""

import re
from uuid import UUID

import pytest
from playwright.async_api import Page, expect

from rakor.documents import richtext
from rakor.live.models import Note
from tests.browser.cable import CUT_OFF, Cable, cable
from tests.browser.conftest import Browse
from tests.browser.watching import button, part, sign_in
from tests.browser.world import PASSWORD, PEOPLE, Places, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

SAVED = re.compile(r"^Tersimpan \d\d\.\d\d\.\d\d$")
KEPT_HERE = re.compile(r"^Terputus\. \d+ perubahan disimpan di perangkat ini$")


async def test_what_was_typed_is_never_lost(db: str, serve, browse: Browse):
    places = await furnish()
    url = serve()
    async with cable(url) as line:
        taker = await browse(line.url)
        taker.complaints.expect(CUT_OFF)
        taker.complaints.expect(r"409: PUT .*/notes")
        await sign_in(taker, PEOPLE["taker"][0], PASSWORD)
        taker = await shut_the_laptop(taker, line, places)
        rina = await browse(url)
        await sign_in(rina, PEOPLE["organizer"][0], PASSWORD)
        await write_the_same_words(taker, rina, line, places)


def editor(page: Page):
    return page.get_by_role("textbox", name="Catatan: Kuota kursi")


async def insert(page: Page, key: str, words: str) -> None:
    await editor(page).get_by_text("Peserta menyimak.").click()
    await page.keyboard.press(key)
    await page.keyboard.type(words)


async def stored(places: Places) -> str:
    notes = await Note.filter(meeting_id=UUID(places["running"])).order_by("-item__position")
    return richtext.to_text(richtext.read(notes[0].body))


async def shut_the_laptop(taker: Page, line: Cable, places: Places) -> Page:
    """The network is gone, then the page too; opened again, it saves what this device kept."""
    await taker.goto(f"/meetings/{places['running']}/live")
    await expect(part(taker, "saved")).to_have_text(SAVED)
    await line.cut()
    await editor(taker).click()
    await taker.keyboard.press("Control+End")
    await taker.keyboard.type("Ditulis sebelum laptop ditutup.")
    await expect(part(taker, "saved")).to_have_text(KEPT_HERE)
    # No hand shuts a lid sooner; what is typed reaches the device every 300 ms.
    await taker.wait_for_timeout(500)
    await taker.close()
    await line.plug_in()

    again = await taker.context.new_page()
    again.complaints = taker.complaints
    await again.goto(f"/meetings/{places['running']}/live")
    await expect(editor(again)).to_contain_text("Ditulis sebelum laptop ditutup.")
    await expect(part(again, "saved")).to_have_text(SAVED)
    assert "Ditulis sebelum laptop ditutup." in await stored(places)
    return again


async def write_the_same_words(taker: Page, rina: Page, line: Cable, places: Places) -> None:
    """Two change one paragraph, one of them cut off: both versions stay, a person chooses."""
    await rina.goto(f"/meetings/{places['running']}/live")
    await expect(part(rina, "saved")).to_have_text(SAVED)
    await line.cut()
    await insert(taker, "Home", "Sebagian: ")
    async with rina.expect_response(lambda answer: answer.request.method == "PUT"):
        await insert(rina, "End", " Lalu bertanya.")
    await expect(part(rina, "saved")).to_have_text(SAVED)
    await expect(part(taker, "saved")).to_have_text(KEPT_HERE)
    await line.plug_in()
    await taker.evaluate("() => dispatchEvent(new Event('online'))")

    await expect(part(taker, "versions")).to_contain_text(
        "Catatan ini diubah orang lain. Kedua versi disimpan."
    )
    await expect(part(taker, "saved")).to_have_text(re.compile("^Belum tersimpan"))
    await button(taker, "Bandingkan dan pilih").click()
    await button(taker, "Gabungkan keduanya").click()
    await expect(part(taker, "saved")).to_have_text(SAVED)
    for words in ("Sebagian: Peserta menyimak.", "Peserta menyimak. Lalu bertanya."):
        await expect(editor(rina)).to_contain_text(words)
        assert words in await stored(places)
