"""Reading the day of one person: their meetings, what waits for them, what is overdue.

The number of queries is the same for one row and for many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from rakor.accounts.models import User
from rakor.drafting import queries as drafting
from rakor.drafting.models import Approval
from rakor.followups import queries as followups
from rakor.followups.rules import FollowUpState, days_late
from rakor.invitations import queries as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.letters import queries as letters
from rakor.letters.models import OfficialLetter
from rakor.links import queries as links
from rakor.live.models import Commitment
from rakor.mail.models import OutgoingMail
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import WRITERS, Action, Part, State, Window, may
from rakor.minutes.models import Minutes, MinutesReview
from rakor.minutes.rules import MinutesState, ReviewState
from rakor.settings import settings

AHEAD = timedelta(days=8)
SOON = timedelta(minutes=15)
SHOWN_LATE = 5
SHOWN_NEXT = 6
SHOWN_WAITING = 5
MOST = 60


@dataclass(slots=True)
class Slot:
    """A meeting of the day, with what its reader plays in it and who leads and records it."""

    meeting: Meeting
    starts_at: datetime
    ends_at: datetime
    title: str
    parts: frozenset[Part] = frozenset()
    chair: str = ""
    minute_taker: str = ""

    @property
    def minutes_long(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def registers(self) -> bool:
        """Whether the reader keeps the check-in desk."""
        return may(Action.CHECK_IN, self.parts)

    @property
    def runs(self) -> bool:
        return may(Action.RUN, self.parts)

    def minutes_until(self, now: datetime) -> int:
        """How long until it begins, in minutes; negative when it should have begun."""
        return int((self.starts_at - now) / timedelta(minutes=1))


@dataclass(slots=True)
class Waiting:
    """What somebody has to do; each list is short, the oldest first."""

    to_answer: list[Invitation] = field(default_factory=list)
    letters: list[OfficialLetter] = field(default_factory=list)
    to_allow: list[Approval] = field(default_factory=list)
    to_approve: list[Minutes] = field(default_factory=list)
    to_revise: list[Minutes] = field(default_factory=list)
    failed: list[tuple[Meeting, int]] = field(default_factory=list)
    links: list[tuple[Meeting, str]] = field(default_factory=list)
    to_decide: list[tuple[Meeting, invitations.Waits]] = field(default_factory=list)
    to_open: list[Meeting] = field(default_factory=list)
    to_close: list[Meeting] = field(default_factory=list)
    drafts: list[Meeting] = field(default_factory=list)

    def __len__(self) -> int:
        rows = sum(len(getattr(self, name)) for name in self.__slots__)
        # A meeting in which several kinds of things wait has a row for each.
        return rows + sum(waits.kinds - 1 for _meeting, waits in self.to_decide)


@dataclass(frozen=True, slots=True)
class Late:
    """A follow-up that is overdue, and by how many days."""

    owed: Commitment
    days: int


def today_of(user: User, now: datetime) -> tuple[datetime, datetime]:
    """The day it is for somebody, from its first moment to that of the next, in UTC as stored."""
    zone = ZoneInfo(user.timezone or settings().timezone)
    first = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return first.astimezone(UTC), (first + timedelta(days=1)).astimezone(UTC)


async def agenda(user: User, now: datetime) -> tuple[list[Slot], list[Slot]]:
    """What is held today and in the next seven days, in order; a query more with a series."""
    begins, ends = today_of(user, now)
    shown = meetings.visible_to(user).filter(
        state__in=[State.SCHEDULED, State.IN_PROGRESS, State.FINISHED]
    )
    held = await meetings.occurrences_between(shown, Window(begins, begins + AHEAD))
    slots = await _slots(user, held[:MOST])
    today = [slot for slot in slots if slot.starts_at < ends]
    return today, [slot for slot in slots if slot.starts_at >= ends]


async def _slots(user: User, held: Sequence[meetings.Sitting]) -> list[Slot]:
    played = (
        await MeetingPart.filter(meeting_id__in={each.meeting.id for each in held})
        .filter(Q(person_id=user.id) | Q(part__in=[Part.CHAIR, Part.MINUTE_TAKER]))
        .select_related("person")
        .order_by("id")
    )
    slots = []
    for each in held:
        meeting = each.meeting
        slot = Slot(meeting, each.starts_at, each.ends_at, each.title)
        slot.parts = meetings.by_account(user, meeting)
        for row in played:
            if row.meeting_id == meeting.id:
                _cast(slot, row, user)
        slots.append(slot)
    return slots


def _cast(slot: Slot, row: MeetingPart, user: User) -> None:
    if row.person_id == user.id:
        slot.parts |= {row.part}
    if row.part is Part.CHAIR:
        slot.chair = slot.chair or row.person.full_name
    elif row.part is Part.MINUTE_TAKER:
        slot.minute_taker = slot.minute_taker or row.person.full_name


def current(slots: Iterable[Slot], now: datetime) -> Slot | None:
    """The meeting to be in: one that is open, else the next of today that is not over."""
    ahead = [slot for slot in slots if slot.meeting.state in (State.SCHEDULED, State.IN_PROGRESS)]
    running = [slot for slot in ahead if slot.meeting.state is State.IN_PROGRESS]
    coming = [slot for slot in ahead if slot.ends_at > now]
    return next(iter(running + coming), None)


async def waiting(user: User, now: datetime) -> Waiting:
    """What waits for somebody; a fixed number of queries, however much it is."""
    found = Waiting()
    found.to_answer = (
        await Invitation.filter(person_id=user.id, status=RsvpStatus.NO_RESPONSE)
        .filter(meetings.on_since(now, "meeting__"), meeting__state=State.SCHEDULED)
        .select_related("meeting")
        .order_by("meeting__starts_at", "id")
        .limit(SHOWN_WAITING)
    )
    await _minutes(user, found)
    found.letters = (await letters.waiting_for(user))[:SHOWN_WAITING]
    found.to_allow = await drafting.waiting_for(user, SHOWN_WAITING)
    prepared = await _prepared(user)
    for each in await meetings.next_sittings(prepared, now):
        meeting = each.meeting
        if meeting.state is State.DRAFT:
            found.drafts.append(meeting)
        elif meeting.state is State.SCHEDULED and each.starts_at <= now + SOON:
            found.to_open.append(meeting)
        elif meeting.state is State.IN_PROGRESS and each.ends_at <= now:
            found.to_close.append(meeting)
    for rows in (found.drafts, found.to_open, found.to_close):
        del rows[SHOWN_WAITING:]
    await _failed(prepared, found)
    found.links = (await links.troubled(prepared))[:SHOWN_WAITING]
    waits = await invitations.waiting_in([meeting.id for meeting in prepared])
    found.to_decide = [(each, waits[each.id]) for each in prepared if waits[each.id]]
    del found.to_decide[SHOWN_WAITING:]
    return found


async def _minutes(user: User, found: Waiting) -> None:
    """Minutes that wait for their chair or for initials, and those that came back."""
    chaired = MeetingPart.filter(person_id=user.id, part=Part.CHAIR).values("meeting_id")
    written = MeetingPart.filter(person_id=user.id, part__in=list(WRITERS)).values("meeting_id")
    waiting = MinutesReview.filter(state=ReviewState.WAITING)
    asked = waiting.filter(person_id=user.id, asked_at__not_isnull=True).values("minutes_id")
    ready = ~Q(id__in=Subquery(waiting.values("minutes_id")))
    decides = Q(meeting_id__in=Subquery(chaired)) | Q(stand_in_id=user.id)
    rows = (
        await Minutes.filter(
            Q(Q(state=MinutesState.IN_REVIEW), ready, decides)
            | Q(state=MinutesState.IN_REVIEW, id__in=Subquery(asked))
            | Q(state=MinutesState.NEEDS_REVISION, meeting_id__in=Subquery(written))
        )
        .select_related("meeting", "drafted_by")
        .order_by("submitted_at", "id")
        .limit(2 * SHOWN_WAITING)
    )
    for row in rows:
        mine = found.to_approve if row.state is MinutesState.IN_REVIEW else found.to_revise
        mine.append(row)


async def _prepared(user: User) -> list[Meeting]:
    """The meetings that somebody prepares and that are not over; to an admin not all there are."""
    own = Meeting.filter(meetings.staffed_by(user))
    return (
        await (own if user.is_admin else meetings.prepared_by(user))
        .filter(state__in=[State.DRAFT, State.SCHEDULED, State.IN_PROGRESS])
        .order_by("starts_at", "id")
        .limit(MOST)
    )


async def _failed(prepared: Sequence[Meeting], found: Waiting) -> None:
    """Letters of those meetings that did not arrive."""
    rows = (
        await OutgoingMail.filter(
            meeting_id__in=[meeting.id for meeting in prepared],
            state__in=list(invitations.FAILED),
        )
        .annotate(n=Count("id"))
        .group_by("meeting_id")
        .values_list("meeting_id", "n")
    )
    counts = {UUID(str(key)): int(n) for key, n in rows}
    found.failed = [(meeting, counts[meeting.id]) for meeting in prepared if meeting.id in counts]
    del found.failed[SHOWN_WAITING:]


async def overdue(user: User, today: date) -> tuple[list[Late], int]:
    """The follow-ups that are longest overdue, and how many there are; two queries."""
    late = followups.narrowed(followups.visible_to(user), today=today, overdue=True)
    total = await late.count()
    rows = (
        await late.select_related(*followups.LOADED)
        .order_by("decision__due", "id")
        .limit(SHOWN_LATE)
    )
    return [Late(row, days_late(row.decision.due, _state(row), today)) for row in rows], total


def _state(owed: Commitment) -> FollowUpState:
    progress = getattr(owed, "follow_up", None)
    return progress.state if progress else FollowUpState.NOT_STARTED


async def seats(slot: Slot | None) -> dict[str, int]:
    """The answers to the meeting that is next, for those who prepare it."""
    if slot is None or not may(Action.INVITE, slot.parts):
        return {}
    return await invitations.answers(slot.meeting.id)
