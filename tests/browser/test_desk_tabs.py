"""One tablet with two tabs and a wrong clock: one queue, and the hours of the server."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from rakor.attendance.models import Head, Scan, Signature
from rakor.attendance.rules import Outcome
from tests.browser.cable import Cable, cable
from tests.browser.desks import HELD, Door, all_handed_in, enrol, ready, scan, stand_in_line, tablet
from tests.browser.watching import button, part

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

# The clock of the tablet: three hours behind until somebody sets it.
BEHIND = timedelta(hours=3)
WRONG_CLOCK = """{
  const Right = Date;
  globalThis.behind = 3 * 3600_000;
  globalThis.Date = class extends Right {
    constructor(...when) {
      super(...(when.length ? when : [Right.now() - globalThis.behind]));
    }
    static now() {
      return Right.now() - globalThis.behind;
    }
  };
}"""
# A disk that is busy with something else, until `release()`.
BUSY_DISK = """(meeting) => new Promise((held) => {
  const asked = indexedDB.open(`rakor-desk-${meeting}`);
  asked.onsuccess = () => {
    const work = asked.result.transaction(["queue", "log"], "readwrite");
    const store = work.objectStore("queue");
    let busy = true;
    const on = () => (busy ? (store.count().onsuccess = on) : asked.result.close());
    globalThis.release = () => (busy = false);
    on();
    held();
  };
})"""


async def test_two_tabs_of_a_tablet_with_a_wrong_clock_keep_one_queue(
    db: str, serve, chromium: Browser, tmp_path: Path
):
    door = await stand_in_line(6)
    kind, disk = chromium.browser_type, tmp_path / "disk"
    async with cable(serve()) as line, tablet(kind, disk, line.url, "401: ") as page:
        await page.context.add_init_script(WRONG_CLOCK)
        await enrol(page, door, "Meja 2")
        beside = await page.context.new_page()
        await beside.goto("/door")
        await ready(beside)
        began = datetime.now(UTC)
        await unplug(line, page, beside)
        await both_scan(page, beside, door)
        await line.plug_in()
        for tab in (page, beside):
            await all_handed_in(tab)
        await unplug(line, page, beside)
        await a_slow_disk_says_nothing(page, door)
        # Tablets take their time from the network: it is right as soon as there is one.
        for tab in (page, beside):
            await tab.evaluate("() => { globalThis.behind = 0; }")
        await line.plug_in()
        for tab in (page, beside):
            await all_handed_in(tab)
            await expect(tab.locator('[data-count="heads"]').first).to_have_text("4")
        await by_the_hours_of_the_server(door, began)
        await signs_by_name(page)
        await wiped_in_one_tab(page, beside)


async def unplug(line: Cable, *tabs: Page) -> None:
    await line.cut()
    for tab in tabs:
        await tab.evaluate("() => dispatchEvent(new Event('online'))")
        await expect(part(tab, "line")).to_contain_text("Terputus")


async def both_scan(page: Page, beside: Page, door: Door) -> None:
    """What one tab records, the other knows at once."""
    await scan(page, door.codes[0])
    await scan(beside, door.codes[1])
    await holds(beside, 2)
    await holds(page, 2)
    await scan(beside, door.codes[0], "Sudah dicatat")
    await scan(page, door.codes[1], "Sudah dicatat")
    await scan(page, door.codes[2])
    for tab in (page, beside):
        await holds(tab, 5)
        await expect(tab.locator('[data-count="heads"]').first).to_have_text("3")
        names = part(tab, "log").locator("li b")
        told = [f"Peserta {n:02}" for n in (2, 1, 0, 1, 0)]
        await expect(names).to_have_text(told)


async def holds(tab: Page, n: int) -> None:
    words = f"Terputus: {n} pindaian disimpan di perangkat ini"
    await expect(part(tab, "line")).to_have_text(words)


async def a_slow_disk_says_nothing(page: Page, door: Door) -> None:
    """Before a scan lies on the disk no verdict is shown, and the one before it is set back."""
    result = part(page, "result")
    await page.evaluate(BUSY_DISK, str(door.meeting.id))
    await page.keyboard.type(door.codes[3])
    await page.keyboard.press("Enter")
    await expect(result).to_have_attribute("data-waits", "")
    await expect(result).to_contain_text("Peserta 02")
    await expect(part(page, "log").locator("li")).to_have_count(5)
    await page.evaluate("() => globalThis.release()")
    await expect(result).to_contain_text("Peserta 03")
    await expect(result).not_to_have_attribute("data-waits", "")


async def by_the_hours_of_the_server(door: Door, began: datetime) -> None:
    """Each scan once and at its true time, with what the clock of the tablet said beside it."""
    scans = await Scan.filter(meeting_id=door.meeting.id).order_by("at")
    outcomes = [each.outcome for each in scans]
    here, known = Outcome.ACCEPTED, Outcome.DUPLICATE
    assert outcomes == [here, here, known, known, here, here]
    # As well as one answer tells by how much the clock is wrong.
    slack = timedelta(seconds=2)
    assert all(began - slack <= each.at <= datetime.now(UTC) for each in scans)
    off = [each.at - each.said_at for each in scans if each.said_at]
    assert len(off) == len(scans)
    assert all(abs(each - BEHIND) <= slack for each in off)
    assert await Head.counted(meeting_id=door.meeting.id).count() == 4


async def signs_by_name(page: Page) -> None:
    """Nobody needs a pointer to sign: the keys are enough."""
    await page.keyboard.press("F8")
    save = button(page, "Simpan tanda tangan")
    await expect(save).to_be_disabled()
    await page.get_by_label("Atau ketik nama Anda").focus()
    await page.keyboard.type("Peserta Tiga")
    await expect(save).to_be_enabled()
    async with page.expect_response("**/check-ins/batch"):
        await page.keyboard.press("Enter")
    signed = await Signature.get().select_related("head")
    assert (signed.head.name, json.loads(signed.strokes)) == ("Peserta 03", "Peserta Tiga")
    await expect(part(page, "result")).to_contain_text("Tanda tangan sudah ada")


async def wiped_in_one_tab(page: Page, beside: Page) -> None:
    """The other tab stops too, and no key opens anything there any more."""
    await beside.keyboard.press("F2")
    await expect(part(beside, "guest")).to_be_visible()
    await button(page, "Hapus data rapat dari perangkat ini").click()
    await button(page.get_by_role("dialog"), "Hapus data").click()
    for tab in (page, beside):
        await expect(part(tab, "closed-why")).to_contain_text("sudah dihapus")
        await expect(part(tab, "floor")).to_be_hidden()
        await tab.keyboard.press("F2")
        await expect(part(tab, "guest")).to_be_hidden()
    assert await page.evaluate(HELD) == []
