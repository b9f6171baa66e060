"""Asking people to come: adding them, having their letters written, and uninviting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.queries import known_agencies, people_by_address
from rakor.errors import Conflict, FieldError, Invalid
from rakor.invitations import queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations.delegating import left_out, next_sequence
from rakor.invitations.operations.holders import (
    address_of,
    follow_holders,
    holders_of,
    title_of,
)
from rakor.invitations.operations.seating import begin_anew, fall_away
from rakor.invitations.operations.wishes import Lines, Wish, day_of, spread
from rakor.invitations.rules import Letter, RsvpStatus
from rakor.journal import Record
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action, Delegation, Part, State
from rakor.words import _

AT_ONCE = 2_000
STILL_OPEN = frozenset({State.DRAFT, State.SCHEDULED, State.POSTPONED, State.IN_PROGRESS})
# Parts that a list of those invited may hand out; the others are given on the meeting's page.
INVITED_AS = frozenset(
    {
        Part.CHAIR,
        Part.SPEAKER,
        Part.MODERATOR,
        Part.OPENER,
        Part.PARTICIPANT,
        Part.OBSERVER,
        Part.GUEST,
        Part.AIDE,
    }
)


@dataclass(slots=True)
class _Seat:
    """Whom a line means, as they are on this day."""

    line: int
    email: str
    name: str
    person: Person | None
    agency: Agency | None
    office: Office | None = None
    office_title: str = ""
    is_group: bool = False


async def invite(
    meeting_id: UUID,
    wishes: Sequence[Wish],
    delegation: Delegation = Delegation.ALLOWED,
    *,
    by: User,
) -> list[Invitation]:
    """Put people on the list; nobody is told before `send`.

    All lines or none: refuses (Invalid, naming the line) unknown people, offices and agencies, a
    group with members who cannot be reached, and an address that comes twice; Conflict when
    somebody is invited already or the meeting is over.
    """
    _check_size(wishes)
    try:
        return await _invite(meeting_id, wishes, delegation, by=by)
    except IntegrityError:
        raise Conflict(_("Daftar ini sedang diubah orang lain. Coba sekali lagi.")) from None


async def _invite(
    meeting_id: UUID, wishes: Sequence[Wish], delegation: Delegation, *, by: User
) -> list[Invitation]:
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        _check_open(meeting)
        lines, groups = await spread(meeting, wishes, by=by)
        _check_size(lines)
        how: dict[str, Any] = {"groups": groups} if groups else {}
        return await put_on_list(record, meeting, lines, delegation, by=by, **how)


async def put_on_list(
    record: Record,
    meeting: Meeting,
    lines: Lines,
    delegation: Delegation = Delegation.ALLOWED,
    *,
    by: User | None,
    **how: Any,
) -> list[Invitation]:
    """Put these on the list of a meeting that the caller has locked; `how` goes into the record."""
    seats = await _seats(record, lines, day_of(meeting), by=by)
    before = await _invited_before(meeting, seats)
    made = [
        await _seat(meeting, seat, wish.role, delegation, before.get(seat.email))
        for seat, (_n, wish) in zip(seats, lines, strict=True)
    ]
    fresh = [each for each in made if each.email not in before]
    await Invitation.bulk_create(fresh, batch_size=200)
    await _play_parts(meeting, made)
    await record.entry(
        meeting.id,
        "invitation.added",
        by=by,
        audience=journal.Audience.STAFF,
        invitations=[str(each.id) for each in made],
        count=len(made),
        **how,
    )
    return made


def _check_size(lines: Sequence[object]) -> None:
    if not 1 <= len(lines) <= AT_ONCE:
        raise Invalid.field("to", _("Undang 1 sampai {most} orang sekaligus.").format(most=AT_ONCE))


def _check_open(meeting: Meeting) -> None:
    if meeting.state not in STILL_OPEN:
        raise Conflict(_("Rapat ini sudah selesai atau dibatalkan."), state=meeting.state.value)


async def _seats(record: Record, lines: Lines, day: date, *, by: User | None) -> list[_Seat]:
    """Whom each line means; people who are not known yet are added to the directory."""
    wishes = [wish for _n, wish in lines]
    codes = {wish.agency for wish in wishes if wish.agency}
    agencies = await known_agencies(codes)
    people = await _people(wishes)
    offices = await holders_of([wish.office for wish in wishes if wish.office], day)
    errors: list[FieldError] = []
    seats: list[_Seat] = []
    for n, wish in lines:
        try:
            seats.append(_read(n, wish, agencies, people, offices))
        except Invalid as refusal:
            errors += [_in_line(n, each, len(wishes)) for each in refusal.errors]
    errors = errors or _twice(seats)
    if errors:
        raise Invalid(errors[0]["message"], errors=errors[:100])
    await _add_unknown(record, seats, by=by)
    return seats


def _in_line(n: int, error: FieldError, lines: int) -> FieldError:
    """Of several lines, which one it is; people count from 1."""
    if lines == 1:
        return error
    words = _("Baris {n}: {message}").format(n=n + 1, message=error["message"])
    return {"field": error["field"], "message": words}


async def _people(wishes: Sequence[Wish]) -> dict[str | UUID, Person]:
    """The people of the lines, by any of their addresses and by key."""
    found: dict[str | UUID, Person] = {}
    emails = [wish.email for wish in wishes if wish.email]
    for email, person in (await people_by_address(emails)).items():
        found[email] = person
    keys = [wish.person for wish in wishes if wish.person]
    for row in await Person.filter(id__in=keys).select_related("agency"):
        found[row.id] = row
    return found


def _read(
    n: int,
    wish: Wish,
    agencies: dict[str, Agency],
    people: dict[str | UUID, Person],
    offices: dict[UUID, tuple[Office, OfficeHolder | None]],
) -> _Seat:
    given = [bool(wish.email), wish.person is not None, wish.office is not None]
    if sum(given) != 1:
        raise Invalid.field(f"to.{n}", _("Sebut satu saja: alamat surel, orang, atau jabatan."))
    if wish.role not in INVITED_AS:
        raise Invalid.field(f"to.{n}.role", _("Peran ini diberikan pada halaman rapat."))
    if wish.agency and wish.agency not in agencies:
        raise Invalid.field(
            f"to.{n}.agency",
            _("Instansi {code} tidak dikenal.").format(code=wish.agency),
        )
    if wish.is_group:
        return _group_seat(n, wish, agencies.get(wish.agency))
    if wish.office is not None:
        return _office_seat(n, offices.get(wish.office))
    person = people.get(wish.person or wish.email)
    if person is None and wish.person:
        raise Invalid.field(f"to.{n}.person", _("Orang ini tidak ada di direktori."))
    if person is None:
        name = wish.name or wish.email.partition("@")[0]
        return _Seat(n, wish.email, name, None, agencies.get(wish.agency))
    if person.erased_at is not None:
        raise Invalid.field(f"to.{n}.person", _("Data pribadi orang ini sudah dihapus."))
    if not person.email:
        raise Invalid.field(f"to.{n}.person", _("Orang ini belum mempunyai alamat surel."))
    agency = agencies.get(wish.agency) or person.agency
    return _Seat(n, person.email, person.full_name, person, agency)


def _group_seat(n: int, wish: Wish, agency: Agency | None) -> _Seat:
    """Several people behind one address: nobody of the directory, they answer one by one."""
    if not wish.email:
        raise Invalid.field(f"to.{n}.email", _("Alamat kelompok perlu alamat surel."))
    name = wish.name or wish.email.partition("@")[0]
    return _Seat(n, wish.email, name, None, agency, is_group=True)


def _office_seat(n: int, found: tuple[Office, OfficeHolder | None] | None) -> _Seat:
    """An office is asked; whoever holds it today answers."""
    if found is None:
        raise Invalid.field(f"to.{n}.office", _("Jabatan ini tidak ada di direktori."))
    office, holder = found
    person = holder.person if holder else None
    email = address_of(office, holder)
    if not email:
        raise Invalid.field(
            f"to.{n}.office", _("Jabatan ini belum mempunyai alamat surel atau pemangku.")
        )
    name = person.full_name if person else office.title
    return _Seat(n, email, name, person, office.agency, office, title_of(office, holder))


def _twice(seats: Sequence[_Seat]) -> list[FieldError]:
    first: dict[str, _Seat] = {}
    errors: list[FieldError] = []
    for seat in seats:
        before = first.setdefault(seat.email, seat)
        if before is not seat:
            words = _("Baris {n}: {email} sudah ada pada baris {first}.")
            said = words.format(n=seat.line + 1, email=seat.email, first=before.line + 1)
            errors.append({"field": f"to.{seat.line}", "message": said})
    return errors


async def _add_unknown(record: Record, seats: Sequence[_Seat], *, by: User | None) -> None:
    """Whoever is asked by an address nobody had becomes a person of the directory."""
    unknown = [seat for seat in seats if not (seat.person or seat.office or seat.is_group)]
    for seat in unknown:
        seat.person = Person(
            name=seat.name, email=seat.email, agency_id=seat.agency.id if seat.agency else None
        )
    people = [seat.person for seat in unknown if seat.person]
    if people:
        await Person.bulk_create(people, batch_size=200)
        await record.entry(
            journal.stream_of("directory"),
            "people.added",
            by=by,
            people=[str(person.id) for person in people],
        )


async def _invited_before(meeting: Meeting, seats: Sequence[_Seat]) -> dict[str, Invitation]:
    """Those who were uninvited before; refuses whoever still is invited."""
    emails = [seat.email for seat in seats]
    rows = await Invitation.filter(meeting_id=meeting.id, email__in=emails).select_for_update()
    still = {row.email for row in rows if row.status is not RsvpStatus.WITHDRAWN}
    for seat in seats:
        if seat.email in still:
            n, message = seat.line, _("Baris {n}: {email} sudah diundang ke rapat ini.")
            raise Conflict(message.format(n=n + 1, email=seat.email), row=n, email=seat.email)
    return {row.email: row for row in rows}


async def _seat(
    meeting: Meeting,
    seat: _Seat,
    part: Part,
    delegation: Delegation,
    before: Invitation | None,
) -> Invitation:
    """The row of one seat; somebody uninvited before gets a new link and begins anew."""
    invitation = before or Invitation(meeting_id=meeting.id, email=seat.email)
    begin_anew(invitation, meeting)
    invitation.name = seat.name
    invitation.person_id = seat.person.id if seat.person else None
    invitation.office_id = seat.office.id if seat.office else None
    invitation.agency_id = seat.agency.id if seat.agency else None
    invitation.office_title = seat.office_title
    invitation.agency_name = seat.agency.name if seat.agency else ""
    invitation.precedence = seat.agency.precedence if seat.agency else 1000
    invitation.part, invitation.delegation = part, delegation
    invitation.is_group = seat.is_group
    if before:
        await invitation.save()
    return invitation


async def _play_parts(meeting: Meeting, invitations: Sequence[Invitation]) -> None:
    """Whoever is invited plays a part, and therefore sees the meeting."""
    parts = [
        MeetingPart(meeting_id=meeting.id, person_id=each.person_id, part=each.part)
        for each in invitations
        if each.person_id
    ]
    await MeetingPart.bulk_create(parts, ignore_conflicts=True, batch_size=200)


async def send(meeting_id: UUID, *, by: User) -> int:
    """Have the letters written to those who have none yet; tells how many.

    An office whose holder changed meanwhile is written to whoever holds it now. Refuses (Conflict)
    a meeting that is not published: its time and place may still change.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        if meeting.state not in (State.SCHEDULED, State.IN_PROGRESS):
            said = _("Undangan dikirim setelah rapat diterbitkan.")
            raise Conflict(said, state=meeting.state.value)
        waiting = Invitation.filter(meeting_id=meeting.id, sent_sequence=None, letter_due="")
        waiting = waiting.exclude(status=RsvpStatus.WITHDRAWN)
        changed = await follow_holders(meeting, await waiting.exclude(office_id=None))
        count = await waiting.update(letter_due=Letter.INVITATION.value)
        if count:
            await record.entry(
                meeting.id,
                "invitations.sent",
                by=by,
                audience=journal.Audience.STAFF,
                count=count,
                holders=[str(seat.id) for seat in changed],
            )
    return count


async def withdraw(invitation_id: UUID, *, by: User) -> Invitation:
    """Uninvite somebody: their calendar gets a CANCEL, their link shows that it is over.

    Refuses (Forbidden) whoever does not prepare the meeting; Conflict when it was done before, or
    when the meeting is over: who was asked to it is history.
    """
    invitation = await queries.find(invitation_id, to=by)
    async with journal.transaction() as record:
        meeting = await locked(invitation.meeting_id, Action.INVITE, by=by)
        _check_open(meeting)
        invitation = await Invitation.filter(id=invitation_id).select_for_update().get()
        if invitation.status is RsvpStatus.WITHDRAWN:
            raise Conflict(_("Undangan ini sudah ditarik."))
        await uninvite(record, meeting, invitation, by=by)
    return invitation


async def uninvite(
    record: Record, meeting: Meeting, invitation: Invitation, *, by: User | None
) -> None:
    """Take somebody off the list of a meeting; the caller has locked both."""
    await next_sequence(meeting)
    await left_out(record, meeting, invitation, by=by)
    await fall_away(invitation)
    await record.entry(
        invitation.meeting_id,
        "invitation.withdrawn",
        by=by,
        audience=journal.Audience.STAFF,
        invitation=str(invitation.id),
        # Live pages end the sockets of whoever no longer sees the meeting.
        person=str(invitation.person_id) if invitation.person_id else None,
        name=invitation.name,
    )
