"""Photos of a meeting, for those who keep them, those who were there, and the public."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tortoise.queryset import QuerySet

from rakor import words
from rakor.accounts.models import User
from rakor.documents.pictures import Picture, PictureKind, as_png
from rakor.errors import NotFound
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.queries import find, parts_of
from rakor.meetings.rules import Action, Part, may
from rakor.minutes.export.values import Photograph
from rakor.minutes.models import Photo, PhotoPerson
from rakor.minutes.rules.photos import PhotoConsent
from rakor.settings import settings
from rakor.words import _

# What each use of a photo asks for.
FOR_RECORD = (PhotoConsent.RECORD, PhotoConsent.PUBLIC)
FOR_PUBLIC = (PhotoConsent.PUBLIC,)


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo as documents print it: the caption already says when and by whom it was taken."""

    id: UUID
    caption: str
    alternative: str
    kind: str
    width: int
    height: int
    turned: bool
    sha256: str

    @property
    def name(self) -> str:
        """The file that a template names."""
        return f"{self.id}.{self.kind}"

    def picture(self) -> Picture:
        """The picture itself. NotFound where its file is no longer in its place."""
        try:
            content = photo_path(self.id).read_bytes()
        except FileNotFoundError:
            raise NotFound(_("Foto ini sudah tidak ada.")) from None
        return Picture(PictureKind(self.kind), content, self.width, self.height, self.turned)


def photo_folder() -> Path:
    """Where the files of all photos are."""
    return settings().files / "photos"


def photo_path(photo_id: UUID) -> Path:
    """Where the bytes of a photo are; the name says nothing about what is inside."""
    return photo_folder() / str(photo_id)


def standing(meeting_id: UUID) -> QuerySet[Photo]:
    """The photos of a meeting that are still there, in their order."""
    rows = Photo.filter(meeting_id=meeting_id, removed_at=None, withdrawn_at=None)
    return rows.order_by("position", "id")


async def photos_of(meeting_id: UUID, *, public: bool = False) -> list[Shown]:
    """The photos that the minutes may print, or with `public` those for everybody.

    Those to which nobody agreed, or somebody no longer agrees, are never among them.
    """
    rows = standing(meeting_id).filter(consent__in=FOR_PUBLIC if public else FOR_RECORD)
    return [shown(row) for row in await rows]


async def still_agreed(photos: Iterable[Photograph]) -> list[Shown]:
    """Those of these photos, named in minutes, to which everybody still agrees."""
    keys = [UUID(each.id) for each in photos]
    rows = Photo.filter(id__in=keys, removed_at=None, withdrawn_at=None, consent__in=FOR_RECORD)
    return [shown(row) for row in await rows] if keys else []


def pictures(photos: Iterable[Shown], *, for_word: bool) -> dict[str, bytes]:
    """The bytes of each photo whose file is there, by the name that a template uses.

    Word knows neither WebP nor the turn of a photo, so such are drawn anew.
    """
    found = {}
    for photo in photos:
        try:
            picture = photo.picture()
        except NotFound:
            continue
        redrawn = for_word and (picture.turned or picture.kind is PictureKind.WEBP)
        found[photo.name] = as_png(picture) if redrawn else picture.content
    return found


def photograph(photo: Shown) -> Photograph:
    """A photo as a document names it, upright."""
    sides = (photo.width, photo.height)
    width, height = reversed(sides) if photo.turned else sides
    return Photograph(str(photo.id), photo.name, photo.caption, photo.alternative, width, height)


def shown(row: Photo) -> Shown:
    """A photo as documents print it, in the language of whoever asks."""
    credit = [words.date(row.taken_on, with_weekday=False)] if row.taken_on else []
    if row.photographer:
        credit.append(_("foto: {name}").format(name=row.photographer))
    caption = row.caption + (f" ({'; '.join(credit)})" if credit else "")
    return Shown(
        row.id, caption, row.alternative, row.kind.value, row.width, row.height, row.turned,
        row.sha256,
    )  # fmt: skip


async def photos_seen(
    meeting_id: UUID, *, to: User
) -> tuple[Meeting, frozenset[Part], list[Photo]]:
    """The photos that somebody may see: those who keep them see all, also what was withdrawn."""
    meeting = await find(meeting_id, to=to)
    parts = await parts_of(to, meeting)
    if may(Action.KEEP_PHOTOS, parts):
        kept = Photo.filter(meeting_id=meeting.id, removed_at=None).order_by("position", "id")
        return meeting, parts, await kept
    return meeting, parts, await standing(meeting.id).filter(consent__in=FOR_RECORD)


async def named_in(photos: Iterable[Photo]) -> dict[UUID, list[PhotoPerson]]:
    """Who is named in each of these photos."""
    found: defaultdict[UUID, list[PhotoPerson]] = defaultdict(list)
    ids = [photo.id for photo in photos]
    for row in await PhotoPerson.filter(photo_id__in=ids).order_by("name", "id") if ids else []:
        found[row.photo_id].append(row)
    return found


async def may_be_named(meeting: Meeting) -> list[tuple[UUID, str]]:
    """Everybody with a part in the meeting, whom a caption may name."""
    rows = await MeetingPart.filter(meeting_id=meeting.id).select_related("person")
    people = {row.person_id: row.person.full_name for row in rows}
    return sorted(people.items(), key=lambda each: each[1].casefold())


async def find_photo(meeting_id: UUID, photo_id: UUID, *, to: User) -> Photo:
    """One photo with its file, for whoever may see it; NotFound for everybody else."""
    _meeting, _parts, photos = await photos_seen(meeting_id, to=to)
    return _there(photos, photo_id)


def _there(photos: Sequence[Photo], photo_id: UUID) -> Photo:
    photo = next((each for each in photos if each.id == photo_id), None)
    if photo is None or photo.withdrawn_at is not None or not photo_path(photo.id).is_file():
        raise NotFound(_("Foto ini sudah tidak ada."))
    return photo
