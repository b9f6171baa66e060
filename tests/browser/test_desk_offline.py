"""A dead network and many people at two doors: nobody waits, nothing is lost or counted twice."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from rakor.attendance import operations as attendance
from rakor.attendance import queries
from rakor.attendance.models import Device, Head, Scan, Signature
from rakor.attendance.rules import Outcome
from rakor.invitations import operations as invitations
from tests.browser.cable import CUT_OFF, Cable, cable
from tests.browser.conftest import Browse
from tests.browser.desks import (
    EMAIL,
    HELD,
    Door,
    all_handed_in,
    enrol,
    ready,
    scan,
    stand_in_line,
    tablet,
)
from tests.browser.watching import PHONE, button, part, sideways, sign_in, stumbles
from tests.browser.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]


async def test_thirty_people_pass_two_desks_without_a_network(
    db: str, serve, chromium: Browser, browse: Browse, tmp_path: Path
):
    door = await stand_in_line(32)
    url = serve()
    async with cable(url) as first, cable(url) as second:
        async with tablet(chromium.browser_type, tmp_path / "disk", first.url) as page:
            await enrol(page, door, "Meja 2")
            desk = await browse(second.url)
            desk.complaints.expect(CUT_OFF)
            await sign_in(desk, EMAIL, PASSWORD)
            await desk.goto(f"/meetings/{door.meeting.id}/attendance/desk?device=Meja+1")
            await ready(desk)
            await first.cut()
            await second.cut()
            began = datetime.now(UTC)
            await without_a_network(page, door)
        await beside_her(desk, door)
        # Whoever came in meanwhile with an invitation that was withdrawn has to be looked at.
        await invitations.withdraw(door.invited[3].id, by=door.rina)
        async with tablet(chromium.browser_type, tmp_path / "disk", first.url) as page:
            await opened_again(page, door)
            cut_until = datetime.now(UTC)
            await first.plug_in()
            await all_handed_in(page)
            await second.plug_in()
            await all_handed_in(desk)
            await nothing_was_lost(door, began, cut_until)
            await look_at_what_differs(page, desk)
            assert await stumbles(page) == []


async def without_a_network(page: Page, door: Door) -> None:
    """By code, by card, as a guest; one signs, one leaves, and a slip is undone."""
    await expect(part(page, "line")).to_contain_text("Terputus")
    for code in door.codes[:19]:
        await scan(page, code)
    await scan(page, door.codes[0], "Sudah dicatat")
    await scan(page, "ZZZZ000000", "Ditolak")
    card = queries.badge_text(door.meeting, door.invited[30])
    forged = card[:-9] + ("A" if card[-9] != "A" else "B") + card[-8:]
    await scan(page, forged, "Ditolak")
    await expect(part(page, "result")).to_contain_text("Kartu ini tidak dibuat untuk rapat di sini")
    await scan(page, card)
    await expect(part(page, "result")).to_contain_text("Peserta 30")
    await page.keyboard.press("F2")
    await page.keyboard.type("Tamu Undangan")
    await page.keyboard.press("Enter")
    await expect(part(page, "result")).to_contain_text("Tamu Undangan")
    await scan(page, door.codes[19])
    await page.keyboard.press("Control+z")
    await expect(part(page, "result").locator(".verdict")).to_contain_text("Dibatalkan")
    await page.keyboard.press("F9")
    await scan(page, door.codes[1], "Keluar dicatat")
    await page.keyboard.press("F9")
    await scan(page, door.codes[2], "Sudah dicatat")
    await draw(page)
    # 20 and the guest; the slip does not count.
    await expect(page.locator('[data-count="heads"]').first).to_have_text("21")
    await expect(part(page, "line")).to_have_text("Terputus: 29 pindaian disimpan di perangkat ini")


async def draw(page: Page) -> None:
    """A signature by hand; the button is there only when something is drawn."""
    await page.keyboard.press("F8")
    save = button(page, "Simpan tanda tangan")
    await expect(save).to_be_disabled()
    box = await part(page, "pad").bounding_box()
    assert box
    await page.mouse.move(box["x"] + 40, box["y"] + 60)
    await page.mouse.down()
    await page.mouse.move(box["x"] + 160, box["y"] + 90, steps=5)
    await page.mouse.up()
    await save.click()


async def beside_her(desk: Page, door: Door) -> None:
    """The other desk has the same people at its door, and its page is loaded again meanwhile."""
    for code in door.codes[10:15]:
        await scan(desk, code)
    await desk.reload()
    await expect(part(desk, "line")).to_have_text("Terputus: 5 pindaian disimpan di perangkat ini")
    await expect(part(desk, "log").locator("li")).to_have_count(5)
    for code in door.codes[15:30]:
        await scan(desk, code)


async def opened_again(page: Page, door: Door) -> None:
    """The tablet was shut and is opened at its start page: all is there, and goes on."""
    await page.goto("/door")
    await expect(part(page, "line")).to_have_text("Terputus: 29 pindaian disimpan di perangkat ini")
    await expect(part(page, "title")).to_have_text("Rapat Koordinasi Teknis")
    await expect(page.locator('[data-count="heads"]').first).to_have_text("21")
    await page.keyboard.type("peserta 31")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("Peserta 31")
    await page.keyboard.press("Enter")
    await expect(part(page, "result")).to_contain_text("Peserta 31")


async def nothing_was_lost(door: Door, began: datetime, cut_until: datetime) -> None:
    """Every scan is there once, with the time it had at the door; a person is one head."""
    scans = await Scan.filter(meeting_id=door.meeting.id)
    # 29 of the tablet but the signature, one after it was opened again; 20 of the other desk.
    assert len(scans) == 28 + 1 + 20
    # As well as one answer tells by how much the clock of the desk is wrong.
    slack = timedelta(seconds=2)
    assert all(began - slack <= each.at <= cut_until + slack for each in scans)
    assert all(cut_until <= each.recorded_at for each in scans)
    refused = {each.reason for each in scans if each.outcome is Outcome.REFUSED}
    assert refused == {"unknown_code", "bad_signature", "withdrawn"}
    heads = await Head.counted(meeting_id=door.meeting.id)
    names = {f"Peserta {n:02}" for n in range(32) if n != 3} | {"Tamu Undangan"}
    assert (len(heads), {each.name for each in heads}) == (32, names)
    first = {each.name: each.first_at for each in heads}
    for each in heads:
        came = [scan.at for scan in scans if scan.head_id == each.id and not scan.voids_id]
        # The slip at the first desk was taken back; that person came at the second.
        assert each.name == "Peserta 19" or first[each.name] == min(came)
    left = [each.name for each in heads if each.last_out_at]
    assert left == ["Peserta 01"]
    signed = await Signature.all().select_related("head")
    assert [each.head.name for each in signed] == ["Peserta 02"]


async def look_at_what_differs(page: Page, desk: Page) -> None:
    """What the ledger says otherwise stays on the page until somebody has looked at it."""
    rows = part(page, "conflict-list").locator("li")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("Peserta 03")
    await expect(rows).to_contain_text("Menurut buku hadir: Ditolak.")
    await button(page, "Sudah saya lihat: Peserta 03").press("Enter")
    await expect(part(page, "conflicts")).to_be_hidden()
    # Nine were at both desks.
    await expect(part(desk, "conflict-list").locator("li")).to_have_count(9)
    await desk.reload()
    await expect(part(desk, "conflict-list").locator("li")).to_have_count(9)
    await button(desk, "Semua sudah saya lihat").click()
    await expect(part(desk, "conflicts")).to_be_hidden()
    for tab in (page, desk):
        await expect(tab.locator('[data-count="heads"]').first).to_have_text("32")


async def test_a_device_forgets_everything_when_it_is_told_to(
    db: str, serve, chromium: Browser, tmp_path: Path
):
    door = await stand_in_line(3)
    disk = tmp_path / "disk"
    async with (
        cable(serve()) as line,
        tablet(chromium.browser_type, disk, line.url, "401: ") as page,
    ):
        await enrol(page, door, "Meja 2")
        await page.set_viewport_size({"width": PHONE, "height": 844})
        assert await sideways(page) == []
        await asks_before_it_loses_something(page, door, line)
        await all_handed_in(page)
        (device,) = await Device.all()
        # The officers see that nothing is left on it.
        async with page.expect_response(re.compile("/wiped$")):
            await attendance.revoke_device(door.meeting.id, device.id, by=door.rina)
        await device.refresh_from_db()
        assert device.wiped_at is not None
        await expect(part(page, "closed-why")).to_contain_text("Petugas mencabut perangkat ini")
        await expect(part(page, "floor")).to_be_hidden()
        assert await page.evaluate(HELD) == []
    assert await Head.counted(meeting_id=door.meeting.id).count() == 1


async def asks_before_it_loses_something(page: Page, door: Door, line: Cable) -> None:
    await line.cut()
    await scan(page, door.codes[0])
    await expect(part(page, "line")).to_contain_text("1 pindaian disimpan")
    await button(page, "Hapus data rapat dari perangkat ini").click()
    await expect(page.get_by_role("dialog")).to_contain_text("1 pindaian belum terkirim")
    await button(page, "Kembali").click()
    await line.plug_in()
