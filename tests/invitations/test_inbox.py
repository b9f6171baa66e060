"""The inbox as people and programs use it."""

from datetime import timedelta

import pytest

from rakor.invitations.models import Invitation, Proposal
from rakor.invitations.rules import Reason, RsvpStatus
from rakor.mail.models import IncomingMail

from .clients import Said, google
from .replies import take
from .stage import BUDI, SARI, SINGLE, STARTS, Stage, build

NEW = "baru@bkn.go.id"
ADDRESS = "rsvp@rakor.test"


@pytest.fixture
async def stage(rina) -> Stage:
    return await build(rina)


async def arrives(stage: Stage, seat: str = BUDI, **says) -> IncomingMail:
    known = {"organizer": stage.organizer(SINGLE, seat), "address": seat}
    return await take(google(Said(uid=stage.meetings[SINGLE].uid, **{**known, **says})))


async def test_what_waits_stands_above_what_was_taken(stage, rina, as_person):
    await arrives(stage)
    held = await arrives(stage, address=NEW, organizer=ADDRESS, name="Orang Baru")
    async with as_person(rina, page=True) as browser:
        before = await browser.get("/inbox")
        await browser.post(f"/inbox/{held.id}/refuse", data={})
        after = await browser.get("/inbox")

    assert before.status_code == 200
    assert before.text.index("Menunggu keputusan</h2>") < before.text.index("Daftar surat</h2>")
    assert Reason.NOT_INVITED.value in before.text
    assert "Menunggu keputusan</h2>" not in after.text
    assert "(sudah ditolak)" in after.text


async def test_a_message_shows_its_verdict_and_takes_a_decision(stage, rina, as_person):
    held = await arrives(stage, address=NEW, organizer=ADDRESS, name="Orang Baru")
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/inbox/{held.id}")
        done = await browser.post(f"/inbox/{held.id}/approve", data={})
        then = await browser.get(f"/inbox/{held.id}")

    assert "Undang dan catat jawaban" in page.text
    assert "belum terbukti: hanya menurut alamat pengirim" in page.text
    assert done.status_code == 303
    assert f"Sudah diterima oleh {rina.full_name}" in then.text
    assert (await Invitation.get(email=NEW)).status is RsvpStatus.ACCEPTED


async def test_words_are_noted_for_somebody_on_the_page(stage, rina, as_person):
    to = stage.organizer(SINGLE, SARI)
    mail = await take(f"From: staf@bkn.go.id\r\nTo: {to}\r\n\r\nIbu Sari hadir.".encode())
    seat = stage.seats[SINGLE, SARI]
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/inbox/{mail.id}")
        said = {"invitation": str(seat.id), "status": "accepted"}
        await browser.post(f"/inbox/{mail.id}/overrule", data=said)

    assert f'value="{seat.id}" selected' in page.text
    assert (await Invitation.get(id=seat.id)).status is RsvpStatus.ACCEPTED


async def test_a_proposed_time_is_shown_beside_the_present_one(stage, rina, as_person):
    await arrives(stage, SARI)
    later = STARTS + timedelta(hours=28)
    mail = await arrives(stage, method="COUNTER", starts=later, comment="Bentrok <b>")
    proposal = await Proposal.get(mail_id=mail.id)
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/inbox/{mail.id}")
        said = {"comment": "Ruang terpakai."}
        await browser.post(f"/proposals/{proposal.id}/decline", data=said)

    assert "Selasa, 5 Maret 2030, 09.00–12.00 WIB" in page.text
    assert "Rabu, 6 Maret 2030, 13.00–16.00 WIB" in page.text
    assert "1 sudah menyatakan hadir" in page.text
    assert "Bentrok &lt;b&gt;" in page.text
    assert (await Proposal.get(id=proposal.id)).answer == "Ruang terpakai."


async def test_programs_read_and_decide(stage, rina, as_person):
    taken = await arrives(stage)
    held = await arrives(stage, address=NEW, organizer=ADDRESS)
    async with as_person(rina) as program:
        waiting = (await program.get("/api/v1/inbox?waiting=true")).json()
        every = (await program.get("/api/v1/inbox")).json()
        one = (await program.get(f"/api/v1/inbox/{taken.id}")).json()
        done = await program.post(f"/api/v1/inbox/{held.id}/approve", json={})
        again = await program.post(f"/api/v1/inbox/{held.id}/approve", json={})
        ruled = await program.post(
            f"/api/v1/inbox/{taken.id}/overrule",
            json={"invitation": str(stage.seats[SINGLE, BUDI].id), "status": "declined"},
        )

    assert [each["id"] for each in waiting["items"]] == [str(held.id)]
    assert [each["id"] for each in every["items"]] == [str(held.id), str(taken.id)]
    assert (one["result"], one["verdicts"][0]["proof"]) == ("reply_applied", "token")
    assert (done.status_code, done.json()["result"], done.json()["handled_as"]) == (
        200,
        "reply_applied",
        "approved",
    )
    assert "seq" in done.json()
    assert again.status_code == 409
    assert ruled.json()["handled_as"] == "overruled"
    seat = await Invitation.get(id=stage.seats[SINGLE, BUDI].id)
    assert seat.status is RsvpStatus.DECLINED


async def test_programs_see_and_decide_proposals(stage, rina, as_person):
    await arrives(stage, method="COUNTER", starts=STARTS + timedelta(hours=4))
    meeting = stage.meetings[SINGLE]
    async with as_person(rina) as program:
        (found,) = (await program.get(f"/api/v1/meetings/{meeting.id}/proposals")).json()["items"]
        done = await program.post(f"/api/v1/proposals/{found['id']}/accept", json={})
        moved = (await program.get(f"/api/v1/meetings/{meeting.id}")).json()

    assert (found["state"], found["sequence"]) == ("open", 1)
    assert done.json()["state"] == "accepted"
    assert (moved["starts_at"][:16], moved["sequence"]) == ("2030-03-05T13:00", 2)


async def test_the_inbox_asks_the_database_the_same_for_one_and_thirty(
    stage, rina, as_person, count_queries
):
    async with as_person(rina, page=True) as browser:
        await arrives(stage, address=NEW, organizer=ADDRESS)
        await browser.get("/inbox")
        with count_queries() as one:
            await browser.get("/inbox")
        for n in range(12):
            await arrives(stage, address=f"baru{n}@bkn.go.id", organizer=ADDRESS)
        with count_queries() as many:
            await browser.get("/inbox")

    assert len(many) == len(one)
