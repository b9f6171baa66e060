"""The speakers' list as pages follow it."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from rakor.live.models import SpeakingPlan, Turn
from rakor.live.queries.moments import moment
from rakor.live.rules import TurnState


def turn_state(turn: Turn) -> dict[str, Any]:
    """A turn to speak as a page follows it; its timer runs from `running_since` by our clock."""
    return {
        "id": str(turn.id),
        "item": str(turn.item_id) if turn.item_id else None,
        "person": str(turn.person_id) if turn.person_id else None,
        "agency": str(turn.agency_id) if turn.agency_id else None,
        "name": turn.name,
        "office_title": turn.office_title,
        "agency_name": turn.agency_name,
        "agency_short_name": turn.agency_short_name,
        "category": turn.category.value,
        "channel": turn.channel.value if turn.channel else None,
        "topic": turn.topic,
        "status": turn.state.value,
        "position": turn.position,
        "requested_at": moment(turn.requested_at),
        "started_at": moment(turn.started_at),
        "running_since": moment(turn.running_since),
        "spent_ms": turn.spent_ms,
        "allowed_seconds": turn.allowed_seconds,
        "finished_at": moment(turn.finished_at),
        "reason": turn.reason,
        "revision": turn.revision,
    }


async def turns_of(meeting_id: UUID) -> list[dict[str, Any]]:
    """All turns of a meeting in the order in which they were asked for."""
    rows = Turn.filter(meeting_id=meeting_id).order_by("requested_at", "id")
    return [turn_state(turn) for turn in await rows]


def plan_state(plan: SpeakingPlan) -> dict[str, Any]:
    """How long one may speak, and whether requests are taken."""
    return {
        "turn_seconds": plan.turn_seconds,
        "agency_seconds": plan.agency_seconds,
        "takes_requests": plan.takes_requests,
        "revision": plan.revision,
    }


async def plan_of(meeting_id: UUID) -> SpeakingPlan:
    """The plan of a meeting; the usual one, not stored, where nobody made another."""
    found = await SpeakingPlan.get_or_none(meeting_id=meeting_id)
    return found or SpeakingPlan(meeting_id=meeting_id, revision=0)


def refusal_state(turn: Turn) -> dict[str, Any]:
    """What whoever asked for the floor is told when it is not given."""
    return {"turn": str(turn.id), "reason": turn.reason}


async def refusals_by_person(meeting_id: UUID) -> dict[UUID, dict[str, Any]]:
    """The refusals of a meeting, by the person who had asked and the turn."""
    found: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    rows = Turn.filter(meeting_id=meeting_id, state=TurnState.REFUSED, person_id__not_isnull=True)
    for turn in await rows:
        if turn.person_id is not None:
            found[turn.person_id][str(turn.id)] = refusal_state(turn)
    return found
