"""Files of evidence: handed in with a report, seen by whoever sees it, swept when unnamed."""

import os
import time

import pytest

from rakor import journal
from rakor.database import new_id
from rakor.followups import operations, queries
from rakor.followups.models import Evidence, Progress

LIST = "/api/v1/follow-ups"
PDF = b"%PDF-1.7 daftar kuota"
SAID = {"status": "in_progress", "note": "Terlampir", "percent": "40"}


def files(*names: str, content: bytes = PDF):
    return [("files", (name, content, "application/pdf")) for name in names]


async def test_several_files_come_with_a_report_and_are_fetched_again(owed, as_person):
    url = f"{LIST}/{owed.late.id}"
    async with as_person(owed.people["owner"]) as owner, as_person(owed.people["guest"]) as guest:
        made = await owner.post(f"{url}/reports", data=SAID, files=files("a.pdf", "../b.pdf"))
        [report] = made.json()["reports"]
        first = report["files"][0]
        fetched = await guest.get(f"{url}/evidence/{first['id']}")
        other = await guest.get(f"{LIST}/{owed.earlier.id}/evidence/{first['id']}")

    assert (made.status_code, made.json()["percent"]) == (201, 40)
    assert [each["name"] for each in report["files"]] == ["a.pdf", "b.pdf"]
    assert (fetched.content, fetched.headers["content-disposition"][:10]) == (PDF, "attachment")
    assert "sandbox" in fetched.headers["content-security-policy"]
    assert other.status_code == 404
    [entry] = await journal.since(owed.meeting.id, 0)
    assert entry.data["files"] == 2


async def test_strangers_fetch_nothing_and_looking_is_on_record(owed, as_person):
    url = f"{LIST}/{owed.late.id}"
    async with as_person(owed.people["owner"]) as owner:
        made = await owner.post(f"{url}/reports", data=SAID, files=files("a.pdf"))
        place = f"{url}/evidence/{made.json()['reports'][0]['files'][0]['id']}"
        await owner.get(place)
    async with as_person(owed.people["stranger"]) as stranger:
        refused = await stranger.get(place)

    assert refused.status_code == 404
    seen = await journal.Entry.filter(kind="evidence.downloaded")
    assert [each.actor for each in seen] == [owed.people["owner"].id]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (files("a.exe", content=b"MZ\x90\x00"), 422),
        (files("a.pdf", content=b""), 422),
        (files(*(f"{n}.pdf" for n in range(6))), 422),
        (files("a.pdf", content=PDF + b" " * 10 * 1024 * 1024), 413),
    ],
)
async def test_what_is_no_evidence_leaves_nothing_behind(owed, as_person, sent, status):
    async with as_person(owed.people["owner"]) as owner:
        refused = await owner.post(f"{LIST}/{owed.late.id}/reports", data=SAID, files=sent)

    assert refused.status_code == status
    assert await Progress.all().count() == await Evidence.all().count() == 0


async def test_a_refused_report_takes_its_files_back(owed, as_person):
    before = (
        set(os.listdir(queries.evidence_folder())) if queries.evidence_folder().is_dir() else set()
    )
    async with as_person(owed.people["owner"]) as owner:
        said = {**SAID, "status": "done"}
        refused = await owner.post(
            f"{LIST}/{owed.late.id}/reports", data=said, files=files("a.pdf")
        )

    assert refused.status_code == 403
    assert set(os.listdir(queries.evidence_folder())) == before


async def test_files_that_no_report_names_are_swept_after_a_day(owed, as_person):
    async with as_person(owed.people["owner"]) as owner:
        await owner.post(f"{LIST}/{owed.late.id}/reports", data=SAID, files=files("a.pdf"))
    kept = queries.evidence_path((await Evidence.get()).id)
    stray, fresh = queries.evidence_path(new_id()), queries.evidence_path(new_id())
    old = time.time() - 2 * 24 * 60 * 60
    for path in (stray, fresh):
        path.write_bytes(PDF)
    for path in (stray, kept):
        os.utime(path, (old, old))

    assert await operations.sweep_evidence() >= 1
    assert [path.exists() for path in (kept, stray, fresh)] == [True, False, True]


async def test_the_page_takes_files_beside_a_report(owed, as_person):
    url = f"/follow-ups/{owed.late.id}"
    async with as_person(owed.people["owner"], page=True) as browser:
        said = {**SAID, "percent": "", "revision": "0", "evidence": ""}
        done = await browser.post(url, data=said, files=files("bukti.pdf"))
        page = (await browser.get(url)).text
        wrong = await browser.post(
            url,
            data={**said, "revision": "1", "note": "Jangan hilang"},
            files=files("a.exe", content=b"MZ\x90\x00"),
        )

    assert (done.status_code, "bukti.pdf" in page) == (303, True)
    assert (wrong.status_code, "Jangan hilang" in wrong.text) == (422, True)
