"""The screen of the room: large, whole and current; who comes late finds the way in on it."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from rakor.accounts import operations as accounts
from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.directory.models import Person
from rakor.invitations import operations as invitations
from rakor.invitations.queries import checkin_code
from rakor.live import operations as live
from rakor.live.rules import DecisionFacts
from rakor.meetings import operations as meetings
from rakor.meetings.operations import Facts, ItemFacts
from rakor.meetings.rules import Part
from tests.browser.conftest import Browse
from tests.browser.watching import (
    PHONE,
    TABLET,
    button,
    part,
    scanned,
    sideways,
    sign_in,
    stumbles,
)
from tests.browser.world import PASSWORD, PEOPLE, TITLE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

PROJECTORS = ({"width": 1920, "height": 1080}, {"width": 1024, "height": 768})
READABLE = 40  # pixels, from the back row
ITEMS = (
    "Kuota kursi pelatihan bagi pejabat daerah di kementerian, lembaga, dan pemerintah provinsi",
    "Pembiayaan",
)
WORDING = (
    "Kementerian/lembaga menyediakan sekurang-kurangnya 30% kursi pelatihan teknis bagi aparatur "
    "pemerintah daerah mulai tahun anggaran 2024."
)


async def test_the_room_reads_what_the_chair_decides(db: str, serve, browse: Browse):
    url = serve()
    meeting, code = await a_meeting_in_session()
    screen = await browse(url)
    await sign_in(screen, PEOPLE["organizer"][0], PASSWORD)
    await screen.goto(f"/meetings/{meeting}/live/screen")
    await expect(part(screen, "matter-title")).to_have_text("Rumusan keputusan 1")
    await readable(screen)

    chair = await browse(url, TABLET)
    await sign_in(chair, PEOPLE["chair"][0], PASSWORD)
    await chair.goto(f"/meetings/{meeting}/live")
    await button(chair, "Tetapkan").click()
    await expect(part(screen, "matter-title")).to_have_text("Keputusan 1")
    await expect(part(chair, "wordings")).to_have_text("Tidak ada rumusan yang menunggu.")
    await button(chair, "Pokok berikutnya").click()
    await expect(part(screen, "now-title")).to_have_text(ITEMS[1])
    await expect(part(screen, "matter")).to_be_hidden()

    await screen.set_viewport_size(PROJECTORS[0])
    await come_late(browse, url, await scanned(part(screen, "qr")), code)
    await expect(part(screen, "heads")).to_have_text("1 orang hadir dari 1 instansi")
    await readable(screen)
    await button(chair, "Tutup rapat").click()
    await button(chair.get_by_role("dialog"), "Tutup rapat").click()
    await expect(part(screen, "now-title")).to_have_text("Rapat telah selesai")
    await expect(part(screen, "arrive")).to_be_hidden()


async def readable(screen: Page) -> None:
    """On a wide and on an old projector all is there at once, and nothing is small."""
    for size in PROJECTORS:
        await screen.set_viewport_size(size)
        await screen.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
        found = await screen.evaluate(
            """() => {
              const root = document.documentElement;
              const main = document.querySelector('.screen');
              const own = (each) => [...each.childNodes].some(
                (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
              const seen = [...main.querySelectorAll('*')].filter(
                (each) => own(each) && each.checkVisibility());
              return {
                cut: main.scrollHeight > main.clientHeight || main.scrollWidth > main.clientWidth,
                scrolls: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth,
                smallest: Math.min(...seen.map((e) => parseFloat(getComputedStyle(e).fontSize))),
              };
            }"""
        )
        assert found["smallest"] >= READABLE
        assert (found["cut"], found["scrolls"]) == (False, False)


async def come_late(browse: Browse, url: str, way: str, code: str) -> None:
    """Somebody scans the screen and names their invitation, without an account."""
    assert way.startswith(f"{url}/arrive/")
    phone = await browse(url, PHONE)
    phone.complaints.expect("422: POST")
    await phone.goto(way)
    assert await sideways(phone) == []
    assert await stumbles(phone) == []
    await phone.get_by_label("Kode undangan").fill("BUKANKODE1")
    await button(phone, "Catat kehadiran").click()
    await expect(phone.get_by_role("alert")).to_contain_text("bukan kode undangan rapat ini")
    await phone.get_by_label("Kode undangan").fill(code)
    await button(phone, "Catat kehadiran").click()
    await expect(phone.get_by_role("status").first).to_contain_text("Sari Utami")


async def a_meeting_in_session() -> tuple[UUID, str]:
    """Two items, one of them on, a wording before the room, and the code of somebody invited."""
    rina, chair = [await _user(role) for role in ("organizer", "chair")]
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    facts = {
        "title": TITLE,
        "starts_at": now.replace(hour=9, minute=0).isoformat(),
        "ends_at": now.replace(hour=12, minute=0).isoformat(),
        "venue": {"name": "Kampus BPSDM"},
        "security_class": "public",
        "mode": "in_person",
    }
    meeting = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    items = [
        await meetings.add_item(meeting.id, ItemFacts(title=title, minutes=30), by=rina)
        for title in ITEMS
    ]
    await meetings.assign(meeting.id, await Person.get(id=chair.id), Part.CHAIR, by=rina)
    await meetings.publish(meeting.id, by=rina)
    wish = invitations.Wish(email="sari@example.go.id", name="Sari Utami", agency="BPSDM")
    [invitation] = await invitations.invite(meeting.id, [wish], by=rina)
    await meetings.open(meeting.id, by=rina)
    await meetings.start_item(meeting.id, items[0].id, by=rina)
    wording = DecisionFacts(agenda_item=items[0].id, text=WORDING, owners=["BPSDM"])
    await live.propose_decision(meeting.id, wording, by=rina)
    return meeting.id, checkin_code(invitation)


async def _user(role: str) -> User:
    account = await accounts.register_account(*PEOPLE[role][:3], Role(PEOPLE[role][3]), PASSWORD)
    return User.of(await Account.get(id=account.id).prefetch_related("person__agency"))
