"""A real Chromium before a real server. Whatever the browser complains about fails the test."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from playwright.async_api import Browser, Page, async_playwright, expect

from rakor.accounts import operations as accounts
from rakor.accounts.rules import Role
from rakor.app import create_app
from rakor.live.socket.wire import TransportProtocol
from rakor.settings import settings
from tests.browser.watching import DESKTOP, PHONE, TABLET, Complaints
from tests.browser.world import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=30_000)  # a busy machine is no fault of the page
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


Serve = Callable[..., str]


@pytest.fixture
async def serve(db: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Serve]:
    """Starts a real server, with its worker, on this test's database and tells where it is.

    It answers in this process: starting one of its own takes longer than most walks.
    """
    running: list[tuple[uvicorn.Server, asyncio.Task[None]]] = []

    def start(host: str = "127.0.0.1", **env: str) -> str:
        # Whoever comes before the server accepts waits in the queue of this socket.
        listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        url = f"http://{host}:{listener.getsockname()[1]}"
        for name, value in ({"RAKOR_PUBLIC_URL": url} | env).items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        app = create_app(worker=True, own_database=False)
        config = uvicorn.Config(
            app,
            ws=TransportProtocol,
            ws_per_message_deflate=False,
            ws_ping_interval=None,
            log_level="critical",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(config)
        running.append((server, asyncio.create_task(server.serve(sockets=[listener]))))
        return url

    yield start
    for server, task in running:
        server.should_exit = True
        async with asyncio.timeout(30):
            await task
    monkeypatch.undo()
    settings.cache_clear()


Browse = Callable[..., Awaitable[Page]]


@pytest.fixture
async def browse(chromium: Browser, serve: Serve) -> AsyncIterator[Browse]:
    """A tab of somebody's own browser: `page = await browse(url, PHONE)`.

    `page.complaints` holds what it had to say; it must be empty at the end. The servers stand
    until every tab is shut: a page that still fetches a picture finds one.
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
        context.set_default_timeout(30_000)
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
