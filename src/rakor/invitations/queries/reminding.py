"""Which reminders may be due, and to whom they have not gone yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.queryset import QuerySet

from rakor.directory.models import Agency, Person
from rakor.invitations.models import Invitation, OccurrenceAnswer, ReminderPlan
from rakor.invitations.rules import Given, Lead, ReminderKind, RsvpStatus, holding
from rakor.invitations.rules.reminders import (
    EARLIEST,
    MINUTES_BEFORE,
    MOST,
    QUIET,
    Reminded,
    due_at,
    is_for,
    leads,
    zone_of,
)
from rakor.mail.models import DeadAddress, OutgoingMail
from rakor.meetings.models import Meeting
from rakor.meetings.queries import Sitting, days_of, occurrences_between
from rakor.meetings.rules import Channel, Day, Mode, State, Window
from rakor.settings import settings

ON = frozenset({State.SCHEDULED, State.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Slot:
    """One reminder of one day of a meeting; `about` is the moment that it is about."""

    sitting: Sitting
    kind: ReminderKind
    minutes_before: int
    about: datetime

    @property
    def meeting(self) -> Meeting:
        return self.sitting.meeting

    def is_open(self, zones: Iterable[str], now: datetime) -> bool:
        """Whether it may go to somebody now who lives by one of these clocks."""
        if not now < self.about:
            return False
        quiet = QUIET[self.kind]
        return any(
            due_at(self.about, self.minutes_before, zone, quiet) <= now
            and not quiet.is_quiet(now.astimezone(ZoneInfo(zone)))
            for zone in zones
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """What one kind of reminder of a meeting comes to: when, to how many, and how many have it.

    `about` and `due_at` are None where no day of the meeting is ahead.
    """

    lead: Lead
    about: datetime | None
    due_at: datetime | None
    recipients: int
    sent: int


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is asked to one day, with what they said to it."""

    invitation: Invitation
    status: RsvpStatus
    mode: Channel | None
    who: Reminded


async def chosen_leads(meetings: Iterable[UUID]) -> dict[UUID, list[Lead]]:
    """What was chosen for each of these meetings; nothing for those that keep to the usual."""
    found: dict[UUID, list[Lead]] = {}
    for row in await ReminderPlan.filter(meeting_id__in=list(meetings)):
        lead = Lead(row.kind, row.minutes_before, row.active)
        found.setdefault(row.meeting_id, []).append(lead)
    return found


async def slots(now: datetime) -> list[Slot]:
    """Every reminder of what is still to come and near enough; a handful of queries."""
    on = Meeting.filter(state__in=list(ON))
    usual = max(MINUTES_BEFORE.values())
    early = ReminderPlan.filter(active=True, minutes_before__gt=usual).values("meeting_id")
    near = await occurrences_between(on, _ahead(now, usual))
    near += await occurrences_between(on.filter(id__in=Subquery(early)), _ahead(now, MOST))
    until = _ahead(now, MOST).until
    asked = await on.filter(answer_by__gt=now, answer_by__lt=until).select_related("organizer")
    sittings = {(each.meeting.id, each.day.recurrence_id): each for each in near}
    chosen = await chosen_leads({meeting for meeting, _day in sittings} | {m.id for m in asked})
    found = [
        slot
        for sitting in sittings.values()
        for slot in slots_of(sitting, leads(chosen.get(sitting.meeting.id, [])))
        if slot.kind is not ReminderKind.ANSWER or sitting.meeting.answer_by is None
    ]
    for meeting in asked:
        lead = leads(chosen.get(meeting.id, []))[ReminderKind.ANSWER]
        found += slots_of(Sitting(meeting, first_day(meeting)), {lead.kind: lead})
    return found


def _ahead(now: datetime, minutes: int) -> Window:
    return Window(now, now + timedelta(minutes=minutes) + EARLIEST)


def first_day(meeting: Meeting) -> Day:
    return Day(meeting.starts_at, meeting.starts_at, meeting.ends_at)


def slots_of(sitting: Sitting, chosen: dict[ReminderKind, Lead]) -> list[Slot]:
    """The reminders of one day; none of a day that was called off."""
    if not sitting.day.takes_place:
        return []
    found = []
    for kind, lead in chosen.items():
        if not lead.active:
            continue
        if kind is ReminderKind.JOIN and sitting.meeting.mode is Mode.IN_PERSON:
            continue
        by = sitting.meeting.answer_by if kind is ReminderKind.ANSWER else None
        found.append(Slot(sitting, kind, lead.minutes_before, by or sitting.starts_at))
    return found


async def next_sitting(meeting: Meeting, now: datetime) -> Sitting | None:
    """The meeting on the next of its days that has not begun."""
    days = await days_of(meeting, Window(now))
    ahead = (day for day in days if day.takes_place and day.starts_at > now)
    first = next(ahead, None)
    return Sitting(meeting, first) if first else None


async def overview(meeting: Meeting, now: datetime) -> list[Planned]:
    """The reminders of the next day of a meeting, also those that are switched off."""
    chosen = leads((await chosen_leads([meeting.id])).get(meeting.id, []))
    sitting = await next_sitting(meeting, now)
    return [await _planned(meeting, sitting, lead) for lead in chosen.values()]


async def _planned(meeting: Meeting, sitting: Sitting | None, lead: Lead) -> Planned:
    found = slots_of(sitting, {lead.kind: replace(lead, active=True)}) if sitting else []
    if not found:
        return Planned(lead, None, None, 0, 0)
    (slot,) = found
    due = due_at(slot.about, lead.minutes_before, meeting.timezone, QUIET[lead.kind])
    sent = OutgoingMail.filter(
        meeting_id=meeting.id, purpose__startswith="reminder:", purpose__endswith=_ending(slot)
    )
    return Planned(lead, slot.about, due, await how_many(slot), await sent.count())


async def how_many(slot: Slot) -> int:
    """To how many a reminder would go if it went now."""
    rows = reachable(slot.meeting.id)
    if slot.meeting.recurrence:
        return len((await seats(rows, slot))[0])
    held_as = slot.meeting.mode
    fitting = Q(id=None)
    for status in RsvpStatus:
        for mode in (None, *Channel):
            if is_for(slot.kind, status, mode, held_as):
                fitting |= Q(status=status, mode=mode)
    return await _asked(rows, slot).filter(fitting).count()


async def zones_in_use(found: Iterable[Slot]) -> set[str]:
    """The clocks by which anybody lives who could be reminded."""
    zones = {settings().timezone, *(slot.meeting.timezone for slot in found)}
    for table in (Person, Agency):
        zones.update(await table.all().distinct().values_list("timezone", flat=True))  # type: ignore[arg-type]
    return {str(zone) for zone in zones if zone}


def reachable(meeting_id: UUID) -> QuerySet[Invitation]:
    """Those who know of a meeting and can be written to.

    Not whoever was never told or is about to be told something else, nor a dead address.
    """
    return (
        Invitation.filter(meeting_id=meeting_id, held=False, letter_due="")
        .filter(sent_at__not_isnull=True)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .exclude(email__in=Subquery(DeadAddress.all().values("address")))
    )


def unreminded(slot: Slot) -> QuerySet[Invitation]:
    """Those to whom this reminder has not gone; the key of the outbox tells."""
    # Kind and moment are words of our own, nothing of it was typed by anybody.
    after = _ending(slot)
    reminded = RawSQL(
        "CASE WHEN EXISTS (SELECT 1 FROM outgoing_mail WHERE outgoing_mail.purpose = "  # noqa: S608
        f"'reminder:' || CAST(invitation.id AS TEXT) || '{after}') THEN 1 ELSE 0 END"
    )
    return reachable(slot.meeting.id).annotate(reminded=reminded).filter(reminded=0)


def _ending(slot: Slot) -> str:
    """How the key of a reminder ends in the outbox (`rules.reminders.purpose`)."""
    return f":{slot.kind.value}:{slot.about.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _asked(rows: QuerySet[Invitation], slot: Slot) -> QuerySet[Invitation]:
    # Whoever is behind the address of a group answers by themselves.
    return rows.filter(is_group=False) if slot.kind is ReminderKind.ANSWER else rows


async def seats(
    rows: QuerySet[Invitation], slot: Slot, *, after: UUID | None = None, limit: int | None = None
) -> tuple[list[Seat], UUID | None]:
    """Whom of these a reminder is for, some at a time, and where to go on; two queries."""
    if after is not None:
        rows = rows.filter(id__gt=after)
    if not slot.meeting.recurrence:
        # Of a series each day is answered by itself, which the row does not tell.
        fitting = [s for s in RsvpStatus if is_for(slot.kind, s, None, slot.meeting.mode)]
        rows = rows.filter(status__in=fitting)
    found = _asked(rows, slot).order_by("id").select_related("person", "agency")
    page = await (found.limit(limit) if limit else found)
    seated = await _seated(page, slot)
    more = page[-1].id if limit and len(page) == limit else None
    held_as = slot.meeting.mode
    return [seat for seat in seated if is_for(slot.kind, seat.status, seat.mode, held_as)], more


async def _seated(rows: Sequence[Invitation], slot: Slot) -> list[Seat]:
    """These invitations as seats of one day: guests of other days have none in it."""
    about_all = slot.kind is ReminderKind.ANSWER and slot.meeting.answer_by is not None
    days: dict[UUID, OccurrenceAnswer] = {}
    if slot.meeting.recurrence and not about_all and rows:
        asked = Q(invitation_id__in=[row.id for row in rows])
        asked &= Q(recurrence_id=slot.sitting.day.recurrence_id)
        days = {row.invitation_id: row for row in await OccurrenceAnswer.filter(asked)}
    return [
        _seat(row, days.get(row.id), slot.meeting)
        for row in rows
        if about_all or row.only_on in (None, slot.sitting.day.recurrence_id)
    ]


def _seat(row: Invitation, day: OccurrenceAnswer | None, meeting: Meeting) -> Seat:
    own = _given(day) if day else None
    holds = holding(_given(row), own)
    said = day if day is not None and holds is own else row
    zone = zone_of(
        row.person.timezone if row.person else "",
        row.agency.timezone if row.agency else "",
        meeting.timezone,
    )
    who = Reminded(zone, row.sent_at, said.answered_at)
    return Seat(row, holds.status, said.mode, who)


def _given(row: Invitation | OccurrenceAnswer) -> Given:
    return Given(row.status, row.reset_sequence, row.last_sequence, row.last_dtstamp)
