"""The register: every decision that somebody may see, across meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.followups.models import FollowUp
from rakor.followups.queries.owed import LOADED, OWES, visible_to
from rakor.followups.rules import FollowUpState, days_late, percent_of
from rakor.followups.rules.register import Asked, Sort, Standing
from rakor.live.models import Commitment, Decision
from rakor.live.rules import DecisionState, Duty
from rakor.meetings import queries as meetings
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import NAMED_ONLY, RIGHTS, Action
from rakor.settings import settings
from rakor.words import _

SHOWN_WITH = ("meeting__organizer", "item")
MOST_IN_FILE = 20_000
AT_ONCE = 500  # decisions whose agencies are asked for in one statement


@dataclass(frozen=True, slots=True)
class Step:
    """How far one owner is, for whoever may know."""

    id: UUID
    name: str
    agency: str
    state: FollowUpState
    percent: int
    late: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as the register shows it; `open_meeting`: the reader sees its meeting too."""

    decision: Decision
    owners: tuple[Commitment, ...]
    supporting: tuple[Commitment, ...]
    steps: tuple[Step, ...]
    open_meeting: bool

    @property
    def standing(self) -> Standing:
        return Standing(self.decision.state.value)


def register_of(user: User) -> QuerySet[Decision]:
    """The decisions somebody may see: of meetings they see, and those their agency owes.

    Those on confidential items are for secretariat and chair alone, those of confidential meetings
    for the people named in them. A wording that was not adopted is not a decision yet.
    """
    seen = Q(meeting_id__in=Subquery(meetings.visible_to(user).values("id")))
    if user.agency_id is not None:
        owed = Commitment.filter(agency_id=user.agency_id, duty__in=list(OWES))
        told = Q(meeting__security_class__not_in=list(NAMED_ONLY))
        seen |= Q(id__in=Subquery(owed.values("decision_id"))) & told
    parts = MeetingPart.filter(
        person_id=user.id, part__in=list(RIGHTS[Action.SEE_CONFIDENTIAL])
    ).values("meeting_id")
    runs = Q(meeting_id__in=Subquery(parts)) | meetings.standing_in(user, "meeting__")
    told_to_all = Q(item_id__isnull=True) | Q(item__confidential=False)
    adopted = Q(state__in=[DecisionState.ACTIVE, DecisionState.STRUCK])
    return Decision.filter(seen, told_to_all | runs, adopted)


def asked_for(query: QuerySet[Decision], asked: Asked) -> QuerySet[Decision]:
    """The part of the register that somebody asked for."""
    for word in asked.words:
        named = Commitment.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
        query = query.filter(
            Q(text__icontains=word)
            | Q(indicator__icontains=word)
            | Q(meeting__title__icontains=word)
            | Q(id__in=Subquery(named.values("decision_id")))
        )
    for code, duties in ((asked.owner, OWES), (asked.supporting, (Duty.SUPPORTING,))):
        if code:
            owed = Commitment.filter(agency__code=code, duty__in=list(duties))
            query = query.filter(id__in=Subquery(owed.values("decision_id")))
    if asked.funding:
        # A value among those of a list in JSON, told alike by SQLite and PostgreSQL.
        listed = RawSQL('CAST("decision"."funding_sources" AS TEXT)')
        query = query.annotate(funded=listed).filter(funded__contains=f'"{asked.funding.value}"')
    return query.filter(*_plain(asked))


def _plain(asked: Asked) -> list[Q]:
    """What can be asked of the row itself and of its meeting."""
    found = []
    if asked.horizon:
        found.append(Q(horizon=asked.horizon))
    if asked.indicator is not None:
        found.append(~Q(indicator="") if asked.indicator else Q(indicator=""))
    if asked.status:
        found.append(Q(state=DecisionState(asked.status.value)))
    if asked.due_from:
        found.append(Q(due__gte=asked.due_from))
    if asked.due_to:
        found.append(Q(due__lte=asked.due_to))
    if asked.kind:
        found.append(Q(meeting__kind=asked.kind))
    if asked.year:
        zone = ZoneInfo(settings().timezone)
        begins, ends = (
            datetime(year, 1, 1, tzinfo=zone).astimezone(UTC)
            for year in (asked.year, asked.year + 1)
        )
        found.append(Q(meeting__starts_at__gte=begins, meeting__starts_at__lt=ends))
    return found


def in_order(query: QuerySet[Decision], sort: Sort) -> QuerySet[Decision]:
    """The newest meeting first, or what is due first; what has no date comes last."""
    if sort is Sort.NEWEST:
        return query.order_by("-meeting__starts_at", "meeting_id", "number")
    undated = RawSQL('CASE WHEN "decision"."due" IS NULL THEN 1 ELSE 0 END')
    return query.annotate(undated=undated).order_by("undated", "due", "number", "id")


async def kept(rows: Iterable[Decision], *, to: User, today: date) -> list[Kept]:
    """The rows with those who owe and support them and how far they are: three more queries."""
    decisions = list(rows)
    keys = [row.id for row in decisions]
    named: dict[UUID, list[Commitment]] = {}
    steps: dict[UUID, list[Step]] = {}
    if keys:
        owed = Commitment.filter(decision_id__in=keys).select_related("agency")
        for row in await owed.order_by("position", "id"):
            named.setdefault(row.decision_id, []).append(row)
        seen = visible_to(to).filter(decision_id__in=keys).select_related(*LOADED)
        for row in await seen.order_by("position", "id"):
            steps.setdefault(row.decision_id, []).append(_step(row, today))
    held = {row.meeting_id for row in decisions}
    visible = meetings.visible_to(to).filter(id__in=list(held)) if held else None
    open_to = set(await visible.values_list("id", flat=True)) if visible is not None else set()
    return [
        Kept(
            row,
            tuple(each for each in named.get(row.id, []) if each.duty is Duty.OWNER),
            tuple(each for each in named.get(row.id, []) if each.duty is Duty.SUPPORTING),
            tuple(steps.get(row.id, [])),
            row.meeting_id in open_to,
        )
        for row in decisions
    ]


def _step(row: Commitment, today: date) -> Step:
    progress: FollowUp | None = getattr(row, "follow_up", None)
    state = progress.state if progress else FollowUpState.NOT_STARTED
    percent = percent_of(state, progress.percent if progress else 0)
    late = days_late(row.decision.due, state, today)
    return Step(row.id, row.name, row.agency.code, state, percent, late)


async def whole_register(
    query: QuerySet[Decision], sort: Sort, *, to: User, today: date
) -> list[Kept]:
    """All that was asked for, for a file: three queries for every five hundred decisions."""
    rows = await in_order(query, sort).select_related(*SHOWN_WITH).limit(MOST_IN_FILE)
    found: list[Kept] = []
    for begin in range(0, len(rows), AT_ONCE):
        found += await kept(rows[begin : begin + AT_ONCE], to=to, today=today)
    return found


async def find_decision(key: UUID, *, to: User, today: date) -> Kept:
    """One decision of the register; NotFound for whoever may not see it."""
    row = await register_of(to).select_related(*SHOWN_WITH).get_or_none(id=key)
    if row is None:
        raise NotFound(_("Keputusan ini tidak ada, atau bukan untuk Anda."))
    return (await kept([row], to=to, today=today))[0]


async def agencies_in(query: QuerySet[Decision], duties: Sequence[Duty]) -> list[tuple[str, str]]:
    """The agencies with such a duty in these decisions, as (code, name), by name."""
    rows = Commitment.filter(
        decision_id__in=Subquery(query.values("id")), duty__in=list(duties)
    ).distinct()
    found = await rows.values_list("agency__code", "agency__name")
    return sorted({(str(code), str(name)) for code, name in found}, key=lambda row: row[1])
