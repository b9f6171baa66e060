"""An earlier meeting as the next one sees it: what can be taken over, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.directory.queries import today
from rakor.followups import queries as followups
from rakor.followups.queries import Promise
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings import queries as meetings
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.operations import ItemFacts
from rakor.meetings.rules import GUESTS, Action, Mode, Part
from rakor.preparing.queries.people import People, Wanted, people_for
from rakor.preparing.rules import NAMED, Take, check_take, may_take
from rakor.words import _
from rakor.words.dates import zone

MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier meeting, and what somebody may take over from it into one on a certain day."""

    meeting: Meeting
    parts: frozenset[Part]
    items: list[AgendaItem]
    people: People
    open: list[Promise]
    quotas: list[tuple[str, int]]

    @property
    def may(self) -> frozenset[Take]:
        return may_take(self.parts)

    @property
    def minutes(self) -> int:
        """How long it was, in minutes."""
        return int((self.meeting.ends_at - self.meeting.starts_at) / timedelta(minutes=1))


async def look_back(
    meeting_id: UUID,
    at: datetime | None = None,
    timezone: str | None = None,
    take: Sequence[Take] | None = None,
    *,
    to: User,
) -> Earlier:
    """A meeting that somebody may see, with what `take` (all, when not said) takes over from it.

    People are those of the day of `at` there, of today when no time is known yet. Refuses
    (Forbidden) what only those who plan that meeting know.
    """
    meeting = await meetings.find(meeting_id, to=to)
    parts = frozenset(await meetings.parts_of(to, meeting))
    taken = check_take(take, parts)
    on = at.astimezone(zone(timezone or meeting.timezone)).date() if at else today()
    named = not NAMED.isdisjoint(taken)
    return Earlier(
        meeting,
        parts,
        await meetings.agenda_of(meeting, parts) if Take.AGENDA in taken else [],
        await people_for(await _wanted(meeting, taken), on, to=to) if named else People(),
        await still_owed(meeting, to=to),
        [(each.agency.code, each.seats) for each in await meetings.seats_of(meeting)]
        if Take.QUOTAS in taken
        else [],
    )


async def _wanted(meeting: Meeting, taken: frozenset[Take]) -> list[Wanted]:
    """Officers and seats of a meeting: no deputies, no guests, nobody who was uninvited.

    Whoever plays a part because their office was asked hands it to who holds that office.
    """
    seats = await (
        Invitation.filter(meeting_id=meeting.id, delegated_from_id=None, only_on=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .exclude(part=Part.GUEST)
        .select_related("person__agency", "agency")
        .order_by("precedence", "id")
    )
    wanted: list[Wanted] = []
    if Take.PARTS in taken:
        by_office = {(each.person_id, each.part): each.office_id for each in seats}
        rows = MeetingPart.filter(meeting_id=meeting.id, part__not_in=list(GUESTS))
        for row in await rows.select_related("person__agency").order_by("id"):
            office = by_office.get((row.person_id, row.part))
            wanted.append(Wanted(row.part, office_id=office, person=row.person, officer=True))
    if Take.PARTICIPANTS in taken:
        wanted += [_seat(each) for each in seats]
    return wanted


def _seat(seat: Invitation) -> Wanted:
    return Wanted(
        seat.part,
        seat.delegation,
        seat.office_id,
        seat.person,
        seat.agency,
        seat.email,
        seat.name,
        seat.office_title,
        seat.is_group,
    )


async def still_owed(meeting: Meeting, *, to: User) -> list[Promise]:
    """What a meeting and those before it left open, as far as somebody may see it."""
    before = [meeting.id, *await followups.predecessors(meeting)]
    rows = (
        await followups.visible_to(to)
        .filter(followups.still_open(), decision__meeting_id__in=before)
        .select_related(*followups.LOADED, "decision__item")
        .order_by("decision__due", "decision__meeting_id", "decision__number", "id")
        .limit(MOST_OPEN)
    )
    return await followups.promises(rows, today=followups.today_of(to))


def carried(earlier: Earlier, taken: frozenset[Take], starts: datetime, by: User) -> dict[str, Any]:
    """What the new meeting has from the earlier one, by the names of the API; texts and rules.

    Neither the letter's number nor the rule of a series: the next meeting is one meeting.
    """
    meeting = earlier.meeting
    facts: dict[str, Any] = {
        "title": meeting.title,
        "kind": meeting.kind,
        "mode": meeting.mode,
        "ends_at": starts + (meeting.ends_at - meeting.starts_at),
        "timezone": meeting.timezone,
        "security_class": meeting.security_class,
        "called_by": meeting.called_by,
        "shows_roster": meeting.shows_roster,
        "follow_up_of": meeting.id,
    }
    if by.is_admin or meeting.organizer.id == by.agency_id:
        facts["organizer"] = meeting.organizer.code
    if meeting.answer_by is not None:
        facts["answer_by"] = starts - (meeting.starts_at - meeting.answer_by)
    if Take.TEXTS in taken:
        facts |= {"theme": meeting.theme, "purpose": meeting.purpose}
    if Take.QUOTAS in taken:
        quotas = [{"agency": code, "seats": seats} for code, seats in earlier.quotas]
        facts |= {"total_quota": meeting.total_quota, "quotas": quotas}
    if Take.LINK in taken and meeting.mode is not Mode.IN_PERSON:
        facts["online"] = {
            "provider": meeting.online_provider,
            "join_url": meeting.join_url,
            "meeting_number": meeting.meeting_number,
            "passcode": meeting.passcode,
            "seats": meeting.online_seats,
        }
    return facts


def agenda_item(item: AgendaItem) -> ItemFacts:
    """An item as it was planned, without what was said on it."""
    return ItemFacts(
        title=item.title,
        minutes=item.minutes,
        presenter=item.presenter,
        description=item.description,
        confidential=item.confidential,
    )


def owed_item(promise: Promise) -> ItemFacts:
    """What is still owed, as an item of the agenda; confidential where it was decided so."""
    decision = promise.commitment.decision
    text = decision.text if len(decision.text) <= 480 else f"{decision.text[:479]}…"
    said = _("Keputusan nomor {n} {meeting}.").format(
        n=decision.number, meeting=promise.meeting.title
    )
    item = decision.item
    return ItemFacts(
        title=" ".join(text.split()),
        presenter=promise.commitment.name[:400],
        description=said,
        confidential=bool(item and item.confidential),
    )


async def follows(user: User, q: str, most: int) -> list[Meeting]:
    """Meetings that somebody may follow up, the latest first: those whose titles or themes say `q`.

    Where nothing is looked for, those that have begun.
    """
    found = meetings.listed(user, q=q)
    if not q:
        found = found.filter(starts_at__lte=datetime.now(UTC))
    return await found.select_related("organizer").order_by("-starts_at", "id").limit(most)


async def keepable(meeting_id: UUID, *, by: User) -> Meeting:
    """A meeting that somebody plans, and may keep as a template."""
    return await meetings.find_for(Action.PLAN, meeting_id, by=by)
