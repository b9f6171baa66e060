"""Decisions as pages follow them, with those who owe them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from rakor.accounts.models import User
from rakor.live.models import Commitment, Decision
from rakor.live.queries.moments import moment
from rakor.live.rules import Duty
from rakor.meetings.queries import find, parts_of
from rakor.meetings.rules import Action, may


def decision_state(decision: Decision, commitments: Sequence[Commitment]) -> dict[str, Any]:
    """A decision as a page follows it, with those who owe it and those who support them."""
    return {
        "id": str(decision.id),
        "number": decision.number,
        "item": str(decision.item_id) if decision.item_id else None,
        "text": decision.text,
        "owners": [_who(row) for row in commitments if row.duty is Duty.OWNER],
        "supporting": [_who(row) for row in commitments if row.duty is Duty.SUPPORTING],
        "due": decision.due.isoformat() if decision.due else None,
        "indicator": decision.indicator,
        "horizon": decision.horizon.value if decision.horizon else None,
        "funding_sources": list(decision.funding_sources),
        "status": decision.state.value,
        "reason": decision.reason,
        "recorded_at": moment(decision.recorded_at),
        "revision": decision.revision,
    }


def _who(row: Commitment) -> dict[str, str]:
    return {
        "id": str(row.office_id or row.agency_id),
        "kind": "office" if row.office_id else "agency",
        "name": row.name,
        "short_name": row.short_name,
    }


async def decisions_of(meeting_id: UUID, *, confidential: bool) -> list[dict[str, Any]]:
    """The decisions of a meeting in the order of their numbers, in two queries."""
    rows = Decision.filter(meeting_id=meeting_id).order_by("number")
    if not confidential:
        rows = rows.filter(Q(item_id=None) | Q(item__confidential=False))
    decisions = await rows
    owed: dict[UUID, list[Commitment]] = {decision.id: [] for decision in decisions}
    keys = [decision.id for decision in decisions]
    if keys:
        found = Commitment.filter(decision_id__in=keys).order_by("duty", "position", "id")
        for row in await found:
            owed[row.decision_id].append(row)
    return [decision_state(decision, owed[decision.id]) for decision in decisions]


async def commitments_of(decision: Decision) -> list[Commitment]:
    """Who owes a decision and who supports them, in order."""
    return await Commitment.filter(decision_id=decision.id).order_by("duty", "position", "id")


async def decisions_seen(meeting_id: UUID, *, by: User) -> list[dict[str, Any]]:
    """The decisions of a meeting that somebody may see."""
    meeting = await find(meeting_id, to=by)
    confidential = may(Action.SEE_CONFIDENTIAL, await parts_of(by, meeting))
    return await decisions_of(meeting_id, confidential=confidential)
