"""The leader's day through its doors: what each reader sees, and what a button does."""

import contextlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tortoise import connections

from rakor.accounts.rules import Role
from rakor.database import new_id
from rakor.directory import operations as directory
from rakor.directory.models import OfficeHolder
from rakor.directory.rules import OfficeFacts
from rakor.invitations.models import DelegationStep, Invitation, OccurrenceAnswer
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State

DAY = "date=2030-03-05"
HERE = f"/calendar/leader?{DAY}"
ACCEPTED = RsvpStatus.ACCEPTED


async def page(as_person, user, path=HERE, status=200) -> str:
    async with as_person(user, page=True) as browser:
        found = await browser.get(path)
    assert found.status_code == status
    return found.text


async def press(as_person, user, seat, verb, office=None, day_of=DAY, **said):
    query = f"{day_of}&office={office.id}" if office else day_of
    async with as_person(user, page=True) as browser:
        return await browser.post(f"/calendar/leader/{seat.id}/{verb}?{query}", data=said)


async def test_a_leader_sees_what_collides_with_which_answer(as_person, office, kepala, held, seat):
    first, second = await held(1, 9, 2), await held(1, 10, 2)
    await seat(first, kepala, ACCEPTED)
    await seat(second, kepala)
    text = await page(as_person, kepala)
    assert "Kepala Badan" in text
    assert "1 bentrok" in text
    assert "2 rapat" in text
    assert "1 belum dijawab" in text
    assert "Bentrok dengan no. 2: Rapat hari 1 jam 10, 10.00–12.00 (belum menjawab)" in text
    assert "Bentrok dengan no. 1: Rapat hari 1 jam 9, 09.00–11.00 (akan hadir di ruang)" in text


async def test_what_was_declined_collides_with_nothing(as_person, office, kepala, held, seat):
    await seat(await held(1, 9, 2), kepala, RsvpStatus.DECLINED)
    await seat(await held(1, 10, 2), kepala)
    text = await page(as_person, kepala)
    assert "bentrok" not in text
    assert "1 rapat" in text
    assert "Rapat hari 1 jam 9" in text


async def test_a_short_way_to_another_building_is_told(as_person, office, kepala, held, seat):
    await seat(await held(1, 9, 1), kepala)
    later = await held(1, 10, 1)
    await Meeting.filter(id=later.id).update(venue_name="Gedung lain")
    await seat(later, kepala)
    assert "Langsung sesudah no. 1 di gedung lain" in await page(as_person, kepala)


async def test_a_part_without_a_seat_takes_the_leaders_time(as_person, office, kepala, held):
    meeting = await held(1, 9, 2)
    await MeetingPart.create(meeting=meeting, person=kepala.person, part=Part.CHAIR)
    text = await page(as_person, kepala)
    assert "Memimpin" in text
    assert "1 rapat" in text


async def test_their_secretariat_sees_the_day_and_it_is_recorded(
    as_person, office, kepala, tu, held, seat
):
    await seat(await held(1, 9, 2), kepala)
    for query in (HERE, f"{HERE}&office={office.id}"):
        assert "Rapat hari 1 jam 9" in await page(as_person, tu, query)
    seen = await Entry.filter(kind="leader_day.viewed").values_list("subject", flat=True)
    assert list(seen) == [kepala.id, kepala.id]
    await page(as_person, kepala)
    assert await Entry.filter(kind="leader_day.viewed").count() == 2


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
async def test_nobody_of_another_agency_sees_it(
    as_person, office, kepala, held, seat, new_user, bpsdm, role
):
    invitation = await seat(await held(1, 9, 2), kepala)
    stranger = await new_user("Orang Luar", bpsdm, role)
    await page(as_person, stranger, f"{HERE}&office={office.id}", 404)
    for verb, said in (
        ("answer", {"status": "declined"}),
        ("send", {"deputy": str(stranger.id)}),
        ("recall", {"step": str(invitation.id)}),
    ):
        for whose in (office, None):
            sent = await press(as_person, stranger, invitation, verb, whose, **said)
            assert sent.status_code == 404
    assert (await Invitation.get(id=invitation.id)).status is RsvpStatus.NO_RESPONSE


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.ARCHIVIST])
async def test_colleagues_without_that_duty_do_not_see_it(
    as_person, office, held, new_user, bkn, role
):
    colleague = await new_user("Rekan", bkn, role)
    await page(as_person, colleague, f"{HERE}&office={office.id}", 404)


async def test_a_confidential_meeting_is_only_a_time_to_those_who_are_not_named_in_it(
    as_person, office, kepala, tu, held, seat
):
    secret = await held(1, 9, 2)
    invitation = await seat(secret, kepala)
    await Meeting.filter(id=secret.id).update(security_class="confidential", title="Operasi Senyap")
    await seat(await held(1, 10, 2), kepala)
    assert "Operasi Senyap" in await page(as_person, kepala)
    for query in (HERE, f"{HERE}&view=week"):
        text = await page(as_person, tu, query)
        assert "Operasi Senyap" not in text
        assert "Ruang Cendrawasih" not in text.partition("Rapat hari 1 jam 10")[0]
        assert str(secret.id) not in text
        assert str(invitation.id) not in text
        assert "Terisi" in text
        assert "1 bentrok" in text
    sent = await press(as_person, tu, invitation, "answer", office, status="declined")
    assert sent.status_code == 404
    await MeetingPart.create(meeting=secret, person=tu.person, part=Part.SECRETARIAT)
    assert "Operasi Senyap" in await page(as_person, tu)


async def test_an_answer_is_one_click_for_the_leader_and_the_secretariat(
    as_person, office, kepala, tu, held, seat
):
    invitation = await seat(await held(1, 9, 2), kepala)
    sent = await press(as_person, tu, invitation, "answer", office, status="room")
    assert sent.status_code == 303
    assert sent.headers["location"].endswith(f"#u-{invitation.id}")
    row = await Invitation.get(id=invitation.id)
    assert (row.status, row.via) == (ACCEPTED, "staff")
    await press(as_person, kepala, invitation, "answer", status="declined")
    row = await Invitation.get(id=invitation.id)
    assert (row.status, row.via) == (RsvpStatus.DECLINED, "page")
    answered = Entry.filter(kind="invitation.answered").order_by("seq")
    assert list(await answered.values_list("actor", flat=True)) == [tu.id, kepala.id]


@pytest.mark.postgres
async def test_a_deputy_is_sent_and_taken_back_by_one_click_each(
    as_person, office, kepala, sekretaris, tu, held, seat
):
    invitation = await seat(await held(1, 9, 2), kepala)
    text = await page(as_person, tu)
    assert "Sekretaris Utama" in text
    assert "bebas" in text
    sent = await press(as_person, tu, invitation, "send", office, deputy=sekretaris.id)
    assert sent.status_code == 303
    step = await DelegationStep.get()
    assert (step.person_id, step.state, step.office_title) == (
        sekretaris.id,
        "accepted",
        "Sekretaris Utama",
    )
    assert (await Invitation.get(id=invitation.id)).status is RsvpStatus.DELEGATED
    text = await page(as_person, tu)
    assert "Tarik kembali" in text
    assert "0 rapat" in text
    twice = await press(as_person, tu, invitation, "send", office, deputy=sekretaris.id)
    assert twice.status_code == 409
    assert "sudah diwakilkan" in twice.text
    back = await press(as_person, tu, invitation, "recall", office, step=step.id)
    assert back.status_code == 303
    assert (await Invitation.get(id=invitation.id)).status is RsvpStatus.NO_RESPONSE
    assert "pernah mewakili" not in await page(as_person, tu)


@pytest.mark.postgres
async def test_a_deputy_who_is_elsewhere_is_told_before(
    as_person, office, kepala, sekretaris, held, seat
):
    await seat(await held(1, 9, 2), kepala)
    other = await held(1, 10, 3)
    await Meeting.filter(id=other.id).update(title="Rapat yang tidak diketahui")
    await seat(other, sekretaris, ACCEPTED)
    text = await page(as_person, kepala)
    assert "rapat lain 10.00–13.00" in text
    assert "Rapat yang tidak diketahui" not in text


@pytest.mark.parametrize(
    ("policy", "told", "offered"),
    [
        ("not_allowed", "Undangan ini tidak dapat diwakilkan.", False),
        ("allowed_with_letter", "Surat tugas belum disampaikan.", True),
        ("same_rank", "Pejabat yang mewakili di bawah jenjang yang diundang.", True),
    ],
)
async def test_the_rules_of_the_invitation_are_told_and_hold(
    as_person, office, kepala, sekretaris, held, seat, policy, told, offered
):
    invitation = await seat(await held(1, 9, 2), kepala)
    await Invitation.filter(id=invitation.id).update(delegation=policy, office_id=office.id)
    text = await page(as_person, kepala)
    assert told in text
    assert ("/send?" in text) is offered
    sent = await press(as_person, kepala, invitation, "send", deputy=sekretaris.id)
    assert sent.status_code == (303 if offered else 409)
    states = await DelegationStep.all().values_list("state", flat=True)
    assert list(states) == (["proposed"] if offered else [])


async def test_only_who_is_offered_can_be_sent(as_person, office, kepala, held, seat, rina):
    invitation = await seat(await held(1, 9, 2), kepala)
    sent = await press(as_person, kepala, invitation, "send", deputy=rina.id)
    assert sent.status_code == 404
    assert await DelegationStep.all().count() == 0


async def test_a_seat_of_somebody_else_is_not_answered_for_a_leader(
    as_person, office, kepala, sekretaris, held, seat
):
    invitation = await seat(await held(1, 9, 2), sekretaris)
    sent = await press(as_person, kepala, invitation, "answer", office, status="declined")
    assert sent.status_code == 404


async def test_those_who_kept_the_day_of_a_former_holder_do_not_answer_for_them_any_more(
    as_person, office, kepala, sekretaris, tu, held, seat
):
    """Not by looking at a day on which they still held it, either."""
    invitation = await seat(await held(1, 9, 2), kepala)
    await OfficeHolder.filter(office_id=office.id).update(
        valid_from=date(2030, 1, 1), valid_until=date(2030, 3, 4)
    )
    for day in ("2030-03-04", "2030-03-05"):
        query = f"date={day}&office={office.id}"
        async with as_person(tu, page=True) as browser:
            for verb, said in (
                ("answer", {"status": "declined"}),
                ("send", {"deputy": str(sekretaris.id)}),
            ):
                sent = await browser.post(
                    f"/calendar/leader/{invitation.id}/{verb}?{query}", data=said
                )
                assert sent.status_code == 404
            assert "Rapat hari 1 jam 9" not in (await browser.get(f"/calendar/leader?{query}")).text
    assert (await Invitation.get(id=invitation.id)).status is RsvpStatus.NO_RESPONSE


async def test_one_day_of_a_series_is_answered_for_itself(as_person, office, kepala, held, seat):
    meeting = await held(1, 9, 2, recurrence="FREQ=WEEKLY;COUNT=4")
    last = meeting.ends_at + timedelta(days=21)
    await Meeting.filter(id=meeting.id).update(series_ends_at=last)
    invitation = await seat(meeting, kepala)
    text = await page(as_person, kepala, "/calendar/leader?date=2030-03-12")
    assert 'value="20300312T020000Z"' in text
    sent = await press(
        as_person,
        kepala,
        invitation,
        "answer",
        day_of="date=2030-03-12",
        status="declined",
        day="20300312T020000Z",
    )
    assert sent.status_code == 303
    assert (await Invitation.get(id=invitation.id)).status is RsvpStatus.NO_RESPONSE
    assert (await OccurrenceAnswer.get()).status is RsvpStatus.DECLINED


async def test_what_is_over_is_shown_and_not_answered(as_person, office, kepala, held, seat):
    meeting = await held(1, 9, 2)
    await seat(meeting, kepala, ACCEPTED)
    await Meeting.filter(id=meeting.id).update(state=State.FINISHED)
    text = await page(as_person, kepala)
    assert "Rapat hari 1 jam 9" in text
    assert "/answer?" not in text


async def test_drafts_and_what_was_called_off_are_not_in_the_day(
    as_person, office, kepala, held, seat
):
    for state in (State.DRAFT, State.CANCELLED, State.POSTPONED):
        meeting = await held(1, 9, 2)
        await seat(meeting, kepala)
        await Meeting.filter(id=meeting.id).update(state=state)
    assert "Tidak ada rapat pada hari ini." in await page(as_person, kepala)


@pytest.mark.postgres
async def test_a_week_counts_each_day(as_person, office, kepala, held, seat):
    for day, hour in ((1, 9), (1, 10), (3, 9)):
        await seat(await held(day, hour, 2), kepala)
    text = await page(as_person, kepala, f"{HERE}&view=week")
    assert text.count("1 bentrok") == 2  # the week, and its Tuesday
    assert "3 rapat" in text
    assert "1 rapat" in text


async def test_other_zones_stand_beside_the_readers_own(as_person, office, kepala, held, seat):
    meeting = await held(1, 9, 2)
    await Meeting.filter(id=meeting.id).update(timezone="Asia/Jayapura")
    await seat(meeting, kepala)
    text = await page(as_person, kepala)
    assert "09.00–11.00" in text
    assert "11.00–13.00 WIT" in text


async def test_whoever_has_no_office_sees_their_own_day(as_person, new_user, bkn, held, seat):
    person = await new_user("Staf", bkn)
    await seat(await held(1, 9, 2), person)
    text = await page(as_person, person)
    assert "Agenda Anda sendiri" in text
    assert "Rapat hari 1 jam 9" in text


async def test_a_vacant_office_says_so(as_person, office, tu):
    facts = OfficeFacts(title="Jabatan Kosong", agency="BKN")
    vacant = await directory.add_office(facts, by=None)
    text = await page(as_person, tu, f"{HERE}&office={vacant.id}")
    assert "Jabatan ini kosong pada hari itu." in text


async def test_nonsense_is_refused(as_person, office, kepala, held, seat):
    invitation = await seat(await held(1, 9, 2), kepala)
    for query in ("date=9999-12-31", "view=year", "office=x"):
        await page(as_person, kepala, f"/calendar/leader?{query}", 422)
    for verb, said in (
        ("answer", {"status": "maybe"}),
        ("answer", {}),
        ("send", {"deputy": "x"}),
        ("recall", {"step": ""}),
    ):
        sent = await press(as_person, kepala, invitation, verb, **said)
        assert sent.status_code == 422
    odd = await press(as_person, kepala, invitation, "answer", status="online")
    assert odd.status_code == 422


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


@pytest.mark.parametrize("view", ["day", "week"])
async def test_one_meeting_costs_as_much_as_thirty(
    as_person, office, kepala, held, seat, view, monkeypatch
):
    counts = []
    for meetings in (1, 29):
        for n in range(meetings):
            await seat(await held(1, 9 + n % 6, 2), kepala)
        async with as_person(kepala, page=True) as browser:
            await browser.get(f"{HERE}&view={view}")
            with counted(monkeypatch) as asked:
                await browser.get(f"{HERE}&view={view}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


async def test_the_first_page_tells_a_leader_of_their_day_and_nobody_else(
    as_person, office, kepala, tu, seat, rina
):
    now = datetime.now(UTC)
    noon = now.astimezone(ZoneInfo("Asia/Jakarta")).replace(hour=12, minute=0)
    for n in range(2):
        key = new_id()
        meeting = await Meeting.create(
            id=key,
            title=f"Rapat {n}",
            starts_at=noon,
            ends_at=noon + timedelta(hours=1),
            timezone="Asia/Jakarta",
            organizer_id=rina.agency_id,
            state=State.SCHEDULED,
            uid=f"{key}@rakor.test",
        )
        await seat(meeting, kepala)
    text = await page(as_person, kepala, "/")
    assert "Agenda pimpinan hari ini" in text
    assert "2 rapat" in text
    assert "1 bentrok" in text
    assert "Agenda pimpinan hari ini" not in await page(as_person, tu, "/")
