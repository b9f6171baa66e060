"""Photos of a meeting as a page: seen by those who were there, kept by who keeps the record."""

from pathlib import Path
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from rakor.documents.pictures import PICTURE_MEDIA, PictureKind
from rakor.meetings.rules import Action, may
from rakor.minutes.models import PhotoPerson
from rakor.minutes.operations import photos as operations
from rakor.minutes.queries import photos as queries
from rakor.minutes.rules import HELD
from rakor.minutes.rules.photos import PHOTO_CONSENTS, PhotoFacts, Place, Whose
from rakor.web.answers import see, show
from rakor.web.downloads import LOCKED
from rakor.web.pages import act, form, page
from rakor.web.reading import checked, read
from rakor.web.uploads import read_upload
from rakor.words import _


def key(request: Request) -> UUID:
    found: UUID = request.path_params["meeting"]
    return found


def here(request: Request, photo: UUID | None = None) -> str:
    return f"/meetings/{key(request)}/photos" + (f"#photo-{photo}" if photo else "")


async def show_photos(request: Request) -> Response:
    meeting, parts, photos = await queries.photos_seen(key(request), to=request.user)
    keeps = may(Action.KEEP_PHOTOS, parts)
    named = await queries.named_in(photos)
    editing: UUID | None = request.path_params.get("photo")
    return show(
        request,
        "minutes/photos.html",
        meeting=meeting,
        parts=parts,
        photos=photos,
        named=named,
        mine=_naming(named, request.user.id),
        keeps=keeps,
        adds=keeps and meeting.state in HELD,
        people=await queries.may_be_named(meeting) if keeps else [],
        consents=list(PHOTO_CONSENTS.items()),
        editing=editing,
    )


def _naming(named: dict[UUID, list[PhotoPerson]], person: UUID) -> set[UUID]:
    """The photos that name this person."""
    return {photo for photo, rows in named.items() if any(row.person_id == person for row in rows)}


async def add(request: Request) -> Response:
    upload = await read_upload(request)
    request.state.typed = upload.fields
    facts = checked(PhotoFacts, upload.fields)
    photo = await operations.add_photo(key(request), upload.content, facts, by=request.user)
    return see(here(request, photo.id), _("Foto ditambahkan."))


async def change(request: Request) -> Response:
    facts = await read(request, PhotoFacts)
    photo = request.path_params["photo"]
    await operations.change_photo(key(request), photo, facts, by=request.user)
    return see(here(request, photo), _("Perubahan disimpan."))


async def move(request: Request) -> Response:
    said = await read(request, Place)
    photo = request.path_params["photo"]
    await operations.move_photo(key(request), photo, said.place, by=request.user)
    return see(here(request, photo), _("Urutan foto diubah."))


async def remove(request: Request) -> Response:
    await operations.remove_photo(key(request), request.path_params["photo"], by=request.user)
    return see(here(request), _("Foto dihapus."))


async def withdraw(request: Request) -> Response:
    whose = await read(request, Whose)
    photo = request.path_params["photo"]
    await operations.withdraw_consent(key(request), photo, whose.person, by=request.user)
    return see(
        here(request), _("Persetujuan ditarik; foto itu tidak tampil dan tidak dicetak lagi.")
    )


async def picture(request: Request) -> Response:
    photo = await queries.find_photo(key(request), request.path_params["photo"], to=request.user)
    return as_picture(queries.photo_path(photo.id), photo.kind)


def as_picture(path: Path, kind: PictureKind) -> Response:
    """The file, shown within a page; whatever is inside runs nowhere."""
    headers = {"Content-Security-Policy": LOCKED, "Cache-Control": "private, max-age=300"}
    return FileResponse(path, media_type=PICTURE_MEDIA[kind], headers=headers)


ALL = "/meetings/{meeting:uuid}/photos"
ONE = ALL + "/{photo:uuid}"

routes: list[BaseRoute] = [
    *form(ALL, show_photos, add),
    *form(ONE, show_photos, change),
    act(ONE + "/move", move),
    act(ONE + "/remove", remove),
    act(ONE + "/withdraw", withdraw),
    page(ONE + "/file", picture),
]
