"""When reminders go: by the recipient's clock, never at night, never about what is past."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rakor.errors import Invalid
from rakor.invitations.rules.reminders import (
    EARLIEST,
    LEAST,
    MINUTES_BEFORE,
    MOST,
    NIGHTS,
    NIGHTS_AND_WEEKENDS,
    QUIET,
    Lead,
    Quiet,
    Reminded,
    ReminderKind,
    check_leads,
    due_at,
    goes_now,
    is_for,
    leads,
    purpose,
    zone_of,
)
from rakor.invitations.rules.states import RsvpStatus
from rakor.meetings.rules import Channel, Mode

JAKARTA = ZoneInfo("Asia/Jakarta")
ANSWER, MEETING, JOIN = ReminderKind.ANSWER, ReminderKind.MEETING, ReminderKind.JOIN


def local(text: str, zone: str = "Asia/Jakarta") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("about", "minutes", "zone", "quiet", "due"),
    [
        # In the middle of the day it goes when it was asked for.
        ("2030-03-06 09:00", 1440, "Asia/Jakarta", NIGHTS, "2030-03-05 09:00"),
        ("2030-03-06 09:00", 30, "Asia/Jakarta", NIGHTS, "2030-03-06 08:30"),
        # A night is waited for, as long as that is before the meeting.
        ("2030-03-06 09:00", 180, "Asia/Jakarta", NIGHTS, "2030-03-06 07:00"),
        ("2030-03-06 20:00", 1440, "Asia/Jakarta", NIGHTS, "2030-03-06 07:00"),
        ("2030-03-06 19:59", 1440, "Asia/Jakarta", NIGHTS, "2030-03-05 19:59"),
        # A meeting at seven: the evening before.
        ("2030-03-06 07:00", 30, "Asia/Jakarta", NIGHTS, "2030-03-05 19:59"),
        ("2030-03-06 21:00", 30, "Asia/Jakarta", NIGHTS, "2030-03-06 19:59"),
        ("2030-03-06 07:01", 30, "Asia/Jakarta", NIGHTS, "2030-03-06 07:00"),
        # Friday 22.00 to Monday for an answer, but not for what is on Sunday.
        ("2030-03-12 09:00", 2880, "Asia/Jakarta", NIGHTS_AND_WEEKENDS, "2030-03-11 07:00"),
        ("2030-03-10 09:00", 1440, "Asia/Jakarta", NIGHTS_AND_WEEKENDS, "2030-03-08 19:59"),
        ("2030-03-10 09:00", 1440, "Asia/Jakarta", NIGHTS, "2030-03-09 09:00"),
        # The recipient's clock decides: 09.00 WIB is 11.00 WIT.
        ("2030-03-06 07:10", 180, "Asia/Jayapura", NIGHTS, "2030-03-06 05:00"),
        ("2030-03-06 06:00", 60, "Asia/Jayapura", NIGHTS, "2030-03-06 05:00"),
        ("2030-03-06 06:00", 60, "Asia/Jakarta", NIGHTS, "2030-03-05 19:59"),
    ],
)
def test_quiet_hours_move_a_reminder(about, minutes, zone, quiet, due):
    assert due_at(local(about), minutes, zone, quiet) == local(due)


def test_quiet_hours_may_lie_within_a_day():
    siesta = Quiet(time(12), time(14))
    assert due_at(local("2030-03-06 15:00"), 120, "Asia/Jakarta", siesta) == local(
        "2030-03-06 14:00"
    )
    assert not siesta.is_quiet(local("2030-03-06 14:00"))


ZONES = st.sampled_from(
    ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Berlin", "America/St_Johns",
     "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"]
)  # fmt: skip
MOMENTS = st.datetimes(
    datetime.fromisoformat("2025-01-01"),
    datetime.fromisoformat("2040-01-01"),
    timezones=st.just(UTC),
)
MINUTES = st.integers(LEAST, MOST)


@given(MOMENTS, MINUTES, ZONES, st.sampled_from(list(QUIET.values())))
def test_no_reminder_is_due_in_quiet_hours_or_after_what_it_is_about(about, minutes, zone, quiet):
    due = due_at(about, minutes, zone, quiet)

    assert not quiet.is_quiet(due.astimezone(ZoneInfo(zone)))
    assert about - timedelta(minutes=minutes) - EARLIEST <= due < about


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(list(ReminderKind)),
    MOMENTS,
    st.lists(st.tuples(st.integers(0, 20 * 1440), st.integers(0, 30 * 1440)), max_size=4),
    MINUTES,
    ZONES,
    st.integers(60, 600),
)
def test_whatever_is_rescheduled_each_time_reminds_once_and_never_late(
    kind, called_at, moves, minutes, zone, step
):
    """A clock that looks again and again, while the meeting moves; each letter tells of a move."""
    about, told = called_at + timedelta(days=5), called_at
    moved = sorted((called_at + timedelta(minutes=after), days) for after, days in moves)
    sent: dict[str, datetime] = {}
    now, end = called_at, called_at + timedelta(days=45)
    while now < end:
        while moved and moved[0][0] <= now:
            told, later = moved.pop(0)
            about = told + timedelta(minutes=later)
        who = Reminded(zone, told)
        if goes_now(kind, about, minutes, who, now=now):
            sent.setdefault(purpose(ID, kind, about), now)
            assert now < about
            assert told <= due_at(about, minutes, zone, QUIET[kind]) <= now
            assert not QUIET[kind].is_quiet(now.astimezone(ZoneInfo(zone)))
        now += timedelta(minutes=step)
    assert len(sent) <= len(moves) + 1


ID = "019b0000-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    ("kind", "now", "told", "answered", "goes"),
    [
        (MEETING, "2030-03-05 08:59", "2030-03-01 10:00", None, False),
        (MEETING, "2030-03-05 09:00", "2030-03-01 10:00", None, True),
        (MEETING, "2030-03-05 19:59", "2030-03-01 10:00", None, True),
        # A worker that was away does not make up for it at night, but in the morning.
        (MEETING, "2030-03-05 21:00", "2030-03-01 10:00", None, False),
        (MEETING, "2030-03-06 07:00", "2030-03-01 10:00", None, True),
        (MEETING, "2030-03-06 09:00", "2030-03-01 10:00", None, False),
        # The invitation, or the news of a new time, came after the reminder was due: enough.
        (MEETING, "2030-03-05 12:00", "2030-03-05 11:00", None, False),
        (MEETING, "2030-03-05 12:00", None, None, False),
        # Who has just said that they come needs no reminder; who has not answered does.
        (MEETING, "2030-03-05 12:00", "2030-03-01 10:00", "2030-03-05 11:00", False),
        (MEETING, "2030-03-05 12:00", "2030-03-01 10:00", "2030-03-04 11:00", True),
        (ANSWER, "2030-03-05 12:00", "2030-03-01 10:00", "2030-03-05 11:00", True),
    ],
)
def test_a_reminder_goes_from_when_it_is_due_until_it_begins(kind, now, told, answered, goes):
    who = Reminded(
        "Asia/Jakarta", local(told) if told else None, local(answered) if answered else None
    )
    assert goes_now(kind, local("2030-03-06 09:00"), 1440, who, now=local(now)) is goes


@pytest.mark.parametrize("status", list(RsvpStatus))
@pytest.mark.parametrize("mode", [None, *Channel])
@pytest.mark.parametrize("held_as", list(Mode))
def test_who_is_reminded_of_what(status, mode, held_as):
    reminded = {kind for kind in ReminderKind if is_for(kind, status, mode, held_as)}

    expected: set[ReminderKind] = set()
    if status is RsvpStatus.NO_RESPONSE:
        expected = {ANSWER}
    elif status is RsvpStatus.TENTATIVE:
        expected = {MEETING}
    elif status is RsvpStatus.ACCEPTED:
        online = held_as is Mode.ONLINE or (held_as is Mode.HYBRID and mode is not Channel.ROOM)
        expected = {MEETING, JOIN} if online else {MEETING}
    assert reminded == expected


def test_what_was_chosen_takes_the_place_of_the_usual():
    chosen = leads([Lead(MEETING, 120, active=False)])
    assert {kind: (lead.minutes_before, lead.active) for kind, lead in chosen.items()} == {
        ANSWER: (MINUTES_BEFORE[ANSWER], True),
        MEETING: (120, False),
        JOIN: (MINUTES_BEFORE[JOIN], True),
    }


@pytest.mark.parametrize("minutes", [LEAST - 1, MOST + 1, -1])
def test_a_lead_outside_of_the_limits_is_refused_by_its_name(minutes):
    with pytest.raises(Invalid) as refusal:
        check_leads([Lead(ANSWER, LEAST), Lead(JOIN, minutes)])
    assert [error["field"] for error in refusal.value.errors] == ["join"]


def test_leads_at_the_limits_are_fine():
    check_leads([Lead(ANSWER, LEAST), Lead(JOIN, MOST)])


def test_a_person_s_clock_is_their_own_their_agency_s_or_the_meeting_s():
    assert [zone_of("a", "b", "c"), zone_of("", "b", "c"), zone_of("", "", "c")] == ["a", "b", "c"]


def test_a_moved_meeting_has_reminders_of_its_own():
    first, second = local("2030-03-06 09:00"), local("2030-03-07 09:00")
    assert purpose(ID, MEETING, first) == f"reminder:{ID}:meeting:20300306T020000Z"
    assert purpose(ID, MEETING, first) != purpose(ID, MEETING, second)
