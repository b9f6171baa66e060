"""Minutes on the paper of their agency: drafts on that of today, approved ones on their day's."""

import io
import re
import shutil
import subprocess

import pytest
from docx import Document

from rakor.accounts.rules import Role
from rakor.letters import operations as letters
from rakor.letters.rules import LookFacts


def kop_of(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    made = subprocess.run(
        ["pdftotext", "-l", "1", "-", "-"], input=content, capture_output=True, check=True
    )
    return re.sub(r"\s+", " ", made.stdout.decode()).split(" NOTULA")[0].strip()


async def test_approved_minutes_are_printed_on_the_paper_of_their_day(held, as_person, new_user):
    bpsdm = held.meeting.organizer
    keeper = await new_user("Kiki Pengelola", bpsdm, Role.AGENCY_ADMIN)
    async with as_person(held.taker) as taker, as_person(held.chair) as chair:
        await taker.post(held.api, json={})
        house = await taker.get(f"{held.api}.pdf")
        look = LookFacts(heading="Badan Contoh", lines=["Jalan Contoh 8", "Telepon 345"])
        await letters.change_look(bpsdm.id, look, by=keeper)
        draft = await taker.get(f"{held.api}.pdf")
        await taker.post(f"{held.api}/submit", json={})
        await chair.post(f"{held.api}/approve", json={})
        # Nobody asked for the files before the look was changed again.
        await letters.change_look(bpsdm.id, LookFacts(heading="Badan Lain"), by=keeper)
        approved = await taker.get(f"{held.api}.pdf")
        word = await taker.get(f"{held.api}.docx")
        again = await taker.get(f"{held.api}.pdf")
    assert kop_of(house.content) == "BPSDM KEMENDAGRI"
    assert kop_of(draft.content) == "BADAN CONTOH Jalan Contoh 8 Telepon 345"
    assert kop_of(approved.content) == "BADAN CONTOH Jalan Contoh 8 Telepon 345"
    assert again.content == approved.content
    said = [each.text for each in Document(io.BytesIO(word.content)).paragraphs]
    assert any("Badan Contoh" in line or "BADAN CONTOH" in line for line in said)
