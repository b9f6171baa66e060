"""The attendance list (daftar hadir) as values: who was there on which day, by which way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rakor.attendance.rules.ledger import Line, Stay, lasting, merged, online_stays, stays
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.rules import Channel, Kind


@dataclass(frozen=True, slots=True)
class Stroked:
    """How somebody signed at the desk: lines of points in a field of that size, or their name.

    `typed` is that name, `at` when it was given.
    """

    strokes: Sequence[Sequence[tuple[int, int]]]
    width: int
    height: int
    typed: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListPerson:
    """Somebody on the list, with name, office and agency of that day, in the order of protocol.

    `stays_room` and `stays_online` are all of the ledger; a sheet of a day takes its part of them.
    `signatures` are by the day on which they were given.
    """

    name: str
    office: str
    agency: str
    represents: str = ""
    walk_in: bool = False
    companion_of: str = ""
    stays_room: Sequence[Stay] = ()
    stays_online: Sequence[Stay] = ()
    signatures: Mapping[date, Stroked] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who was invited and did not come, with what they had answered."""

    name: str
    office: str
    agency: str
    answer: RsvpStatus


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a sheet: a person on one day. `until` is None where they never checked out."""

    person: ListPerson
    room: bool
    online: bool
    since: datetime
    until: datetime | None
    minutes: int
    late: int = 0
    early: int = 0
    signature: Stroked | None = None

    @property
    def both(self) -> bool:
        return self.room and self.online


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A day of a meeting: those in the room, and those who were online only."""

    day: date
    room: tuple[Listed, ...]
    online: tuple[Listed, ...]

    @property
    def heads(self) -> int:
        """Persons, each counted once; companions stand on the list and are not counted."""
        return sum(1 for line in (*self.room, *self.online) if not line.person.companion_of)


@dataclass(frozen=True, slots=True)
class Hours:
    """When a meeting was to begin and to end, and from how many minutes on that is remarked."""

    starts: datetime
    ends: datetime
    timezone: str
    late_after: int
    early_before: int

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def of(self, day: date) -> tuple[datetime, datetime]:
        """From when to when a day of it was to last; each day begins and ends at the same hour."""
        first, last = self.starts.astimezone(self.zone), self.ends.astimezone(self.zone)
        ends = last.timetz() if last.date() >= day else time.max.replace(tzinfo=self.zone)
        return datetime.combine(day, first.timetz()), datetime.combine(day, ends)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everything that the list of one meeting says.

    `kop` is the body above (may be empty), the organizer and its address; `responsible` whoever
    answers for the list.
    """

    title: str
    kind: Kind
    place: str
    region: str
    hours: Hours
    kop: tuple[str, str, str]
    responsible: str
    people: Sequence[ListPerson]
    missing: Sequence[Missing]


def stays_of(
    lines: Iterable[Line], least_online: timedelta
) -> tuple[Sequence[Stay], Sequence[Stay]]:
    """When somebody was in the room, and when online, by all lines of the ledger."""
    lines = list(lines)
    return stays(lines, Channel.ROOM), online_stays(lines, least_online)


def days_of(people: Iterable[ListPerson], hours: Hours) -> list[date]:
    """The days on which somebody came, in order."""
    return sorted(
        {
            stay.since.astimezone(hours.zone).date()
            for person in people
            for stay in (*person.stays_room, *person.stays_online)
        }
    )


def sheets_of(people: Sequence[ListPerson], hours: Hours) -> list[DaySheet]:
    """A sheet for each day on which somebody came, people in the order in which they are given."""
    return [_sheet(people, hours, day) for day in days_of(people, hours)]


def _sheet(people: Sequence[ListPerson], hours: Hours, day: date) -> DaySheet:
    lines = [line for each in people if (line := _listed(each, hours, day))]
    return DaySheet(
        day,
        tuple(line for line in lines if line.room),
        tuple(line for line in lines if not line.room),
    )


def _listed(person: ListPerson, hours: Hours, day: date) -> Listed | None:
    room = _on(person.stays_room, day, hours)
    online = _on(person.stays_online, day, hours)
    here = merged([*room, *online])
    if not here:
        return None
    begins, ends = hours.of(day)
    until = here[-1].until
    late = _minutes(here[0].since - begins)
    early = _minutes(ends - until) if until else 0
    return Listed(
        person,
        bool(room),
        bool(online),
        here[0].since,
        until,
        _minutes(lasting(here, max(ends, here[0].since))),
        late if late > hours.late_after else 0,
        early if early > hours.early_before else 0,
        person.signatures.get(day),
    )


def _on(found: Sequence[Stay], day: date, hours: Hours) -> list[Stay]:
    return [stay for stay in found if stay.since.astimezone(hours.zone).date() == day]


def _minutes(length: timedelta) -> int:
    return max(0, int(length.total_seconds() // 60))
