"""Training hours: of a person by year, of the people of an agency, of a meeting."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from tortoise.functions import Sum

from rakor.accounts.models import User
from rakor.accounts.rules import Right
from rakor.attendance.models import TrainingCredit
from rakor.attendance.rules import Credit, Year
from rakor.directory.models import Agency, Person
from rakor.errors import Forbidden, NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody of an agency and their hours in one year."""

    person: Person
    hours: int


async def years_of(person_id: UUID) -> list[Year]:
    """The hours of somebody by year, the latest first; also those that were taken back."""
    rows = TrainingCredit.filter(person_id=person_id).order_by("-year", "-issued_at", "id")
    found: defaultdict[int, list[Credit]] = defaultdict(list)
    for row in await rows.select_related("meeting"):
        found[row.year].append(_credit(row))
    return [Year(year, credits) for year, credits in found.items()]


def _credit(row: TrainingCredit) -> Credit:
    return Credit(
        id=row.id,
        meeting=row.meeting.title,
        day=row.meeting.starts_at,
        timezone=row.meeting.timezone,
        hours=row.hours,
        number=row.number,
        revoked=row.revoked_at is not None,
        reason=row.reason,
    )


async def find_learner(person_id: UUID, *, by: User) -> Person:
    """Somebody whose hours may be read: one's own, and of people of one's agency for its staff."""
    person = await Person.get_or_none(id=person_id).select_related("agency")
    if person is None:
        raise NotFound(_("Orang ini tidak ada."))
    if person.id != by.id:
        check_reads_hours(by, person.agency_id)
    return person


def check_reads_hours(user: User, agency_id: UUID | None) -> None:
    """Refuses (Forbidden) the hours of others to all but those who keep that agency's people."""
    everybody = user.may(Right.SEE_EVERY_AGENCY)
    own = agency_id is not None and user.person.agency_id == agency_id
    if not everybody and not (own and user.may(Right.MAKE_MEETINGS)):
        raise Forbidden(_("Jam pelajaran orang lain hanya dibaca pengelola instansinya."))


async def learners(agency: Agency, year: int) -> list[Learner]:
    """The people of an agency with their hours in a year, those with the fewest first."""
    rows = (
        await TrainingCredit.filter(person__agency_id=agency.id, year=year, revoked_at=None)
        .annotate(sum=Sum("hours"))
        .group_by("person_id")
        .values_list("person_id", "sum")
    )
    hours = {UUID(str(person)): int(total) for person, total in rows}
    people = await Person.filter(agency_id=agency.id, erased_at=None).order_by("name", "id")
    found = [Learner(person, hours.get(person.id, 0)) for person in people]
    return sorted(found, key=lambda each: (each.hours, each.person.name.casefold()))


async def credits_of(meeting: Meeting) -> list[TrainingCredit]:
    """Whom a meeting gave hours, in the order of their numbers."""
    return await TrainingCredit.filter(meeting_id=meeting.id).order_by("number")


async def find_credit(credit_id: UUID, *, by: User) -> TrainingCredit:
    """A certificate: one's own, or of people whose hours one may read."""
    row = await TrainingCredit.get_or_none(id=credit_id).select_related("meeting__organizer")
    if row is None:
        raise NotFound(_("Jam pelajaran ini tidak ada."))
    if row.person_id != by.id:
        check_reads_hours(by, row.agency_id)
    return row


async def find_credit_for(credit_id: UUID, *, by: User) -> TrainingCredit:
    """Hours that somebody may take back: those of a meeting they prepare."""
    row = await TrainingCredit.get_or_none(id=credit_id).select_related("meeting__organizer")
    if row is None:
        raise NotFound(_("Jam pelajaran ini tidak ada."))
    await find_for(Action.PLAN, row.meeting_id, by=by)
    return row
