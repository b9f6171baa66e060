"""Doors for programs: the photos of a meeting."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from rakor.documents.pictures import PICTURE_MEDIA
from rakor.meetings.rules import Action, may
from rakor.minutes.models import Photo
from rakor.minutes.operations import photos as operations
from rakor.minutes.queries import photos as queries
from rakor.minutes.rules.photos import PhotoConsent, PhotoFacts, Place, Whose
from rakor.web.answers import answer
from rakor.web.downloads import LOCKED
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import checked, read
from rakor.web.shapes import Answer, Items, Written
from rakor.web.uploads import read_upload

Bytes = Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})]


class PhotoForm(PhotoFacts):
    """A photo of at most 12 MB (JPEG, PNG, WebP) with its words."""

    file: Bytes = b""


class PhotoRow(Answer):
    """A photo. `people` are named to those who keep the photos only."""

    id: UUID
    revision: int
    position: int
    caption: str
    alternative: str
    taken_on: date | None
    photographer: str
    consent: PhotoConsent
    kind: str
    width: int
    height: int
    size: int
    sha256: str
    added_at: datetime
    withdrawn_at: datetime | None
    people: list[UUID] = []


class PhotoAnswer(PhotoRow, Written):
    """A photo after a write."""


class PhotoItems(Items):
    """The photos in their order."""

    items: list[PhotoRow]


def key(request: Request) -> UUID:
    found: UUID = request.path_params["meeting"]
    return found


def photo_id(request: Request) -> UUID:
    found: UUID = request.path_params["photo"]
    return found


async def list_photos(request: Request) -> Response:
    _meeting, parts, photos = await queries.photos_seen(key(request), to=request.user)
    named = await queries.named_in(photos) if may(Action.KEEP_PHOTOS, parts) else {}
    rows = [PhotoRow.model_validate(each) for each in map(_bare, photos)]
    for row in rows:
        row.people = [each.person_id for each in named.get(row.id, [])]
    return answer(PhotoItems(items=rows))


def _bare(photo: Photo) -> dict[str, object]:
    names = PhotoRow.model_fields.keys() - {"people"}
    return {name: getattr(photo, name) for name in names}


async def _told(photo: Photo, status: int = 200) -> Response:
    named = await queries.named_in([photo])
    people = [each.person_id for each in named.get(photo.id, [])]
    return answer(PhotoAnswer.model_validate({**_bare(photo), "people": people}), status)


async def add(request: Request) -> Response:
    upload = await read_upload(request)
    facts = checked(PhotoFacts, upload.fields)
    photo = await operations.add_photo(key(request), upload.content, facts, by=request.user)
    return await _told(photo, 201)


async def change(request: Request) -> Response:
    facts = await read(request, PhotoFacts)
    photo = await operations.change_photo(
        key(request),
        photo_id(request),
        facts,
        by=request.user,
        revision=expected_revision(request),
    )
    return await _told(photo)


async def move(request: Request) -> Response:
    said = await read(request, Place)
    photo = await operations.move_photo(
        key(request), photo_id(request), said.place, by=request.user
    )
    await photo.refresh_from_db()
    return await _told(photo)


async def remove(request: Request) -> Response:
    await operations.remove_photo(key(request), photo_id(request), by=request.user)
    return answer(Written())


async def withdraw(request: Request) -> Response:
    whose = await read(request, Whose)
    await operations.withdraw_consent(
        key(request), photo_id(request), whose.person, by=request.user
    )
    return answer(Written())


async def fetch(request: Request) -> Response:
    """The picture itself, without what the camera hid in it."""
    photo = await queries.find_photo(key(request), photo_id(request), to=request.user)
    headers = {"Content-Security-Policy": LOCKED, "Cache-Control": "private, no-store"}
    path = queries.photo_path(photo.id)
    return FileResponse(path, media_type=PICTURE_MEDIA[photo.kind], headers=headers)


ALL = "/meetings/{meeting:uuid}/photos"
ONE = ALL + "/{photo:uuid}"

endpoints = [
    Endpoint("GET", ALL, list_photos, "The photos of a meeting", gives=PhotoItems, refuses=(404,)),
    Endpoint("POST", ALL, add, "Add a photo of a meeting", takes=PhotoForm,
             takes_media="multipart/form-data", gives=PhotoAnswer, status=201,
             refuses=(404, 409, 413, 415)),
    Endpoint("PATCH", ONE, change, "Say a photo differently, and what was agreed", takes=PhotoFacts,
             gives=PhotoAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", ONE + "/move", move, "Give a photo another place in the order", takes=Place,
             gives=PhotoAnswer),
    Endpoint("DELETE", ONE, remove, "Take a photo away, with its file", gives=Written,
             refuses=(404, 409)),
    Endpoint("POST", ONE + "/withdraw", withdraw, "Take back the consent of somebody it names",
             takes=Whose, gives=Written),
    Endpoint("GET", ONE + "/file", fetch, "The picture itself", media="image/*", refuses=(404,)),
]  # fmt: skip
