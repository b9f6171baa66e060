"""What a line of named people means for the list of those invited."""

from collections.abc import Sequence
from uuid import UUID

from rakor.accounts.models import User
from rakor.attendance import queries
from rakor.attendance.models import Nominee
from rakor.attendance.rules import NomineeState
from rakor.directory.models import Agency, Person
from rakor.directory.queries import people_by_address
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.operations.inviting import put_on_list
from rakor.invitations.rules import Letter, RsvpStatus
from rakor.journal import Record, stream_of
from rakor.meetings.models import Meeting


async def follow(record: Record, meeting: Meeting, agency_id: UUID, *, by: User | None) -> None:
    """Keep who has a seat and who waits; once people of a meeting are invited, so are the next."""
    seats = await queries.seats_for(meeting.id, agency_id)
    await _keep(seats, await queries.nominees_of(meeting.id, agency_id))
    if await Nominee.filter(meeting_id=meeting.id).exclude(invitation_id=None).exists():
        await invite_named(record, meeting, agency_id, seats, by=by)


async def _keep(seats: int, line: list[Nominee]) -> list[Nominee]:
    """Those who have a seat and are not invited yet."""
    moved: list[Nominee] = []
    named: list[Nominee] = []
    for nominee, state in queries.in_line(seats, line):
        if nominee.state is not state:
            nominee.state = state
            nominee.revision += 1
            moved.append(nominee)
        if state is NomineeState.NOMINATED:
            named.append(nominee)
    if moved:
        await Nominee.bulk_update(moved, fields=["state", "revision"], batch_size=200)
    return named


async def invite_named(
    record: Record, meeting: Meeting, agency_id: UUID, seats: int, *, by: User | None
) -> int:
    """Invite whoever of an agency has a seat and is not invited yet; tells how many.

    Whoever was invited already otherwise keeps that invitation.
    """
    named = await _keep(seats, await queries.nominees_of(meeting.id, agency_id))
    if not named:
        return 0
    agency = await Agency.get(id=agency_id)
    await _make_known(record, named, agency, by=by)
    asked = Invitation.filter(meeting_id=meeting.id, email__in=[each.email for each in named])
    known = {row.email: row for row in await asked.exclude(status=RsvpStatus.WITHDRAWN)}
    lines = [
        (n, Wish(email=each.email, name=each.name, agency=agency.code))
        for n, each in enumerate(each for each in named if each.email not in known)
    ]
    sending = await Invitation.filter(meeting_id=meeting.id).exclude(sent_sequence=None).exists()
    if lines:
        made = await put_on_list(record, meeting, lines, by=by)
        await _dress(made, named, at_once=sending)
        known |= {row.email: row for row in made}
    for each in named:
        each.state, each.invitation_id = NomineeState.INVITED, known[each.email].id
    fields = ["state", "invitation_id"]
    await Nominee.bulk_update(named, fields=fields, batch_size=200)
    return len(named)


async def _make_known(
    record: Record, named: Sequence[Nominee], agency: Agency, *, by: User | None
) -> None:
    """People the directory does not know are added to it, with their titles apart."""
    known = await people_by_address([each.email for each in named])
    people = [
        Person(
            name=each.name,
            prefix_titles=each.prefix_titles,
            suffix_titles=each.suffix_titles,
            email=each.email,
            agency_id=agency.id,
        )
        for each in named
        if each.email not in known
    ]
    if people:
        await Person.bulk_create(people, batch_size=200)
        keys = [str(person.id) for person in people]
        await record.entry(stream_of("directory"), "people.added", by=by, people=keys)


async def _dress(made: Sequence[Invitation], named: Sequence[Nominee], *, at_once: bool) -> None:
    """Their office as the agency wrote it; where others have their letters, theirs is due."""
    offices = {each.email: each.office_title for each in named}
    for row in made:
        row.office_title = offices.get(row.email, "") or row.office_title
        if at_once:
            row.letter_due = Letter.INVITATION.value
    fields = ["office_title", "letter_due"]
    await Invitation.bulk_update(made, fields=fields, batch_size=200)
