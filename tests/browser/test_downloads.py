"""A document that takes its time shows that it comes; one that does not come says why."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import Browse
from tests.browser.watching import sign_in
from tests.browser.world import PASSWORD, PEOPLE, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pages")]


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
    link = page.get_by_role("link", name="Unduh CSV")
    async with page.expect_download() as begun:
        await link.click()
        await asked.wait()
        await expect(page.locator(".loadbar")).to_have_count(1)
        await expect(link).to_have_attribute("aria-busy", "true")
        go_on.set()
    download = await begun.value
    assert download.suggested_filename.startswith("daftar-hadir-")
    assert download.suggested_filename.endswith(".csv")
    await expect(page.locator(".loadbar")).to_have_count(0)
    await page.get_by_role("link", name="Unduh XLSX").click()
    await expect(page.locator(".toasts")).to_contain_text("Tidak tersambung ke server.")
