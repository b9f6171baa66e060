"""The steps of signing in that no furnished week stops at: links by mail, the app, its codes."""

import re

import pyotp
import pytest
from playwright.async_api import Page, expect

from rakor.accounts.rules import Role
from rakor.mail.models import OutgoingMail
from tests.browser.watching import DESKTOP, PHONE, button, sideways, sign_in, stumbles
from tests.browser.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-ways-in")]

RINA = "rina@bpsdm.example.go.id"
NEW = "sandi yang baru sekali"
CALM = {"reduced_motion": "reduce"}  # colours that are still changing have no contrast yet


async def fits(page: Page) -> None:
    """Small and light, wide and dark: nothing sideways, nothing to stumble over."""
    found = {}
    for width, height, scheme in ((PHONE, 844, "light"), (DESKTOP, 900, "dark")):
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size({"width": width, "height": height})
        found[scheme] = (await sideways(page), await stumbles(page))
    assert found == {"light": ([], []), "dark": ([], [])}


async def mailed(page: Page, path: str) -> str:
    """Ask for a link as everybody does; gives the path that the worker mailed."""
    known = await OutgoingMail.all().count()
    await page.goto(path)
    await page.get_by_label("Alamat surel").fill(RINA)
    await button(page, "Kirim tautan").click()
    await expect(page.get_by_role("heading", name="Periksa surel Anda")).to_be_visible()
    for _look in range(100):
        if await OutgoingMail.all().count() > known:
            break
        await page.wait_for_timeout(100)
    letter = await OutgoingMail.all().order_by("-id").first()
    text = bytes(letter.message).replace(b"=\r\n", b"").decode()
    return re.search(r"(/sign-in/\w+/[a-z2-7]{26})", text)[1]


async def test_a_forgotten_password_is_set_anew_by_mail(serve, browse, new_account):
    await new_account(RINA, "Rina Halim", "BPSDM", Role.ORGANIZER)
    page = await browse(serve(), **CALM)
    way = await mailed(page, "/sign-in/forgot")
    await page.goto(way)
    await fits(page)
    await page.get_by_label("Kata sandi baru", exact=True).fill(NEW)
    await button(page, "Simpan kata sandi").click()
    await expect(page.get_by_text("Kata sandi tersimpan.")).to_be_visible()

    await sign_in(page, RINA, NEW)


async def test_a_link_in_another_browser_asks_before_it_lets_in(serve, browse, new_account):
    await new_account(RINA, "Rina Halim", "BPSDM", Role.ORGANIZER)
    url = serve()
    asking, other = await browse(url, **CALM), await browse(url, PHONE, **CALM)
    way = await mailed(asking, "/sign-in/mail?next=/directory")
    await other.goto(way)
    await fits(other)
    again = await mailed(asking, "/sign-in/mail?next=/directory")
    await asking.goto(again)

    await asking.wait_for_url(re.compile(r"^[^?]*/directory$"))


async def test_the_app_is_set_up_and_asked_for(serve, browse, new_account):
    await new_account(RINA, "Rina Halim", "BPSDM", Role.ORGANIZER)
    url = serve()
    page = await browse(url, **CALM)
    await sign_in(page, RINA, PASSWORD)
    await page.goto("/settings/security")
    await button(page, "Pasang aplikasi").click()
    await page.wait_for_url("**/security/app")
    await fits(page)
    secret = (await page.locator("p code").inner_text()).replace("-", "")
    await page.get_by_label("Ketik kode").fill(pyotp.TOTP(secret).now())
    await button(page, "Pasang aplikasi").click()
    await expect(page.get_by_role("heading", name="Kode pemulihan")).to_be_visible()
    await fits(page)
    kept = await page.locator("li code").first.inner_text()
    elsewhere = await browse(url, PHONE, **CALM)
    await elsewhere.goto("/sign-in")
    await elsewhere.get_by_label("Alamat surel").fill(RINA)
    await elsewhere.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    await elsewhere.get_by_role("button", name="Masuk", exact=True).click()
    await elsewhere.wait_for_url("**/sign-in/second")
    await fits(elsewhere)
    await elsewhere.get_by_label("Kode").fill(kept)
    await elsewhere.get_by_role("button", name="Masuk", exact=True).click()
    await elsewhere.wait_for_url(f"{url}/")
