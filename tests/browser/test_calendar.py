"""A meeting is moved on the calendar by mouse or by key alone; the mouse lifts, the key asks."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.meetings import operations
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from tests.browser.conftest import Browse
from tests.browser.watching import DESKTOP, sign_in
from tests.browser.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

SARI = "sari@bpsdm.example.go.id"
WEEK = "/calendar?view=week&date=2030-03-06"


@pytest.fixture
async def meeting(rina: User, bpsdm, new_account) -> Meeting:
    """Wednesday 6 March 2030, 09.00–11.00 WIB; Sari prepares the meetings of its agency."""
    facts = {
        "title": "Rapat padanan",
        "starts_at": "2030-03-06T09:00:00+07:00",
        "ends_at": "2030-03-06T11:00:00+07:00",
        "mode": "in_person",
        "venue": {"name": "Gedung F"},
    }
    made = await operations.draft_meeting(Facts.model_validate(facts), by=rina)
    await new_account(SARI, "Sari Utami", bpsdm.code, Role.ORGANIZER)
    return await operations.publish(made.id, by=rina)


async def times(meeting: Meeting) -> tuple[datetime, datetime]:
    now = await Meeting.get(id=meeting.id)
    return now.starts_at, now.ends_at


async def test_a_meeting_is_carried_to_another_day_and_hour(serve, browse: Browse, meeting):
    page = await browse(serve(), width=DESKTOP)
    await sign_in(page, SARI, PASSWORD)
    await page.goto(WEEK)
    block = page.locator(".wk-day .ev", has_text="Rapat padanan")
    # The script has come when there is where it speaks.
    await expect(page.locator(".calview > [role=status]")).to_have_count(1)
    box = await block.bounding_box()
    day = await page.locator('[data-day="2030-03-07"]').bounding_box()
    hour = await page.locator(".wk-hours li").first.bounding_box()
    assert box
    assert day
    assert hour
    x, y = box["x"] + 20, box["y"] + 20
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 30, y + 10, steps=3)
    await page.mouse.move(day["x"] + 40, y + 1.5 * hour["height"], steps=5)
    await expect(page.locator(".ghost b")).to_have_text("10.30")
    await page.mouse.up()

    dialog = page.get_by_role("dialog", name="Rapat padanan")
    await expect(dialog).to_contain_text("Kamis, 7 Maret 2030, 10.30–12.30 WIB")
    assert (await times(meeting))[0] == datetime(2030, 3, 6, 2, tzinfo=UTC)
    await dialog.get_by_role("button", name="Simpan dan kirim pemberitahuan").click()
    await expect(page.get_by_text("Rapat dipindahkan.")).to_be_visible()
    assert page.url.endswith(WEEK)
    assert await times(meeting) == (
        datetime(2030, 3, 7, 3, 30, tzinfo=UTC), datetime(2030, 3, 7, 5, 30, tzinfo=UTC),
    )  # fmt: skip


async def test_the_same_is_done_by_key_alone(serve, browse: Browse, meeting):
    page = await browse(serve(), width=DESKTOP)
    await sign_in(page, SARI, PASSWORD)
    await page.goto(WEEK)
    await expect(page.locator(".calview > [role=status]")).to_have_count(1)
    block = page.locator(".wk-day .ev", has_text="Rapat padanan")
    await block.press("m")
    dialog = page.get_by_role("dialog", name="Rapat padanan")
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(block).to_be_focused()

    await block.press("m")
    group = dialog.get_by_role("group", name="Geser dengan tombol panah")
    await expect(group).to_be_focused()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowDown", "ArrowUp"):
        await group.press(key)
    await expect(dialog).to_contain_text("Kamis, 7 Maret 2030, 09.30–11.30 WIB")
    await dialog.get_by_role("button", name="Simpan dan kirim pemberitahuan").press("Enter")
    await expect(page.get_by_text("Rapat dipindahkan.")).to_be_visible()
    assert (await times(meeting))[0] == datetime(2030, 3, 7, 2, 30, tzinfo=UTC)
