"""The counts as they are told, and the moments at which the quorum was reached or lost."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import AttendancePlan
from rakor.attendance.operations import due
from rakor.attendance.rules import Quorum
from rakor.journal import Audience, Record
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

REACHED = "quorum.reached"
LOST = "quorum.lost"
_KINDS = {"reached": REACHED, "lost": LOST}


async def tell(
    record: Record,
    meeting_id: UUID,
    kind: str,
    *,
    by: User | None,
    audience: Audience = Audience.PARTICIPANTS,
    since: datetime | None = None,
    **data: Any,
) -> None:
    """Say the counts as they are now; a quorum that they reach or lose is written down once.

    That is only on the day of a meeting and while it lasts: before it nobody decides anything, and
    what is corrected afterwards does not change what was decided. `since` is when they changed,
    where that was before this act.
    """
    plan = await queries.plan_of(meeting_id)
    counts = await queries.counts(meeting_id, plan)
    turned = await _turned(plan, counts, since or record.at)
    if turned:
        told = {name: counts["quorum"][name] for name in ("rule", "needed", "present", "of")}
        await record.entry(
            meeting_id, _KINDS[turned], by=by, audience=Audience.PARTICIPANTS, **told
        )
    await record.entry(meeting_id, kind, by=by, audience=audience, attendance=counts, **data)
    await due.told(meeting_id)


async def _turned(plan: AttendancePlan, counts: dict[str, Any], at: datetime) -> str:
    """What became of the quorum; since when it stands is kept, and told with the counts."""
    said = counts["quorum"]
    if said is None:
        return ""
    now = Quorum(said["rule"], said["needed"], said["present"], said["reached"], said["of"])
    turn = rules.turns(plan.quorum_since is not None, now)
    if not turn or not _lasts(await Meeting.get(id=plan.meeting_id), at):
        return ""
    plan.quorum_since = at if turn == "reached" else None
    said["since"] = plan.quorum_since.isoformat() if plan.quorum_since else None
    await plan.save()
    return turn


def _lasts(meeting: Meeting, now: datetime) -> bool:
    if meeting.state is State.IN_PROGRESS:
        return True
    if meeting.state is State.FINISHED and meeting.closed_at is not None:
        # What was written in its last moments is told after them.
        return now <= meeting.closed_at
    zone = ZoneInfo(meeting.timezone)
    today = now.astimezone(zone).date() == meeting.starts_at.astimezone(zone).date()
    return meeting.state is State.SCHEDULED and today
