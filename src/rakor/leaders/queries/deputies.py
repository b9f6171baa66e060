"""Who could go instead of a leader: those who went before, and the officials below."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tortoise.expressions import Q

from rakor.directory.models import Office, OfficeHolder, Person
from rakor.directory.queries import holders_on
from rakor.directory.rules import HOLDING_PREFIX, OfficeLevel
from rakor.invitations.models import DelegationStep
from rakor.invitations.rules import STANDING_STATES, RsvpStatus
from rakor.invitations.rules.delegation import Case, Refusal, Waits, highest, rule
from rakor.leaders.queries.days import Item, LeaderDay
from rakor.leaders.queries.people import Leader
from rakor.meetings.rules import NAMED_ONLY

OFTEN, MOST, REMEMBERED, LOOKED = 3, 6, 100, 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could go, by the office they hold that day; `times` they went before."""

    person: Person
    title: str
    level: OfficeLevel | None
    times: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate for one meeting: when they are elsewhere, and what the invitation says to it.

    With `refused` they cannot be sent, with `waits` the secretariat of the meeting decides.
    """

    candidate: Candidate
    busy: tuple[datetime, datetime] | None
    invited: bool
    waits: Waits | None
    refused: Refusal | None


async def candidates(leader: Leader, day: date) -> list[Candidate]:
    """Who usually goes for a leader, then who holds the offices below theirs; five queries.

    The offices of the same agency in the order of protocol, from the leader's own rank on down.
    People without an address cannot be told and are left out.
    """
    if leader.person is None:
        return []
    times = await _went_for(leader)
    people = {row.id: row for row in await Person.filter(id__in=list(times))}
    ordered = [people[key] for key in sorted(times, key=lambda key: -times[key]) if key in people]
    ordered = ordered[:OFTEN] + await _below(leader, day)
    unique = {
        each.id: each
        for each in ordered
        if each.id != leader.person.id and each.email and each.erased_at is None
    }
    chosen = list(unique.values())[:MOST]
    held = await _offices_of([each.id for each in chosen], day)
    return [_candidate(each, held[each.id], times[each.id]) for each in chosen]


def _candidate(person: Person, held: list[OfficeHolder], times: int) -> Candidate:
    title = HOLDING_PREFIX[held[0].holding] + held[0].office.title if held else ""
    return Candidate(person, title, highest([row.office.level for row in held]), times)


async def _went_for(leader: Leader) -> Counter[UUID]:
    """How often each person was sent by this leader, or for this office, of late."""
    assert leader.person is not None
    sent = Q(invitation__person_id=leader.person.id)
    if leader.office is not None:
        sent |= Q(invitation__office_id=leader.office.id)
    rows = (
        await DelegationStep.filter(
            sent, state__in=list(STANDING_STATES), person_id__not_isnull=True
        )
        .order_by("-created_at", "id")
        .limit(REMEMBERED)
        .values_list("person_id", flat=True)
    )
    return Counter(UUID(str(key)) for key in rows)


async def _below(leader: Leader, day: date) -> list[Person]:
    if leader.office is None:
        return []
    offices = (
        await Office.filter(
            agency_id=leader.office.agency_id, precedence__gte=leader.office.precedence
        )
        .exclude(id=leader.office.id)
        .order_by("precedence", "title", "id")
        .limit(LOOKED)
    )
    holders = await holders_on([office.id for office in offices], day)
    return [holders[office.id].person for office in offices if office.id in holders]


async def _offices_of(people: Sequence[UUID], day: date) -> dict[UUID, list[OfficeHolder]]:
    """The offices that each of these people holds that day, the highest first."""
    rows = (
        await OfficeHolder.filter(person_id__in=list(people))
        .filter(Q(valid_from=None) | Q(valid_from__lte=day))
        .filter(Q(valid_until=None) | Q(valid_until__gte=day))
        .select_related("office")
    )
    found: defaultdict[UUID, list[OfficeHolder]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.office.precedence, row.office.title)):
        found[row.person_id].append(row)
    return found


def offers(item: Item, day: LeaderDay, known: Sequence[Candidate]) -> list[Offer]:
    """Each candidate for one meeting, whoever is free and may go at once first.

    What is shown is what the rules say beforehand; sending them judges anew.
    """
    found = [_offer(item, day, each) for each in known] if item.seat else []
    return sorted(found, key=lambda each: (each.refused is not None, each.busy is not None))


def _offer(item: Item, day: LeaderDay, candidate: Candidate) -> Offer:
    assert item.seat is not None
    elsewhere = (
        (since, until)
        for since, until, meeting in day.busy.get(candidate.person.id, ())
        if meeting != item.meeting.id and since < item.ends_at and until > item.starts_at
    )
    said = item.others.get(candidate.person.id)
    case = Case(
        policy=item.seat.delegation,
        asked_level=item.seat.office.level if item.seat.office else None,
        deputy_level=candidate.level,
        confidential=item.meeting.security_class in NAMED_ONLY,
    )
    ruling = rule(case)
    refused = ruling if isinstance(ruling, Refusal) else _cannot(said)
    waits = None if isinstance(ruling, Refusal) else ruling.waits
    invited = said is not None and said is not RsvpStatus.WITHDRAWN
    return Offer(candidate, next(elsewhere, None), invited, waits, refused)


def _cannot(said: RsvpStatus | None) -> Refusal | None:
    """Why somebody who is asked themselves cannot go for another."""
    known = {RsvpStatus.DECLINED: Refusal.COMES_NOT, RsvpStatus.DELEGATED: Refusal.SENDS_OTHER}
    return known.get(said) if said is not None else None
