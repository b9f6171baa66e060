"""Calendars outside Rakor: who may see which, whose are read, and when they take whose time."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.directory.models import Office, OfficeHolder
from rakor.directory.queries import find_office, today
from rakor.directory.rules import may_connect
from rakor.errors import Forbidden, NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.queries import sittings_of
from rakor.meetings.rules import Window
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.rules import Span, end_minute_of, minute_of, unpacked
from rakor.scheduling.rules.sources import OLD
from rakor.scheduling.rules.spans import without
from rakor.words import _


@dataclass(slots=True)
class Outside:
    """When calendars outside Rakor take people's time, whose they are, and how fresh they are."""

    spans: dict[UUID, list[Span]] = field(default_factory=lambda: defaultdict(list))
    oldest: datetime | None = None

    @property
    def people(self) -> int:
        return len(self.spans)

    @property
    def is_old(self) -> bool:
        """Whether some of them were read so long ago that it has to be said."""
        return self.oldest is not None and datetime.now(UTC) - self.oldest > OLD


async def find_office_for(office_id: UUID, *, by: User) -> Office:
    """An office whose agenda somebody may connect; NotFound and Forbidden for others."""
    office = await find_office(office_id, to=by)
    if not may_connect(by, office.agency):
        raise Forbidden(_("Agenda jabatan ini disambungkan oleh pengelola instansinya."))
    return office


def sources_of(
    person_id: UUID | None = None, office_id: UUID | None = None
) -> QuerySet[CalendarSource]:
    """The calendars of a person, or of an office, in the order in which they were added."""
    if office_id is not None:
        return CalendarSource.filter(office_id=office_id).order_by("id")
    return CalendarSource.filter(person_id=person_id).order_by("id")


async def find_source(source_id: UUID, *, by: User) -> CalendarSource:
    """A calendar that somebody may have read or removed; NotFound for everybody else."""
    source = await CalendarSource.get_or_none(id=source_id).select_related("office__agency")
    if source is not None:
        own = source.person_id is not None and source.person_id == by.id
        if own or (source.office is not None and may_connect(by, source.office.agency)):
            return source
    raise NotFound(_("Kalender ini tidak ada atau sudah dihapus."))


async def outside_times(people: Collection[UUID], within: Span, *, apart_from: UUID) -> Outside:
    """When the calendars of people, and of the offices they hold today, take their time.

    Times that do not tell of what they are may be that meeting itself, so its own are taken out of
    them. Four queries at most.
    """
    day = today()
    held: dict[UUID, list[UUID]] = defaultdict(list)
    for office, person in (
        await OfficeHolder.filter(person_id__in=people)
        .filter(Q(valid_from=None) | Q(valid_from__lte=day))
        .filter(Q(valid_until=None) | Q(valid_until__gte=day))
        .values_list("office_id", "person_id")
    ):
        held[office].append(person)
    rows = (
        await CalendarSource.filter(Q(person_id__in=people) | Q(office_id__in=list(held)))
        .exclude(read_at=None)
        .values_list("person_id", "office_id", "spans", "anonymous", "read_at")
    )
    own = await _times_of(apart_from) if any(row[3] for row in rows) else []
    found = Outside(oldest=min((row[4] for row in rows), default=None))
    for person, office, raw, anonymous, _read_at in rows:
        spans = unpacked(bytes(raw), within)
        if anonymous:
            spans = without(spans, own)
        for each in [person] if person else held[office]:
            found.spans[each] += spans
    return found


async def _times_of(meeting_id: UUID) -> list[Span]:
    """When a meeting is held, all its days."""
    meetings = await Meeting.filter(id=meeting_id)
    if not meetings:
        return []
    since = min(each.starts_at for each in meetings)
    held = await sittings_of(meetings, Window(since, since + timedelta(days=800)))
    return [(minute_of(each.starts_at), end_minute_of(each.ends_at)) for each in held]


async def our_events(uids: Iterable[str]) -> set[str]:
    """Those of these UIDs that are meetings of this installation, which knows them itself."""
    asked, known = [uid for uid in uids if uid], set()
    for at in range(0, len(asked), 500):
        known |= set(
            await Meeting.filter(uid__in=asked[at : at + 500]).values_list("uid", flat=True)
        )
    return {str(uid) for uid in known}
