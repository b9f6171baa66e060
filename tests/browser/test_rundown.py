"""The editor of a rundown in Chromium: times follow at once, lines move by button and by key."""

from playwright.async_api import Page, expect

from rakor.programmes.models import RundownLine
from tests.browser.watching import DESKTOP, sign_in
from tests.browser.world import PASSWORD, PEOPLE, furnish


async def shown(page: Page) -> list[tuple[str, str]]:
    """Each line as it stands there: its time and its title."""
    return [
        (
            await line.locator("[data-at]").inner_text(),
            await line.get_by_label("Acara", exact=True).input_value(),
        )
        for line in await page.locator("[data-line]").all()
    ]


async def test_times_follow_before_anything_is_saved(serve, browse):
    places = await furnish()
    page = await browse(serve(), DESKTOP)
    await sign_in(page, PEOPLE["organizer"][0], PASSWORD)
    before = await RundownLine.all().count()
    await page.goto(
        f"/programmes/{places['programme']}/sessions/{places['programme_event']}/rundown"
    )
    await expect(page.locator("form.scripted")).to_be_visible()
    first = page.locator("[data-line]").first
    await first.get_by_label("Lama, menit").fill("50")
    assert [at for at, _title in await shown(page)] == ["09.00", "09.50", "10.10", "11.40", "12.45"]
    await expect(page.get_by_text("Terlambat 5 menit dari jam tetapnya.")).to_be_visible()
    await first.get_by_role("button", name="Turunkan").click()
    assert (await shown(page))[:2] == [
        ("09.45", "Pembukaan"),
        ("10.05", "Registrasi dan kopi pagi"),
    ]
    await page.get_by_label("Acara", exact=True).nth(1).press("Alt+ArrowUp")
    assert (await shown(page))[0] == ("09.00", "Registrasi dan kopi pagi")
    await page.locator("[data-grip]").first.hover()
    await page.mouse.down()
    third = page.locator("[data-line]").nth(2)
    # The first move begins the drag, the second goes over the line.
    for down in (50, 60):
        await third.hover(position={"x": 200, "y": down})
    await page.mouse.up()
    assert (await shown(page))[0] == ("09.45", "Pembukaan")
    assert await RundownLine.all().count() == before
    titles = [title for _at, title in await shown(page)]
    await page.get_by_role("button", name="Simpan").click()
    await page.wait_for_url("**/programmes/*")
    stored = await RundownLine.filter(session_id=places["programme_event"]).order_by("position")
    assert [line.title for line in stored] == titles
