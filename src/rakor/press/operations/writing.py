"""Writing a release: drafted from the record, rewritten, the record taken once more."""

import secrets
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.directory.models import OfficeHolder
from rakor.errors import Invalid
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find, parts_of
from rakor.meetings.rules import Action, Part
from rakor.minutes.models import Photo
from rakor.minutes.rules.photos import PhotoConsent
from rakor.press.models import (
    Release,
    ReleaseAuthor,
    ReleaseMeeting,
    ReleasePhoto,
)
from rakor.press.operations.opened import Opened, keep_revision, opened, reopened
from rakor.press.queries import occasions_of, record_of, whole
from rakor.press.rules import (
    Author,
    ReleaseChanges,
    ReleaseStart,
    ReleaseState,
    check_begun,
    check_may_be_public,
    lead_of,
)
from rakor.words import _

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


async def draft(meeting_id: UUID, start: ReleaseStart, *, by: User) -> Release:
    """Begin a release from the record: headline, lead, counts, results, and who writes it.

    Refuses (NotPublic) when any of its meetings is classed above public, and (Conflict) before
    the first of them has begun.
    """
    others = [await find(each, to=by) for each in start.meetings if each != meeting_id]
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.WRITE_RELEASE, by=by)
        check_begun(meeting.state)
        meetings = sorted([meeting, *others], key=lambda each: (each.starts_at, each.id))
        check_may_be_public(each.security_class for each in meetings)
        counts, results = await record_of(meetings)
        key, last = new_id(), meetings[-1]
        release = await Release.create(
            id=key,
            meeting_id=meeting.id,
            slug=_slug(_day(last)),
            headline=meeting.title[:300],
            city=_city(meeting),
            dated=_day(last),
            lead=lead_of(await occasions_of(meetings)),
            results=results,
            counts=counts,
            drafted_by_id=by.id,
            drafted_at=record.at,
            edited_at=record.at,
        )
        for other in others:
            await ReleaseMeeting.create(release_id=key, meeting_id=other.id)
        work = Opened(release, meeting, await parts_of(by, meeting), record, by)
        await _sign(work, await _pr_officers(meeting, _day(last)))
        await keep_revision(work, "")
        await record.entry(
            meeting.id,
            "release.drafted",
            by=by,
            release=key,
            headline=release.headline,
            meetings=[str(each.id) for each in meetings],
        )
    return release


async def edit(
    release_id: UUID, changes: ReleaseChanges, *, by: User, revision: int | None = None
) -> Release:
    """Write it differently. An approval no longer stands then; what is out is corrected.

    Every state of the text is kept. Refuses (Invalid) photos that are not of its meetings or not
    agreed to, and (Forbidden) the correction of what is out by those who do not answer for it.
    """
    given = changes.model_fields_set
    async with opened(release_id, await _needed(release_id), by=by, revision=revision) as work:
        await reopened(work)
        release = work.release
        plain = given - {"authors", "photos", "note", "dated"}
        release.update_from_dict({name: getattr(changes, name) for name in plain})
        if "dated" in given and changes.dated is not None:
            release.dated = changes.dated
        if "authors" in given:
            await _sign(work, changes.authors)
        if "photos" in given:
            await _illustrate(work, changes.photos)
        release.edited_at = work.at
        await keep_revision(work, changes.note)
        out = release.state is ReleaseState.PUBLISHED
        await work.tell("release.corrected" if out else "release.edited", fields=sorted(given))
    return release


async def refresh(release_id: UUID, *, by: User, revision: int | None = None) -> Release:
    """Take the record again: who came and what was decided is as it is known now."""
    async with opened(release_id, await _needed(release_id), by=by, revision=revision) as work:
        await reopened(work)
        work.release.counts, work.release.results = await record_of((await work.whole()).meetings)
        work.release.edited_at = work.at
        await keep_revision(work, "")
        await work.tell("release.refreshed")
    return work.release


async def _needed(release_id: UUID) -> Action:
    """The right that a change asks for: what is out is corrected by those who answer for it."""
    out = await Release.exists(id=release_id, state=ReleaseState.PUBLISHED)
    return Action.APPROVE_RELEASE if out else Action.WRITE_RELEASE


def _day(meeting: Meeting) -> date:
    return meeting.ends_at.astimezone(ZoneInfo(meeting.timezone)).date()


def _city(meeting: Meeting) -> str:
    """Where a release is dated: the city of the meeting without its compass point."""
    words = (meeting.venue_region or "Jakarta").split()
    compass = {"Pusat", "Utara", "Selatan", "Timur", "Barat"}
    if len(words) == 2 and words[0] == "Jakarta" and words[1] in compass:
        return words[0]
    return " ".join(words)[:80]


def _slug(day: date) -> str:
    """An address that says the day and nothing about anybody."""
    return f"{day.isoformat()}-{''.join(secrets.choice(_LETTERS) for _n in range(6))}"


async def _pr_officers(meeting: Meeting, day: date) -> list[Author]:
    """Those named for public relations, with the function they held that day."""
    rows = await MeetingPart.filter(meeting_id=meeting.id, part=Part.PR_OFFICER).select_related(
        "person"
    )
    titles = {
        row.person_id: row.office.title
        for row in await OfficeHolder.filter(
            person_id__in=[row.person_id for row in rows]
        ).select_related("office")
        if (row.valid_from is None or row.valid_from <= day)
        and (row.valid_until is None or row.valid_until >= day)
    }
    rows.sort(key=lambda row: row.id)
    return [
        Author(name=row.person.full_name, function=titles.get(row.person_id, "")[:200])
        for row in rows
    ]


async def _sign(work: Opened, authors: list[Author]) -> None:
    """The byline anew; an author who has a part in the meeting is known as that person."""
    rows = await MeetingPart.filter(meeting_id=work.meeting.id).select_related("person")
    known = {row.person.full_name: row.person_id for row in rows}
    known |= {row.person.name: row.person_id for row in rows}
    await ReleaseAuthor.filter(release_id=work.release.id).delete()
    for position, author in enumerate(authors, start=1):
        await ReleaseAuthor.create(
            release_id=work.release.id,
            position=position,
            person_id=known.get(author.name),
            name=author.name,
            title=author.function,
        )


async def _illustrate(work: Opened, photos: list[UUID]) -> None:
    """The photos anew. Refuses (Invalid) one that the public may not see."""
    meetings = [each.id for each in (await whole(work.release)).meetings]
    agreed = Photo.filter(
        id__in=photos,
        meeting_id__in=meetings,
        consent=PhotoConsent.PUBLIC,
        removed_at=None,
        withdrawn_at=None,
    )
    if await agreed.count() != len(set(photos)):
        raise Invalid.field("photos", _("Pilih foto rapat ini yang disetujui untuk siaran pers."))
    await ReleasePhoto.filter(release_id=work.release.id).delete()
    for position, photo in enumerate(dict.fromkeys(photos), start=1):
        await ReleasePhoto.create(release_id=work.release.id, photo_id=photo, position=position)
