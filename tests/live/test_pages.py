"""The session in the browser: complete without script, and never more than the view may see."""

import json
import re

import pytest

from rakor.invitations import operations as invitations
from rakor.live import operations
from rakor.meetings import operations as meetings
from rakor.meetings.operations import Changes


def snapshot_in(page) -> dict:
    block = r'<script type="application/json" id="snapshot"[^>]*>(.*?)</script>'
    found = re.search(block, page.text)
    assert found
    return json.loads(found[1])


@pytest.fixture
async def running(meeting, item, secret, rina, decide):
    """A meeting in which something was said, openly and not."""
    await meetings.open(meeting.id, by=rina)
    await meetings.start_item(meeting.id, item.id, by=rina)
    body = {
        "type": "doc",
        "content": [
            {
                "type": "paragraph",
                "content": [{"type": "text", "text": "<b>tebal</b>", "marks": [{"type": "bold"}]}],
            }
        ],
    }
    await operations.save_note(meeting.id, item.id, body, 0, by=rina)
    await operations.save_note(meeting.id, secret.id, "Sangat tertutup", 0, by=rina)
    await decide(text="Disepakati bersama", agenda_item=item.id, owners=["BPSDM"], due="2026-12-31")
    struck = await decide(text="Terlalu dini", agenda_item=item.id)
    await operations.strike_decision(struck.id, by=rina)
    await decide(text="Disepakati tertutup", agenda_item=secret.id)
    return meeting


async def test_a_participant_reads_everything_open_without_script(as_person, running, guest):
    async with as_person(guest, page=True) as browser:
        page = await browser.get(f"/meetings/{running.id}/live")

    shown = re.sub(r"<script.*?</script>", "", page.text, flags=re.DOTALL)
    assert page.status_code == 200
    assert 'data-page="follow"' in shown
    assert "<strong>&lt;b&gt;tebal&lt;/b&gt;</strong>" in shown
    assert "Disepakati bersama" in shown
    assert "Kompetensi ASN" in shown
    assert "31 Desember 2026" in shown
    assert shown.count("Dicoret") == 1
    assert "tertutup" not in page.text
    assert "Rahasia jabatan" not in page.text
    assert snapshot_in(page)["view"] == "participant"


@pytest.mark.parametrize(
    ("who", "look", "view", "page_is"),
    [
        ("rina", "", "secretariat", "session"),
        ("rina", "?as=secretary", "secretariat", "session"),
        ("chair", "", "chair", "chair"),
        ("chair", "?as=secretary", "chair", "session"),
    ],
)
async def test_who_runs_the_meeting_has_a_page_for_it(
    as_person, running, rina, chair, who, look, view, page_is
):
    async with as_person({"rina": rina, "chair": chair}[who], page=True) as browser:
        page = await browser.get(f"/meetings/{running.id}/live{look}")

    found = snapshot_in(page)
    assert page.status_code == 200
    assert f'data-page="{page_is}"' in page.text
    assert found["view"] == view
    assert len(found["state"]["items"]) == 2
    assert '"code": "BPSDM"' in page.text
    assert ("?as=secretary" in page.text) == (page_is == "chair")


async def test_the_chair_knows_how_many_agencies_make_a_quorum(as_person, running, chair, rina):
    wishes = [
        invitations.Wish(email=f"{code}@x.example", name=code, agency=code)
        for code in ("BKN", "BPSDM")
    ]
    await invitations.invite(running.id, wishes, by=rina)
    async with as_person(chair, page=True) as browser:
        page = await browser.get(f"/meetings/{running.id}/live")

    found = re.search(r'<script type="application/json" id="quorum">(.*?)</script>', page.text)
    assert found
    quorum = json.loads(found[1])
    assert quorum["needed"] == 2
    assert {row["agency"] for row in quorum["invited"]} == {"BKN", "BPSDM"}


async def test_the_screen_shows_nothing_confidential_whoever_is_signed_in(as_person, running, rina):
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/meetings/{running.id}/live/screen")
        await meetings.change(running.id, Changes(security_class="limited"), by=rina)
        limited = await browser.get(f"/meetings/{running.id}/live/screen")

    assert (page.status_code, snapshot_in(page)["view"]) == (200, "public")
    assert "tertutup" not in page.text + limited.text
    assert snapshot_in(page)["state"]["notes"] == {}
    assert snapshot_in(limited)["view"] == "participant"


async def test_who_was_not_invited_sees_nothing(as_person, running, stranger):
    async with as_person(stranger, page=True) as browser:
        answers = [
            (await browser.get(f"/meetings/{running.id}/live{tail}")).status_code
            for tail in ("", "/screen")
        ]

    assert answers == [404, 404]


async def test_a_draft_says_that_it_must_be_published_first(as_person, running, rina):
    draft = await meetings.draft_meeting(
        meetings.Facts(
            title="Draf",
            starts_at="2026-12-01T09:00:00+07:00",
            ends_at="2026-12-01T10:00:00+07:00",
        ),
        by=rina,
    )
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/meetings/{draft.id}/live")

    assert page.status_code == 409
    assert "Terbitkan dahulu" in page.text
