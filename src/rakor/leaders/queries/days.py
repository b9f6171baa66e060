"""What is in somebody's days: each meeting with what they answered, and what collides."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tortoise.expressions import Q

from rakor.accounts.models import User
from rakor.directory.models import OfficeHolder
from rakor.invitations.models import Invitation
from rakor.invitations.queries import Chain, seat_kind, steps_of
from rakor.invitations.rules import ATTENDS, RsvpStatus
from rakor.leaders.rules import Stay, clashes, hurries
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.queries import Sitting, sittings_of, touching, visible_to
from rakor.meetings.rules import NAMED_ONLY, Channel, Mode, Part, State, Window
from rakor.scheduling.queries import TAKES_TIME, Engaged, engaged
from rakor.scheduling.queries.sources import outside_times
from rakor.scheduling.rules import end_minute_of, minute_of, moment_of
from rakor.words import _

SHOWN = (*TAKES_TIME, State.FINISHED)
# From when until when, and in which meeting; None for what a calendar outside Rakor tells.
Busy = tuple[datetime, datetime, UUID | None]
NO_MEETING = UUID(int=0)


@dataclass(frozen=True, slots=True, eq=False)
class Clash:
    """Another thing of the same time; `minutes` lie between where it is only hard to reach."""

    other: "Item"
    minutes: int | None = None


@dataclass(slots=True, eq=False)
class Item:
    """A meeting of the day as it concerns one person.

    Of what the reader may not know (`known` is False) nothing but its time is told. `opens`: they
    may look at the meeting itself.
    """

    sitting: Sitting
    seat: Invitation | None
    said: RsvpStatus | None
    parts: frozenset[Part]
    chain: Chain
    known: bool
    opens: bool
    others: dict[UUID, RsvpStatus] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)

    @property
    def meeting(self) -> Meeting:
        return self.sitting.meeting

    @property
    def starts_at(self) -> datetime:
        return self.sitting.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.sitting.ends_at

    @property
    def title(self) -> str:
        return self.sitting.title if self.known else _("Terisi")

    @property
    def chairs(self) -> bool:
        return self.known and Part.CHAIR in self.parts

    @property
    def takes(self) -> bool:
        """Whether it takes their time: not what they declined or gave to a deputy."""
        comes = self.said is None or self.said in ATTENDS
        return comes and self.meeting.state in TAKES_TIME

    @property
    def unanswered(self) -> bool:
        return self.said is RsvpStatus.NO_RESPONSE and self.takes and self.known

    @property
    def kind(self) -> str:
        """How the answer is drawn; "part" for whoever comes without a seat."""
        if self.said is None or self.seat is None:
            return "part"
        return seat_kind(self.said, self.seat.mode)

    @property
    def bends(self) -> list[Clash]:
        """The ways that are too short."""
        return [each for each in self.clashes if each.minutes is not None]

    @property
    def collides(self) -> list[Clash]:
        """What takes place at the same time."""
        return [each for each in self.clashes if each.minutes is None]

    def may_answer(self, now: datetime) -> bool:
        """Whether an answer can still be given, by whoever keeps the day."""
        open_now = self.meeting.state in TAKES_TIME and self.ends_at > now
        return self.known and self.seat is not None and open_now

    @property
    def house(self) -> str:
        """The building they have to be in, "" for none."""
        meeting, day = self.meeting, self.sitting.day
        online = self.seat is not None and self.seat.mode is Channel.ONLINE
        if meeting.mode is Mode.ONLINE or online or not self.known:
            return ""
        room = meeting.register_room
        own = day.venue_name or (room.building.name if room else meeting.venue_name)
        return own.strip().casefold()


@dataclass(slots=True)
class LeaderDay:
    """A span of somebody's time: what is in it, and when others are taken."""

    items: list[Item]
    busy: dict[UUID, list[Busy]]

    @property
    def held(self) -> int:
        """How many meetings take their time."""
        return sum(each.takes for each in self.items)

    @property
    def collisions(self) -> int:
        """How many pairs of them take place at once."""
        return sum(len(each.collides) for each in self.items) // 2

    @property
    def waits(self) -> int:
        """How many wait for an answer."""
        return sum(each.unanswered for each in self.items)


async def read_day(
    person: UUID, window: Window, *, to: User, others: Collection[UUID] = ()
) -> LeaderDay:
    """All that somebody is asked to in a span of time, as a reader may know it, in order.

    `to` is whoever keeps the day: the person, or their secretariat, to whom a confidential meeting
    in which they are not named is only a time that is taken. `others` are people whose time is
    told too, as times only, with what their calendars outside Rakor say. Thirteen queries at most,
    however much there is.
    """
    asked = touching(Meeting.filter(state__in=SHOWN), window)
    found = await engaged([person, *others], asked)
    meetings = await Meeting.filter(id__in=list(found)).select_related(
        "organizer", "register_room__building"
    )
    held = [
        each
        for each in await sittings_of(meetings, window)
        if each.ends_at > window.since and (window.until is None or each.starts_at < window.until)
    ]
    mine = {
        key: next((each for each in rows if each.person == person), None)
        for key, rows in found.items()
    }
    items = await _items(person, [each for each in held if mine[each.meeting.id]], mine, to)
    _mark(items)
    for item in items:
        item.others = _answers(found[item.meeting.id], item.sitting, person)
    busy = _busy(held, found, person)
    await _outside(busy, others, window)
    return LeaderDay(items, busy)


async def brief(user: User, window: Window, day: date) -> tuple[int, int] | None:
    """How many meetings take a leader's own time, and how many pairs of them collide.

    None for whoever holds no office that day, which costs one query.
    """
    held = OfficeHolder.filter(person_id=user.id).filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
    )
    if not await held.exists():
        return None
    found = await read_day(user.id, window, to=user)
    return found.held, found.collisions


async def _items(
    person: UUID, held: Sequence[Sitting], mine: dict[UUID, Engaged | None], to: User
) -> list[Item]:
    keys = list({each.meeting.id for each in held})
    seen = await visible_to(to).filter(id__in=keys).values_list("id", flat=True)
    visible = {UUID(str(key)) for key in seen}
    wanted = [each.seat for each in mine.values() if each and each.seat]
    seats = {row.id: row for row in await Invitation.filter(id__in=wanted).select_related("office")}
    parts: defaultdict[UUID, set[Part]] = defaultdict(set)
    for row in await MeetingPart.filter(person_id=person, meeting_id__in=keys):
        parts[row.meeting_id].add(row.part)
    steps = await steps_of(keys)
    items = []
    for each in held:
        key, place = each.meeting.id, mine[each.meeting.id]
        assert place is not None
        said = place.said(each.day.recurrence_id)
        if said is RsvpStatus.WITHDRAWN:
            continue
        secret = each.meeting.security_class in NAMED_ONLY
        if to.id == person or not secret or key in visible:
            seat = seats.get(place.seat) if place.seat else None
            chain = steps.chain(seat.id) if seat else Chain()
            own = frozenset(parts[key])
            items.append(Item(each, seat, said, own, chain, known=True, opens=key in visible))
        elif (hidden := _hidden(each, said)).takes:
            items.append(hidden)
    return sorted(items, key=lambda item: (item.starts_at, item.ends_at, str(item.meeting.id)))


def _hidden(held: Sitting, said: RsvpStatus | None) -> Item:
    """What is left of a meeting of which a reader may know nothing: that it takes time."""
    return Item(held, None, said, frozenset(), Chain(), known=False, opens=False)


def _mark(items: Sequence[Item]) -> None:
    """Tell each of two that collide of the other."""
    taking = [item for item in items if item.takes]
    stays = [Stay(each.starts_at, each.ends_at, each.house) for each in taking]
    for one, other in clashes(stays):
        taking[one].clashes.append(Clash(taking[other]))
        taking[other].clashes.append(Clash(taking[one]))
    for one, other, minutes in hurries(stays):
        taking[other].clashes.append(Clash(taking[one], minutes))


def _answers(rows: Iterable[Engaged], sitting: Sitting, person: UUID) -> dict[UUID, RsvpStatus]:
    """What others who have a seat in the same meeting said to it."""
    found = {}
    for each in rows:
        said = each.said(sitting.day.recurrence_id)
        if each.person != person and said is not None:
            found[each.person] = said
    return found


def _busy(
    held: Iterable[Sitting], found: dict[UUID, list[Engaged]], person: UUID
) -> dict[UUID, list[Busy]]:
    """When everybody else comes to something, in order."""
    busy: defaultdict[UUID, list[Busy]] = defaultdict(list)
    for each in sorted(held, key=lambda one: one.starts_at):
        if each.meeting.state in TAKES_TIME:
            for one in found[each.meeting.id]:
                if one.person != person and one.comes(each.day.recurrence_id):
                    busy[one.person].append((each.starts_at, each.ends_at, each.meeting.id))
    return dict(busy)


async def _outside(busy: dict[UUID, list[Busy]], people: Collection[UUID], window: Window) -> None:
    """Add when the calendars of these people outside Rakor take their time."""
    if not people or window.until is None:
        return
    within = minute_of(window.since), end_minute_of(window.until)
    told = await outside_times(people, within, apart_from=NO_MEETING)
    for person, spans in told.spans.items():
        also = [(moment_of(since), moment_of(until), None) for since, until in spans]
        busy[person] = sorted([*busy.get(person, []), *also], key=lambda each: each[:2])
