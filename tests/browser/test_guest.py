"""An official without an account follows the session on a phone, by the link in the letter."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from rakor.accounts.models import User
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.live.models import Turn
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import Facts, ItemFacts, MaterialFacts
from rakor.settings import settings
from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, button, sideways, stumbles

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-main-job")]

NOW = datetime.now(UTC)
PDF = b"%PDF-1.7 paparan kuota kursi"


@pytest.fixture
async def meeting(rina: User) -> Meeting:
    times = {"starts_at": NOW.isoformat(), "ends_at": (NOW + timedelta(hours=2)).isoformat()}
    facts = {"title": "Rapat koordinasi", **times, "mode": "in_person"}
    facts["venue"] = {"name": "Gedung F"}
    made = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    await meetings.publish(made.id, by=rina)
    for title in ("Kuota kursi", "Pembiayaan"):
        await meetings.add_item(made.id, ItemFacts(title=title, minutes=20), by=rina)
    return await meetings.open(made.id, by=rina)


@pytest.fixture
async def budi(meeting: Meeting, rina: User, bkn) -> Invitation:
    wish = invitations.Wish(email="budi@tamu.example.go.id", name="Budi Tamu", agency="BKN")
    (made,) = await invitations.invite(meeting.id, [wish], by=rina)
    return made


async def test_by_a_link_one_follows_reads_asks_to_speak_and_is_shown_out(
    serve, browse: Browse, meeting, budi, rina, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(settings(), "files", tmp_path)
    first, second = await AgendaItem.filter(meeting_id=meeting.id).order_by("position")
    await meetings.start_item(meeting.id, first.id, by=rina)
    url = serve()
    page = await browse(url, width=PHONE)
    await page.goto(f"/r/{personal_token(budi)}")
    await page.get_by_role("link", name="Ikuti sidang").click()
    now = page.locator(".nowcard")
    await expect(now.get_by_role("heading", name="Kuota kursi")).to_be_visible()
    await expect(page.locator("#live")).to_have_attribute("data-line", "live")

    await meetings.start_item(meeting.id, second.id, by=rina)
    await expect(now.get_by_role("heading", name="Pembiayaan")).to_be_visible()

    facts = MaterialFacts(title="Paparan kuota", agenda_item=second.id)
    paper = await meetings.add_material(meeting.id, PDF, "kuota.pdf", facts, by=rina)
    async with page.expect_download() as saved:
        await page.get_by_role("link", name="Paparan kuota").click()
    file = await saved.value
    assert file.suggested_filename == "kuota.pdf"
    assert Path(await file.path()).read_bytes() == PDF
    await meetings.replace_material(meeting.id, paper["id"], PDF + b" 2", "kuota.pdf", by=rina)
    await expect(page.locator("#bahan").get_by_text("versi 2")).to_be_visible()

    floor = page.locator("#bicara")
    await floor.get_by_text("Minta bicara").click()
    await floor.get_by_label("Perihal").fill("Sumber dana")
    assert await sideways(page) == []
    assert await stumbles(page) == []
    await button(floor, "Kirim permintaan").click()
    await expect(floor.get_by_text("Anda berikutnya.")).to_be_visible()
    assert (await Turn.get()).person_id == budi.person_id

    page.complaints.expect(r"403: POST .*/live/ticket")
    await invitations.withdraw(budi.id, by=rina)
    await expect(page.get_by_text("Anda tidak lagi berhak")).to_be_visible()
