"""Which releases somebody works on, and which everybody reads."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.errors import Forbidden, NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.queries import WITH_ALL, find, parts_of, visible_to
from rakor.meetings.rules import Action, Part, SecurityClass, State, may
from rakor.minutes.models import Photo
from rakor.minutes.queries.photos import FOR_PUBLIC, standing
from rakor.press.models import (
    Release,
    ReleaseAuthor,
    ReleaseMeeting,
    ReleasePhoto,
    ReleaseQuote,
    ReleaseRevision,
)
from rakor.press.rules import AGREED, MOST_MEETINGS, ReleaseState, is_public
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Open:
    """A release with all that belongs to it."""

    release: Release
    meetings: list[Meeting]
    authors: list[ReleaseAuthor] = field(default_factory=list)
    quotes: list[ReleaseQuote] = field(default_factory=list)
    photos: list[ReleasePhoto] = field(default_factory=list)

    @property
    def waiting(self) -> list[ReleaseQuote]:
        """The quotes to which nobody agreed yet."""
        return [quote for quote in self.quotes if quote.state not in AGREED]

    @property
    def classes(self) -> list[SecurityClass]:
        return [meeting.security_class for meeting in self.meetings]

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it now."""
        it = self.release
        return is_public(it.state, it.embargo_until, self.classes, datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Work:
    """A release as one of those who work on it sees it."""

    open: Open
    parts: frozenset[Part]

    @property
    def release(self) -> Release:
        return self.open.release

    @property
    def writes(self) -> bool:
        """Whether the reader may change the text as it stands now."""
        if self.release.state is ReleaseState.WITHDRAWN:
            return False
        if self.release.state is ReleaseState.PUBLISHED:
            return self.approves
        return may(Action.WRITE_RELEASE, self.parts)

    @property
    def approves(self) -> bool:
        return may(Action.APPROVE_RELEASE, self.parts)


async def parts_in(meeting_id: UUID, *, to: User) -> tuple[Meeting, frozenset[Part]]:
    """A meeting for those who work on its releases; Forbidden for all who only take part."""
    meeting = await find(meeting_id, to=to)
    parts = await parts_of(to, meeting)
    if not (may(Action.WRITE_RELEASE, parts) or may(Action.APPROVE_RELEASE, parts)):
        raise Forbidden(_("Siaran pers disusun oleh humas dan penyelenggara rapat ini."))
    return meeting, parts


async def releases_of(meeting_id: UUID) -> list[Release]:
    """The releases about a meeting, its own and those of others that tell of it too."""
    too = ReleaseMeeting.filter(meeting_id=meeting_id)
    about = Q(meeting_id=meeting_id) | Q(id__in=Subquery(too.values("release_id")))
    return await Release.filter(about).order_by("-id").select_related("meeting")


async def find_release(release_id: UUID, *, to: User) -> Work:
    """A release for those who work on it: NotFound for whoever does not see its meeting."""
    release = await Release.get_or_none(id=release_id)
    if release is None:
        raise NotFound(_("Siaran pers ini tidak ada."))
    _meeting, parts = await parts_in(release.meeting_id, to=to)
    return Work(await whole(release), parts)


async def find_writable(release_id: UUID, *, by: User) -> Work:
    """A release for somebody who may change its text as it stands now; Forbidden for others."""
    work = await find_release(release_id, to=by)
    if not work.writes:
        raise Forbidden(_("Naskah siaran pers ini tidak dapat Anda ubah sekarang."))
    return work


async def whole(release: Release) -> Open:
    """A release with its meetings in order of time, authors, quotes, and photos still agreed to."""
    further = ReleaseMeeting.filter(release_id=release.id)
    about = Q(id=release.meeting_id) | Q(id__in=Subquery(further.values("meeting_id")))
    meetings = await Meeting.filter(about).order_by("starts_at", "id").select_related(*WITH_ALL)
    own = {"release_id": release.id}
    photos = ReleasePhoto.filter(
        **own,
        photo__consent__in=FOR_PUBLIC,
        photo__removed_at=None,
        photo__withdrawn_at=None,
    )
    return Open(
        release,
        meetings,
        await ReleaseAuthor.filter(**own).order_by("position", "id"),
        await ReleaseQuote.filter(**own).order_by("position", "id"),
        await photos.order_by("position", "id").select_related("photo"),
    )


async def linked_to(meeting: Meeting, *, to: User) -> list[Meeting]:
    """The meetings that one release may tell of too: what it follows, what follows it."""
    near = Q(follow_up_of_id=meeting.id)
    if meeting.follow_up_of_id:
        near |= Q(id=meeting.follow_up_of_id) | Q(follow_up_of_id=meeting.follow_up_of_id)
    begun = [State.IN_PROGRESS, State.FINISHED]
    found = visible_to(to).filter(near, state__in=begun).exclude(id=meeting.id)
    return await found.order_by("starts_at", "id").limit(MOST_MEETINGS - 1)


async def photos_for(it: Open) -> list[Photo]:
    """The photos of its meetings that the public may see."""
    found = []
    for meeting in it.meetings:
        found += await standing(meeting.id).filter(consent__in=FOR_PUBLIC)
    return found


async def revisions_of(release: Release) -> list[ReleaseRevision]:
    """Every state of the text, the newest first, without the text."""
    rows = ReleaseRevision.filter(release_id=release.id).order_by("-number")
    return await rows.only("id", "number", "note", "by_name", "at")


async def two_revisions(
    release: Release, before: int, after: int
) -> tuple[ReleaseRevision, ReleaseRevision]:
    """Two states of the text; NotFound for a number that there is not."""
    rows = await ReleaseRevision.filter(release_id=release.id, number__in=[before, after])
    found = {row.number: row for row in rows}
    if before not in found or after not in found:
        raise NotFound(_("Revisi ini tidak ada."))
    return found[before], found[after]


def public_releases(now: datetime) -> QuerySet[Release]:
    """What everybody may read at that moment: published, no embargo, no meeting above public."""
    closed = Meeting.filter(security_class__not=SecurityClass.PUBLIC)
    hidden = ReleaseMeeting.filter(meeting_id__in=Subquery(closed.values("id")))
    return (
        Release.filter(
            Q(embargo_until=None) | Q(embargo_until__lte=now),
            state=ReleaseState.PUBLISHED,
            meeting__security_class=SecurityClass.PUBLIC,
        )
        .exclude(id__in=Subquery(hidden.values("release_id")))
        .select_related("meeting__organizer")
    )


async def find_public(slug: str) -> Open:
    """A release that everybody may read; NotFound before, and once it may be read no longer."""
    found = await public_releases(datetime.now(UTC)).filter(slug=slug[:60]).first()
    if found is None:
        raise NotFound(_("Siaran pers ini tidak ada, atau belum boleh disiarkan."))
    return await whole(found)
