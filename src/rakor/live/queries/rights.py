"""Through whose eyes people follow a session, and to whom entries are addressed that they hear."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol
from uuid import UUID

from pydantic import Field
from tortoise import connections

from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.attendance.rules import Tally
from rakor.database import row_where
from rakor.database.statements import Values
from rakor.directory.models import Person
from rakor.errors import Forbidden
from rakor.invitations.rules import RsvpStatus
from rakor.invitations.rules.delegation import STANDING_STATES
from rakor.live.rules import View, view_for
from rakor.meetings.models import Meeting
from rakor.meetings.rules import OVER, Part, SecurityClass, State, standing
from rakor.words import _

AGENCY = "agency:"
_KEY = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

# What a participant sees, and what is told to one delegation that they sit for.
AgencyView = Annotated[str, Field(pattern=f"^{AGENCY}{_KEY}$")]


class Asker(Protocol):
    """Whoever looks: by an account with its role, or by a personal link."""

    @property
    def id(self) -> UUID: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def role(self) -> Role: ...


@dataclass(frozen=True, slots=True)
class Eyes:
    """A view, and the person and the agencies whose addressed entries are told to it."""

    view: View
    mine: frozenset[UUID]


def own_eyes(user: Asker) -> frozenset[UUID]:
    """To whom entries are addressed that somebody is told in every meeting."""
    return frozenset({user.id, user.agency_id} - {None})  # type: ignore[arg-type]


async def eyes_of(user: Asker, meeting_id: UUID) -> frozenset[UUID]:
    """To whom entries are addressed that this person is told, alone or with a delegation.

    They are of the delegation of their own agency, and of each that they were sent for: by an
    invitation, as somebody's deputy, or as they were recorded when they came.
    """
    return own_eyes(user) | (await _stands_for(meeting_id, [user.id]))[user.id]


def wish_of(said: str | None) -> tuple[View | None, UUID | None]:
    """A view by its name; `agency:<id>` is what a participant sees, with that delegation's own."""
    if said is None:
        return None, None
    if said.startswith(AGENCY):
        return View.PARTICIPANT, UUID(said.removeprefix(AGENCY))
    return View(said), None


def label_of(view: View, agency: UUID | None, mine: Collection[UUID]) -> str:
    """What a view is called to whoever asked for it. Refuses (Forbidden) another's delegation."""
    if agency is None:
        return view.value
    if agency not in mine:
        raise Forbidden(_("Anda tidak mewakili instansi ini dalam rapat ini."))
    return f"{AGENCY}{agency}"


@dataclass(frozen=True, slots=True)
class Follower:
    """Whoever follows a session, as far as their rights depend on it: nothing else is kept."""

    id: UUID
    agency_id: UUID | None
    role: Role
    account_id: UUID | None = None
    session: UUID | None = None

    @classmethod
    def of(cls, user: User) -> "Follower":
        return cls(user.id, user.agency_id, user.role, user.account_id, user.session)


async def as_now(followers: Sequence[Follower]) -> list[Follower | None]:
    """The same people as they are at this moment; None for whose account was closed."""
    accounts = [each.account_id for each in followers if each.account_id is not None]
    guests = [each.id for each in followers if each.account_id is None]
    rows: list[Any] = []
    if accounts:
        held = Account.filter(id__in=accounts, active=True)
        rows = await held.values_list("id", "person_id", "person__agency_id", "role")
    known = {key: Follower(person, agency, Role(role), key) for key, person, agency, role in rows}
    agencies: dict[UUID, UUID | None] = {}
    if guests:
        people = await Person.filter(id__in=guests).values_list("id", "agency_id")
        agencies = dict(people)
    return [
        known.get(each.account_id)
        if each.account_id is not None
        else Follower(each.id, agencies.get(each.id), each.role)
        for each in followers
    ]


async def rights_of(
    meeting_id: UUID, askers: Sequence[tuple[Asker, View | None]]
) -> list[Eyes | None]:
    """What `view_of` and `eyes_of` say, for many at once in three statements; None: refused.

    A thousand browsers that come back at once are let in by a few readings, each begun after they
    asked, so that nobody is let in by rights of an earlier moment.
    """
    meeting = await row_where(Meeting, "id", meeting_id)
    if meeting is None or meeting.state is State.DRAFT:
        return [None] * len(askers)
    people = {user.id for user, _wished in askers}
    parts = await _parts(meeting_id, people)
    sent = await _stands_for(meeting_id, people)
    public = meeting.security_class is SecurityClass.PUBLIC
    over = meeting.state in OVER
    found: list[Eyes | None] = []
    for user, wished in askers:
        own = user.agency_id is not None and user.agency_id == meeting.organizer_id
        held = standing(user.role, meeting.security_class, own_agency=own, over=over)
        held |= parts[user.id]
        view = view_for(held, wished, open_meeting=public)
        found.append(Eyes(view, own_eyes(user) | sent[user.id]) if held else None)
    return found


async def _parts(meeting_id: UUID, people: Collection[UUID]) -> Mapping[UUID, frozenset[Part]]:
    values = Values(connections.get("default"))
    statement = (
        f"SELECT person_id, part FROM meeting_part WHERE meeting_id = {values.key(meeting_id)} "  # noqa: S608 - placeholders only
        f"AND person_id {values.among(people)}"
    )
    found: defaultdict[UUID, frozenset[Part]] = defaultdict(frozenset)
    for row in await _rows(statement, values):
        found[UUID(str(row["person_id"]))] |= {Part(row["part"])}
    return found


async def _stands_for(meeting_id: UUID, people: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """For which agencies each of these people sits in a meeting, their own aside.

    Chains of deputies are followed up to whoever was asked first: for that agency they come.
    """
    values = Values(connections.get("default"))
    standing_steps = ", ".join(f"'{state.value}'" for state in sorted(STANDING_STATES))
    statement = (
        "WITH RECURSIVE seat (person_id, id) AS ("  # noqa: S608 - placeholders and our own words
        f"SELECT person_id, id FROM invitation WHERE meeting_id = {values.key(meeting_id)} "
        f"AND person_id {values.among(people)} AND status <> '{RsvpStatus.WITHDRAWN.value}' "
        "UNION SELECT seat.person_id, step.invitation_id FROM delegation_step step "
        "JOIN seat ON step.deputy_id = seat.id "
        f"WHERE step.state IN ({standing_steps})) "
        "SELECT seat.person_id, asked.agency_id FROM seat "
        "JOIN invitation asked ON asked.id = seat.id "
        "WHERE asked.delegated_from_id IS NULL AND asked.agency_id IS NOT NULL "
        "UNION SELECT person_id, agency_id FROM head "
        f"WHERE meeting_id = {values.key(meeting_id)} AND person_id {values.among(people)} "
        f"AND tally = '{Tally.HEAD.value}' AND last_out_at IS NULL AND agency_id IS NOT NULL"
    )
    found: defaultdict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    for row in await _rows(statement, values):
        found[UUID(str(row["person_id"]))] |= {UUID(str(row["agency_id"]))}
    return found


async def _rows(statement: str, values: Values) -> Any:
    _count, rows = await connections.get("default").execute_query(statement, values.all)
    return rows
