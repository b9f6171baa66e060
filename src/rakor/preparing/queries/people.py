"""Who is asked again: offices by whoever holds them on the new day, people who are still there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from rakor.accounts.models import User
from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.queries import expand, understood
from rakor.invitations.operations import Wish
from rakor.invitations.operations.holders import address_of, holders_of, title_of
from rakor.meetings.rules import PARTS, Delegation, Part
from rakor.preparing.rules import LEFT, Left


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who was asked, as the earlier meeting or the template names them.

    `agency` is that of the invitation; `name` and `title` are those of then. With `officer` they
    get a part without being asked to come.
    """

    part: Part
    delegation: Delegation = Delegation.ALLOWED
    office_id: UUID | None = None
    person: Person | None = None
    agency: Agency | None = None
    email: str = ""
    name: str = ""
    title: str = ""
    is_group: bool = False
    group_said: str = ""
    officer: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked to the new meeting. `was` held the office before, when another did."""

    wish: Wish
    delegation: Delegation
    name: str
    title: str = ""
    agency: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who gets a part in the new meeting."""

    part: Part
    person_id: UUID
    name: str
    title: str = ""
    office_id: UUID | None = None

    @property
    def part_word(self) -> str:
        return PARTS[self.part]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is not carried over, and why."""

    name: str
    reason: Left
    title: str = ""

    @property
    def why(self) -> str:
        """The reason, as a phrase of the catalogue."""
        return LEFT[self.reason]


@dataclass(slots=True)
class People:
    """Everybody who is carried over, and everybody who is not."""

    asked: list[Asked] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


Holders = dict[UUID, tuple[Office, OfficeHolder | None]]


async def people_for(wanted: Sequence[Wanted], day: date, *, to: User) -> People:
    """Whom these mean on that day; the same number of queries for any number of them.

    One query more for each group.
    """
    holders = await holders_of([each.office_id for each in wanted if each.office_id], day)
    found, reached, offices = People(), set[str](), set[UUID]()
    for each in wanted:
        if each.officer:
            _officer(found, each, holders)
        elif each.group_said:
            await _group(found, each, day, offices, reached, to=to)
        else:
            _seat(found, each, holders, reached, offices)
    return found


def _seat(
    found: People, each: Wanted, holders: Holders, reached: set[str], offices: set[UUID]
) -> None:
    asked = _office(each, holders) if each.office_id else _person(each)
    if isinstance(asked, Left):
        found.left_out.append(_left(each, asked))
        return
    email, made = asked
    if email in reached:
        found.left_out.append(_left(each, Left.TWICE))
        return
    reached.add(email)
    offices |= {each.office_id} if each.office_id else set()
    found.asked.append(made)


def _office(each: Wanted, holders: Holders) -> tuple[str, Asked] | Left:
    if each.office_id is None or each.office_id not in holders:
        return Left.VACANT
    office, holder = holders[each.office_id]
    email = address_of(office, holder)
    if not email:
        return Left.NO_ADDRESS if holder else Left.VACANT
    name = holder.person.full_name if holder else ""
    before = each.person.full_name if each.person and each.person.erased_at is None else each.name
    other = holder is not None and each.person is not None and each.person.id != holder.person_id
    wish = Wish(role=each.part, office=office.id)
    made = Asked(
        wish,
        each.delegation,
        name or office.title,
        title_of(office, holder),
        office.agency.short_name,
        before if other else "",
    )
    return email, made


def _person(each: Wanted) -> tuple[str, Asked] | Left:
    """Somebody who was asked as themselves, or an address nobody of the directory stands behind."""
    person = each.person
    if person is None:
        if not each.email:
            return Left.NO_ADDRESS
        code = each.agency.code if each.agency else ""
        wish = Wish(
            email=each.email,
            name=each.name[:200],
            agency=code,
            role=each.part,
            is_group=each.is_group,
        )
        agency = each.agency.short_name if each.agency else ""
        return each.email.lower(), Asked(wish, each.delegation, each.name, "", agency)
    if gone := _gone(person, each.agency):
        return gone
    if not person.email:
        return Left.NO_ADDRESS
    agency = person.agency.short_name if person.agency else ""
    wish = Wish(role=each.part, person=person.id)
    return person.email.lower(), Asked(wish, each.delegation, person.full_name, "", agency)


def _gone(person: Person, agency: Agency | None) -> Left | None:
    """Why somebody is no longer who was asked: erased, or of another agency by now."""
    if person.erased_at is not None:
        return Left.ERASED
    if agency is not None and person.agency_id != agency.id:
        return Left.MOVED
    return None


def _officer(found: People, each: Wanted, holders: Holders) -> None:
    person, title = each.person, ""
    if each.office_id is not None and each.office_id in holders:
        office, holder = holders[each.office_id]
        person, title = holder.person if holder else None, title_of(office, holder)
        if person is None:
            found.left_out.append(LeftOut(office.title, Left.VACANT, PARTS[each.part]))
            return
    if person is None or person.erased_at is not None:
        found.left_out.append(_left(each, Left.ERASED))
    elif (each.part, person.id) not in {(one.part, one.person_id) for one in found.officers}:
        found.officers.append(
            Officer(each.part, person.id, person.full_name, title, each.office_id)
        )


async def _group(
    found: People,
    each: Wanted,
    day: date,
    offices: set[UUID],
    reached: set[str],
    *,
    to: User,
) -> None:
    group, _refusal = (
        await understood(each.group_said, to=to) if to.sees_directory else (None, None)
    )
    if group is None:
        found.left_out.append(LeftOut(each.group_said, Left.UNKNOWN_GROUP))
        return
    spread = await expand(group, day, to=to, invited=offices, addresses=reached)
    for place in spread.places:
        if place.gap:
            found.left_out.append(LeftOut(place.region.name, Left.VACANT, place.kind.name))
        for seat in place.seats:
            if not seat.reachable:
                reason = Left.TWICE if seat.email in reached else Left.VACANT
                found.left_out.append(LeftOut(seat.office.title, reason))
                continue
            person = seat.reader.person if seat.reader else None
            reached.add(seat.email)
            offices.add(seat.office.id)
            wish = Wish(role=each.part, office=seat.office.id)
            name = person.full_name if person else seat.office.title
            agency = place.agency.short_name if place.agency else ""
            found.asked.append(Asked(wish, each.delegation, name, seat.office.title, agency))


def _left(each: Wanted, reason: Left) -> LeftOut:
    erased = each.person is not None and each.person.erased_at is not None
    name = each.name or (each.person.full_name if each.person and not erased else "")
    return LeftOut(each.title or name if erased else name or each.title, reason, each.title)
