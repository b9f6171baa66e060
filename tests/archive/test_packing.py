"""A package holds everything a meeting left behind, proves itself, and gives nothing away."""

import hashlib
import io
import json
import shutil
import subprocess
from zipfile import ZipFile

import orjson
import pytest

from rakor import journal
from rakor.archive import operations
from rakor.errors import Forbidden, NotFound
from rakor.invitations.models import Invitation
from rakor.issued.models import IssuedFile
from rakor.journal import Entry
from rakor.meetings.models import MaterialVersion
from rakor.meetings.queries import material_path
from rakor.minutes import operations as minutes
from rakor.minutes.rules.agreement import Parties

from .conftest import SECRET


def inside(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


async def test_the_same_state_gives_the_same_bytes_and_a_later_one_others(pack, kept):
    first, again = await pack(), await pack()
    async with journal.transaction() as record:
        await record.entry(kept.meeting.id, "agenda.changed", by=None, items=[])

    assert first == again
    assert await pack() != first


async def test_what_was_agreed_is_packed_as_it_went_out_and_drafts_are_not_for_everybody(
    pack, kept
):
    meeting, taker = kept.meeting.id, kept.taker
    out = await minutes.draft_agreement(meeting, Parties(), by=taker)
    await minutes.issue_agreement(meeting, out.id, by=taker)
    await minutes.draft_agreement(meeting, Parties(), by=taker)
    short = inside(await pack(circulated=True))
    told = json.loads(short["record/agreements.json"])
    files = [n.rpartition(".")[2] for n in short if n.startswith("documents/official-report/")]

    assert [(each["id"], each["state"]) for each in told] == [(str(out.id), "issued")]
    assert "choices" not in told[0]
    assert sorted(files) == ["docx", "pdf"]


async def test_the_circulated_edition_has_no_word_of_a_confidential_item(pack, kept):
    async with journal.transaction() as record:
        for audience in journal.Audience:
            await record.entry(
                kept.meeting.id,
                "agenda.added",
                by=kept.taker,
                audience=audience,
                items=[{"id": str(kept.items[2].id), "title": SECRET}],
            )
    whole, short = inside(await pack()), inside(await pack(circulated=True))
    hidden = [SECRET, "Sangat rahasia", "Hal yang dirahasiakan", "Tertutup", "isi rahasia dapur"]
    hidden.append(str(kept.items[2].id))
    told = {word: [n for n, c in short.items() if word.encode() in c] for word in hidden}

    assert not any(told.values()), told
    assert all(any(word.encode() in c for c in whole.values()) for word in hidden)
    # What is packed inside files that are ZIPs themselves is read as well.
    words = [ZipFile(io.BytesIO(c)) for n, c in short.items() if n.endswith(("docx", "xlsx"))]
    said = b"".join(each.read(name) for each in words for name in each.namelist())
    assert words
    assert not any(word.encode() in said for word in hidden)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
async def test_no_circulated_pdf_says_a_word_of_it_either(pack):
    pdfs = [c for n, c in inside(await pack(circulated=True)).items() if n.endswith("pdf")]
    texts = []
    for pdf in (each for each in pdfs if b"%%EOF" in each):
        done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
        texts.append(done.stdout.decode())
    assert texts
    assert not any(SECRET in text or "Hal yang dirahasiakan" in text for text in texts)


async def test_minutes_are_packed_byte_for_byte_as_they_are_handed_out(pack):
    found = inside(await pack())
    packed = {hashlib.sha256(content).hexdigest() for content in found.values()}
    kept = await IssuedFile.all().values_list("sha256", "form", "edition")

    assert {sum_ for sum_, _form, _edition in kept} <= packed
    assert {(form, edition) for _sum, form, edition in kept} == {
        (form, edition)
        for form in ("pdf", "docx", "html", "md", "json")
        for edition in ("whole", "open")
    }


async def test_neither_addresses_nor_links_nor_devices_are_packed(pack, kept):
    kept.meeting.join_url, kept.meeting.passcode = "https://zoom.example/j/77", "kunci-ruang"
    await kept.meeting.save()
    await Invitation.create(
        meeting=kept.meeting,
        person=kept.guest.person,
        email="bagus.prakosa@bkn.example",
        name="Bagus Prakosa",
        comment="alergi kacang",
        token_digest="a" * 64,
        mail_digest="b" * 64,
        code_digest="c" * 64,
    )
    async with journal.transaction() as record:
        await record.entry(
            kept.meeting.id,
            "invitation.sent",
            by=kept.taker,
            email="bagus.prakosa@bkn.example",
            name="Bagus Prakosa",
            cc=["sari@bpsdm.example"],
        )
        vote = {"secret": True, "roll": [{"agency": "Ikut Memilih", "cast": True}], "result": {}}
        await record.entry(kept.meeting.id, "vote.tallied", by=None, vote=vote)
        ballot = {"name": "Ikut Memilih", "choice": None}
        await record.entry(kept.meeting.id, "ballot.counted", by=None, ballot=ballot)
    found = inside(await pack())
    lines = map(json.loads, found["record/journal.jsonl"].splitlines())
    line = next(each for each in lines if each["kind"] == "invitation.sent")
    gone = ("bagus.prakosa@", "sari@bpsdm", "alergi", "zoom.example", "kunci-ruang")
    gone += ("a" * 64, "Ikut Memilih")

    assert [word for word in gone if any(word.encode() in c for c in found.values())] == []
    assert (line["data"], line["withheld"]) == ({"name": "Bagus Prakosa", "cc": [""]}, True)
    assert json.loads(found["record/invitations.json"])[0]["name"] == "Bagus Prakosa"


async def test_a_paper_that_is_gone_or_was_changed_is_named_and_not_packed(pack):
    first, second = await MaterialVersion.all().order_by("id")
    material_path(first.id).unlink()
    material_path(second.id).write_bytes(b"%PDF-1.7 lain")
    said = orjson.loads(inside(await pack())["manifest.json"])

    assert [(each["title"], each["why"]) for each in said["missing"]] == [
        ("Paparan", "gone"),
        ("Tertutup", "altered"),
    ]


async def test_the_list_says_class_and_retention_and_anybody_checks_the_sums(pack, tmp_path):
    content = await pack()
    with ZipFile(io.BytesIO(content)) as found:
        found.extractall(tmp_path / "out")
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "out",
        capture_output=True,
        check=False,
    )
    said = orjson.loads(inside(content)["manifest.json"])

    assert (done.returncode, done.stdout) == (0, b"")
    assert said["classification"]["security_class"] == "public"
    assert [each["kind"] for each in said["retention"]][:2] == ["minutes", "attendance"]
    assert said["retention"][1]["until"] == "2028-07-13T05:04:00Z"
    assert said["counted"] == {
        "agenda": 4,
        "decisions": 2,
        "heads": 3,
        "entries": said["journal"]["entries"],
        "documents": 15,
    }


async def test_chair_and_secretariat_take_it_and_that_is_on_record(kept):
    made, file = await operations.pack_by(kept.meeting.id, by=kept.chair)
    file.close()
    entry = await Entry.filter(kind="package.exported").get()

    assert (entry.actor, entry.subject) == (kept.chair.id, kept.meeting.id)
    assert entry.data == {
        "edition": "whole",
        "files": len(made.manifest.files),
        "sums": made.sums,
    }
    with pytest.raises(Forbidden):
        await operations.pack_by(kept.meeting.id, by=kept.guest)
    with pytest.raises(NotFound):
        await operations.pack_by(kept.meeting.id, by=kept.stranger)


async def test_it_comes_by_page_and_by_api_a_piece_at_a_time(kept, as_person):
    here = f"/meetings/{kept.meeting.id}/archive"
    zip_ = {"content-type": "application/zip"}
    async with as_person(kept.chair) as chair, as_person(kept.chair, page=True) as browser:
        page, ask = await browser.get(here), await browser.get("/archive/check")
        got = await browser.get(f"{here}.zip")
        short = await chair.get(f"/api/v1{here}.zip?circulated=true")
        sent = await chair.post("/api/v1/archive/check", content=got.content, headers=zip_)
        shown = await browser.post("/archive/check", files={"file": ("a.zip", got.content)})
        torn = got.content.replace(b"Sangat rahasia", b"Sangat terbuka")
        other = await browser.post("/archive/check", files={"file": ("a.zip", torn)})

    assert (page.status_code, ask.status_code, short.status_code) == (200, 200, 200)
    assert (got.status_code, got.headers["content-type"]) == (200, "application/zip")
    assert int(got.headers["content-length"]) == len(got.content)
    assert (sent.status_code, sent.json()["made_here"]) == (200, True)
    assert sent.json()["codes_known_here"] == 10
    assert (shown.status_code, other.status_code) == (200, 422)
    assert "Paket arsip utuh" in shown.text
    assert "Kuota 30% kursi" in shown.text
    assert "rusak di perjalanan" in other.text
