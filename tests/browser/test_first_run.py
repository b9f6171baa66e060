"""The first visitor of an empty Rakor answers three questions and is at home."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, sideways, stumbles
from tests.browser.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]


async def test_the_first_visitor_sets_rakor_up(serve, browse: Browse):
    page = await browse(serve(), PHONE, reduced_motion="reduce")
    await page.goto("/meetings")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Siapkan Rakor")
    assert await sideways(page) == []
    assert await stumbles(page) == []

    await page.get_by_label("Nama instansi").fill("Badan Pengembangan SDM")
    await page.get_by_label("Kode singkat").fill("BPSDM")
    await page.get_by_label("Nama Anda").fill("Ada Lestari")
    await page.get_by_label("Alamat surel").fill("ada@bpsdm.example.go.id")
    await page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Mulai memakai Rakor").click()

    await expect(page.get_by_role("link", name="Buat rapat").first).to_be_visible()
    assert await sideways(page) == []
    assert await stumbles(page) == []
