"""The online half: who may be in the video room, who was, and who of them nobody knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.attendance.models import Head, OnlineReport, OnlineVisit, Scan
from rakor.attendance.queries.desk import find_invitees, invitees
from rakor.attendance.rules import MatchedBy, Method, Outcome, Stay, lasting, merged
from rakor.attendance.rules.matching import MOST_GUESSES, Book, Invitee, Visitor
from rakor.attendance.rules.names import AgencyNames
from rakor.attendance.rules.online import AROUND, called, left_before, visitor_key
from rakor.directory.models import Agency, AgencyName, PersonEmail
from rakor.errors import Invalid
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for, occurrences_between
from rakor.meetings.rules import Action, Channel, State, Window
from rakor.words import _

HELD = (State.SCHEDULED, State.IN_PROGRESS, State.FINISHED)


@dataclass(frozen=True, slots=True)
class InvitedPeople:
    """Those who may be in the video room, to look visitors up among, and their invitations.

    Whoever is invited twice is one: `seats` has the first of their invitations by protocol.
    """

    book: Book
    seats: dict[str, Invitation]


@dataclass(slots=True)
class Seen:
    """Whoever visits under one name and address, with all visits, and whom they were taken for."""

    key: str
    name: str
    email: str
    visits: list[OnlineVisit] = field(default_factory=list)

    @property
    def by(self) -> MatchedBy:
        """By what they were recognised; NOBODY while nobody knows who that is."""
        said = (visit.matched_by for visit in self.visits if visit.matched_by)
        return next(said, MatchedBy.NOBODY)

    @property
    def by_hand(self) -> bool:
        return any(visit.by_hand for visit in self.visits)

    @property
    def head(self) -> Head | None:
        return next((visit.head for visit in self.visits if visit.head_id), None)

    @property
    def head_id(self) -> UUID | None:
        return next((visit.head_id for visit in self.visits if visit.head_id), None)

    @property
    def score(self) -> int:
        return max(visit.score for visit in self.visits)

    @property
    def first_at(self) -> datetime:
        return min(visit.joined_at for visit in self.visits)

    @property
    def last_at(self) -> datetime | None:
        ends = [visit.left_at for visit in self.visits]
        return None if None in ends else max(end for end in ends if end is not None)

    @property
    def minutes(self) -> int:
        """How long they were there in all, whichever devices they used at once."""
        stays = merged(Stay(visit.joined_at, visit.left_at) for visit in self.visits)
        return round(lasting(stays).total_seconds() / 60)

    @property
    def called(self) -> str:
        """Their name as it may be written down for a guest."""
        return called(self.name)

    @property
    def visitor(self) -> Visitor:
        return Visitor(self.name, self.email, tuple(visit.joined_at for visit in self.visits))


def seen_of(meeting_id: UUID, visits: Iterable[OnlineVisit]) -> dict[str, Seen]:
    """Visits put together by whoever made them, under one key each."""
    found: dict[str, Seen] = {}
    for visit in visits:
        key = visitor_key(meeting_id, visit.name, visit.email)
        found.setdefault(key, Seen(key, visit.name, visit.email)).visits.append(visit)
    return found


async def visitors(meeting: Meeting) -> list[Seen]:
    """Everybody who was in the video room, by name."""
    rows = await OnlineVisit.filter(meeting_id=meeting.id).select_related("head")
    begun = [row for row in rows if not left_before(row.key)]
    found = seen_of(meeting.id, sorted(begun, key=lambda row: (row.joined_at, row.key)))
    return sorted(found.values(), key=lambda each: (each.name.casefold(), each.key))


async def find_visitors(meeting_id: UUID, *, by: User) -> tuple[Meeting, list[Seen]]:
    """A meeting and who was in its video room, for those who record attendance."""
    meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
    return meeting, await visitors(meeting)


async def reports(meeting: Meeting) -> list[OnlineReport]:
    """The reports that were uploaded, the last one first."""
    return await OnlineReport.filter(meeting_id=meeting.id).order_by("-at", "-id")


async def invited_people(meeting: Meeting) -> InvitedPeople:
    """Everybody who may be in the video room, in six queries, however many they are."""
    rows = (
        await Invitation.filter(meeting_id=meeting.id)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("person", "agency", "delegated_from")
        .order_by("precedence", "id")
    )
    emails = await _further_emails(rows)
    clicks = await _clicks(meeting.id)
    lines, names = await _agencies(rows)
    seats: dict[str, Invitation] = {}
    people: dict[str, Invitee] = {}
    for row in rows:
        key = f"person:{row.person_id}" if row.person_id else f"invitation:{row.id}"
        seats.setdefault(key, row)
        people[key] = _invitee(key, row, people.get(key), lines, emails, clicks)
    return InvitedPeople(Book(people.values(), names), seats)


def _invitee(
    key: str,
    row: Invitation,
    before: Invitee | None,
    lines: dict[UUID, frozenset[str]],
    emails: dict[UUID, set[str]],
    clicks: dict[str, list[datetime]],
) -> Invitee:
    """One of those invited; of a second invitation its address and its agency are added."""
    own = set() if row.is_group else {row.email.lower()}
    if row.person is not None:
        own |= emails.get(row.person.id, set()) | {(row.person.email or "").lower()}
    of = [row.agency_id, row.delegated_from.agency_id if row.delegated_from else None]
    agencies = frozenset(key for each in of if each for key in lines.get(each, ()))
    return Invitee(
        key=key,
        name=before.name if before else row.name,
        agencies=agencies | (before.agencies if before else frozenset()),
        emails=frozenset(own - {""}) | (before.emails if before else frozenset()),
        clicks=tuple(clicks.get(key, ())),
    )


async def _further_emails(rows: Sequence[Invitation]) -> dict[UUID, set[str]]:
    people = list({row.person_id for row in rows if row.person_id})
    found: dict[UUID, set[str]] = {}
    for row in await PersonEmail.filter(person_id__in=people) if people else ():
        found.setdefault(row.person_id, set()).add(row.email.lower())
    return found


async def _clicks(meeting_id: UUID) -> dict[str, list[datetime]]:
    """When each came in by their own link, by the key of their head."""
    rows = await Scan.filter(
        meeting_id=meeting_id, method=Method.LINK.value, channel=Channel.ONLINE
    ).select_related("head")
    found: dict[str, list[datetime]] = {}
    for row in rows:
        if row.head is not None and row.outcome is not Outcome.REFUSED:
            found.setdefault(row.head.key, []).append(row.at)
    return found


async def _agencies(
    rows: Sequence[Invitation],
) -> tuple[dict[UUID, frozenset[str]], list[AgencyNames]]:
    """Which agencies people of each agency may name: their own and those above it; and the names
    of all these, those they bore before too."""
    seats = [each for row in rows for each in (row, row.delegated_from) if each is not None]
    own = {each.agency_id for each in seats if each.agency_id}
    near = await Agency.filter(id__in=list(own)) if own else []
    lines = {
        row.id: frozenset(filter(None, row.path.split("/"))) or frozenset({str(row.id)})
        for row in near
    }
    known = {row.id: row for row in near}
    above = {UUID(key) for line in lines.values() for key in line} - set(known)
    for row in await Agency.filter(id__in=list(above)) if above else ():
        known[row.id] = row
    names = {key: [row.code, row.short_name, row.name] for key, row in known.items()}
    for former in await AgencyName.filter(agency_id__in=list(known)) if known else ():
        names[former.agency_id] += [former.name, former.short_name]
    # Agencies that the directory does not know are known by the name on the letter.
    strangers = {row.agency_name for row in rows if row.agency_name and not row.agency_id}
    listed = [AgencyNames(str(key), tuple(filter(None, of))) for key, of in names.items()]
    return lines, [*listed, *(AgencyNames(f"name:{name}", (name,)) for name in strangers)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who may be meant, and how much speaks for it (of 100)."""

    invitation: Invitation
    score: int


def proposals(
    people: InvitedPeople, seen: Sequence[Seen], most: int = MOST_GUESSES
) -> dict[str, list[Proposal]]:
    """For each visitor who of those invited may be meant, best first."""
    return {
        each.key: [
            Proposal(people.seats[guess.key], guess.score)
            for guess in people.book.match(each.visitor).guesses[:most]
        ]
        for each in seen
    }


async def invitee_meant(meeting: Meeting, text: str) -> UUID:
    """The invitation somebody means who picked it from the list, or typed words of it.

    Refuses (Invalid) what nobody has, and what several have.
    """
    rows = await invitees(meeting)
    exact = [row for row in rows if label_of(row).casefold() == text.strip().casefold()]
    found = exact or await find_invitees(meeting, text, most=len(rows))
    if not found:
        raise Invalid.field("person", _("Tidak ada undangan yang cocok. Pilih dari daftar."))
    if len(found) > 1:
        raise Invalid.field("person", _("Beberapa undangan cocok. Pilih satu dari daftar."))
    return UUID(found[0]["invitation"])


def label_of(row: dict[str, Any]) -> str:
    """Somebody invited as the list of choices shows them."""
    return ", ".join(filter(None, (row["name"], row["office"], row["agency"])))


async def meeting_of_number(number: str, at: datetime) -> Meeting | None:
    """The meeting held in that video room at that moment: of several the one nearest in time."""
    digits = "".join(filter(str.isdigit, number))
    if not digits:
        return None
    # People write numbers in groups, of which the last has at least three digits.
    alike = Meeting.filter(meeting_number__contains=digits[-3:], state__in=HELD)
    window = Window(at - AROUND, at + AROUND)
    sittings = [
        sitting
        for sitting in await occurrences_between(alike, window)
        if "".join(filter(str.isdigit, sitting.meeting.meeting_number)) == digits
        and sitting.starts_at - AROUND <= at <= sitting.ends_at + AROUND
    ]
    best = min(sittings, key=lambda each: _apart(each.starts_at, each.ends_at, at), default=None)
    return best.meeting if best else None


def _apart(starts: datetime, ends: datetime, at: datetime) -> tuple[timedelta, datetime]:
    return max(starts - at, at - ends, timedelta()), starts
