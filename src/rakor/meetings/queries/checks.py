"""The checks of one meeting: those that a meeting knows itself, and those that others add.

A feature above adds its own with `@checker`, as invitations do for vacant offices.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from rakor.accounts.models import User
from rakor.directory import queries as directory
from rakor.directory.models import Agency
from rakor.directory.rules.calendar import Calendar, is_working_day
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.queries.finding import Sitting, days_of, occurrences_between, visible_to
from rakor.meetings.rules import Day, Part, State, Window, missing_to_publish
from rakor.meetings.rules.checks import (
    CHECKED,
    Check,
    Severity,
    agenda_check,
    time_checks,
    warning,
)
from rakor.meetings.rules.manners import Held, Manner, gathered, manners
from rakor.words import _, dates

Checker = Callable[[Meeting, User], Awaitable[list[Check]]]
# Of a series so many days are looked at, the next ones.
MOST_DAYS = 26
# Until so many working days before a meeting people are usually asked to answer.
ANSWER_DAYS = 3
_checkers: list[Checker] = []


def checker(asked: Checker) -> Checker:
    """Let this function, too, say what is to be looked at before a meeting goes out."""
    _checkers.append(asked)
    return asked


async def checks_of(meeting: Meeting, *, to: User) -> list[Check]:
    """What to mend or to know about a meeting that is prepared, what is needed first.

    Nothing about one that is over, called off or under way. `to` is whoever prepares it.
    """
    if meeting.state not in CHECKED:
        return []
    found = await _of_meeting(meeting, to)
    for asked in _checkers:
        found += await asked(meeting, to)
    return sorted(found, key=lambda each: each.severity is not Severity.NEEDED)


async def _of_meeting(meeting: Meeting, to: User) -> list[Check]:
    here = f"/meetings/{meeting.id}"
    now = datetime.now(UTC)
    place = meeting.venue_name or meeting.room
    found = [
        Check(each["field"], Severity.NEEDED, each["message"], f"{here}/edit", _("Lengkapi"))
        for each in missing_to_publish(meeting.mode, place, meeting.way_online)
    ]
    chairs = await MeetingPart.filter(meeting_id=meeting.id, part=Part.CHAIR).select_related(
        "person"
    )
    if not chairs:
        says = _("Belum ada pimpinan rapat.")
        found.append(warning("no_chair", says, f"{here}/parts", _("Pilih pimpinan")))
    minutes = await AgendaItem.filter(meeting_id=meeting.id).values_list("minutes", flat=True)
    length = round((meeting.ends_at - meeting.starts_at).total_seconds() / 60)
    found += agenda_check(here, len(minutes), sum(map(int, map(str, minutes))), length)
    if not meeting.letter_number:
        says = _("Nomor surat undangan belum diisi.")
        found.append(warning("no_letter_number", says, f"{here}/edit", _("Isi nomor surat")))
    found += time_checks(here, meeting.state, meeting.starts_at, meeting.answer_by, now)
    days = await days_ahead(meeting)
    if days:
        calendar = await calendar_of(meeting, days)
        found += told(meeting, await manners_of(meeting, days, calendar))
        found += await _answers(meeting, calendar)
        found += await _clashes(meeting, days, chairs, to)
    return found


async def days_ahead(meeting: Meeting) -> list[Day]:
    """The days of a meeting that are still to come, the next ones of a series."""
    now = datetime.now(UTC)
    days = await days_of(meeting, Window(now), limit=MOST_DAYS)
    return [day for day in days if day.takes_place and day.ends_at > now]


async def calendar_of(meeting: Meeting, days: Sequence[Day]) -> Calendar:
    """The holidays around these days and the last day for answers."""
    moments = [days[0].starts_at, days[-1].ends_at, meeting.answer_by or days[0].starts_at]
    zone = dates.zone(meeting.timezone)
    local = [at.astimezone(zone).date() for at in moments]
    return await directory.calendar_between(min(local), max(local))


async def region_of(meeting: Meeting) -> str:
    """The code of the region a meeting is held in; that of its organizer when nothing else says."""
    return await directory.region_of_place(meeting.venue_region) or meeting.organizer.region


async def manners_of(meeting: Meeting, days: Sequence[Day], calendar: Calendar) -> list[Manner]:
    region = await region_of(meeting)
    return [
        each
        for day in days
        for each in manners(Held(day.starts_at, day.ends_at, meeting.timezone, region), calendar)
    ]


def told(meeting: Meeting, found: Sequence[Manner]) -> list[Check]:
    """What manners say, as checks of a meeting."""
    address = f"/meetings/{meeting.id}/edit"
    return [
        warning(matter.value, says, address, _("Ubah jadwal")) for matter, says in gathered(found)
    ]


async def _answers(meeting: Meeting, calendar: Calendar) -> list[Check]:
    """A last day for answers on which nobody is at work."""
    if meeting.answer_by is None or meeting.answer_by <= datetime.now(UTC):
        return []
    day = meeting.answer_by.astimezone(dates.zone(meeting.timezone)).date()
    if is_working_day(day, calendar, meeting.organizer.region):
        return []
    sentence = _("Batas jawaban undangan, {day}, bukan hari kerja.")
    says = sentence.format(day=dates.date(day))
    address = f"/meetings/{meeting.id}/edit"
    return [warning("answers_on_a_day_off", says, address, _("Ubah batas jawaban"))]


async def _clashes(
    meeting: Meeting, days: Sequence[Day], chairs: Sequence[MeetingPart], to: User
) -> list[Check]:
    """Other meetings that whoever chairs this one chairs at the same time."""
    if not chairs:
        return []
    led = MeetingPart.filter(person_id__in=[row.person_id for row in chairs], part=Part.CHAIR)
    rows = await led.exclude(meeting_id=meeting.id).values_list("meeting_id", "person_id")
    leads: dict[UUID, UUID] = {UUID(str(key)): UUID(str(person)) for key, person in rows}
    if not leads:
        return []
    others = Meeting.filter(id__in=list(leads), state__in=[State.SCHEDULED, State.IN_PROGRESS])
    sittings = await occurrences_between(others, Window(days[0].starts_at, days[-1].ends_at))
    clashing = [each for each in sittings if _meets(each, days)]
    if not clashing:
        return []
    ids = [each.meeting.id for each in clashing]
    seen = set(await visible_to(to).filter(id__in=ids).values_list("id", flat=True))
    names = {row.person_id: row.person.full_name for row in chairs}
    first = clashing[0]
    when = dates.day_and_time(first.starts_at, first.ends_at, meeting.timezone)
    title = first.title if first.meeting.id in seen else _("rapat lain")
    sentence = _("{chair} juga memimpin {title}, {when}.")
    says = sentence.format(chair=names[leads[first.meeting.id]], title=title, when=when)
    address = f"/meetings/{meeting.id}/parts"
    return [warning("chair_elsewhere", says, address, _("Atur petugas"))]


def _meets(sitting: Sitting, days: Sequence[Day]) -> bool:
    return any(sitting.starts_at < day.ends_at and day.starts_at < sitting.ends_at for day in days)


async def manners_of_plan(
    starts_at: datetime, ends_at: datetime, zone: str, place: str, organizer: Agency | None
) -> list[str]:
    """What to think of about times that somebody is still typing."""
    local = [at.astimezone(dates.zone(zone)).date() for at in (starts_at, ends_at)]
    calendar = await directory.calendar_between(min(local), max(local))
    region = await directory.region_of_place(place) or (organizer.region if organizer else "")
    held = Held(starts_at, ends_at, zone, region)
    return [says for _matter, says in gathered(manners(held, calendar))]


async def answer_day(starts_at: datetime, zone: str, region: str) -> date:
    """Until which day people are usually asked to answer: some working days before."""
    day = starts_at.astimezone(dates.zone(zone)).date()
    return await directory.working_day_from(day, -ANSWER_DAYS, region)
