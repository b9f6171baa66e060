"""How promises went over time, for the chart, and each with its last word, for sheets."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.functions import Count
from tortoise.queryset import QuerySet

from rakor.followups import export
from rakor.followups.models import Evidence, Progress
from rakor.followups.queries.owed import LOADED, Promise, promises
from rakor.followups.rules import FollowUpState, Life, Week, weekly
from rakor.live.models import Commitment

MOST_LINES = 20_000


async def weeks(found: Sequence[Promise], today: date, zone: str) -> list[Week]:
    """The counts of these promises, week by week; one query."""
    clock = ZoneInfo(zone)
    turns: dict[UUID, list[tuple[date, FollowUpState]]] = {}
    keys = [each.progress.id for each in found if each.progress]
    rows = Progress.filter(follow_up_id__in=keys).order_by("at", "id")
    for follow_up, state, at in await rows.values_list("follow_up_id", "state", "at"):
        turns.setdefault(follow_up, []).append((at.astimezone(clock).date(), FollowUpState(state)))
    lives = [
        Life(
            each.commitment.decision.recorded_at.astimezone(clock).date(),
            each.due,
            turns.get(each.progress.id, []) if each.progress else [],
        )
        for each in found
    ]
    return weekly(lives, today)


async def lines(query: QuerySet[Commitment], today: date) -> list[export.Line]:
    """The rows of a sheet, by meeting and number; four queries."""
    ordered = query.select_related(*LOADED).order_by(
        "-decision__meeting__starts_at", "decision__number", "id"
    )
    found = await promises(await ordered.limit(MOST_LINES), today=today)
    keys = [each.progress.id for each in found if each.progress]
    said = Progress.filter(follow_up_id__in=keys).exclude(note="").order_by("id")
    notes = {key: str(note) for key, note in await said.values_list("follow_up_id", "note")}
    counts = Evidence.filter(progress__follow_up_id__in=keys).annotate(n=Count("id"))
    rows = await counts.group_by("progress__follow_up_id").values_list(
        "progress__follow_up_id", "n"
    )
    files = {UUID(str(key)): int(n) for key, n in rows}
    return [_line(each, notes, files) for each in found]


def _line(promise: Promise, notes: dict[UUID, str], files: dict[UUID, int]) -> export.Line:
    decision, row = promise.commitment.decision, promise.progress
    return export.Line(
        number=decision.number,
        meeting=promise.meeting.title,
        text=decision.text,
        owner=promise.commitment.name,
        agency=promise.commitment.agency.code,
        supporting=promise.supporting,
        indicator=decision.indicator,
        horizon=decision.horizon,
        funding=decision.funding_sources,
        due=promise.due,
        state=promise.state,
        percent=promise.percent,
        late=promise.late,
        note=notes.get(row.id, "") if row else "",
        files=files.get(row.id, 0) if row else 0,
    )
