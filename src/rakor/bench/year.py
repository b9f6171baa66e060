"""A year of a busy office for `rakor bench web`: thousands of meetings, series and invitations."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rakor.accounts.models import Account
from rakor.accounts.rules import Role
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyKind
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Kind, Part, State

AGENCIES = 40
# One meeting of so many repeats, weekly for ten weeks.
SERIES = 50
# So many people are asked to each.
ASKED = 5
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
STARTS = (time(8), time(9), time(9, 30), time(10), time(13), time(13, 30), time(14), time(15, 30))
LONG = (60, 90, 120, 180)


async def fill_year(meetings: int, around: date) -> Account:
    """That many meetings on the working days of the half years before and after a day.

    They are called by forty agencies in three zones. Gives the account of an admin, who sees all.
    """
    agencies = [_agency(n) for n in range(AGENCIES)]
    await Agency.bulk_create(agencies, batch_size=200)
    people = [
        Person(name=f"Pegawai {n}", email=f"pegawai{n}@bench.invalid", agency_id=agency.id)
        for n, agency in enumerate(agencies)
    ]
    await Person.bulk_create(people, batch_size=200)
    first = around - timedelta(days=182)
    days = [first + timedelta(days=n) for n in range(365)]
    working = [day for day in days if day.weekday() < 5]
    rows = [_meeting(n, working[n % len(working)], agencies) for n in range(meetings)]
    await Meeting.bulk_create(rows, batch_size=200)
    seats = [
        _seat(row, people[(7 * n + k) % AGENCIES]) for n, row in enumerate(rows)
        for k in range(ASKED)
    ]  # fmt: skip
    await Invitation.bulk_create(seats, batch_size=200)
    parts = [
        MeetingPart(meeting_id=seat.meeting_id, person_id=seat.person_id, part=Part.PARTICIPANT)
        for seat in seats
    ]
    await MeetingPart.bulk_create(parts, batch_size=500)
    admin = await Person.create(name="Admin", email="admin@bench.invalid", agency_id=agencies[0].id)
    return await Account.create(person=admin, role=Role.ADMIN)


def _agency(n: int) -> Agency:
    key = new_id()
    return Agency(
        id=key, path=f"/{key}/", code=f"BENCH{n}", name=f"Badan Ukur {n}", short_name=f"BU {n}",
        kind=AgencyKind.INSTITUTION, timezone=ZONES[n % 3],
    )  # fmt: skip


def _meeting(n: int, day: date, agencies: list[Agency]) -> Meeting:
    key, organizer = new_id(), agencies[n % AGENCIES]
    starts = datetime.combine(day, STARTS[n % 8], ZoneInfo(organizer.timezone)).astimezone(UTC)
    ends = starts + timedelta(minutes=LONG[n % 4])
    repeats = n % SERIES == 0
    return Meeting(
        id=key,
        uid=f"{key}@bench.invalid",
        title=f"Rapat Koordinasi Teknis Pemetaan Program ke-{n}",
        kind=list(Kind)[n % len(Kind)],
        starts_at=starts,
        ends_at=ends,
        timezone=organizer.timezone,
        recurrence="FREQ=WEEKLY;COUNT=10" if repeats else "",
        series_ends_at=ends + timedelta(days=63) if repeats else None,
        organizer_id=organizer.id,
        state=State.CANCELLED if n % 20 == 7 else State.SCHEDULED,
        room=f"Ruang {n % 12}",
        venue_name="Gedung Bersama",
        online_provider="Zoom",
        join_url="https://zoom.invalid/j/1",
        changed_at=starts,
    )


def _seat(meeting: Meeting, person: Person) -> Invitation:
    key = new_id().hex
    return Invitation(
        meeting_id=meeting.id,
        person_id=person.id,
        agency_id=person.agency_id,
        email=person.email,
        name=person.name,
        status=RsvpStatus.ACCEPTED,
        token_digest=key,
        mail_digest=key,
        code_digest=key,
    )
