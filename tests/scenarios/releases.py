"""What the public reads of a scenario: its release by every door that needs no sign-in."""

import io
import re
from datetime import UTC, datetime
from typing import Any

import httpx
from docx import Document

from rakor.app import create_app
from rakor.press import queries
from rakor.press.models import Release
from tests.conftest import HOST


async def told() -> dict[str, Any]:
    """The one release of this scenario as JSON; page, Word and PDF say the same headline."""
    [release] = await queries.public_releases(datetime.now(UTC))
    transport = httpx.ASGITransport(create_app(worker=False, own_database=False))
    async with httpx.AsyncClient(
        transport=transport, base_url=HOST, headers={"accept": "text/html"}
    ) as browser:
        answers = {
            form: await browser.get(f"/press/{release.slug}{form}")
            for form in ("", ".json", ".docx", ".pdf")
        }
    assert {each.status_code for each in answers.values()} == {200}
    found: dict[str, Any] = answers[".json"].json()
    word = Document(io.BytesIO(answers[".docx"].content))
    printed = "\n".join(paragraph.text for paragraph in word.paragraphs)
    page = re.sub(r"\s+", " ", answers[""].text)
    for text in (found["headline"], found["dateline"], found["modified"], *found["counts"]):
        assert text in printed
        assert text in page
    assert answers[".pdf"].content.startswith(b"%PDF-")
    assert found["mark"] == ""
    return found


async def revisions() -> int:
    """How many states of the text were kept."""
    release = await Release.get()
    return len(await queries.revisions_of(release))
