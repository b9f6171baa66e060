"""Finding the time of a meeting: whose time is taken, the page, and the API."""

from datetime import timedelta
from uuid import UUID

from rakor.accounts.models import User
from rakor.invitations.models import OccurrenceAnswer
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State, Window
from rakor.scheduling.queries import busy_times
from rakor.scheduling.rules import minute_of

from .conftest import MONDAY

WEEK = Window(MONDAY, MONDAY + timedelta(days=7))


def span(day: int, hour: int, hours: int) -> tuple[int, int]:
    """So many days after Monday, from an hour of Jakarta on."""
    begins = MONDAY + timedelta(days=day, hours=hour - 8)
    return minute_of(begins), minute_of(begins + timedelta(hours=hours))


async def busy(meeting: Meeting, user: User) -> list[tuple[int, int]]:
    return (await busy_times([user.id], WEEK, apart_from=meeting.id))[user.id]


async def test_a_meeting_takes_the_time_of_those_who_come_or_may_come(held, seat, budi):
    draft = await held(0, 8, 2, State.DRAFT)
    await seat(await held(0, 9, 2), budi, RsvpStatus.ACCEPTED)
    await seat(await held(0, 10, 2), budi)
    await seat(await held(1, 9, 1), budi, RsvpStatus.TENTATIVE)
    assert await busy(draft, budi) == [span(0, 9, 3), span(1, 9, 1)]


async def test_what_was_declined_given_away_drafted_or_is_off_takes_nobodys_time(held, seat, budi):
    draft = await held(0, 8, 2, State.DRAFT)
    await seat(await held(0, 9, 2), budi, RsvpStatus.DECLINED)
    await seat(await held(1, 9, 2), budi, RsvpStatus.DELEGATED)
    await seat(await held(2, 9, 2, State.DRAFT), budi)
    await seat(cancelled := await held(3, 9, 2), budi)
    await Meeting.filter(id=cancelled.id).update(state=State.CANCELLED)
    assert await busy(draft, budi) == []


async def test_the_meeting_itself_is_in_nobodys_way(held, seat, budi):
    meeting = await held(0, 8, 2)
    await seat(meeting, budi, RsvpStatus.ACCEPTED)
    assert await busy(meeting, budi) == []


async def test_an_officer_who_was_not_written_to_is_taken_too(held, seat, budi):
    draft, led = await held(0, 8, 2, State.DRAFT), await held(0, 13, 2)
    await MeetingPart.create(meeting=led, person_id=budi.id, part=Part.CHAIR)
    assert await busy(draft, budi) == [span(0, 13, 2)]


async def test_a_chair_who_declined_is_not_led_back_by_the_part(held, seat, budi):
    draft, led = await held(0, 8, 2, State.DRAFT), await held(0, 13, 2)
    await seat(led, budi, RsvpStatus.DECLINED)
    await MeetingPart.create(meeting=led, person_id=budi.id, part=Part.CHAIR)
    assert await busy(draft, budi) == []


async def test_each_day_of_a_series_counts_by_its_own_answer(held, seat, budi):
    draft = await held(0, 8, 2, State.DRAFT)
    series = await held(0, 13, 1, recurrence="FREQ=DAILY;COUNT=3")
    asked = await seat(series, budi, RsvpStatus.ACCEPTED)
    await OccurrenceAnswer.create(
        invitation_id=asked.id,
        recurrence_id=MONDAY + timedelta(days=1, hours=5),
        status=RsvpStatus.DECLINED,
        answered_at=MONDAY,
    )
    assert await busy(draft, budi) == [span(0, 13, 1), span(2, 13, 1)]


async def test_the_page_proposes_the_time_that_suits_and_says_who_is_kept(
    held, seat, budi, bkn, rina, as_person
):
    draft = await held(0, 8, 2, State.DRAFT)
    await seat(draft, budi)
    await seat(theirs := await held(1, 8, 4), budi, RsvpStatus.ACCEPTED)
    # A meeting of others, of which Rina knows nothing.
    await Meeting.filter(id=theirs.id).update(organizer_id=bkn.id)
    await MeetingPart.filter(meeting_id=theirs.id).exclude(person_id=budi.id).delete()
    async with as_person(rina, page=True) as browser:
        url = f"/meetings/{draft.id}/times"
        found = await browser.get(f"{url}?since=2030-03-05&days=1&minutes=120")
        assert found.status_code == 200
        assert "12.00–14.00 WIB" in found.text
        assert "1 dari 1 instansi bisa" in found.text
        full = await browser.get(f"{url}?since=2030-03-05&days=1&minutes=480")
        assert "BKN</b>: sibuk sampai pukul 12.00 WIB" in full.text
        assert "Rapat hari 1" not in full.text


async def test_taking_a_proposal_moves_the_draft(held, rina, as_person):
    draft = await held(0, 8, 2, State.DRAFT)
    begins, ends = MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, hours=3)
    taken = {
        "starts_at": begins.isoformat(),
        "ends_at": ends.isoformat(),
        "revision": draft.revision,
    }
    async with as_person(rina, page=True) as browser:
        answer = await browser.post(f"/meetings/{draft.id}/times", data=taken)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/meetings/{draft.id}")
        again = await browser.post(f"/meetings/{draft.id}/times", data=taken)
        assert again.status_code == 412
    moved = await Meeting.get(id=draft.id)
    assert (moved.starts_at, moved.ends_at) == (begins, ends)


async def test_those_asked_before_are_told_once_somebody_has_read_the_notice(
    held, seat, budi, rina, as_person
):
    meeting = await held(0, 8, 2)
    taken = {
        "starts_at": (MONDAY + timedelta(days=1)).isoformat(),
        "ends_at": (MONDAY + timedelta(days=1, hours=2)).isoformat(),
        "revision": meeting.revision,
    }
    async with as_person(rina, page=True) as browser:
        answer = await browser.post(f"/meetings/{meeting.id}/times", data=taken)
    assert answer.headers["location"] == f"/meetings/{meeting.id}/notices"


async def test_programs_get_the_same_proposals(held, seat, budi, rina, as_person):
    draft = await held(0, 8, 2, State.DRAFT)
    await seat(draft, budi)
    await seat(await held(1, 8, 4), budi, RsvpStatus.ACCEPTED)
    async with as_person(rina) as program:
        answer = await program.get(
            f"/api/v1/meetings/{draft.id}/times?since=2030-03-05&days=1&minutes=480"
        )
    assert answer.json() == {
        "timezone": "Asia/Jakarta",
        "seats": 1,
        "unknown": 0,
        "items": [
            {
                "starts_at": "2030-03-05T01:00:00Z",
                "ends_at": "2030-03-05T09:00:00Z",
                "agencies": 1,
                "agencies_free": 0,
                "required": 1,
                "required_free": 0,
                "warnings": [
                    "Selasa, 5 Maret 2030 diperkirakan hari libur nasional: Hari Suci Nyepi. "
                    "Daftar resmi 2030 belum dicatat."
                ],
                "missing": [
                    {
                        "agency": "BKN",
                        "seats": 1,
                        "required": True,
                        "reason": "sibuk sampai pukul 12.00 WIB",
                    }
                ],
            }
        ],
    }


async def test_an_agency_that_may_be_missing_and_other_meetings_are_heeded(
    held, seat, budi, rina, as_person
):
    draft = await held(0, 8, 2, State.DRAFT)
    await seat(draft, budi)
    budget = await held(1, 12, 2)
    query = "since=2030-03-05&days=1&minutes=120"
    async with as_person(rina) as program:
        url = f"/api/v1/meetings/{draft.id}/times?{query}"
        free = (await program.get(f"{url}&optional[]=BKN")).json()["items"]
        assert {item["required"] for item in free} == {0}
        before = (await program.get(f"{url}&before={budget.id}")).json()["items"]
        after = (await program.get(f"{url}&after={budget.id}")).json()["items"]
        apart = (await program.get(f"{url}&apart={budget.id}")).json()["items"]
    assert [item["starts_at"][11:16] for item in before] == ["01:00", "03:00"]
    assert [item["starts_at"][11:16] for item in after] == ["07:00"]
    assert [item["starts_at"][11:16] for item in apart] == ["01:00", "03:00"]


async def test_a_meeting_that_the_reader_does_not_know_is_not_heeded(held, rina, as_person):
    draft = await held(0, 8, 2, State.DRAFT)
    async with as_person(rina) as program:
        answer = await program.get(
            f"/api/v1/meetings/{draft.id}/times?since=2030-03-05&before={UUID(int=1)}"
        )
    assert answer.status_code == 404


async def test_a_series_and_a_meeting_that_is_over_are_refused(held, rina, as_person):
    series = await held(0, 8, 2, recurrence="FREQ=DAILY;COUNT=3")
    over = await held(0, 8, 2, State.FINISHED)
    async with as_person(rina) as program:
        for meeting in (series, over):
            answer = await program.get(f"/api/v1/meetings/{meeting.id}/times?since=2030-03-05")
            assert answer.status_code == 409


async def test_a_holiday_and_friday_prayer_come_last_and_are_said(held, rina, as_person):
    draft = await held(0, 8, 2, State.DRAFT)
    async with as_person(rina) as program:
        answer = await program.get(
            f"/api/v1/meetings/{draft.id}/times?since=2029-12-31&days=5&minutes=480"
        )
    found = [(item["starts_at"][:10], bool(item["warnings"])) for item in answer.json()["items"]]
    assert found == [
        ("2029-12-31", False),
        ("2030-01-02", False),
        ("2030-01-03", False),
        ("2030-01-01", True),
        ("2030-01-04", True),
    ]
