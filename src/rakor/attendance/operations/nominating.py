"""Agencies name people for their seats; the secretariat invites them, and what changes follows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import NominationLink, Nominee
from rakor.attendance.operations.nominees import follow, invite_named
from rakor.attendance.rules import Named, NomineeState
from rakor.directory.models import Agency
from rakor.directory.queries import agency_by_code
from rakor.errors import Conflict, FieldError, Invalid, NotFound
from rakor.invitations.models import Invitation
from rakor.invitations.operations.inviting import uninvite
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Audience, Record
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action, State
from rakor.words import _

MADE = "nominations.made"
INVITED = "nominations.invited"
WITHDRAWN = "nomination.withdrawn"

Wrong = dict[int, list[FieldError]]


async def check(meeting: Meeting, agency: Agency, rows: Sequence[Named]) -> Wrong:
    """What is wrong with a list before anybody is named by it, line by line; nothing is kept."""
    before = await Nominee.filter(
        meeting_id=meeting.id, email__in=[row.email for row in rows if row.email]
    ).exclude(state=NomineeState.WITHDRAWN)
    own = {row.email for row in before if row.agency_id == agency.id}
    others = {row.email for row in before if row.agency_id != agency.id}
    return rules.wrong_in(rows, own, others)


async def nominate_by_link(link: NominationLink, rows: Sequence[Named]) -> list[Nominee]:
    """An agency names people by its link: all of the list, or nobody.

    Refuses (Invalid, naming lines) what `check` finds and a line much longer than the seats, and
    (Conflict) names after the deadline.
    """
    async with journal.transaction() as record:
        # Whoever names at the same time waits here.
        link = await _held(link)
        meeting = await Meeting.select_for_update().get(id=link.meeting_id)
        plan = await queries.plan_of(meeting.id)
        rules.check_naming(meeting.state, meeting.starts_at, plan.nominate_until, record.at)
        return await _nominate(record, meeting, link.agency, rows, by=None)


async def nominate(
    meeting_id: UUID, agency: str, rows: Sequence[Named], *, by: User
) -> list[Nominee]:
    """The secretariat names people for an agency, which may be after the deadline too."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        _check_open(meeting)
        return await _nominate(record, meeting, await agency_by_code(agency), rows, by=by)


async def _nominate(
    record: Record, meeting: Meeting, agency: Agency, said: Sequence[Named], *, by: User | None
) -> list[Nominee]:
    rows = rules.tidied(said)
    if not rows:
        raise Invalid.field("people", _("Tulis sekurang-kurangnya satu orang."))
    seats = await queries.seats_for(meeting.id, agency.id)
    if not seats:
        raise Conflict(_("Instansi ini tidak mempunyai kursi pada rapat ini."))
    _refuse(await check(meeting, agency, rows))
    line = await queries.nominees_of(meeting.id, agency.id)
    standing = [row for row in line if row.state is not NomineeState.WITHDRAWN]
    rules.check_length(seats, len(standing) + len(rows))
    last = max((row.position for row in line), default=0)
    try:
        made = [
            await _name(meeting, agency, row, last + n, record.at) for n, row in enumerate(rows, 1)
        ]
    except IntegrityError:
        raise Conflict(_("Daftar ini sedang diubah orang lain. Coba sekali lagi.")) from None
    await follow(record, meeting, agency.id, by=by)
    await record.entry(
        meeting.id,
        MADE,
        by=by,
        audience=Audience.STAFF,
        subject=agency.id,
        agency=agency.code,
        nominees=[str(row.id) for row in made],
        count=len(made),
    )
    return await Nominee.filter(id__in=[row.id for row in made]).order_by("position", "id")


def _refuse(wrong: Wrong) -> None:
    errors: list[FieldError] = [
        {
            "field": f"people.{line}.{each['field']}",
            "message": _("Baris {n}: {message}").format(n=line, message=each["message"]),
        }
        for line, found in sorted(wrong.items())
        for each in found
    ]
    if errors:
        raise Invalid(errors[0]["message"], errors=errors[:100])


async def _name(
    meeting: Meeting, agency: Agency, row: Named, position: int, at: datetime
) -> Nominee:
    """One more at the end of the line; somebody withdrawn before stands there again."""
    before = await Nominee.get_or_none(meeting_id=meeting.id, email=row.email)
    nominee = before or Nominee(meeting_id=meeting.id, email=row.email)
    nominee.agency_id, nominee.name, nominee.position = agency.id, row.name, position
    nominee.prefix_titles, nominee.suffix_titles = row.prefix_titles, row.suffix_titles
    nominee.office_title, nominee.named_at = row.office_title, at
    nominee.state, nominee.invitation_id = NomineeState.WAITLISTED, None
    nominee.revision += 1 if before else 0
    await nominee.save()
    return nominee


async def withdraw_by_link(link: NominationLink, nominee_id: UUID) -> Nominee:
    """An agency takes somebody back; the next in line moves up.

    Refuses (Conflict) after the deadline, (NotFound) somebody whom another agency named.
    """
    async with journal.transaction() as record:
        link = await _held(link)
        meeting = await Meeting.select_for_update().get(id=link.meeting_id)
        plan = await queries.plan_of(meeting.id)
        rules.check_naming(meeting.state, meeting.starts_at, plan.nominate_until, record.at)
        nominee = await Nominee.get_or_none(id=nominee_id, agency_id=link.agency_id)
        return await _withdraw(record, meeting, nominee, by=None)


async def withdraw(meeting_id: UUID, nominee_id: UUID, *, by: User) -> Nominee:
    """The secretariat takes somebody off the line of an agency; the next one moves up."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        _check_open(meeting)
        return await _withdraw(record, meeting, await Nominee.get_or_none(id=nominee_id), by=by)


async def _withdraw(
    record: Record, meeting: Meeting, nominee: Nominee | None, *, by: User | None
) -> Nominee:
    if nominee is None or nominee.meeting_id != meeting.id:
        raise NotFound(_("Usulan ini tidak ada."))
    if nominee.state is NomineeState.WITHDRAWN:
        raise Conflict(_("Usulan ini sudah ditarik."))
    nominee.state = NomineeState.WITHDRAWN
    nominee.revision += 1
    await nominee.save()
    if nominee.invitation_id:
        invitation = await Invitation.filter(id=nominee.invitation_id).select_for_update().get()
        if invitation.status is not RsvpStatus.WITHDRAWN:
            await uninvite(record, meeting, invitation, by=by)
    await follow(record, meeting, nominee.agency_id, by=by)
    await record.entry(
        meeting.id,
        WITHDRAWN,
        by=by,
        audience=Audience.STAFF,
        subject=nominee.agency_id,
        nominee=str(nominee.id),
    )
    return nominee


async def invite_all(meeting_id: UUID, *, by: User) -> int:
    """Put everybody who was named for a seat on the list of those invited; tells how many.

    From then on whoever is named, moves up or is withdrawn is invited or uninvited at once. The
    letters go with the next sending. Refuses (Conflict) a meeting that is over.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        _check_open(meeting)
        invited = 0
        for row in await queries.progress(meeting):
            invited += await invite_named(record, meeting, row.agency_id, row.seats, by=by)
        if not invited:
            raise Conflict(_("Tidak ada usulan yang belum diundang."))
        await record.entry(meeting_id, INVITED, by=by, audience=Audience.STAFF, count=invited)
    return invited


async def may_ask(meeting_id: UUID, *, by: User) -> Meeting:
    """The meeting for whoever runs its nominations; Forbidden for others."""
    return await find_for(Action.INVITE, meeting_id, by=by)


async def looked_at(link: NominationLink) -> None:
    """An agency has opened its link."""
    await queries.opened(link, datetime.now(UTC))


async def _held(link: NominationLink) -> NominationLink:
    """The link while it is valid; nobody else names by it until the end of the transaction."""
    held = await NominationLink.filter(id=link.id).select_for_update().get()
    if held.revoked_at is not None or held.generation != link.generation:
        raise NotFound(_("Tautan pengusulan ini tidak berlaku lagi."))
    held.agency = await Agency.get(id=held.agency_id)
    return held


def _check_open(meeting: Meeting) -> None:
    if meeting.state in (State.FINISHED, State.CANCELLED):
        raise Conflict(_("Rapat ini sudah selesai atau dibatalkan."), state=meeting.state.value)
