"""The speakers' list as pages follow it, and who may be put on it."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from rakor.accounts.models import User
from rakor.attendance.models import Head
from rakor.directory.models import Agency, Person
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.live.models import SpeakingPlan, Turn
from rakor.live.queries.moments import moment
from rakor.live.rules import TurnState, shown_turn, view_for
from rakor.live.rules.speaking import spoken_name
from rakor.meetings.queries import agenda_of, find, parts_of
from rakor.meetings.rules import Channel, SecurityClass


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever is to speak, with the name, office and agency of the day."""

    name: str
    person_id: UUID | None = None
    office_title: str = ""
    agency_id: UUID | None = None
    agency_name: str = ""
    agency_short_name: str = ""
    channel: Channel | None = None


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


async def turns_seen(meeting_id: UUID, *, by: User) -> list[dict[str, Any]]:
    """The turns of a meeting that somebody may see, as their view of the session shows them."""
    meeting = await find(meeting_id, to=by)
    parts = await parts_of(by, meeting)
    view = view_for(parts, None, open_meeting=meeting.security_class is SecurityClass.PUBLIC)
    seen = {None} | {str(item.id) for item in await agenda_of(meeting, parts)}
    return [shown_turn(turn, view) for turn in await turns_of(meeting_id) if turn["item"] in seen]


async def speakers_by_item(meeting_id: UUID) -> dict[UUID, tuple[str, ...]]:
    """Who spoke on each item, everybody once, in the order in which they first had the floor."""
    found: defaultdict[UUID, dict[str, None]] = defaultdict(dict)
    turns = Turn.filter(meeting_id=meeting_id, started_at__not_isnull=True)
    for turn in await turns.order_by("started_at", "id"):
        if turn.item_id is not None:
            agency = turn.agency_short_name or turn.agency_name
            found[turn.item_id].setdefault(spoken_name(turn.name, turn.agency_name, agency))
    return {item: tuple(names) for item, names in found.items()}


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


def from_head(head: Head) -> Speaker:
    """Somebody who came, as the record of the day has them; `head.agency` is loaded."""
    channel = Channel.ROOM if head.room else Channel.ONLINE if head.online else None
    return Speaker(
        name=head.name,
        person_id=head.person_id,
        office_title=head.office_title,
        agency_id=head.agency_id,
        agency_name=head.agency_name,
        agency_short_name=head.agency.short_name if head.agency else "",
        channel=channel,
    )


def from_agency(agency: Agency, name: str = "") -> Speaker:
    """Whoever speaks for an agency; the agency itself where nobody is named."""
    return Speaker(
        name=name or agency.name,
        agency_id=agency.id,
        agency_name=agency.name,
        agency_short_name=agency.short_name,
    )


async def speaker_head(meeting_id: UUID, head_id: UUID) -> Speaker | None:
    """Somebody who came to this meeting, if there is such a head."""
    head = await Head.counted(id=head_id, meeting_id=meeting_id).select_related("agency").first()
    return from_head(head) if head else None


async def speaker_person(meeting_id: UUID, person: Person) -> Speaker:
    """A person as the record of the day has them: as they came, as invited, else as known."""
    heads = Head.counted(
        Q(person_id=person.id) | Q(invitation__person_id=person.id), meeting_id=meeting_id
    )
    if head := await heads.select_related("agency").first():
        return replace(from_head(head), person_id=person.id)
    asked = Invitation.filter(meeting_id=meeting_id, person_id=person.id)
    seat = await asked.exclude(status=RsvpStatus.WITHDRAWN).select_related("agency").first()
    agency_id = seat.agency_id if seat and seat.agency_id else person.agency_id
    agency = await Agency.get_or_none(id=agency_id) if agency_id else None
    return Speaker(
        name=(seat.name if seat else "") or person.full_name,
        person_id=person.id,
        office_title=seat.office_title if seat else "",
        agency_id=agency_id,
        agency_name=(seat.agency_name if seat else "") or (agency.name if agency else ""),
        agency_short_name=agency.short_name if agency else "",
    )


async def possible_speakers(meeting_id: UUID) -> list[dict[str, Any]]:
    """Who may be put on the list without being typed: those who are here, then those invited.

    Labels are what a list offers; people of the same name differ by their agency.
    """
    here = Head.counted(meeting_id=meeting_id, last_out_at=None).select_related("agency")
    found: dict[str, dict[str, Any]] = {}
    for head in await here.order_by("precedence", "name", "id"):
        agency = head.agency.short_name or head.agency.name if head.agency else head.agency_name
        label = f"{head.name} ({agency})" if agency else head.name
        found.setdefault(label, {"label": label, "head": head.id, "agency": None})
    invited = Invitation.filter(meeting_id=meeting_id, agency_id__not_isnull=True)
    keys = await invited.exclude(status=RsvpStatus.WITHDRAWN).distinct().values_list("agency_id")
    rows = Agency.filter(id__in=[key for (key,) in keys], merged_into=None)
    for row in await rows.order_by("precedence", "name"):
        found.setdefault(row.name, {"label": row.name, "head": None, "agency": row.code})
    return list(found.values())
