"""The pages: the personal link, the list of answers, the outbox and the inbox."""

import re
from datetime import UTC, datetime

import pytest

from rakor import journal
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import RsvpStatus
from rakor.mail import outbox
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.rules import Mode
from rakor.settings import settings

FORM = {"role": "participant", "delegation": "allowed"}


async def test_the_personal_page_takes_an_answer_without_sign_in_or_script(meeting, ask, as_person):
    budi = await ask("budi@bkn.go.id", "Budi")
    path = f"/r/{queries.personal_token(budi)}"
    async with as_person(None, page=True) as browser:
        page = await browser.get(f"{path}?answer=tentative")
        assert (await Invitation.get(id=budi.id)).status is RsvpStatus.NO_RESPONSE
        origin = {"origin": "http://rakor.test"}
        said = {"status": "online", "comment": "Hadir dari Ambon"}
        done = await browser.post(path, data=said, headers=origin)
        after = await browser.get(path)

    assert page.status_code == 200
    assert page.headers["referrer-policy"] == "strict-origin"
    assert page.headers["cache-control"] == "no-store"
    assert re.search(r'value="tentative" required checked', page.text)
    assert meeting.join_url not in page.text + after.text
    assert (done.status_code, done.headers["location"]) == (303, path)
    row = await Invitation.get(id=budi.id)
    assert (row.status.value, row.mode, row.comment, row.via) == (
        "accepted",
        "online",
        "Hadir dari Ambon",
        "page",
    )
    assert row.opened_at is not None
    assert "Terima kasih" in after.text
    assert 'aria-label="Kode QR kehadiran"' in after.text
    code = queries.checkin_code(budi)
    assert f"{code[:5]}-{code[5:]}" in after.text
    entry = (await journal.since(meeting.id, 0))[-1]
    assert (entry.kind, entry.actor) == ("invitation.answered", budi.person_id)


@pytest.mark.parametrize("token", ["a" * 26, "x", "A" * 26])
async def test_an_unknown_link_is_a_kind_page(meeting, ask, as_person, token):
    async with as_person(None, page=True) as browser:
        page = await browser.get(f"/r/{token}")

    assert page.status_code == 404
    assert "Tautan undangan ini tidak berlaku" in page.text


async def test_an_answer_from_another_site_is_refused(meeting, ask, as_person):
    budi = await ask("budi@bkn.go.id", "Budi")
    async with as_person(None, page=True) as browser:
        answer = await browser.post(
            f"/r/{queries.personal_token(budi)}",
            data={"status": "declined"},
            headers={"origin": "https://evil.example"},
        )

    assert answer.status_code == 403
    assert (await Invitation.get(id=budi.id)).status is RsvpStatus.NO_RESPONSE


async def test_what_is_refused_comes_back_with_what_was_typed(meeting, ask, as_person):
    meeting.mode = Mode.IN_PERSON
    await meeting.save()
    budi = await ask("budi@bkn.go.id", "Budi")
    async with as_person(None, page=True) as browser:
        page = await browser.post(
            f"/r/{queries.personal_token(budi)}", data={"status": "online", "comment": "Kata saya"}
        )

    assert page.status_code == 422
    assert "Rapat ini tidak menyediakan cara hadir tersebut." in page.text
    assert "Kata saya" in page.text


async def test_a_cancelled_meeting_asks_nothing_any_more(meeting, ask, rina, as_person):
    budi = await ask("budi@bkn.go.id", "Budi")
    path = f"/r/{queries.personal_token(budi)}"
    await meetings.cancel(meeting.id, "Ditiadakan", by=rina)
    async with as_person(None, page=True) as browser:
        page = await browser.get(path)
        refused = await browser.post(path, data={"status": "room"})

    assert "Rapat ini dibatalkan." in page.text
    assert 'name="status"' not in page.text
    assert refused.status_code == 409


async def test_the_page_speaks_english_and_gives_a_calendar_file(meeting, ask, as_person):
    budi = await ask("budi@bkn.go.id", "Budi")
    path = f"/r/{queries.personal_token(budi)}"
    async with as_person(None, page=True) as browser:
        switched = await browser.get(f"{path}?language=en")
        page = await browser.get(path)
        file = await browser.get(f"{path}/calendar.ics")

    assert switched.status_code == 303
    assert "Send answer" in page.text
    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert b"budi@bkn.go.id" not in file.content


async def test_the_list_shows_answers_and_sends(meeting, ask, rina, as_person):
    await ask("budi@bkn.go.id", "Budi", written=False)
    path = f"/meetings/{meeting.id}/invitations"
    async with as_person(rina, page=True) as browser:
        before = await browser.get(path)
        sent = await browser.post(f"{path}/send")
        working = await browser.get(f"{path}/progress")
        during = await browser.get(path)
        await operations.write_letters()
        done = await browser.get(f"{path}/progress")

    assert "Kirim 1 undangan" in before.text
    assert sent.status_code == 303
    assert working.json()["state"] == "running"
    assert f'data-progress="{path}/progress"' in during.text
    assert (done.json()["done"], done.json()["total"], done.json()["state"]) == (1, 1, "done")


async def test_lines_pasted_from_anywhere_are_read(meeting, rina, bkn, as_person):
    text = (
        "Budi Santoso <budi@bkn.go.id>, BKN\n"
        "sari@bkn.go.id; Sari Dewi; BKN\n"
        "Teguh\tteguh@x.id\n\n"
        "hanya@x.id"
    )
    async with as_person(rina, page=True) as browser:
        added = await browser.post(
            f"/meetings/{meeting.id}/invitations/add",
            data={"lines": text, "role": "participant", "delegation": "allowed"},
        )

    assert added.status_code == 303
    rows = await Invitation.all().order_by("id")
    assert [(row.name, row.email, row.agency_name) for row in rows] == [
        ("Budi Santoso", "budi@bkn.go.id", bkn.name),
        ("Sari Dewi", "sari@bkn.go.id", bkn.name),
        ("Teguh", "teguh@x.id", ""),
        ("hanya", "hanya@x.id", ""),
    ]


async def test_a_bad_line_comes_back_with_the_text(meeting, rina, as_person):
    async with as_person(rina, page=True) as browser:
        page = await browser.post(
            f"/meetings/{meeting.id}/invitations/add",
            data={**FORM, "lines": "budi@x.id\ntanpa alamat"},
        )

    assert page.status_code == 422
    assert "Baris 2" in page.text
    assert "tanpa alamat" in page.text
    assert await Invitation.all().count() == 0


async def test_the_summary_is_for_whom_it_concerns(meeting, ask, rina, as_person, new_user):
    guest = await new_user("Budi")
    await operations.invite(meeting.id, [Wish(person=guest.id)], by=rina)
    path = f"/meetings/{meeting.id}/invitations/summary"
    async with as_person(rina, page=True) as browser:
        staff = await browser.get(path)
    async with as_person(guest, page=True) as browser:
        own = await browser.get(path)

    assert "Lihat semua jawaban" in staff.text
    assert "Jawab undangan" in own.text
    assert "Lihat semua jawaban" not in own.text


async def test_a_letter_is_read_as_it_is_sent(meeting, ask, rina, as_person):
    await ask("budi@bkn.go.id", "Budi")
    (mail,) = await OutgoingMail.all()
    async with as_person(rina, page=True) as browser:
        listed = await browser.get(f"/outbox?meeting={meeting.id}&q=budi")
        page = await browser.get(f"/outbox/{mail.id}")
        body = await browser.get(f"/outbox/{mail.id}/body")
        raw = await browser.get(f"/outbox/{mail.id}/raw")

    assert mail.subject in listed.text
    assert "Jawab sebagai penerima" not in page.text
    assert "sandbox" in body.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in body.headers["content-security-policy"]
    assert raw.content == bytes(mail.message)
    assert raw.headers["content-disposition"].startswith("attachment")
    read = await journal.since(journal.stream_of(f"reader:{rina.id}"), 0)
    assert [entry.kind for entry in read] == [
        "outbox.listed",
        "mail.viewed",
        "mail.viewed",
        "mail.downloaded",
    ]
    invited = await Invitation.get(id=mail.subject_id)
    assert {entry.subject for entry in read[1:]} == {invited.person_id}


async def test_in_a_demonstration_the_recipient_answers_with_a_real_reply(
    meeting, ask, rina, as_person, monkeypatch
):
    budi = await ask("budi@bkn.go.id", "Budi")
    (mail,) = await OutgoingMail.all()
    async with as_person(rina, page=True) as browser:
        refused = await browser.post(f"/outbox/{mail.id}/answer", data={"said": "DECLINED"})
        monkeypatch.setattr(settings(), "demo", True)
        page = await browser.get(f"/outbox/{mail.id}")
        done = await browser.post(f"/outbox/{mail.id}/answer", data={"said": "DECLINED"})
        verdict = await browser.get(done.headers["location"])
        inbox = await browser.get("/inbox")

    assert refused.status_code == 403
    assert "Jawab sebagai penerima" in page.text
    assert (await Invitation.get(id=budi.id)).status is RsvpStatus.DECLINED
    (row,) = await IncomingMail.all()
    assert (row.result, row.via) == ("reply_applied", "demo")
    assert "Jawaban dicatat" in verdict.text
    assert mail.subject in inbox.text


async def test_a_failed_letter_is_tried_again_on_wish(meeting, ask, rina, as_person):
    await ask("budi@bkn.go.id", "Budi")
    (mail,) = await OutgoingMail.all()
    async with as_person(rina, page=True) as browser:
        early = await browser.post(f"/outbox/{mail.id}/retry")
        await OutgoingMail.filter(id=mail.id).update(state=MailState.FAILED, detail="550 no")
        await browser.post(f"/outbox/{mail.id}/retry")

    assert early.status_code == 409
    assert (await OutgoingMail.get(id=mail.id)).state is MailState.QUEUED


async def test_mail_of_another_agency_is_not_there(meeting, ask, bkn, new_user, as_person):
    from rakor.accounts.rules import Role

    await ask("budi@bkn.go.id", "Budi")
    (mail,) = await OutgoingMail.all()
    stranger = await new_user("Orang Lain", bkn, Role.SECRETARIAT)
    async with as_person(stranger, page=True) as browser:
        answers = [
            await browser.get(path)
            for path in (
                f"/outbox/{mail.id}",
                f"/outbox/{mail.id}/body",
                f"/outbox/{mail.id}/raw",
                f"/meetings/{meeting.id}/invitations",
                f"/meetings/{meeting.id}/invitations/summary",
            )
        ]
        listed = await browser.get("/outbox")

    assert [answer.status_code for answer in answers] == [404] * 5
    assert mail.subject not in listed.text


@pytest.mark.parametrize(
    "path",
    ["/meetings/{id}/invitations", "/outbox", "/api/v1/meetings/{id}/invitations"],
)
async def test_lists_ask_the_database_the_same_for_one_and_thirty(
    meeting, ask, rina, as_person, path, count_queries
):
    path = path.format(id=meeting.id)
    page = "/api/" not in path
    await ask("a0@x.id", "A")
    async with as_person(rina, page=page) as browser:
        await browser.get(path)
        with count_queries() as one:
            await browser.get(path)
        for n in range(1, 30):
            agency = await Agency.create(
                code=f"A{n}", name=f"Agency {n}", short_name=f"A{n}", kind=AgencyKind.UNIT
            )
            wish = Wish(email=f"a{n}@x.id", agency=agency.code)
            await operations.invite(meeting.id, [wish], by=rina)
        await operations.send(meeting.id, by=rina)
        await operations.write_letters()
        with count_queries() as thirty:
            answer = await browser.get(path)

    assert "a29@x.id" in answer.text
    assert len(one) == len(thirty)


async def test_a_sealed_letter_is_read_by_nobody_but_its_recipient(
    db, admin, as_person, monkeypatch
):
    mail = outbox.letter(
        "account:x", to="a@x.id", name="", subject="Kunci", at=datetime.now(UTC), sealed=True
    )
    mail.message = b"Subject: Kunci\r\n\r\nhttps://rakor.test/kunci\r\n"
    await outbox.enqueue([mail])
    found = {}
    for url in (None, "smtp://mail.example.go.id"):
        monkeypatch.setattr(settings(), "smtp_url", url)
        async with as_person(admin, page=True) as browser:
            found[url] = [
                (await browser.get(f"/outbox/{mail.id}{tail}")).status_code
                for tail in ("", "/body", "/raw")
            ]
    assert found == {None: [200] * 3, "smtp://mail.example.go.id": [403] * 3}
