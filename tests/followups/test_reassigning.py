"""What one agency owes becomes another's: a way back, letters, and the decision as it was made."""

import pytest

from rakor import journal
from rakor.directory.models import Agency, Office
from rakor.followups.models import FollowUp, FollowUpLink
from rakor.live.models import Commitment
from rakor.mail.models import OutgoingMail

LIST = "/api/v1/follow-ups"
WHY = {"reason": "Di luar tugas kami"}


async def test_another_agency_owes_it_from_now_on(owed, as_person):
    await Office.create(
        title="Kepala LAN", agency=await Agency.get(code="LAN"), email="lan@x.go.id"
    )
    url = f"{LIST}/{owed.late.id}"
    async with as_person(owed.people["owner"]) as owner:
        await owner.post(f"{url}/progress", json={"status": "in_progress"})
    async with as_person(owed.people["chair"]) as chair:
        before = (await chair.get(f"/api/v1/meetings/{owed.meeting.id}/decisions")).json()
        done = (await chair.post(f"{url}/reassign", json={"owner": "LAN", **WHY})).json()
        new = (await chair.get(f"{LIST}/{done['taken_by']['id']}")).json()
        after = (await chair.get(f"/api/v1/meetings/{owed.meeting.id}/decisions")).json()
        again = await chair.post(f"{url}/reassign", json={"owner": "BKN", **WHY})

    assert (done["status"], done["reports"][0]["note"]) == ("reassigned", WHY["reason"])
    assert (new["owner"], new["status"], new["taken_from"]["owner"]) == (
        "LAN",
        "not_started",
        "BKN",
    )
    assert before == after, "what was decided reads as it was made"
    assert again.status_code == 409
    entry = (await journal.since(owed.meeting.id, 0))[-1]
    assert (entry.kind, entry.data["to"], entry.audience) == (
        "followup.reassigned",
        "LAN",
        "participants",
    )
    [mail] = await OutgoingMail.all()
    assert (mail.to_address, mail.sealed) == ("lan@x.go.id", True)
    assert "Di luar tugas kami" in mail.message.decode()
    assert (await FollowUpLink.get()).email == "lan@x.go.id"


async def test_the_new_owner_reports_and_the_old_one_no_more(owed, as_person):
    async with as_person(owed.people["chair"]) as chair:
        made = await chair.post(f"{LIST}/{owed.late.id}/reassign", json={"owner": "LAN", **WHY})
    new = made.json()["taken_by"]["id"]
    async with as_person(owed.people["owner"]) as old, as_person(owed.people["guest"]) as guest:
        refused = await old.post(f"{LIST}/{owed.late.id}/progress", json={"status": "in_progress"})
        told = await guest.post(f"{LIST}/{new}/progress", json={"status": "acknowledged"})
        seen = (await guest.get(f"{LIST}?agency=LAN")).json()["items"]

    assert (refused.status_code, told.status_code) == (409, 201)
    assert [each["id"] for each in seen] == [new]


async def test_back_and_forth_is_a_chain(owed, as_person):
    async with as_person(owed.people["chair"]) as chair:
        first = await chair.post(f"{LIST}/{owed.late.id}/reassign", json={"owner": "LAN", **WHY})
        new = first.json()["taken_by"]["id"]
        twice = await chair.post(
            f"{LIST}/{owed.soon.id}/reassign", json={"owner": "KEMENKES", **WHY}
        )
        back = await chair.post(f"{LIST}/{new}/reassign", json={"owner": "BKN", **WHY})

    assert (first.status_code, twice.status_code, back.status_code) == (201, 422, 201)
    assert back.json()["taken_by"]["owner"] == "BKN"
    assert await FollowUp.filter(state="reassigned").count() == 2


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("owner", {"owner": "LAN", **WHY}, 403),
        ("guest", {"owner": "LAN", **WHY}, 403),
        ("stranger", {"owner": "LAN", **WHY}, 404),
        ("chair", {"owner": "LAN"}, 422),
        ("chair", {"owner": "NOBODY", **WHY}, 422),
        ("chair", {"owner": "BKN", **WHY}, 422),
    ],
)
async def test_who_leads_it_elsewhere_and_how(owed, as_person, who, body, status):
    async with as_person(owed.people[who]) as program:
        refused = await program.post(f"{LIST}/{owed.late.id}/reassign", json=body)

    assert refused.status_code == status
    assert await Commitment.filter(duty="taken_over").count() == 0


async def test_what_is_confidential_is_told_by_no_letter(owed, as_person):
    await Office.create(
        title="Kepala LAN", agency=await Agency.get(code="LAN"), email="lan@x.go.id"
    )
    async with as_person(owed.people["chair"]) as chair:
        done = await chair.post(f"{LIST}/{owed.secret.id}/reassign", json={"owner": "LAN", **WHY})

    assert done.status_code == 201
    assert await OutgoingMail.all().count() == 0
    assert [e.audience.value for e in await journal.since(owed.meeting.id, 0)] == ["staff"]


async def test_the_page_leads_there_and_the_board_hides_what_went(owed, as_person):
    url = f"/follow-ups/{owed.late.id}"
    async with as_person(owed.people["chair"], page=True) as browser:
        done = await browser.post(f"{url}/reassign", data={"owner": "LAN", **WHY})
        new = (await browser.get(done.headers["location"])).text
        old = (await browser.get(url)).text
        board = (await browser.get("/follow-ups")).text
        asked = (await browser.get("/follow-ups?status=reassigned")).text

    assert done.status_code == 303
    assert f'href="{url}">Badan Kepegawaian Negara' in new
    assert f'href="{done.headers["location"]}">LAN' in old
    assert [f'href="{url}"' in page for page in (board, asked)] == [False, True]
