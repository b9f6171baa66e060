"""Desks of a browser: a meeting at whose door people stand, tablets with a disk, and who scans."""

import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import BrowserType, Page, expect

from rakor.accounts import operations as accounts
from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.attendance import operations as attendance
from rakor.attendance import queries
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.queries import checkin_code
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from tests.browser.cable import CUT_OFF
from tests.browser.conftest import FLAGS
from tests.browser.watching import TABLET, Complaints, button, part
from tests.browser.world import PASSWORD

EMAIL = "rina@bpsdm.example.go.id"
UP = "Tersambung"
HELD = """async () => (await indexedDB.databases()).map((each) => each.name)
  .concat(await caches.keys())
  .concat((await navigator.serviceWorker.getRegistrations()).map((each) => each.scope))"""


@dataclass(frozen=True)
class Door:
    """A meeting at whose door people stand, and the officer who runs it."""

    meeting: Meeting
    rina: User
    invited: Sequence[Invitation]

    @property
    def codes(self) -> list[str]:
        return [checkin_code(each) for each in self.invited]


async def stand_in_line(people: int) -> Door:
    """A meeting that was opened, and so many people who are invited to it."""
    account = await accounts.register_account(
        EMAIL, "Rina Halim", "BPSDM", Role.ORGANIZER, PASSWORD
    )
    rina = User.of(await Account.get(id=account.id).prefetch_related("person__agency"))
    now = datetime.now(UTC)
    said = {
        "title": "Rapat Koordinasi Teknis",
        "mode": "in_person",
        "starts_at": now.isoformat(),
        "ends_at": (now + timedelta(hours=3)).isoformat(),
        "organizer": "BPSDM",
        "room": "Ruang Rapat Cendrawasih",
    }
    meeting = await meetings.draft_meeting(Facts.model_validate(said), by=rina)
    await meetings.publish(meeting.id, by=rina)
    wishes = [
        invitations.Wish(email=f"p{n}@bkn.example.go.id", name=f"Peserta {n:02}", agency="BPSDM")
        for n in range(people)
    ]
    invited = await invitations.invite(meeting.id, wishes, by=rina)
    await meetings.open(meeting.id, by=rina)
    return Door(await Meeting.get(id=meeting.id), rina, invited)


@asynccontextmanager
async def tablet(kind: BrowserType, folder: Path, url: str, *expected: str) -> AsyncIterator[Page]:
    """A browser of its own with a disk: what it keeps is there when it is opened again."""
    context = await kind.launch_persistent_context(
        folder,
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        base_url=url,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        viewport={"width": TABLET, "height": 1024},
    )
    context.set_default_timeout(30_000)
    complaints = Complaints()
    for pattern in (CUT_OFF, *expected):
        complaints.expect(pattern)
    complaints.follow(context)
    yield context.pages[0]
    await context.close()
    assert complaints.unexpected() == []


async def enrol(page: Page, door: Door, name: str) -> None:
    """As an officer lets a tablet read the code on her screen."""
    _device, code = await attendance.invite_device(door.meeting.id, name, by=door.rina)
    await page.goto(urlsplit(queries.enrol_url(door.meeting.id, code)).path)
    await button(page, "Pasang di peramban ini").click()
    await ready(page)


async def ready(page: Page) -> None:
    """The desk has its list, and the browser keeps the page."""
    await expect(part(page, "line")).to_have_text(UP)
    await expect(part(page, "listed")).to_contain_text("undangan di perangkat ini")
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")


async def scan(page: Page, code: str, verdict: str = "Hadir") -> None:
    """As a reader does that types like a keyboard, wherever the page happens to be.

    Waits for the verdict of this scan: that of the one before may say the same.
    """
    result = part(page, "result")
    before = await result.get_attribute("data-nonce") or ""
    await page.keyboard.type(code)
    await page.keyboard.press("Enter")
    await expect(result).to_have_attribute("data-nonce", re.compile(f"^(?!{before}$)."))
    await expect(part(page, "scan")).to_have_value("")
    await expect(result.locator(".verdict")).to_contain_text(verdict)


async def all_handed_in(page: Page) -> None:
    await page.evaluate("() => dispatchEvent(new Event('online'))")
    await expect(part(page, "line")).to_have_text(UP)
    await expect(part(page, "line")).to_have_attribute("data-waiting", "0")
