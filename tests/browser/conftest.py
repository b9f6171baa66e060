"""A real Chromium before a real server. Whatever the browser complains about fails the test."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from rakor.accounts import operations as accounts
from rakor.accounts.rules import Role
from tests.browser.watching import DESKTOP, PHONE, TABLET, Complaints
from tests.browser.world import PASSWORD
from tests.conftest import Process, free_port

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=10_000)  # a busy machine is no fault of the page
HEIGHTS = {PHONE: 844, TABLET: 1024, DESKTOP: 900}


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests; each person gets a context of their own."""
    executable = shutil.which("chromium")
    if executable is None:
        reason = "Chromium is not on the PATH: install your system's chromium package"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def serve(rakor_process: Callable[..., Process], db: str) -> Callable[..., str]:
    """Starts a real server on this test's database and tells where it is."""

    def start(**env: str) -> str:
        port = free_port()
        env |= {"RAKOR_DATABASE_URL": db, "RAKOR_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        return rakor_process("serve", env=env, port=port).url

    return start


Browse = Callable[..., Awaitable[Page]]


@pytest.fixture
async def browse(chromium: Browser) -> AsyncIterator[Browse]:
    """A tab of somebody's own browser: `page = await browse(url, PHONE)`.

    `page.complaints` holds what it had to say; it must be empty at the end.
    """
    opened: list[tuple[Page, Complaints]] = []

    async def open_tab(url: str, width: int = DESKTOP, **more: Any) -> Page:
        context = await chromium.new_context(
            base_url=url,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            viewport={"width": width, "height": HEIGHTS[width]},
            has_touch=width == PHONE,
            **more,
        )
        context.set_default_timeout(10_000)
        complaints = Complaints()
        complaints.follow(context)
        page = await context.new_page()
        page.complaints = complaints
        opened.append((page, complaints))
        return page

    yield open_tab
    for page, _complaints in opened:
        await page.context.close()
    assert [each.unexpected() for _page, each in opened] == [[] for _each in opened]


NewAccount = Callable[[str, str, str, Role], Awaitable[None]]


@pytest.fixture
def new_account(db: str) -> NewAccount:
    """Lets somebody sign in with PASSWORD; the agency is made if it is new."""

    async def make(email: str, name: str, agency: str, role: Role) -> None:
        await accounts.register_account(email, name, agency, role, PASSWORD)

    return make
