"""The first page: what it tells each person, and at what cost."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from tortoise import connections

from rakor.accounts.rules import Role
from rakor.directory.models import Person
from rakor.home import queries
from rakor.invitations import operations as invitations
from rakor.invitations.operations import Wish
from rakor.invitations.queries import personal_token
from rakor.live import operations as live
from rakor.live.rules import DecisionFacts
from rakor.mail.models import MailState, OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from rakor.meetings.rules import Part
from rakor.minutes import operations as minutes

NOW = datetime.now(UTC)


@contextlib.contextmanager
def counted(monkeypatch):
    """The statements that reach the database meanwhile."""
    asked = []
    client = type(connections.get("default"))
    for name in ("execute_query", "execute_query_dict"):
        original = getattr(client, name)

        async def counting(self, query, values=None, _original=original):
            asked.append(query)
            return await _original(self, query, values)

        monkeypatch.setattr(client, name, counting)
    yield asked
    monkeypatch.undo()


async def a_meeting(by, title, starts=NOW, hours=2, *, publish=True) -> Meeting:
    facts = Facts(
        title=title,
        starts_at=starts,
        ends_at=starts + timedelta(hours=hours),
        mode="hybrid",
        room="Ruang Cendrawasih",
        online={"provider": "Zoom", "join_url": "https://zoom.example.go.id/j/1"},
    )
    meeting = await meetings.draft_meeting(facts, by=by)
    return await meetings.publish(meeting.id, by=by) if publish else meeting


async def test_whoever_is_not_signed_in_is_led_to_the_sign_in_form(as_person, rina):
    async with as_person(None, page=True) as browser:
        page = await browser.get("/")

    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=/")


async def test_a_day_without_anything_says_so(as_person, rina):
    async with as_person(rina, page=True) as browser:
        page = await browser.get("/")

    assert page.status_code == 200
    for sentence in (
        "Tidak ada rapat hari ini.",
        "Tidak ada yang menunggu Anda.",
        "Tidak ada tindak lanjut yang terlambat.",
    ):
        assert sentence in page.text


async def test_the_meeting_of_now_stands_out_with_its_seats_and_buttons(as_person, rina, bkn):
    meeting = await a_meeting(rina, "Rakor Hari Ini")
    wishes = [Wish(email=f"a{n}@example.go.id", name=f"Orang {n}", agency="BKN") for n in range(3)]
    (first, *_rest) = await invitations.invite(meeting.id, wishes, by=rina)
    await invitations.answer(first, "accepted", "room", "", via="page", by=None)
    async with as_person(rina, page=True) as browser:
        page = await browser.get("/")

    assert page.text.count("slot-now") == 1
    assert "1 dari 3 undangan akan hadir" in page.text
    assert f'href="/meetings/{meeting.id}/attendance/desk"' in page.text
    assert f'href="/meetings/{meeting.id}/live"' in page.text


async def test_a_participant_is_asked_to_answer_and_sees_no_desk(as_person, rina, new_user, bkn):
    tono = await new_user("Tono", bkn)
    meeting = await a_meeting(rina, "Rakor Besok", NOW + timedelta(days=1))
    (asked,) = await invitations.invite(meeting.id, [Wish(person=tono.id)], by=rina)
    async with as_person(tono, page=True) as browser:
        page = await browser.get("/")

    assert "Jawab undangan Rakor Besok" in page.text
    assert f'href="/r/{personal_token(asked)}"' in page.text
    assert "/attendance/desk" not in page.text


@pytest.mark.postgres
async def test_the_chair_is_told_of_minutes_that_wait(as_person, rina, new_user, bpsdm):
    chair = await new_user("Wira", bpsdm)
    meeting = await a_meeting(rina, "Rakor Selesai")
    await meetings.assign(meeting.id, chair.person, Part.CHAIR, by=rina)
    await meetings.open(meeting.id, by=rina)
    await meetings.close(meeting.id, by=rina)
    await minutes.draft(meeting.id, by=rina)
    await minutes.submit(meeting.id, by=rina)

    assert [m.meeting.title for m in (await queries.waiting(chair, NOW)).to_approve] == [
        "Rakor Selesai"
    ]
    assert (await queries.waiting(rina, NOW)).to_approve == []
    async with as_person(chair, page=True) as browser:
        page = await browser.get("/")
    assert "Periksa notula Rakor Selesai" in page.text


@pytest.mark.postgres
async def test_those_who_prepare_see_drafts_openings_and_letters_that_failed(rina, bkn):
    due = await a_meeting(rina, "Sudah waktunya", NOW - timedelta(minutes=5))
    draft = await a_meeting(rina, "Masih draf", NOW + timedelta(days=3), publish=False)
    later = await a_meeting(rina, "Nanti", NOW + timedelta(days=2))
    await OutgoingMail.create(
        purpose="x",
        meeting_id=later.id,
        to_address="a@example.go.id",
        subject="x",
        message_id="<x@x>",
        message=b"",
        state=MailState.FAILED,
        next_attempt_at=NOW,
    )
    found = await queries.waiting(rina, NOW)

    assert [m.id for m in found.to_open] == [due.id]
    assert [m.id for m in found.drafts] == [draft.id]
    assert [(m.id, n) for m, n in found.failed] == [(later.id, 1)]
    assert len(found) == 3


async def test_others_of_another_agency_wait_for_nothing(rina, new_user, bkn):
    await a_meeting(rina, "Sudah waktunya", NOW - timedelta(minutes=5))
    await a_meeting(rina, "Masih draf", publish=False)
    other = await new_user("Oka", bkn, Role.ORGANIZER)

    assert len(await queries.waiting(other, NOW)) == 0
    assert await queries.agenda(other, NOW) == ([], [])


async def overdue_decisions(by, meeting, count):
    for n in range(count):
        facts = DecisionFacts(text=f"Keputusan {n}", owners=["BKN"], due="2020-01-01")
        await live.record_decision(meeting.id, facts, by=by)


@pytest.mark.postgres
async def test_the_longest_overdue_come_first_and_all_are_counted(rina, bkn):
    meeting = await a_meeting(rina, "Rakor")
    await meetings.open(meeting.id, by=rina)
    await overdue_decisions(rina, meeting, 7)
    late, total = await queries.overdue(rina, NOW.date())

    assert (len(late), total) == (queries.SHOWN_LATE, 7)
    assert late[0].days == (NOW.date() - datetime(2020, 1, 1, tzinfo=UTC).date()).days


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.PARTICIPANT])
async def test_one_row_and_thirty_cost_the_same(
    as_person, new_user, rina, bpsdm, bkn, monkeypatch, role
):
    reader = await new_user("Pembaca", bpsdm, role)
    costs = []
    for count in (1, 29):
        for n in range(count):
            meeting = await a_meeting(rina, f"Rakor {count}-{n}", NOW - timedelta(minutes=n))
            people = [
                Wish(person=reader.id),
                Wish(
                    person=(await Person.create(name="X", email=f"x{count}-{n}@example.go.id")).id
                ),
            ]
            await invitations.invite(meeting.id, people, by=rina)
            await a_meeting(rina, f"Draf {count}-{n}", publish=False)
        await meetings.open(meeting.id, by=rina)
        await overdue_decisions(rina, meeting, count)
        async with as_person(reader, page=True) as browser:
            with counted(monkeypatch) as asked:
                page = await browser.get("/")
        assert page.status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1]
    assert costs[1] <= 16
