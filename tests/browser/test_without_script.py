"""What must work where scripts are switched off: answering, checking in, planning, the minutes."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.async_api import Page, expect

from rakor.attendance.models import Head
from rakor.invitations.models import Invitation
from rakor.invitations.queries import by_token, checkin_code
from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, sign_in
from tests.browser.world import PASSWORD, PEOPLE, Places, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pages")]


@pytest.fixture
async def week(db: str, serve) -> tuple[str, Places]:
    """A server on the furnished week, and where everything is."""
    places = await furnish()
    return serve(), places


async def without_script(browse: Browse, url: str, role: str = "") -> Page:
    page = await browse(url, PHONE, java_script_enabled=False)
    if role:
        await sign_in(page, PEOPLE[role][0], PASSWORD)
    return page


async def press(page: Page, name: str) -> None:
    await page.get_by_role("main").get_by_role("button", name=name).click()


async def test_the_main_forms_work_without_script(browse: Browse, week: tuple[str, Places]):
    url, places = week
    await answer(await without_script(browse, url), places)
    rina = await without_script(browse, url, "organizer")
    await check_in(rina, places)
    await plan(rina)
    await write(await without_script(browse, url, "taker"), places)


async def answer(guest: Page, places: Places) -> None:
    await guest.goto(f"/r/{places['token']}")
    await guest.get_by_label("Hadir secara daring").check()
    await press(guest, "Kirim jawaban")
    await expect(guest.get_by_role("main")).to_contain_text(
        re.compile("Jawaban Bapak/Ibu: .*daring")
    )
    invitation = await by_token(places["token"])
    assert (invitation.status, invitation.mode) == ("accepted", "online")


async def check_in(rina: Page, places: Places) -> None:
    running = UUID(places["running"])
    last = await Invitation.filter(meeting_id=running).order_by("-id").first()
    assert last is not None
    before = await Head.filter(meeting_id=running).count()
    await rina.goto(f"/meetings/{running}/attendance/desk")
    await rina.locator("[name=text]").fill(checkin_code(last))
    await press(rina, "Catat hadir")
    await expect(rina.locator("[data-part=result]")).to_contain_text(last.name)
    assert await Head.filter(meeting_id=running).count() == before + 1


async def plan(rina: Page) -> None:
    starts = datetime.now(UTC) + timedelta(days=9)
    await rina.goto("/meetings/new")
    await rina.get_by_label("Judul rapat").fill("Rapat tanpa skrip")
    await rina.get_by_label("Mulai", exact=True).fill(f"{starts:%Y-%m-%dT09:00}")
    await rina.get_by_label("Berakhir").fill(f"{starts:%Y-%m-%dT08:00}")
    await press(rina, "Simpan draf")
    # Refused, and nothing that was typed is lost.
    await expect(rina.get_by_role("alert")).to_be_visible()
    assert await rina.get_by_label("Judul rapat").input_value() == "Rapat tanpa skrip"
    rina.complaints.expect("422: POST .*/meetings/new")
    await rina.get_by_label("Berakhir").fill(f"{starts:%Y-%m-%dT12:00}")
    await press(rina, "Simpan draf")
    await expect(rina.get_by_role("heading", level=1)).to_have_text("Rapat tanpa skrip")


async def write(taker: Page, places: Places) -> None:
    await taker.goto(f"/meetings/{places['recent']}/minutes")
    await taker.get_by_role("link", name="Pembukaan", exact=True).click()
    await taker.get_by_label("Isi").first.fill("Rapat dibuka tanpa skrip.")
    await press(taker, "Simpan")
    await expect(taker.locator(".sheet")).to_contain_text("Rapat dibuka tanpa skrip.")
