"""What is held about somebody in pictures and press releases: photos naming them, their words."""

from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from rakor.directory.models import Person
from rakor.minutes.models import PhotoPerson
from rakor.press.models import Release, ReleaseAuthor, ReleaseQuote, ReleaseRevision
from rakor.privacy.rules.held import Row, Section
from rakor.words import _


def photos_of(person_id: UUID) -> QuerySet[PhotoPerson]:
    """The photos that name somebody, also those to which they agree no longer."""
    return PhotoPerson.filter(person_id=person_id, photo__removed_at=None)


def quotes_of(addresses: set[str]) -> QuerySet[ReleaseQuote]:
    """The quotes to which somebody was asked to agree at one of their addresses."""
    return ReleaseQuote.filter(email__in=sorted(addresses))


def releases_of(person: Person) -> QuerySet[Release]:
    """The releases that somebody drafted, wrote, changed or approved."""
    written = ReleaseAuthor.filter(person_id=person.id).values("release_id")
    changed = ReleaseRevision.filter(by_id=person.id).values("release_id")
    own = Q(drafted_by_id=person.id) | Q(approved_by_id=person.id)
    return Release.filter(own | Q(id__in=Subquery(written)) | Q(id__in=Subquery(changed)))


async def photos(person: Person) -> Section:
    """Which photos name somebody, and whether they still agree."""
    rows = await photos_of(person.id).order_by("-id").select_related("photo__meeting")
    return Section("photos", [_photo(row) for row in rows])


def _photo(row: PhotoPerson) -> Row:
    return {
        "meeting": row.photo.meeting.title,
        "subject": row.photo.caption,
        "name": row.name,
        "purpose": _(row.photo.consent_word),
        "given_at": row.photo.added_at,
        "withdrawn_at": row.withdrawn_at,
    }


async def quotes(addresses: set[str]) -> Section:
    """Which words of somebody stand in releases, and what they said to it."""
    rows = await quotes_of(addresses).order_by("-id").select_related("release")
    return Section(
        "quotes",
        [
            {
                "subject": row.release.headline,
                "name": row.speaker,
                "office": row.office,
                "words": row.text,
                "answer": _(row.state_word),
                "answered_at": row.answered_at,
            }
            for row in rows
        ],
    )
