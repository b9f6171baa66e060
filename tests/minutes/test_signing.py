"""Approved minutes are issued with a code, go out, and come back signed; nothing else does."""

import asyncio
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest

from rakor import journal
from rakor.documents.signatures import Flaw, NotTaken
from rakor.errors import Conflict, Forbidden, NotFound, TooLarge
from rakor.issued.models import Issued, IssuedFile
from rakor.issued.rules import read_code, spoken
from rakor.minutes import operations, rules
from rakor.minutes.models import Minutes
from rakor.minutes.operations import OwnCertificate
from rakor.minutes.operations import signing as signing_minutes
from rakor.minutes.rules import MinutesState
from rakor.settings import settings

from ..issued.pki import ALONE, CHAIR, PASSPHRASE, ROOT, TAKER, Holder, signed

PAGE = {"accept": "text/html"}


@pytest.fixture
async def approved(held):
    await operations.draft(held.meeting.id, by=held.taker)
    await operations.submit(held.meeting.id, by=held.taker)
    await operations.approve(held.meeting.id, by=held.chair)
    return held


@pytest.fixture
def trust():
    """The folder of certificates that are believed here."""
    folder = settings().files / "trust"
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def roots(trust):
    (trust / "contoh.pem").write_bytes(b"# Induk\n" + ROOT.pem)


async def circulated(held, form="pdf") -> bytes:
    got = await operations.paper(held.meeting.id, form, by=held.taker, circulated=True)
    return got.content


async def outside(content: bytes, by: Holder = CHAIR) -> bytes:
    """What an application outside makes of it."""
    return await asyncio.to_thread(signed, content, by)


async def state() -> MinutesState:
    return (await Minutes.get()).state


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
async def test_approved_minutes_bear_their_code_in_print(approved):
    document = await Issued.get()
    said = subprocess.run(
        ["pdftotext", "-", "-"], input=await circulated(approved), capture_output=True, check=True
    )
    text = said.stdout.decode()

    assert (document.kind, document.version, document.agency) == (
        "minutes",
        1,
        (await Minutes.get()).content["document"]["letterhead"]["name"],
    )
    assert set(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", text)) == {spoken(document.code)}
    assert f"/verify/{document.code}" in text
    assert b"verify" in await circulated(approved, "md")


async def test_a_draft_has_no_code(held):
    await operations.draft(held.meeting.id, by=held.taker)

    assert await Issued.all().count() == 0
    assert b"verify" not in await circulated(held, "md")
    assert await IssuedFile.all().count() == 0


async def test_the_next_version_replaces_the_one_before(approved):
    first = await Issued.get()
    await operations.amend(approved.meeting.id, "Salah ketik", by=approved.taker)
    assert b"verify" not in await circulated(approved, "md")
    await operations.submit(approved.meeting.id, by=approved.taker)
    await operations.approve(approved.meeting.id, by=approved.chair)
    second = await Issued.exclude(id=first.id).get()
    await first.refresh_from_db()

    assert (first.replaced_by_id, second.version) == (second.id, 2)
    assert second.code.encode() in await circulated(approved, "md")


async def test_a_signed_pdf_comes_back_and_is_the_minutes(approved, as_person, roots):
    pdf = await circulated(approved)
    once = await outside(pdf)
    async with as_person(approved.taker) as program:
        taken = await program.post(f"{approved.api}/signed", files={"file": ("n.pdf", once)})
        again = await program.post(f"{approved.api}/signed", files={"file": ("n.pdf", once)})
        behind = await program.post(
            f"{approved.api}/signed",
            content=await outside(pdf, TAKER),
            headers={"content-type": "application/pdf"},
        )
        twice = await outside(once, TAKER)
        second = await program.post(f"{approved.api}/signed", files={"file": ("n.pdf", twice)})
    async with as_person(approved.guest) as guest:
        got = await guest.get(f"{approved.api}.pdf")
        said = await guest.get(f"{approved.api}/signed")
        sheet = await guest.get(approved.page, headers=PAGE)
        public = await guest.get(
            f"/verify/{(await Issued.get()).code}?sha256={hashlib.sha256(once).hexdigest()}"
        )

    assert (taken.status_code, taken.json()["status"]) == (201, "signed")
    assert (again.status_code, behind.status_code) == (409, 409)
    assert second.status_code == 201
    names = ["Dr. Rina Pimpinan, S.H.", "Budi Notulis"]
    assert [each["signer"] for each in second.json()["signatures"]] == names
    assert {each["chain"] for each in said.json()["signatures"]} == {"trusted"}
    assert got.content == twice
    assert names[1] in sheet.text
    assert "Serahkan PDF bertanda tangan" not in sheet.text
    told = public.json()
    assert (told["matches"], [each["signer"] for each in told["signatures"]]) == (True, names)
    assert [each["signed"] for each in told["files"]] == [0, 1, 2]
    entries = [e for e in await journal.since(approved.meeting.id, 0) if e.kind == "minutes.signed"]
    assert [e.data["signatures"] for e in entries] == [1, 2]
    assert entries[1].data["sha256"] == hashlib.sha256(twice).hexdigest()
    assert names[0] not in str([e.data for e in entries])


async def test_what_is_refused_leaves_nothing(approved, as_person, roots):
    pdf = await circulated(approved)
    before = await IssuedFile.all().count()
    for content, why in (
        (b"", Flaw.OTHER_FILE),
        (pdf, Flaw.OTHER_FILE),
        (b"%PDF-1.7 lain", Flaw.OTHER_FILE),
        (await outside(pdf, ALONE), Flaw.UNTRUSTED),
    ):
        with pytest.raises(NotTaken) as refused:
            await operations.take_signed(approved.meeting.id, content, by=approved.taker)
        assert refused.value.flaw is why
    async with as_person(approved.taker, page=True) as browser:
        shown = await browser.post(f"{approved.page}/signed", files={"file": ("n.pdf", pdf)})
    assert (shown.status_code, "tidak diawali persis" in shown.text) == (422, True)
    assert (await state(), await IssuedFile.all().count()) == (MinutesState.APPROVED, before)
    kinds = {e.kind for e in await journal.since(approved.meeting.id, 0)}
    assert "minutes.signed" not in kinds


async def test_a_file_of_certificates_that_cannot_be_read_is_said_to_be(approved, trust):
    (trust / "rusak.pem").write_text("bukan sertifikat")
    once = await outside(await circulated(approved))

    with pytest.raises(Conflict, match=r"rusak\.pem"):
        await operations.take_signed(approved.meeting.id, once, by=approved.taker)


async def test_only_writers_hand_in_and_only_while_it_is_open(approved, monkeypatch):
    once = await outside(await circulated(approved))
    meeting = approved.meeting.id
    with pytest.raises(Forbidden):
        await operations.take_signed(meeting, once, by=approved.guest)
    with pytest.raises(NotFound):
        await operations.take_signed(meeting, once, by=approved.stranger)
    monkeypatch.setattr(signing_minutes, "LARGEST", 1000)
    with pytest.raises(TooLarge):
        await operations.take_signed(meeting, once, by=approved.taker)
    monkeypatch.undo()
    await operations.distribute(meeting, by=approved.taker)
    with pytest.raises(Conflict):
        await operations.take_signed(meeting, once, by=approved.taker)


async def test_drafts_are_not_signed(held):
    await operations.draft(held.meeting.id, by=held.taker)
    with pytest.raises(Conflict):
        await operations.take_signed(held.meeting.id, b"%PDF", by=held.taker)


@pytest.mark.parametrize("now", list(MinutesState))
def test_only_approved_and_signed_minutes_take_a_signature(now):
    if now in (MinutesState.APPROVED, MinutesState.SIGNED):
        rules.check_signable(now)
    else:
        with pytest.raises(Conflict):
            rules.check_signable(now)


async def test_a_certificate_of_ones_own_signs_both_editions(approved):
    own = OwnCertificate(CHAIR.pkcs12, PASSPHRASE)
    whole = await operations.sign_here(approved.meeting.id, own, by=approved.taker)
    short = await operations.sign_here(approved.meeting.id, own, by=approved.taker, circulated=True)

    assert (whole.edition, short.edition, await state()) == ("whole", "open", MinutesState.SIGNED)
    # Nobody said which authorities are believed here.
    assert [each["chain"] for each in short.signatures] == ["unchecked"]
    assert await circulated(approved) == bytes(short.content)
    before = await Minutes.get()
    await operations.distribute(approved.meeting.id, by=approved.taker)
    assert before.approved_at is not None
    assert before.approved_at - before.drafted_at < timedelta(minutes=5)


async def test_an_operator_signs_from_the_command_line(approved, db, tmp_path):
    (tmp_path / "saya.p12").write_bytes(CHAIR.pkcs12)
    command = ["sign", "minutes", str(approved.meeting.id), "--pkcs12", str(tmp_path / "saya.p12")]
    command += ["--by", approved.taker.person.email, "--passphrase-stdin"]

    def run(passphrase: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "rakor", *command],
            input=passphrase + b"\n",
            capture_output=True,
            env={**os.environ, "RAKOR_DATABASE_URL": db},
            timeout=120,
            check=False,
        )

    wrong = await asyncio.to_thread(run, b"salah")
    assert (wrong.returncode, await state()) == (1, MinutesState.APPROVED)
    assert b"PKCS#12" in wrong.stderr
    right = await asyncio.to_thread(run, PASSPHRASE)
    assert json.loads(right.stdout)["signatures"] == ["Dr. Rina Pimpinan, S.H."], right.stderr
    assert await state() is MinutesState.SIGNED


async def test_minutes_from_before_there_were_codes_keep_their_bytes(approved):
    minutes = await Minutes.get()
    await Issued.all().delete()
    folder = settings().files / "minutes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{minutes.id}-open.pdf").write_bytes(b"%PDF dahulu")

    assert await circulated(approved) == b"%PDF dahulu"
    assert read_code((await Issued.get()).code) is not None
    with pytest.raises(NotFound):
        await operations.paper(uuid4(), "pdf", by=approved.taker)
