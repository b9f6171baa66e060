"""What a search found is opened where it stands, on a phone; search is a stroke away."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Person
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem
from rakor.meetings.operations import Facts, ItemFacts
from rakor.meetings.rules import Part
from rakor.search.operations import reindex
from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, sideways, sign_in
from tests.browser.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

NOW = datetime.now(UTC)
SARI = "sari@bkn.example.go.id"


@pytest.fixture
async def item(rina: User, bkn, new_account) -> AgendaItem:
    """The last of several points of a meeting that Sari follows."""
    times = {"starts_at": NOW.isoformat(), "ends_at": (NOW + timedelta(hours=2)).isoformat()}
    facts = {"title": "Rapat padanan", **times, "mode": "in_person", "venue": {"name": "Gedung F"}}
    made = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    await new_account(SARI, "Sari Utami", bkn.code, Role.PARTICIPANT)
    sari = await Person.get(email=SARI)
    await meetings.assign(made.id, sari, Part.PARTICIPANT, by=rina)
    await meetings.publish(made.id, by=rina)
    for n in range(9):
        await meetings.add_item(made.id, ItemFacts(title=f"Pokok {n}", minutes=20), by=rina)
    last = await meetings.add_item(made.id, ItemFacts(title="Kuota manggis", minutes=9), by=rina)
    await meetings.open(made.id, by=rina)
    await reindex()
    return last


async def test_a_note_that_was_found_opens_at_its_place(serve, browse: Browse, item):
    url = serve()
    page = await browse(url, width=PHONE)
    await sign_in(page, SARI, PASSWORD)
    await page.goto("/calendar")
    await expect(page.get_by_role("link", name="Cari", exact=True)).to_be_visible()
    await page.locator("body").press("/")
    await expect(page).to_have_url(f"{url}/search")
    field = page.get_by_role("searchbox")
    await expect(field).to_be_focused()
    await field.press_sequentially("kuota/manggis")
    await expect(field).to_have_value("kuota/manggis")
    await field.press("Enter")
    await page.get_by_role("link", name="Kuota manggis").click()

    point = page.locator("details.point", has_text="Kuota manggis")
    await expect(page.locator("#live")).to_have_attribute("data-line", "live")
    await expect(point).to_have_attribute("open", "")
    await expect(point).to_have_class("point sought")
    await expect(point).to_be_in_viewport()
    assert await sideways(page) == []
