"""What somebody typed is never lost: not by a closed laptop, not by two in one paragraph."""

import asyncio
import re
from uuid import UUID

import pytest
from playwright.async_api import Page, expect

from rakor.documents import richtext
from rakor.live.models import Note
from tests.browser.cable import CUT_OFF, Cable, cable
from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, button, part, sign_in
from tests.browser.world import PASSWORD, PEOPLE, Places, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

SAVED = re.compile(r"^Tersimpan \d\d\.\d\d\.\d\d$")
SAVE = re.compile(r"/notes$")
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
        watcher = await browse(url, PHONE)
        await sign_in(watcher, PEOPLE["participant"][0], PASSWORD)
        await type_on_while_cut(taker, rina, watcher, line, places)
        await look_back(rina, places)


# A busy browser tells of a moved caret only after the keys that followed it.
MOVE_AND_BREAK = """(editor) => {
  const texts = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  getSelection().collapse(texts.nextNode(), 'Peserta'.length);
  const pressed = { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true };
  editor.dispatchEvent(new KeyboardEvent('keydown', pressed));
  return [...editor.children].slice(0, 2).map((line) => line.textContent);
}"""


async def test_a_key_acts_where_the_caret_was_put_just_before(db: str, serve, browse: Browse):
    places = await furnish()
    taker = await browse(serve())
    await sign_in(taker, PEOPLE["taker"][0], PASSWORD)
    await taker.goto(f"/meetings/{places['running']}/live")
    await editor(taker).click()
    await taker.keyboard.press("Control+End")
    await taker.keyboard.type("Di akhir.")
    await expect(part(taker, "saved")).to_have_text(SAVED)
    assert await editor(taker).evaluate(MOVE_AND_BREAK) == ["Peserta", " menyimak."]
    await expect(part(taker, "saved")).to_have_text(SAVED)


def editor(page: Page):
    return page.get_by_role("textbox", name="Catatan: Kuota kursi")


async def insert(page: Page, key: str, words: str) -> None:
    await editor(page).get_by_text("Peserta menyimak.").first.click()
    await page.keyboard.press(key)
    await page.keyboard.type(words)


KEPT = """async (words) => {
  const done = (asked) => new Promise((tell) => (asked.onsuccess = () => tell(asked.result)));
  const kept = (await done(indexedDB.open('rakor'))).transaction('drafts').objectStore('drafts');
  return JSON.stringify(await done(kept.getAll())).includes(words);
}"""


async def kept_here(page: Page, words: str) -> None:
    """Wait until this device itself has what was typed, as it has a moment later."""
    for _look in range(600):
        if await page.evaluate(KEPT, words):
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"not kept on this device: {words}")


async def stored(places: Places) -> str:
    notes = await Note.filter(meeting_id=UUID(places["running"])).order_by("-item__position")
    return richtext.to_text(richtext.read(notes[0].body))


async def shut_the_laptop(taker: Page, line: Cable, places: Places) -> Page:
    """The network is gone, then at the last letter the page too; opened again, it saves it all."""
    await taker.goto(f"/meetings/{places['running']}/live")
    await expect(part(taker, "saved")).to_have_text(SAVED)
    await line.cut()
    await editor(taker).click()
    await taker.keyboard.press("Control+End")
    await taker.keyboard.type("Ditulis sebelum")
    await expect(part(taker, "saved")).to_have_text(KEPT_HERE)
    await taker.keyboard.type(" laptop ditutup.")
    await taker.close()
    await line.plug_in()

    again = await taker.context.new_page()
    again.complaints = taker.complaints
    await again.clock.install()
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
    async with rina.expect_response(SAVE):
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


LINES = [f"Baris {word} ditulis tanpa jaringan." for word in ("satu", "dua", "tiga", "empat")]
WATCH = """() => {
  const place = document.querySelector('[data-part="saved"]');
  window.said = [];
  new MutationObserver(() => window.said.push(place.textContent)).observe(place, {childList: true});
}"""


async def type_on_while_cut(
    taker: Page, rina: Page, watcher: Page, line: Cable, places: Places
) -> None:
    """One writes on without a network, one beside her with it, one reads along: all have all."""
    live = f"/meetings/{places['running']}/live"
    await watcher.goto(live)
    await editor(taker).click()
    await taker.keyboard.press("Control+End")
    await taker.keyboard.type("\n\nJaringan masih ada.")
    # On a slow machine her half minute ended before Rina wrote, whose own lasts still.
    await part(taker, "take-over").evaluate("each => each.click()")
    await expect(part(taker, "writer")).to_have_text("Anda menulis di sini.")
    await expect(part(taker, "saved")).to_have_text(SAVED)
    await expect(part(rina, "writer")).to_have_text("Sari Kusumawardhani menulis di sini.")
    await taker.keyboard.type(" Sampai di sini.")
    await line.cut()
    await a_minute_passes(taker)
    await insert(rina, "Home", "Pembukaan: ")
    await expect(part(rina, "saved")).to_have_text(SAVED)
    await wait_for_her(rina, places)
    kept = await stored(places)
    assert not any(words in kept for words in LINES)
    await line.plug_in()
    await it_comes_back_by_itself(taker)
    told = await stored(places)
    for words in ("Pembukaan: ", "Sampai di sini.", *LINES):
        assert words in told
        for page in (editor(taker), editor(rina), watcher.locator("main")):
            await expect(page).to_contain_text(words)


async def a_minute_passes(taker: Page) -> None:
    """Sixty seconds by the clock of the page, in which it asks in vain; she types all the while.

    Every pause between two questions runs out as it would. What the indicator says is looked at
    every second and after every change: never that anything is saved which is not.
    """
    failed: list[str] = []
    taker.on("requestfailed", lambda request: failed.append(request.url))
    words = iter(LINES)
    for second in range(60):
        if second % 15 == 0:
            line = next(words)
            await taker.keyboard.type("\n" + line)
            await expect(part(taker, "saved")).to_have_text(KEPT_HERE)
            await taker.evaluate(f"() => {{ if (!window.said) ({WATCH})() }}")
        await taker.clock.run_for(1000)
        assert KEPT_HERE.match(await part(taker, "saved").inner_text()), second
        if second % 15 == 1:
            await kept_here(taker, line)
    said = await taker.evaluate("() => window.said")
    assert all(KEPT_HERE.match(each) for each in said), said
    # Once in two to four seconds for what others do; her own words less and less often.
    asked = sum("/entries" in url for url in failed)
    sent = sum(bool(SAVE.search(url)) for url in failed)
    assert (10 <= asked <= 35, 4 <= sent <= 20) == (True, True), (asked, sent)


async def it_comes_back_by_itself(taker: Page) -> None:
    """The network is there and nobody says so: the next question of the page finds it."""
    for _second in range(20):
        await taker.clock.run_for(1000)
        if SAVED.match(await part(taker, "saved").inner_text()):
            break
    await expect(part(taker, "saved")).to_have_text(SAVED, timeout=5000)


async def wait_for_her(rina: Page, places: Places) -> None:
    """A meeting is not closed while somebody's words are on her own device only."""
    rina.complaints.expect(r"409: POST .*/close")
    await button(rina, "Tutup rapat").click()
    await rina.get_by_role("dialog").get_by_role("button", name="Tutup rapat").click()
    asked = rina.get_by_role("dialog", name="Tutup walaupun ada catatan yang belum tersimpan?")
    await expect(asked).to_contain_text("Sari Kusumawardhani pada pokok “Kuota kursi")
    await asked.get_by_role("button", name="Tunggu dahulu").click()


async def look_back(rina: Page, places: Places) -> None:
    """Earlier versions are compared and brought back by keyboard; a line becomes a decision."""
    await part(rina, "history").press("Enter")
    dialog = rina.get_by_role("dialog", name="Riwayat catatan")
    await expect(dialog.locator(".diff-come").first).to_be_visible()
    await dialog.locator(".revs button").last.press("Enter")
    await dialog.get_by_role("button", name="Kembalikan revisi 1").press("Enter")
    await expect(editor(rina)).not_to_contain_text("Jaringan masih ada.")
    assert "Jaringan masih ada." not in await stored(places)
    await editor(rina).click()
    await rina.keyboard.press("Control+End")
    await rina.keyboard.type("\n\n@kemente")
    await expect(rina.get_by_role("option", selected=True)).to_contain_text("Kementerian")
    await rina.keyboard.press("Enter")
    await rina.keyboard.type("menyiapkan jadwal. /tindak")
    await rina.keyboard.press("Enter")
    await expect(rina.get_by_label("Isi keputusan")).to_have_value(
        re.compile(r"^Kementerian \w+ menyiapkan jadwal\.$")
    )
    await expect(rina.get_by_label("Penanggung jawab")).to_be_focused()
