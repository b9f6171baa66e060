"""The page of attendance keeps up with who comes, and its documents show that they come."""

import asyncio
from uuid import UUID

import pytest
from playwright.async_api import Page, Route, expect

from rakor.accounts.models import Account, User
from rakor.attendance import operations as attendance
from rakor.attendance.rules import WalkIn, Wish
from tests.browser.conftest import Browse
from tests.browser.watching import sign_in
from tests.browser.world import PASSWORD, PEOPLE, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pages")]


async def somebody_comes(page: Page, meeting: str) -> None:
    """A guest is recorded elsewhere: the figures and the table follow without a reload."""
    rina = await Account.get(person__email=PEOPLE["organizer"][0]).select_related("person__agency")
    heads, row = page.locator('[data-count="heads"]'), page.locator('[data-agency="LAN"] b')
    before = int(await heads.inner_text()), int(await row.inner_text())
    guest = Wish("later", walk_in=WalkIn("Datang Terlambat", "LAN"))
    await attendance.check_in(UUID(meeting), guest, by=User.of(rina))
    await expect(heads).to_have_text(str(before[0] + 1))
    await expect(row).to_have_text(str(before[1] + 1))


async def test_a_download_shows_that_it_comes_or_says_why_not(browse: Browse, db: str, serve):
    places = await furnish()
    page = await browse(serve())
    page.complaints.expect(r"attendance\.xlsx net::ERR_FAILED")
    await sign_in(page, PEOPLE["organizer"][0], PASSWORD)
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(route: Route) -> None:
        asked.set()
        await go_on.wait()
        await route.continue_()

    async def never(route: Route) -> None:
        await route.abort()

    await page.route("**/attendance.csv", slowly)
    await page.route("**/attendance.xlsx", never)
    await page.goto(f"/meetings/{places['running']}/attendance")
    await somebody_comes(page, places["running"])
    link = page.get_by_role("link", name="Unduh CSV")
    async with page.expect_download() as begun:
        await link.click()
        await asyncio.wait_for(asked.wait(), 30)
        await expect(page.locator(".loadbar")).to_have_count(1)
        await expect(link).to_have_attribute("aria-busy", "true")
        go_on.set()
    download = await begun.value
    assert download.suggested_filename.startswith("daftar-hadir-")
    assert download.suggested_filename.endswith(".csv")
    await expect(page.locator(".loadbar")).to_have_count(0)
    await page.get_by_role("link", name="Unduh XLSX").click()
    await expect(page.locator(".toasts")).to_contain_text("Tidak tersambung ke server.")
