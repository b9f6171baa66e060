"""Photos of a meeting: added with their words, changed, ordered, taken away, consent taken back."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.directory.models import Person
from rakor.documents.pictures import read_picture
from rakor.documents.stored import stored, sweep
from rakor.errors import Forbidden, Invalid, Moved, NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find, find_for, parts_of
from rakor.meetings.rules import Action, may
from rakor.minutes import rules
from rakor.minutes.models import Photo, PhotoPerson
from rakor.minutes.queries import photos as queries
from rakor.minutes.rules.photos import (
    PhotoFacts,
    check_consent,
    check_not_withdrawn,
    check_room_for_more,
    moved,
)
from rakor.words import _


async def add_photo(meeting_id: UUID, content: bytes, facts: PhotoFacts, *, by: User) -> Photo:
    """Add a photo of a meeting that has begun, without what the camera hid in it.

    Refuses (TooLarge, Invalid) what is too large or no photo, and a consent without a word on how
    it was given.
    """
    await find_for(Action.KEEP_PHOTOS, meeting_id, by=by)
    check_consent(facts)
    picture = await asyncio.to_thread(read_picture, content)
    async with _kept(picture.content) as key, journal.transaction() as record:
        meeting = await locked(meeting_id, Action.KEEP_PHOTOS, by=by)
        rules.check_held(meeting.state)
        rows = await queries.standing(meeting.id)
        check_room_for_more(len(rows))
        photo = await Photo.create(
            id=key,
            meeting_id=meeting.id,
            position=rows[-1].position + 1 if rows else 1,
            **facts.model_dump(exclude={"people"}),
            recorded_by_id=by.id,
            kind=picture.kind,
            width=picture.width,
            height=picture.height,
            turned=picture.turned,
            size=len(picture.content),
            sha256=hashlib.sha256(picture.content).hexdigest(),
            added_at=record.at,
        )
        await _name(meeting, photo, facts.people)
        await record.entry(meeting.id, "photo.added", by=by, photo=key, consent=facts.consent.value)
    return photo


async def change_photo(
    meeting_id: UUID, photo_id: UUID, facts: PhotoFacts, *, by: User, revision: int | None = None
) -> Photo:
    """Other words, another consent, other people; whoever records a consent answers for it."""
    check_consent(facts)
    async with journal.transaction() as record:
        meeting, photo = await _photo(meeting_id, photo_id, by=by)
        check_not_withdrawn(withdrawn=photo.withdrawn_at is not None)
        if revision is not None and revision != photo.revision:
            raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))
        agreed = (photo.consent, photo.consent_note)
        photo.update_from_dict(facts.model_dump(exclude={"people"}))
        if agreed != (photo.consent, photo.consent_note):
            photo.recorded_by_id = by.id
        photo.revision += 1
        await photo.save()
        await PhotoPerson.filter(photo_id=photo.id).delete()
        await _name(meeting, photo, facts.people)
        await record.entry(
            meeting.id, "photo.changed", by=by, photo=photo.id, consent=photo.consent.value
        )
    return photo


async def move_photo(meeting_id: UUID, photo_id: UUID, place: int, *, by: User) -> Photo:
    """Another place in the order, from 1."""
    async with journal.transaction() as record:
        meeting, photo = await _photo(meeting_id, photo_id, by=by)
        rows = {row.id: row for row in await queries.standing(meeting.id)}
        for at, key in enumerate(moved(rows, photo.id, place), start=1):
            await Photo.filter(id=key).update(position=at)
        await record.entry(meeting.id, "photo.ordered", by=by, photo=photo.id, place=place)
    return photo


async def remove_photo(meeting_id: UUID, photo_id: UUID, *, by: User) -> None:
    """Take a photo away, everywhere: its file goes, that there was one stays in the journal."""
    async with journal.transaction() as record:
        meeting, photo = await _photo(meeting_id, photo_id, by=by)
        photo.removed_at = record.at
        photo.revision += 1
        await photo.save()
        await record.entry(meeting.id, "photo.removed", by=by, photo=photo.id)
    await _forget(photo)


async def withdraw_consent(meeting_id: UUID, photo_id: UUID, person_id: UUID, *, by: User) -> None:
    """Somebody whom a photo names takes their consent back: it is shown and printed no longer.

    They do it themselves, or whoever keeps the photos does it for them. Forbidden for others.
    """
    meeting = await find(meeting_id, to=by)
    keeps = may(Action.KEEP_PHOTOS, await parts_of(by, meeting))
    if by.id != person_id and not keeps:
        raise Forbidden(_("Persetujuan hanya ditarik oleh orangnya sendiri atau sekretariat."))
    async with journal.transaction() as record:
        row = await PhotoPerson.get_or_none(
            photo_id=photo_id, person_id=person_id, photo__meeting_id=meeting.id
        ).select_related("photo")
        if row is None or row.photo.removed_at is not None:
            raise NotFound(_("Foto ini sudah tidak ada."))
        check_not_withdrawn(withdrawn=row.photo.withdrawn_at is not None)
        row.withdrawn_at = row.photo.withdrawn_at = record.at
        row.photo.revision += 1
        await row.save()
        await row.photo.save()
        await record.entry(
            meeting.id, "photo.withdrawn", by=by, subject=person_id, photo=row.photo.id
        )
    await _forget(row.photo)


async def sweep_photos() -> int:
    """Remove files that no photo names any more; gives how many went.

    A crash came between the file and its row. Only after a day, and never where the database
    knows none of them: then it is another database that the folder belongs to.
    """
    if not await Photo.exists():
        return 0
    return await sweep(queries.photo_folder(), _named)


async def _named(keys: Sequence[UUID]) -> set[UUID]:
    rows = await Photo.filter(id__in=list(keys), removed_at=None, withdrawn_at=None).only("id")
    return {row.id for row in rows}


async def _photo(meeting_id: UUID, photo_id: UUID, *, by: User) -> tuple[Meeting, Photo]:
    meeting = await locked(meeting_id, Action.KEEP_PHOTOS, by=by)
    photo = await Photo.get_or_none(id=photo_id, meeting_id=meeting.id, removed_at=None)
    if photo is None:
        raise NotFound(_("Foto ini sudah tidak ada."))
    return meeting, photo


async def _name(meeting: Meeting, photo: Photo, people: list[UUID]) -> None:
    """Write down whom a photo names. Refuses (Invalid) somebody who has no part in the meeting."""
    known = {key for key, _name in await queries.may_be_named(meeting)}
    if not set(people) <= known:
        raise Invalid.field("people", _("Hanya orang yang tercatat dalam rapat dapat disebut."))
    for person in await Person.filter(id__in=people):
        await PhotoPerson.create(photo_id=photo.id, person_id=person.id, name=person.full_name)


async def _forget(photo: Photo) -> None:
    path = queries.photo_path(photo.id)
    await asyncio.to_thread(path.unlink, missing_ok=True)


@asynccontextmanager
async def _kept(content: bytes) -> AsyncIterator[UUID]:
    """The bytes on the disk before the row that names them; gone again if that is refused."""
    key = new_id()
    async with stored(queries.photo_folder(), [(key, content)]):
        yield key
