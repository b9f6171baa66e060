"""A file is compared with what was issued, in the browser: nothing of it leaves the machine."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect

from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.issued import operations
from rakor.issued.operations import Facts
from rakor.issued.rules import Edition, IssuedKind
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from tests.browser.conftest import Browse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pages")]

OPEN, WHOLE = b"%PDF-1.7 edaran", b"%PDF-1.7 lengkap"
AT = datetime(2031, 5, 6, 3, 0, tzinfo=UTC)
DROP = """(given) => {
  const carried = new DataTransfer();
  if (given.file) carried.items.add(new File([given.file], "edaran.pdf"));
  else carried.setData("text/plain", "bukan berkas");
  const event = new DragEvent("drop", { dataTransfer: carried, cancelable: true });
  document.querySelector(".verify-drop").dispatchEvent(event);
}"""
UNREADABLE = """() => {
  File.prototype.arrayBuffer = () => Promise.reject(new DOMException("", "NotReadableError"));
}"""


async def issued() -> str:
    """The code of minutes of which two editions were handed out."""
    kind = AgencyKind.MINISTRY
    agency = await Agency.create(code="BPSDM", name="BPSDM", short_name="BPSDM", kind=kind)
    meeting = await Meeting.create(
        title="Rapat",
        starts_at=AT,
        ends_at=AT,
        timezone="Asia/Jakarta",
        organizer=agency,
        state=State.FINISHED,
        uid="periksa@rakor.test",
    )
    facts = Facts(IssuedKind.MINUTES, new_id(), agency.name, meeting.title, 1)
    document = await operations.issue(meeting, facts, at=AT, replaces=None)
    for edition, content in ((Edition.OPEN, OPEN), (Edition.WHOLE, WHOLE)):

        async def made(content: bytes = content) -> bytes:
            return content

        await operations.hand_out(document, edition, "pdf", "application/pdf", made)
    return document.code


async def choose(page: Page, content: bytes) -> None:
    file = {"name": "notula.pdf", "mimeType": "application/pdf", "buffer": content}
    await page.locator("#f-file").set_input_files(file)


async def test_a_file_is_the_same_or_another_or_none(browse: Browse, db: str, serve):
    page = await browse(serve())
    page.complaints.expect("ERR_FAILED")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.post_data}"))
    await page.goto(f"/verify/{await issued()}")
    result = page.locator("#verify-result")

    await choose(page, OPEN)
    await expect(result).to_contain_text("Cocok: berkas ini sama persis")
    await choose(page, OPEN + b" diubah")
    await expect(result).to_contain_text("Tidak cocok")
    # The edition that stands on no page is asked for by its sum.
    await choose(page, WHOLE)
    await expect(result).to_contain_text("Cocok: berkas ini sama persis")
    await page.evaluate(DROP, {"file": ""})
    await expect(result).to_have_text("Yang diletakkan bukan berkas.")
    await page.evaluate(DROP, {"file": OPEN.decode()})
    await expect(result).to_contain_text("Cocok: berkas ini sama persis")

    await page.route("**/api/v1/verify/**", lambda route: route.abort())
    await choose(page, b"lain sama sekali")
    await expect(result).to_contain_text("Tidak tersambung")
    await page.evaluate(UNREADABLE)
    await choose(page, OPEN)
    await expect(result).to_have_text("Berkas ini tidak dapat dibaca.")
    assert {each for each in sent if not each.startswith("GET None")} == set()
