"""Everything that the letters which are due are written from; few queries, however many wait."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from tortoise.expressions import Q

from rakor.directory.models import Agency, Person
from rakor.invitations import queries
from rakor.invitations.models import DelegationStep, Enclosure, Invitation, OccurrenceAnswer
from rakor.invitations.rules import (
    CANCELS,
    DEPUTY_DECLINED,
    STANDING_STATES,
    DelegationState,
    Facts,
    Letter,
    Message,
    RsvpStatus,
    SeatView,
    plan,
)
from rakor.journal import Entry
from rakor.mail.compose import Attachment
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.rules import State
from rakor.settings import settings

# With what a first invitation comes, and one that is sent once more.
ENCLOSED = frozenset({Letter.INVITATION, Letter.REFRESH})
MOST_ON_A_ROSTER = 200


class Reader(NamedTuple):
    """In which language somebody reads, and by which clock they live."""

    language: str
    timezone: str


class Link(NamedTuple):
    """Another seat of the same chain, and how it stands to the one that is written to."""

    email: str
    name: str
    office_title: str
    part: str
    status: RsvpStatus


@dataclass(slots=True)
class Chain:
    """Whom a seat stands for, who stands for it, and who would have but declined."""

    giver: Link | None = None
    deputy: Link | None = None
    declined: bool = False


@dataclass(slots=True)
class Material:
    """What the letters of one round are written from."""

    due: Sequence[Invitation]
    meetings: dict[UUID, Meeting]
    facts: dict[UUID, Facts]
    readers: dict[UUID, Reader]
    plans: dict[UUID, tuple[Message, ...]]
    agendas: dict[UUID, list[str]] = field(default_factory=dict)
    chains: dict[UUID, Chain] = field(default_factory=dict)
    answers: dict[UUID, dict[datetime, OccurrenceAnswer]] = field(default_factory=dict)
    rosters: dict[UUID, list[Invitation]] = field(default_factory=dict)
    enclosures: dict[UUID, list[Attachment]] = field(default_factory=dict)
    own_enclosures: dict[UUID, list[Attachment]] = field(default_factory=dict)
    asked: dict[UUID, int] = field(default_factory=dict)


async def due_letters(limit: int) -> list[Invitation]:
    """Seats that wait for a letter which nobody holds back.

    Whoever is uninvited hears of it at once: only news of the meeting are drafts.
    """
    # Between a cancellation and its letters nobody is invited to what will not take place.
    cancels = [letter.value for letter in CANCELS]
    on = ~Q(meeting__state__in=[State.CANCELLED, State.POSTPONED])
    return (
        await Invitation.exclude(letter_due="")
        .filter(Q(held=False) | Q(letter_due=Letter.WITHDRAWN.value))
        .filter(on | Q(letter_due__in=cancels))
        .order_by("id")
        .limit(limit)
    )


async def gather(due: Sequence[Invitation]) -> Material:
    """What these letters say and to whom; the same number of queries for one and for many."""
    ids = {seat.meeting_id for seat in due}
    rows = await Meeting.filter(id__in=ids).select_related("organizer")
    meetings = {row.id: row for row in rows}
    facts = await queries.facts_now(rows)
    told = await queries.facts_told(due)
    answers = await _answers([seat.id for seat in due if facts[seat.meeting_id].recurrence])
    now = datetime.now(UTC)
    plans = _plans(due, facts, told, answers, now)
    material = Material(due, meetings, facts, await _readers(due, meetings), plans)
    material.answers = answers
    material.agendas = await _agendas(ids)
    material.chains = await _chains(due)
    material.rosters = await _rosters(due, meetings)
    await _enclose(material)
    if any(message.asks for messages in plans.values() for message in messages):
        material.asked = await _asked(facts)
    return material


def _plans(
    due: Sequence[Invitation],
    facts: dict[UUID, Facts],
    told: dict[tuple[UUID, int], Facts],
    answers: dict[UUID, dict[datetime, OccurrenceAnswer]],
    now: datetime,
) -> dict[UUID, tuple[Message, ...]]:
    """What each seat is told; most seats of a meeting are told the same, planned once."""
    known: dict[tuple[UUID, int | None, SeatView], tuple[Message, ...]] = {}
    found: dict[UUID, tuple[Message, ...]] = {}
    for seat in due:
        view = view_of(seat, answers.get(seat.id, {}).values())
        key = (seat.meeting_id, seat.told_revision, view)
        if key not in known:
            before = told.get((seat.meeting_id, seat.told_revision or 0))
            known[key] = plan(before, facts[seat.meeting_id], view, at=now)
        found[seat.id] = known[key]
    return found


def view_of(seat: Invitation, days: Iterable[OccurrenceAnswer] = ()) -> SeatView:
    """A seat as the rules of notices see it."""
    out = tuple(sorted(day.recurrence_id for day in days if day.status is RsvpStatus.WITHDRAWN))
    since = -1 if seat.sent_sequence is None else seat.sent_sequence
    news = tuple(sorted(day.recurrence_id for day in days if day.reset_sequence > since))
    return SeatView(
        was_told=seat.sent_sequence is not None,
        status=seat.status,
        mode=seat.mode,
        due=Letter(seat.letter_due or Letter.CHANGED),
        only_on=seat.only_on,
        left_out=out,
        news=news,
    )


async def _answers(seats: Collection[UUID]) -> dict[UUID, dict[datetime, OccurrenceAnswer]]:
    found: defaultdict[UUID, dict[datetime, OccurrenceAnswer]] = defaultdict(dict)
    if seats:
        for row in await OccurrenceAnswer.filter(invitation_id__in=seats):
            found[row.invitation_id][row.recurrence_id] = row
    return found


async def _readers(due: Sequence[Invitation], meetings: dict[UUID, Meeting]) -> dict[UUID, Reader]:
    """The language and the clock of each reader: their own, their agency's, the meeting's."""
    people = {seat.person_id for seat in due if seat.person_id}
    agencies = {seat.agency_id for seat in due if seat.agency_id}
    of_people = {
        key: (locale, timezone)
        for key, locale, timezone in await Person.filter(id__in=people).values_list(
            "id", "locale", "timezone"
        )
    }
    of_agencies = dict(await Agency.filter(id__in=agencies).values_list("id", "timezone"))
    found = {}
    for seat in due:
        locale, own = of_people.get(seat.person_id, ("", "")) if seat.person_id else ("", "")
        theirs = of_agencies.get(seat.agency_id) if seat.agency_id else None
        found[seat.id] = Reader(
            locale or settings().locale, own or theirs or meetings[seat.meeting_id].timezone
        )
    return found


async def _agendas(meetings: Collection[UUID]) -> dict[UUID, list[str]]:
    """What may be told to everyone invited: confidential items are not among it."""
    rows = AgendaItem.filter(meeting_id__in=meetings, confidential=False).order_by("position")
    found: dict[UUID, list[str]] = {}
    for meeting, title in await rows.values_list("meeting_id", "title"):
        found.setdefault(meeting, []).append(title)
    return found


async def _chains(due: Sequence[Invitation]) -> dict[UUID, Chain]:
    """Who stands for whom, of the seats that are written to."""
    ids = [seat.id for seat in due]
    among = Q(invitation_id__in=ids) | Q(deputy_id__in=ids)
    steps = (
        await DelegationStep.filter(among, deputy_id__not_isnull=True)
        .filter(Q(state__in=list(STANDING_STATES)) | Q(state=DelegationState.REJECTED))
        .order_by("id")
        .select_related("invitation", "deputy")
    )
    found: defaultdict[UUID, Chain] = defaultdict(Chain)
    for step in steps:
        giver, deputy = step.invitation, step.deputy
        if deputy is None:
            continue
        if step.state in STANDING_STATES:
            found[deputy.id].giver = _link(giver)
            found[giver.id].deputy, found[giver.id].declined = _link(deputy), False
        elif step.reason == DEPUTY_DECLINED and giver.status is RsvpStatus.NO_RESPONSE:
            found[giver.id].deputy, found[giver.id].declined = _link(deputy), True
    return found


def _link(seat: Invitation) -> Link:
    return Link(seat.email, seat.name, seat.office_title, seat.part.value, seat.status)


async def _rosters(
    due: Sequence[Invitation], meetings: dict[UUID, Meeting]
) -> dict[UUID, list[Invitation]]:
    """Everybody who is asked, for meetings that show it; nobody where there are too many."""
    shown = {
        seat.meeting_id
        for seat in due
        if meetings[seat.meeting_id].shows_roster or seat.letter_due == Letter.ROSTER.value
    }
    found: dict[UUID, list[Invitation]] = {}
    for meeting in shown:
        rows = (
            await Invitation.filter(meeting_id=meeting, only_on=None)
            .exclude(status=RsvpStatus.WITHDRAWN)
            .order_by("precedence", "id")
            .limit(MOST_ON_A_ROSTER + 1)
        )
        found[meeting] = rows if len(rows) <= MOST_ON_A_ROSTER else []
    return found


async def _enclose(material: Material) -> None:
    """The files that come with invitations, those for all and those for one."""
    seats = [seat for seat in material.due if Letter(seat.letter_due) in ENCLOSED]
    meetings = {seat.meeting_id for seat in seats}
    if not meetings:
        return
    ours = Q(invitation_id=None) | Q(invitation_id__in=[seat.id for seat in seats])
    for row in await Enclosure.filter(ours, meeting_id__in=meetings).order_by("id"):
        file = Attachment(row.filename, bytes(row.content), row.content_type)
        if row.invitation_id is None:
            material.enclosures.setdefault(row.meeting_id, []).append(file)
        else:
            material.own_enclosures.setdefault(row.invitation_id, []).append(file)


async def _asked(facts: dict[UUID, Facts]) -> dict[UUID, int]:
    """The SEQUENCE at which each meeting last asked everybody anew.

    An answer to it counts, also one given on the page before its letter was written.
    """
    rows = (
        await Entry.filter(
            stream__in=list(facts), kind__in=["meeting.rescheduled", "meeting.changed"]
        )
        .order_by("seq")
        .values_list("stream", "kind", "data")
    )
    return {
        stream: int(data.get("sequence", 0))
        for stream, kind, data in rows
        if kind == "meeting.rescheduled" or data.get("asks_again")
    }
