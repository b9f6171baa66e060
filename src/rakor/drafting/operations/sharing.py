"""Showing a draft for comments: to whom, until when; and bringing it to an end."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row, new_id
from rakor.directory.queries import find_office, find_person, holder_on, people_by_address
from rakor.drafting.models import DraftReader, SharedDraft
from rakor.drafting.operations.letters import WORDINGS, About, To, letter
from rakor.drafting.queries.sharing import reader_token, reader_url
from rakor.drafting.rules.sharing import (
    MOST_READERS,
    Reader,
    ShareChanges,
    ShareFacts,
    check_deadline,
    check_shareable,
)
from rakor.errors import Conflict, Invalid, Moved, NotFound
from rakor.invitations.operations.holders import address_of, title_of
from rakor.invitations.queries import digest
from rakor.journal import Audience, Record
from rakor.mail import outbox
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import NAMED_ONLY, Action
from rakor.words import _


async def share_draft(meeting_id: UUID, facts: ShareFacts, *, by: User) -> SharedDraft:
    """Show a draft to these people and ask for comments; each gets a link of their own by mail.

    One that was ended is begun again: who read it then is kept. Refuses (Conflict) a meeting that
    is out, one that is shown already, and closed ones, whose drafts go by no link; (Invalid) a
    deadline that is past, and somebody without an address.
    """
    people = [await _named(each, f"readers.{n}", by=by) for n, each in enumerate(facts.readers)]
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        check_shareable(meeting.state, facts.deadline, record.at)
        _check_not_closed(meeting)
        draft = await SharedDraft.get_or_none(meeting_id=meeting.id)
        if draft is not None and draft.ended_at is None:
            raise Conflict(_("Draf ini sedang dibagikan; tambahkan pembacanya."))
        fresh = draft is None
        if draft is None:
            draft = SharedDraft(id=new_id(), meeting_id=meeting.id, revision=0)
        draft.deadline, draft.note = facts.deadline, facts.note
        draft.materials, draft.shared_by_id = facts.materials, by.id
        draft.shared_at = draft.told_at = record.at
        draft.ended_at = None
        draft.revision += 1
        await draft.save(force_create=fresh)
        added = await _put(draft, people)
        await record.entry(
            meeting.id,
            "shared_draft.shared",
            by=by,
            audience=Audience.STAFF,
            readers=[str(reader.id) for reader in added],
            count=len(added),
            deadline=facts.deadline.astimezone(UTC).isoformat(),
            materials=facts.materials,
        )
        await _write("share", meeting, draft, added, record.at, by.full_name)
    outbox.wake()
    return draft


async def change_share(
    meeting_id: UUID, changes: ShareChanges, *, revision: int | None = None, by: User
) -> SharedDraft:
    """Another deadline, another word, with or without materials. Refuses a deadline that is past.

    A later deadline lets people comment again.
    """
    async with journal.transaction() as record:
        _meeting, draft = await shown(meeting_id, by=by)
        if revision is not None and revision != draft.revision:
            raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))
        given = {
            name: value
            for name, value in changes.model_dump(exclude_unset=True).items()
            if value is not None and value != getattr(draft, name)
        }
        if not given:
            return draft
        if "deadline" in given:
            check_deadline(given["deadline"], record.at)
        draft.update_from_dict(given)
        draft.revision += 1
        await draft.save()
        await _tell(record, meeting_id, "shared_draft.changed", by=by, changed=sorted(given))
    return draft


async def add_readers(
    meeting_id: UUID, readers: Sequence[Reader], *, by: User
) -> list[DraftReader]:
    """Show the draft to further people; who reads it already is not written to again."""
    people = [await _named(each, f"readers.{n}", by=by) for n, each in enumerate(readers)]
    async with journal.transaction() as record:
        meeting, draft = await shown(meeting_id, by=by)
        check_shareable(meeting.state, draft.deadline, record.at)
        added = await _put(draft, people)
        keys = [str(reader.id) for reader in added]
        if added:
            await _tell(
                record,
                meeting_id,
                "shared_draft.reader_added",
                by=by,
                readers=keys,
                count=len(added),
            )
            await _write("share", meeting, draft, added, record.at, by.full_name)
    outbox.wake()
    return added


async def remove_reader(meeting_id: UUID, reader_id: UUID, *, by: User) -> None:
    """Show the draft to somebody no longer: their link opens nothing, what they said stays."""
    async with journal.transaction() as record:
        _meeting, draft = await shown(meeting_id, by=by)
        reader = await DraftReader.get_or_none(id=reader_id, shared_id=draft.id, removed_at=None)
        if reader is None:
            raise NotFound(_("Pembaca ini tidak ada."))
        reader.removed_at = record.at
        await reader.save(update_fields=["removed_at"])
        key = str(reader.id)
        await _tell(record, meeting_id, "shared_draft.reader_removed", by=by, reader=key)


async def end_share(meeting_id: UUID, *, by: User) -> SharedDraft:
    """Take no more comments; what was said stays readable for those who prepare the meeting."""
    async with journal.transaction() as record:
        _meeting, draft = await shown(meeting_id, by=by)
        draft.ended_at = record.at
        draft.revision += 1
        await draft.save()
        await _tell(record, meeting_id, "shared_draft.ended", by=by)
    return draft


async def shown(meeting_id: UUID, *, by: User) -> tuple[Meeting, SharedDraft]:
    """A meeting, locked, with its draft that is shown. Conflict where it is not, or no longer."""
    meeting = await locked(meeting_id, Action.INVITE, by=by)
    draft = await SharedDraft.get_or_none(meeting_id=meeting.id)
    if draft is None or draft.ended_at is not None:
        raise Conflict(_("Draf rapat ini tidak sedang dibagikan."))
    await lock_row(SharedDraft, draft.id)
    return meeting, draft


async def _tell(record: Record, meeting_id: UUID, kind: str, *, by: User, **more: Any) -> None:
    await record.entry(meeting_id, kind, by=by, audience=Audience.STAFF, **more)


def _check_not_closed(meeting: Meeting) -> None:
    if meeting.security_class in NAMED_ONLY:
        raise Conflict(_("Draf rapat rahasia tidak dibagikan lewat tautan."))


async def _named(wish: Reader, at: str, *, by: User) -> DraftReader:
    """Whom a line means, not stored yet; Invalid where no letter could reach them."""
    made = DraftReader(id=new_id(), name=wish.name, email=wish.email or "")
    made.confidential = wish.confidential
    if wish.office is not None:
        office = await find_office(wish.office, to=by)
        holder = await holder_on(office)
        made.office_id, made.office_title = office.id, title_of(office, holder)
        made.agency_name, made.email = office.agency.name, address_of(office, holder)
        if holder is not None:
            made.person_id, made.name = holder.person_id, holder.person.full_name
        else:
            made.name = office.title
    else:
        person = None
        if wish.person is not None:
            person = await find_person(wish.person, to=by)
        elif made.email:
            person = (await people_by_address([made.email])).get(made.email)
        if person is not None:
            made.person_id, made.name = person.id, wish.name or person.full_name
            made.email = made.email or (person.email or "").lower()
            made.agency_name = person.agency.name if person.agency else ""
    if not made.email:
        raise Invalid.field(f"{at}.email", _("Orang atau jabatan ini tidak punya alamat surel."))
    made.name = made.name or made.email
    return made


async def _put(draft: SharedDraft, people: Sequence[DraftReader]) -> list[DraftReader]:
    """Put people on the list of readers; gives those who were not, or no longer, on it."""
    rows = {row.email: row for row in await DraftReader.filter(shared_id=draft.id)}
    reading = sum(row.removed_at is None for row in rows.values())
    added: list[DraftReader] = []
    for person in people:
        row = rows.get(person.email)
        if row is not None:
            if row.confidential != person.confidential or row.removed_at is not None:
                if row.removed_at is not None:
                    row.generation += 1
                    row.digest = digest(reader_token(row))
                    added.append(row)
                row.confidential, row.removed_at = person.confidential, None
                await row.save()
            continue
        person.shared_id = draft.id
        person.digest = digest(reader_token(person))
        await person.save(force_create=True)
        rows[person.email] = person
        added.append(person)
    if reading + len(added) > MOST_READERS:
        said = _("Satu draf dibagikan kepada paling banyak {n} orang.")
        raise Invalid.field("readers", said.format(n=MOST_READERS))
    return added


async def _write(
    kind: str,
    meeting: Meeting,
    draft: SharedDraft,
    readers: Sequence[DraftReader],
    at: datetime,
    name: str = "",
) -> None:
    """A letter with the link to each of these readers, in the caller's transaction."""
    note = draft.note if kind == "share" else ""
    about = About(WORDINGS[kind], meeting, at, name, note, draft.deadline)
    mails = []
    for reader in readers:
        reader.letters += 1
        reader.told_at = at
        await reader.save(update_fields=["letters", "told_at"])
        to = To(reader.email, reader.called, reader_url(reader), sealed=True)
        mails.append(letter(f"draft:{reader.id}:{reader.letters}", about, to, reader.id))
    await outbox.enqueue(mails)


async def remind_readers(
    record: Record,
    meeting: Meeting,
    draft: SharedDraft,
    readers: Sequence[DraftReader],
    *,
    by: User | None,
) -> int:
    """Write once more to these readers, in the caller's transaction; tells to how many."""
    if readers:
        await _write("remind", meeting, draft, readers, record.at)
        await record.entry(
            meeting.id,
            "shared_draft.reminded",
            by=by,
            audience=Audience.STAFF,
            count=len(readers),
        )
    return len(readers)
