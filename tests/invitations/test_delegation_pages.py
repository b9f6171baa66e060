"""Deputies on the personal page, without an account: naming, handing in a letter, taking back."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.invitations import operations, queries
from rakor.invitations.models import DelegationStep, Invitation, OccurrenceAnswer
from rakor.journal import Entry
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Delegation

FORM = {"status": "delegated", "name": "Wakil", "email": "wakil@bkn.go.id"}


@pytest.fixture
async def kepala(ask) -> Invitation:
    return await ask("kepala@bkn.go.id", "Kepala")


def way(invitation: Invitation) -> str:
    return f"/r/{queries.personal_token(invitation)}"


async def seat(email: str) -> Invitation:
    return await Invitation.get(email=email)


async def test_an_official_without_an_account_sends_a_deputy_with_a_letter(as_person, kepala):
    paper = {"number": "ST-218", "date": "2030-03-01", "signer": "Sestama", "comment": ""}
    file = {"file": ("ST 218.pdf", b"%PDF-1.7 x", "application/pdf")}
    async with as_person(None, page=True) as guest:
        sent = await guest.post(way(kepala), data={**FORM, **paper}, files=file)
        page = (await guest.get(way(kepala))).text
        (step,) = await DelegationStep.all()
        letter = await guest.get(f"{way(kepala)}/letter/{step.id}")

    assert (sent.status_code, sent.headers["location"]) == (303, way(kepala))
    assert (step.state, step.letter_number, step.letter_type, step.via) == (
        "accepted",
        "ST-218",
        "application/pdf",
        "page",
    )
    for words in ("Diwakilkan", "Wakil", "Surat tugas ST-218", "Tarik perwakilan"):
        assert words in page
    assert (letter.content, letter.headers["referrer-policy"]) == (b"%PDF-1.7 x", "strict-origin")
    assert await Entry.filter(kind="assignment_letter.downloaded").count() == 1


async def test_a_deputy_reads_whom_they_represent_and_sends_no_letter_of_others(as_person, kepala):
    async with as_person(None, page=True) as guest:
        await guest.post(way(kepala), data=FORM)
        deputy = await seat("wakil@bkn.go.id")
        page = (await guest.get(way(deputy))).text
        (step,) = await DelegationStep.all()
        other = await guest.get(f"{way(deputy)}/letter/{step.id}")
        recall = await guest.post(f"{way(deputy)}/recall/{step.id}", data={})

    assert "Mewakili Kepala" in page
    assert "Apakah Bapak/Ibu akan hadir?" in page
    assert (other.status_code, recall.status_code) == (404, 404)


async def test_what_was_typed_comes_back_with_the_reason(as_person, kepala):
    async with as_person(None, page=True) as guest:
        page = await guest.post(way(kepala), data={**FORM, "email": "yosefina@"})

    assert page.status_code == 422
    assert 'value="yosefina@"' in page.text
    assert "nama@instansi.go.id" in page.text
    assert await DelegationStep.all().count() == 0


async def test_a_letter_follows_later_and_lets_the_deputy_come(as_person, kepala):
    await Invitation.all().update(delegation=Delegation.ALLOWED_WITH_LETTER)
    async with as_person(None, page=True) as guest:
        await guest.post(way(kepala), data=FORM)
        waits = (await guest.get(way(kepala))).text
        wrong = await guest.post(
            f"{way(kepala)}/letter", data={}, files={"file": ("a.pdf", b"no", "application/pdf")}
        )
        sent = await guest.post(
            f"{way(kepala)}/letter",
            data={"number": "1", "date": "2030-03-01", "signer": "S"},
            files={"file": ("a.png", b"\x89PNG\r\n\x1a\n", "image/png")},
        )

    assert "Surat tugas belum disampaikan." in waits
    assert wrong.status_code == 422
    assert sent.status_code == 303
    assert (await seat("wakil@bkn.go.id")).delegated_from_id == kepala.id


async def test_a_deputy_is_taken_back_and_the_page_asks_again(as_person, kepala):
    async with as_person(None, page=True) as guest:
        await guest.post(way(kepala), data=FORM)
        (step,) = await DelegationStep.all()
        await guest.post(f"{way(kepala)}/recall/{step.id}", data={})
        page = (await guest.get(way(kepala))).text
        gone = (await guest.get(way(await seat("wakil@bkn.go.id")))).text

    assert "Ditarik kembali".lower() in page.lower()
    assert "Apakah Bapak/Ibu akan hadir?" in page
    assert "sudah ditarik" in gone


async def test_an_invitation_for_one_only_offers_no_deputy(as_person, kepala):
    await Invitation.all().update(delegation=Delegation.NOT_ALLOWED)
    async with as_person(None, page=True) as guest:
        page = (await guest.get(way(kepala))).text
        sent = await guest.post(way(kepala), data=FORM)

    assert 'value="delegated"' not in page
    assert "tidak dapat diwakilkan" in page
    assert sent.status_code == 409


async def test_single_days_of_a_series_are_answered_beside_all_of_it(as_person, kepala, meeting):
    starts = (datetime.now(UTC) + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    await Meeting.filter(id=meeting.id).update(
        starts_at=starts, ends_at=starts + timedelta(hours=2), recurrence="FREQ=DAILY;COUNT=3"
    )
    second = starts + timedelta(days=1)
    key = f"{second:%Y%m%dT%H%M%SZ}"
    async with as_person(None, page=True) as guest:
        before = (await guest.get(way(kepala))).text
        await guest.post(f"{way(kepala)}/days", data={f"day.{key}": "declined"})
        after = (await guest.get(way(kepala))).text
        await guest.post(f"{way(kepala)}/days", data={f"day.{key}": "declined"})
        wrong = await guest.post(f"{way(kepala)}/days", data={"day.20010101T000000Z": "room"})

    (row,) = await OccurrenceAnswer.all()
    assert (row.recurrence_id, row.status, row.via) == (second, "declined", "page")
    assert before.count('name="day.') == 3
    assert "dijawab untuk hari ini" in after
    assert wrong.status_code == 404
    assert (await Entry.filter(kind="invitation.answered").count()) == 1


async def test_the_answer_to_all_that_is_newer_holds_for_a_day_too(as_person, kepala, meeting):
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    await Meeting.filter(id=meeting.id).update(
        starts_at=starts, ends_at=starts + timedelta(hours=2), recurrence="FREQ=DAILY;COUNT=3"
    )
    old = datetime.now(UTC) - timedelta(days=1)
    await OccurrenceAnswer.create(
        invitation=kepala,
        recurrence_id=starts,
        status="declined",
        last_sequence=0,
        last_dtstamp=old,
    )
    await operations.answer(kepala, "accepted", "online", "", via="page", by=None)
    async with as_person(None, page=True) as guest:
        page = (await guest.get(way(kepala))).text

    assert "dijawab untuk hari ini" not in page
