"""Who plays which part in a meeting: the chair, the minute taker, those at the check-in desk."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.directory.queries import person_by_address
from rakor.directory.queries import visible_to as people_visible_to
from rakor.errors import Conflict, Invalid, NotFound
from rakor.meetings import rules
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action, Part
from rakor.words import _


async def person_named(*, person: UUID | None = None, email: str | None = None, by: User) -> Person:
    """Whom somebody means, by key or by address. Refuses (Invalid) whoever they cannot see."""
    if (person is None) == (not email):
        raise Invalid.field("person", _("Sebut orangnya dengan kunci atau dengan alamat surel."))
    known = await person_by_address(email) if email else None
    key = known.id if known else person
    seen = people_visible_to(by).filter(erased_at=None).select_related("agency")
    found = await seen.get_or_none(id=key) if key else None
    if found is None:
        raise Invalid.field(
            "person" if person else "email",
            _("Orang ini belum ada di direktori. Tambahkan dahulu di Direktori."),
        )
    return found


async def assign(meeting_id: UUID, person: Person, part: Part, *, by: User) -> MeetingPart:
    """Give somebody a part in a meeting; giving it again changes nothing.

    Refuses (Conflict) a cancelled meeting; one that is over may still lack its chair.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        rules.check_not_cancelled(meeting.state)
        row = await MeetingPart.get_or_none(meeting_id=meeting.id, person_id=person.id, part=part)
        if row is None:
            row = await MeetingPart.create(meeting_id=meeting.id, person=person, part=part)
            await record.entry(
                meeting.id,
                "part.assigned",
                by=by,
                audience=journal.Audience.STAFF,
                person=str(person.id),
                name=person.full_name,
                part=part.value,
            )
        row.person = person
    return row


async def _check_not_last(meeting: Meeting, row: MeetingPart) -> None:
    """Refuses (Conflict) to leave a confidential meeting without anyone to prepare it."""
    if meeting.security_class not in rules.NAMED_ONLY or row.part not in rules.STAFF:
        return
    others = MeetingPart.filter(meeting_id=meeting.id, part__in=list(rules.STAFF))
    if not await others.exclude(id=row.id).exists():
        raise Conflict(
            _("Rapat ini tertutup: tunjuk penyelenggara lain sebelum melepas yang terakhir.")
        )


async def release(meeting_id: UUID, part_id: UUID, *, by: User) -> MeetingPart:
    """Take a part from somebody. Refuses (Conflict) a cancelled meeting."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        row = (
            await MeetingPart.filter(id=part_id, meeting_id=meeting.id)
            .select_related("person__agency")
            .first()
        )
        if row is None:
            raise NotFound(_("Bagian ini tidak ada dalam rapat ini."))
        rules.check_not_cancelled(meeting.state)
        await _check_not_last(meeting, row)
        await row.delete()
        await record.entry(
            meeting.id,
            "part.released",
            by=by,
            audience=journal.Audience.STAFF,
            person=str(row.person_id),
            name=row.person.full_name,
            part=row.part.value,
        )
    return row
