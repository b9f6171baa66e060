"""Reading follow-ups: what agencies owe by the decisions that stand.

A follow-up is the commitment of an owner; the row of its progress begins with the first report.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, Subquery
from tortoise.query_utils import Prefetch
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.followups.models import Evidence, FollowUp, Progress
from rakor.followups.rules import CLOSED, SOON, FollowUpState, days_late, percent_of
from rakor.live.models import Commitment
from rakor.live.rules import DecisionState, Duty
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import NAMED_ONLY, RIGHTS, Action
from rakor.settings import settings
from rakor.words import _

LOADED = ("decision__meeting__organizer", "agency", "follow_up")
OWES = (Duty.OWNER, Duty.TAKEN_OVER)


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up as it is read: who owes what of which decision, and how far it is."""

    commitment: Commitment
    progress: FollowUp | None
    supporting: tuple[str, ...]
    supporting_codes: tuple[str, ...]
    late: int

    @property
    def id(self) -> UUID:
        return self.commitment.id

    @property
    def state(self) -> FollowUpState:
        return self.progress.state if self.progress else FollowUpState.NOT_STARTED

    @property
    def revision(self) -> int:
        return self.progress.revision if self.progress else 0

    @property
    def percent(self) -> int:
        """How much of it is done, in hundredths, as it was last said."""
        return percent_of(self.state, self.progress.percent if self.progress else 0)

    @property
    def due(self) -> date | None:
        return self.commitment.decision.due

    @property
    def meeting(self) -> Meeting:
        return self.commitment.decision.meeting


def visible_to(user: User) -> QuerySet[Commitment]:
    """What somebody may see: what their agency owes, and what meetings they see have decided.

    Decisions on confidential items are seen by secretariat and chair of the meeting only.
    """
    owed = Commitment.filter(duty__in=list(OWES), decision__state=DecisionState.ACTIVE)
    seen = Q(decision__meeting_id__in=Subquery(meetings.visible_to(user).values("id")))
    if user.agency_id is not None:
        told = Q(decision__meeting__security_class__not_in=list(NAMED_ONLY))
        seen |= Q(agency_id=user.agency_id) & told
    return owed.filter(seen, open_to_all() | _run_by(user, Action.SEE_CONFIDENTIAL))


def open_to_all() -> Q:
    """What was decided on items that are not confidential."""
    return Q(decision__item_id__isnull=True) | Q(decision__item__confidential=False)


def owed_by(meeting_id: UUID, agency_id: UUID) -> QuerySet[Commitment]:
    """What an agency owes of one meeting, as it may be told to the whole agency by its link.

    Nothing of confidential items or closed meetings, and not what was led to another agency.
    """
    owed = Commitment.filter(duty__in=list(OWES), decision__state=DecisionState.ACTIVE)
    return owed.filter(
        open_to_all(),
        Q(follow_up__id__isnull=True) | Q(follow_up__state__not=FollowUpState.REASSIGNED),
        decision__meeting_id=meeting_id,
        agency_id=agency_id,
    ).exclude(decision__meeting__security_class__in=list(NAMED_ONLY))


def _run_by(user: User, action: Action) -> Q:
    """Decisions of meetings in which somebody may do that."""
    parts = MeetingPart.filter(person_id=user.id, part__in=list(RIGHTS[action]))
    found = Q(decision__meeting_id__in=Subquery(parts.values("meeting_id")))
    return found | meetings.standing_in(user, "decision__meeting__")


def today_of(user: User) -> date:
    """The day it is where somebody is."""
    return datetime.now(UTC).astimezone(ZoneInfo(user.timezone or settings().timezone)).date()


def narrowed(
    query: QuerySet[Commitment],
    *,
    today: date,
    agency: str | None = None,
    status: FollowUpState | None = None,
    overdue: bool | None = None,
    soon: bool = False,
) -> QuerySet[Commitment]:
    """The part of a list that somebody asked for."""
    if agency:
        query = query.filter(agency__code=agency)
    if status is FollowUpState.NOT_STARTED:
        query = query.filter(Q(follow_up__id__isnull=True) | Q(follow_up__state=status))
    elif status is not None:
        query = query.filter(follow_up__state=status)
    if overdue is not None:
        # Spelt out both ways: what SQL does not know is not the opposite of anything.
        on_time = Q(decision__due__isnull=True) | Q(decision__due__gte=today)
        closed = Q(follow_up__state__in=list(CLOSED))
        late = Q(decision__due__lt=today) & still_open()
        query = query.filter(late if overdue else on_time | closed)
    if soon:
        query = query.filter(
            still_open(), decision__due__gte=today, decision__due__lte=today + SOON
        )
    return query


def still_open() -> Q:
    """What is neither done nor cancelled."""
    return Q(follow_up__id__isnull=True) | Q(follow_up__state__not_in=list(CLOSED))


async def promises(rows: Iterable[Commitment], *, today: date) -> list[Promise]:
    """The rows with those who support them: one more query, however many rows."""
    owed = list(rows)
    support: dict[UUID, list[Commitment]] = {}
    for each in (
        await Commitment.filter(
            decision_id__in=[row.decision_id for row in owed], duty=Duty.SUPPORTING
        )
        .select_related("agency")
        .order_by("position", "id")
    ):
        support.setdefault(each.decision_id, []).append(each)
    made = []
    for row in owed:
        progress: FollowUp | None = getattr(row, "follow_up", None)
        state = progress.state if progress else FollowUpState.NOT_STARTED
        helping = support.get(row.decision_id, [])
        made.append(
            Promise(
                row,
                progress,
                tuple(each.name for each in helping),
                tuple(each.agency.code for each in helping),
                days_late(row.decision.due, state, today),
            )
        )
    return made


async def find(follow_up: UUID, *, to: User) -> Promise:
    """One follow-up; NotFound for whoever may not see it."""
    row = await visible_to(to).select_related(*LOADED).get_or_none(id=follow_up)
    if row is None:
        raise missing()
    return (await promises([row], today=today_of(to)))[0]


def missing() -> NotFound:
    """The refusal of a follow-up that is not there, or not for whoever asks."""
    return NotFound(_("Tindak lanjut ini tidak ada, atau bukan untuk Anda."))


async def standing(promise: Promise, user: User) -> tuple[bool, bool]:
    """Whether somebody belongs to the agency that owes it, and whether they run the meeting."""
    owner = user.agency_id is not None and user.agency_id == promise.commitment.agency_id
    return owner, await meetings.may_do(Action.RUN, promise.meeting, user)


async def sees_meeting(promise: Promise, user: User) -> bool:
    """Whether the meeting itself is open to somebody; an agency may owe without having come."""
    return await meetings.visible_to(user).filter(id=promise.meeting.id).exists()


async def reports(promise: Promise) -> list[Progress]:
    """Every report with its files, the newest first; two queries."""
    if promise.progress is None:
        return []
    return (
        await Progress.filter(follow_up_id=promise.progress.id)
        .select_related("by__agency")
        .prefetch_related(Prefetch("files", Evidence.all().order_by("position")))
        .order_by("-id")
    )


async def before_and_after(promise: Promise) -> tuple[Commitment | None, Commitment | None]:
    """Which agency had this before, and which has taken it over."""
    if promise.progress is None:
        return None, None
    rows = FollowUp.all().select_related("commitment__agency")
    before = await rows.get_or_none(id=promise.progress.taken_from_id)
    after = await rows.filter(taken_from_id=promise.progress.id).first()
    return before.commitment if before else None, after.commitment if after else None
