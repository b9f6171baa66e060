"""Passkeys in a real browser, with an authenticator that Chromium plays."""

import re

import pytest
from playwright.async_api import CDPSession, Page, expect

from rakor import journal
from rakor.accounts import operations as accounts
from rakor.accounts.models import Account, Passkey, Session
from rakor.accounts.rules import Role
from tests.browser.watching import PHONE, button, sideways, sign_in, stumbles
from tests.browser.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-passkeys")]

RINA = "rina@bpsdm.example.go.id"


@pytest.fixture
async def home(serve, new_account) -> str:
    """A server at an address that browsers offer passkeys for, and Rina's account on it."""
    await new_account(RINA, "Rina Halim", "BPSDM", Role.ORGANIZER)
    url: str = serve("localhost")
    return url


async def device(page: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """A phone's own authenticator, whose owner shows a finger at once."""
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    made = await cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp, made["authenticatorId"]


async def sign_out(page: Page) -> None:
    await page.goto("/settings")
    await button(page, "Keluar dari akun").click()
    await expect(page.get_by_role("heading", name="Masuk ke Rakor")).to_be_visible()


async def add_passkey(page: Page, name: str) -> None:
    await page.goto("/settings/security")
    await page.get_by_label("Nama perangkat").fill(name)
    await button(page, "Tambah kunci sandi").click()
    await expect(page.get_by_role("rowheader", name=name)).to_be_visible()


async def test_a_passkey_is_made_and_then_signs_in_without_a_password(home, browse):
    page = await browse(home, PHONE)
    await device(page)
    await sign_in(page, RINA, PASSWORD)
    await add_passkey(page, "Ponsel Rina")
    assert (await sideways(page), await stumbles(page)) == ([], [])
    await sign_out(page)
    await page.goto("/sign-in?next=/directory")
    await button(page, "Masuk dengan kunci sandi").click()
    # The address of the sign-in form ends in the same word.
    await page.wait_for_url(re.compile(r"^[^?]*/directory$"))

    account = await Account.get(person__email=RINA)
    key = await Passkey.get()
    assert (key.account_id, key.name, key.sign_count > 0) == (account.id, "Ponsel Rina", True)
    entries = await journal.since(accounts.account_stream(account.id), 0)
    assert [(e.kind, e.data.get("via")) for e in entries][-3:] == [
        ("account.signed_in", "password"),
        ("account.passkey_added", None),
        ("account.signed_in", "passkey"),
    ]


async def test_a_passkey_that_was_removed_signs_nobody_in(home, browse):
    page = await browse(home)
    await device(page)
    await sign_in(page, RINA, PASSWORD)
    await add_passkey(page, "Laptop")
    await button(page, "Hapus").click()
    await page.get_by_role("dialog").get_by_role("button", name="Hapus").click()
    await expect(page.get_by_text("Kunci sandi dihapus.")).to_be_visible()
    await sign_out(page)
    page.complaints.expect("403: POST .*/sign-in/passkey")
    await button(page, "Masuk dengan kunci sandi").click()

    await expect(page.get_by_text("Kunci sandi ini tidak dikenal.")).to_be_visible()
    assert await Session.all().count() == 0


async def test_a_passkey_needs_its_owner(home, browse):
    page = await browse(home)
    cdp, key = await device(page)
    await sign_in(page, RINA, PASSWORD)
    await add_passkey(page, "Laptop")
    await sign_out(page)
    await cdp.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    await button(page, "Masuk dengan kunci sandi").click()

    await expect(page.get_by_text("Dibatalkan, atau waktunya habis.")).to_be_visible()
    assert await Session.all().count() == 0


async def test_a_copied_passkey_that_counts_behind_is_refused(home, browse):
    page = await browse(home)
    await device(page)
    await sign_in(page, RINA, PASSWORD)
    await add_passkey(page, "Laptop")
    await sign_out(page)
    await Passkey.all().update(sign_count=1_000)
    page.complaints.expect("403: POST .*/sign-in/passkey")
    await button(page, "Masuk dengan kunci sandi").click()

    await expect(page.get_by_text("Kunci sandi ini tidak dikenal.")).to_be_visible()


async def test_a_device_is_set_up_once(home, browse):
    page = await browse(home)
    await device(page)
    await sign_in(page, RINA, PASSWORD)
    await add_passkey(page, "Laptop")
    await page.get_by_label("Nama perangkat").fill("Lagi")
    await button(page, "Tambah kunci sandi").click()

    await expect(page.get_by_text("Perangkat ini sudah terpasang.")).to_be_visible()
    assert await Passkey.all().count() == 1
