"""Reminders as they go out: to whom, when, once, and by which door."""

import asyncio
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from rakor import journal
from rakor.directory.models import Agency, Person
from rakor.invitations.models import Invitation, OccurrenceAnswer, ReminderPlan
from rakor.invitations.operations import reminding
from rakor.invitations.operations.reminding import remind
from rakor.invitations.queries import personal_url
from rakor.invitations.rules import ReminderKind, RsvpStatus
from rakor.mail.models import DeadAddress, OutgoingMail
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.rules import Channel, Mode, OccurrenceState, SecurityClass, State

from .conftest import STARTS

# STARTS is Tuesday 5 March 2030, 09.00 WIB; two days before is a Sunday.
TOLD = STARTS - timedelta(days=10)
MONDAY = STARTS - timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def seat(ask):
    """Somebody who was told long ago: `await seat("budi", RsvpStatus.ACCEPTED, zone="…")`."""

    async def seated(name, status=RsvpStatus.NO_RESPONSE, *, zone="", locale="", **values):
        invited = await ask(f"{name}@bkn.go.id", name.title())
        answered = TOLD if status is not RsvpStatus.NO_RESPONSE else None
        values = {"status": status, "sent_at": TOLD, "answered_at": answered} | values
        await Invitation.filter(id=invited.id).update(**values)
        await Person.filter(id=invited.person_id).update(timezone=zone, locale=locale)
        return await Invitation.get(id=invited.id)

    return seated


async def reminded(meeting: Meeting) -> list[tuple[str, str]]:
    """Who got which reminder, in order."""
    rows = await OutgoingMail.filter(meeting_id=meeting.id, purpose__startswith="reminder:")
    kinds = [(row.to_address.split("@")[0], row.purpose.split(":")[2]) for row in rows]
    return sorted(kinds)


def letter(row: OutgoingMail) -> str:
    mail = message_from_bytes(bytes(row.message), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content()


async def test_those_who_have_not_answered_are_reminded_on_monday_morning(meeting, seat):
    await seat("diam")
    for status in (RsvpStatus.ACCEPTED, RsvpStatus.DECLINED, RsvpStatus.DELEGATED):
        await seat(status.value.replace("_", ""), status)

    # Two days before is a Sunday, so it waits for Monday at seven.
    assert await remind(STARTS - timedelta(days=2)) == 0
    assert await remind(MONDAY.replace(hour=0) - timedelta(minutes=1)) == 0
    assert await remind(MONDAY.replace(hour=0)) == 1
    assert await reminded(meeting) == [("diam", "answer")]


async def test_those_who_come_are_reminded_a_day_before_and_before_joining(meeting, seat):
    await seat("ruang", RsvpStatus.ACCEPTED, mode=Channel.ROOM)
    await seat("layar", RsvpStatus.ACCEPTED, mode=Channel.ONLINE)
    await seat("kalender", RsvpStatus.ACCEPTED)
    await seat("mungkin", RsvpStatus.TENTATIVE)

    assert await remind(MONDAY) == 4
    assert await remind(MONDAY) == 0
    assert await remind(STARTS - timedelta(minutes=30)) == 2
    assert await remind(STARTS) == 0
    assert [each for each in await reminded(meeting) if each[1] == "join"] == [
        ("kalender", "join"),
        ("layar", "join"),
    ]


async def test_each_is_reminded_by_their_own_clock_and_in_their_language(meeting, seat):
    await Meeting.filter(id=meeting.id).update(starts_at=STARTS + 2 * HOUR)
    await seat("papua", RsvpStatus.ACCEPTED, zone="Asia/Jayapura", locale="en")
    await seat("jawa", RsvpStatus.ACCEPTED)
    # 18 hours before 11.00 WIB is 17.00 WIB, and 19.00 WIT; 15 hours before are 20.00 and 22.00.
    await ReminderPlan.create(meeting=meeting, kind=ReminderKind.MEETING, minutes_before=15 * 60)

    assert await remind(STARTS + 2 * HOUR - 15 * HOUR) == 0
    # 07.00 WIT is 05.00 WIB.
    assert await remind(STARTS - 4 * HOUR) == 1
    (row,) = await OutgoingMail.filter(purpose__startswith="reminder:")
    assert (row.to_address, row.subject) == (
        "papua@bkn.go.id",
        "Reminder: Rapat Koordinasi Teknis",
    )
    assert "We remind you of the meeting you are going to attend:" in letter(row)
    assert await remind(STARTS - 2 * HOUR) == 1


async def test_an_agency_s_clock_is_that_of_its_people(meeting, seat, bkn: Agency):
    await Agency.filter(id=bkn.id).update(timezone="Asia/Jayapura")
    await seat("papua", RsvpStatus.ACCEPTED, agency_id=bkn.id)
    await ReminderPlan.create(meeting=meeting, kind=ReminderKind.MEETING, minutes_before=13 * 60)

    # 20.00 WIB is 22.00 WIT: it waits for 07.00 WIT, when it is 05.00 WIB.
    assert await remind(STARTS - 13 * HOUR) == 0
    assert await remind(STARTS - 4 * HOUR) == 1


async def test_a_deadline_is_what_an_answer_is_reminded_of(meeting, seat):
    deadline = STARTS - timedelta(days=5)
    await Meeting.filter(id=meeting.id).update(answer_by=deadline)
    invited = await seat("diam")

    assert await remind(deadline - timedelta(days=2)) == 1
    assert await remind(MONDAY) == 0
    row = await OutgoingMail.get(purpose=f"reminder:{invited.id}:answer:20300228T020000Z")
    assert "Jawaban paling lambat: Kamis, 28 Februari 2030, 09.00 WIB" in letter(row)


@pytest.mark.parametrize(
    "values",
    [
        {"status": RsvpStatus.WITHDRAWN},
        {"held": True},
        {"letter_due": "rescheduled"},
        {"sent_at": None},
        {"is_group": True},
        # Told of it only after the reminder would have been due.
        {"sent_at": MONDAY + HOUR},
    ],
)
async def test_who_is_not_to_be_reminded_is_not(meeting, seat, values):
    invited = await seat("diam")
    await Invitation.filter(id=invited.id).update(**values)

    assert await remind(MONDAY + 2 * HOUR) == 0


async def test_nothing_goes_to_a_dead_address(meeting, seat):
    await seat("diam")
    await seat("hidup")
    await DeadAddress.create(address="diam@bkn.go.id", since=TOLD)

    assert await remind(MONDAY) == 1
    assert await reminded(meeting) == [("hidup", "answer")]


@pytest.mark.parametrize("state", [State.DRAFT, State.POSTPONED, State.CANCELLED, State.FINISHED])
async def test_a_meeting_that_is_not_on_reminds_nobody(meeting, seat, state):
    await seat("diam")
    await Meeting.filter(id=meeting.id).update(state=state)

    assert await remind(MONDAY) == 0


async def test_a_moved_meeting_reminds_again_but_never_of_the_old_time(meeting, seat):
    await seat("hadir", RsvpStatus.ACCEPTED)
    assert await remind(MONDAY) == 1

    moved = STARTS + timedelta(days=7)
    await Meeting.filter(id=meeting.id).update(starts_at=moved, ends_at=moved + HOUR)
    await Invitation.all().update(sent_at=MONDAY + HOUR)
    assert await remind(STARTS - timedelta(minutes=30)) == 0
    assert await remind(moved - timedelta(days=1)) == 1
    assert await remind(moved - timedelta(minutes=30)) == 1
    assert await remind(moved) == 0


async def test_what_was_chosen_holds_and_what_was_switched_off_does_not_go(meeting, seat):
    await seat("diam")
    await seat("hadir", RsvpStatus.ACCEPTED)
    await ReminderPlan.create(
        meeting=meeting, kind=ReminderKind.MEETING, minutes_before=60, active=False
    )
    await ReminderPlan.create(meeting=meeting, kind=ReminderKind.ANSWER, minutes_before=7 * 24 * 60)

    assert await remind(STARTS - timedelta(days=7)) == 1
    assert await remind(STARTS - HOUR) == 0
    assert await reminded(meeting) == [("diam", "answer")]


async def test_each_day_of_a_series_reminds_by_itself(meeting, seat):
    await Meeting.filter(id=meeting.id).update(
        recurrence="FREQ=WEEKLY;COUNT=3", series_ends_at=STARTS + timedelta(days=14, hours=3)
    )
    second, third = STARTS + timedelta(days=7), STARTS + timedelta(days=14)
    hadir = await seat("hadir", RsvpStatus.ACCEPTED, last_sequence=0, last_dtstamp=TOLD)
    await seat("tamu", RsvpStatus.ACCEPTED, only_on=third)
    await OccurrenceAnswer.create(
        invitation=hadir,
        recurrence_id=second,
        status=RsvpStatus.DECLINED,
        last_sequence=0,
        last_dtstamp=TOLD + HOUR,
    )

    assert await remind(STARTS - timedelta(days=1)) == 1
    assert await remind(second - timedelta(days=1)) == 0
    assert await remind(third - timedelta(days=1)) == 2
    assert [row.purpose.rsplit(":", 1)[1] for row in await OutgoingMail.filter(
        purpose__startswith=f"reminder:{hadir.id}"
    ).order_by("id")] == ["20300305T020000Z", "20300319T020000Z"]  # fmt: skip


async def test_a_moved_day_reminds_of_its_new_time_and_a_called_off_day_of_nothing(meeting, seat):
    await Meeting.filter(id=meeting.id).update(
        recurrence="FREQ=WEEKLY;COUNT=3", series_ends_at=STARTS + timedelta(days=14, hours=3)
    )
    await seat("hadir", RsvpStatus.ACCEPTED)
    second, third = STARTS + timedelta(days=7), STARTS + timedelta(days=14)
    moved = second + timedelta(days=1)
    await Occurrence.create(
        meeting=meeting,
        recurrence_id=second,
        state=OccurrenceState.CHANGED,
        starts_at=moved,
        ends_at=moved + HOUR,
        title="Rapat di tempat lain",
        room="Ruang Baru",
    )
    await Occurrence.create(
        meeting=meeting,
        recurrence_id=third,
        state=OccurrenceState.CANCELLED,
        starts_at=third,
        ends_at=third + HOUR,
    )

    assert await remind(second - timedelta(days=1)) == 0
    assert await remind(moved - timedelta(days=1)) == 1
    assert await remind(third - timedelta(days=1)) == 0
    (row,) = await OutgoingMail.filter(purpose__startswith="reminder:")
    assert row.subject == "Pengingat: Rapat di tempat lain"
    assert "Tempat: Ruang Baru" in letter(row)
    assert "Rabu, 13 Maret 2030, 09.00–10.00 WIB" in letter(row)


async def test_the_letter_leads_to_the_personal_page_and_tells_no_secret(meeting, seat):
    invited = await seat("layar", RsvpStatus.ACCEPTED, mode=Channel.ONLINE)
    await remind(STARTS - timedelta(minutes=30))

    (row,) = await OutgoingMail.filter(purpose__contains=":join:")
    assert f"Gabung secara daring: {personal_url(invited)}/join" in letter(row)
    for secret in (b"sangat-rahasia", b"zoom.example"):
        assert secret not in bytes(row.message)
    assert b"text/calendar" not in bytes(row.message)


async def test_nobody_is_asked_to_join_a_meeting_in_one_room(meeting, seat):
    await Meeting.filter(id=meeting.id).update(mode=Mode.IN_PERSON)
    await seat("hadir", RsvpStatus.ACCEPTED)

    assert await remind(STARTS - timedelta(minutes=30)) == 1
    assert await reminded(meeting) == [("hadir", "meeting")]


@pytest.mark.postgres
async def test_two_workers_remind_each_person_once(engine, meeting, seat):
    for n in range(5):
        await seat(f"diam{n}")

    written = await asyncio.gather(*(remind(MONDAY) for _worker in range(3)))

    assert await reminded(meeting) == [(f"diam{n}", "answer") for n in range(5)]
    assert sum(written) == 5
    sent = [e for e in await journal.since(meeting.id, 0) if e.kind == "reminders.sent"]
    assert sum(e.data["count"] for e in sent) == 5


async def test_a_round_that_has_nothing_to_do_asks_little(meeting, seat, count_queries):
    await seat("diam")
    await remind(MONDAY)
    with count_queries() as one:
        await remind(MONDAY)
    for n in range(8):
        await seat(f"juga{n}")
    await remind(MONDAY)
    with count_queries() as many:
        await remind(MONDAY)

    assert len(many) == len(one) <= 12


async def test_an_organizer_reminds_at_once_with_a_note(meeting, seat, rina):
    await Meeting.filter(id=meeting.id).update(security_class="public")
    await seat("diam", sent_at=datetime.now(UTC))
    await seat("hadir", RsvpStatus.ACCEPTED)

    count = await reminding.remind_now(
        meeting.id, ReminderKind.ANSWER, "Mohon segera, ruang terbatas.", by=rina
    )

    assert count == 1
    (row,) = await OutgoingMail.filter(purpose__startswith="reminder:")
    assert row.to_address == "diam@bkn.go.id"
    assert "Mohon segera, ruang terbatas." in letter(row)
    (entry,) = [e for e in await journal.since(meeting.id, 0) if e.kind == "reminders.sent"]
    assert (entry.actor, entry.data["count"], entry.data["kind_of"]) == (rina.id, 1, "answer")


@pytest.mark.parametrize("moment", [MONDAY, STARTS - timedelta(minutes=30)])
async def test_a_reminder_of_a_closed_meeting_tells_nothing_of_it(meeting, seat, moment):
    invited = await seat("budi", RsvpStatus.ACCEPTED, mode=Channel.ONLINE)
    await Meeting.filter(id=meeting.id).update(
        title="Penyelidikan Tertutup",
        venue_name="Ruang Sandi",
        letter_number="R-1/2030",
        mode=Mode.HYBRID,
        online_provider="Layanan Sandi",
        security_class=SecurityClass.CONFIDENTIAL,
    )
    assert await remind(moment) > 0

    for row in await OutgoingMail.filter(purpose__startswith="reminder:"):
        mail = message_from_bytes(bytes(row.message), policy=policy.default)
        texts = [part for part in mail.walk() if part.get_content_maintype() == "text"]
        bodies = [part.get_content() for part in texts]
        said = "\n".join([row.subject, str(mail["Subject"]), *bodies])
        secrets = ("Penyelidikan", "Sandi", "R-1/2030", "5 Maret", "09.00")
        assert [word for word in secrets if word in said] == []
        assert [personal_url(invited) in body for body in bodies] == [True, True]
