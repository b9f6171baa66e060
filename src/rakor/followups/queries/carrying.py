"""What meetings hand on to each other: open promises, and what became of them since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.followups.models import FollowUp, Progress
from rakor.followups.queries.owed import OWES, open_to_all, still_open, visible_to
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment
from rakor.live.rules import DecisionState
from rakor.meetings.models import Meeting

MOST_BEFORE = 50


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one promise between two moments: where it stood, where it stands, why.

    `during`: it was said while the meeting itself was going on. `notes` are those of the reports,
    in their order.
    """

    follow_up: UUID
    meeting_id: UUID
    meeting: str
    number: int
    text: str
    owner: str
    before: FollowUpState
    after: FollowUpState
    at: datetime
    during: bool
    notes: tuple[str, ...] = ()


async def of_meeting(meeting: Meeting, *, to: User) -> QuerySet[Commitment]:
    """What a meeting decided, and what is still open from the meetings it follows up."""
    before = await predecessors(meeting)
    mine = Q(decision__meeting_id=meeting.id)
    if before:
        mine |= Q(decision__meeting_id__in=before) & still_open()
    return visible_to(to).filter(mine)


async def predecessors(meeting: Meeting) -> Sequence[UUID]:
    """The meetings before this one, the nearest first; a circle is walked once.

    Those it follows up, and the series of which it was the rest.
    """
    found: list[UUID] = []
    ahead = _before(meeting)
    while ahead and len(found) < MOST_BEFORE:
        at = ahead.pop(0)
        if at in found or at == meeting.id:
            continue
        found.append(at)
        earlier = await Meeting.get_or_none(id=at)
        if earlier is not None:
            ahead += _before(earlier)
    return found


def _before(meeting: Meeting) -> list[UUID]:
    return [key for key in (meeting.follow_up_of_id, meeting.split_from_id) if key is not None]


async def changed_since(
    meeting: Meeting,
    *,
    confidential: bool = False,
    since: datetime | None = None,
    to: User | None = None,
) -> list[Change]:
    """What became of earlier promises since the meeting before, and during this one.

    Since that was closed, when nothing else is said; until this one was closed, or now. A promise
    that only took a note in the same state is among them, one that this meeting made itself only
    with what was reported on it. Confidential items are left out unless asked for; `to` somebody it
    is only what they may see. Three queries, and one for each meeting before.
    """
    before = list(await predecessors(meeting))
    began = meeting.opened_at or meeting.starts_at
    until = meeting.closed_at or datetime.now(UTC)
    since = since or await _closed(before) or began
    owed = Commitment.filter(duty__in=list(OWES), decision__state=DecisionState.ACTIVE)
    if to is not None:
        owed = visible_to(to)
    if not confidential:
        owed = owed.filter(open_to_all())
    rows = await owed.filter(decision__meeting_id__in=[meeting.id, *before]).select_related(
        "decision__meeting", "follow_up"
    )
    followed: dict[UUID, FollowUp | None] = {r.id: getattr(r, "follow_up", None) for r in rows}
    by_progress = {known.id: row for row in rows if (known := followed[row.id])}
    reports: dict[UUID, list[Progress]] = {}
    for each in await Progress.filter(follow_up_id__in=list(by_progress), at__lte=until).order_by(
        "at", "id"
    ):
        reports.setdefault(each.follow_up_id, []).append(each)
    found = [
        change
        for key, said in reports.items()
        if (change := _change(by_progress[key], said, since, began)) is not None
    ]
    return sorted(found, key=lambda each: (each.meeting_id, each.number, each.owner))


async def _closed(before: Sequence[UUID]) -> datetime | None:
    """When the nearest meeting before was over."""
    nearest = await Meeting.get_or_none(id=before[0]) if before else None
    return (nearest.closed_at or nearest.ends_at) if nearest else None


def _change(
    row: Commitment, said: Sequence[Progress], since: datetime, began: datetime
) -> Change | None:
    new = [each for each in said if each.at > since]
    if not new:
        return None
    known = [each for each in said if each.at <= since]
    decision = row.decision
    return Change(
        follow_up=row.id,
        meeting_id=decision.meeting_id,
        meeting=decision.meeting.title,
        number=decision.number,
        text=decision.text,
        owner=row.name,
        before=known[-1].state if known else FollowUpState.NOT_STARTED,
        after=new[-1].state,
        at=new[-1].at,
        during=new[-1].at >= began,
        notes=tuple(each.note for each in new if each.note),
    )
