"""Documents of a meeting for programs: laid before it, replaced, taken away, fetched."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from rakor.meetings import operations, queries
from rakor.meetings.api.meetings import ONE, meeting_id
from rakor.meetings.operations import MaterialChanges, MaterialFacts
from rakor.meetings.rules import media_of
from rakor.web.answers import answer
from rakor.web.downloads import as_download
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import checked, read
from rakor.web.shapes import Answer, Items, Shape, Written
from rakor.web.uploads import read_upload

Bytes = Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})]


class MaterialForm(MaterialFacts):
    """A document of at most 50 MB, its title (else its file name), and the item it belongs to."""

    file: Bytes = b""


class VersionForm(Shape):
    """The new version, of at most 50 MB."""

    file: Bytes = b""


class VersionAnswer(Answer):
    """One version of a document."""

    version: int
    name: str
    kind: str
    size: int
    sha256: str
    at: datetime


class MaterialRow(Answer):
    """A document with the latest version on top; `item` is the agenda item, null: the meeting."""

    id: UUID
    revision: int
    item: UUID | None
    title: str
    position: int
    version: int
    name: str
    kind: str
    size: int
    sha256: str
    at: datetime
    versions: list[VersionAnswer]
    removed_at: datetime | None


class MaterialAnswer(MaterialRow, Written):
    """A document after a write."""


class MaterialItems(Items):
    """The documents in their order; those taken away are listed for who runs the meeting."""

    items: list[MaterialRow]


def material_id(request: Request) -> UUID:
    key: UUID = request.path_params["material"]
    return key


async def list_materials(request: Request) -> Response:
    meeting = await queries.find(meeting_id(request), to=request.user)
    parts = await queries.parts_of(request.user, meeting)
    rows = await queries.materials_seen(meeting, parts)
    return answer(MaterialItems(items=[MaterialRow.model_validate(row) for row in rows]))


async def add(request: Request) -> Response:
    upload = await read_upload(request)
    facts = checked(MaterialFacts, upload.fields)
    told = await operations.add_material(
        meeting_id(request), upload.content, upload.filename, facts, by=request.user
    )
    return answer(MaterialAnswer.model_validate(told), 201)


async def replace(request: Request) -> Response:
    upload = await read_upload(request)
    checked(VersionForm, upload.fields)
    told = await operations.replace_material(
        meeting_id(request),
        material_id(request),
        upload.content,
        upload.filename,
        by=request.user,
    )
    return answer(MaterialAnswer.model_validate(told), 201)


async def change(request: Request) -> Response:
    changes = await read(request, MaterialChanges)
    told = await operations.change_material(
        meeting_id(request),
        material_id(request),
        changes,
        revision=expected_revision(request),
        by=request.user,
    )
    return answer(MaterialAnswer.model_validate(told))


async def remove(request: Request) -> Response:
    told = await operations.remove_material(
        meeting_id(request), material_id(request), by=request.user
    )
    return answer(MaterialAnswer.model_validate(told))


async def fetch(request: Request) -> Response:
    """The file as it came, always saved and never shown in the page."""
    version: int = request.path_params["version"]
    found = await queries.find_file(
        meeting_id(request), material_id(request), version, to=request.user
    )
    return as_download(queries.material_path(found.id), found.name, media_of(found.kind))


MATERIALS = ONE + "/materials"
MATERIAL = MATERIALS + "/{material:uuid}"

endpoints = [
    Endpoint(
        "GET",
        MATERIALS,
        list_materials,
        "The documents of a meeting",
        gives=MaterialItems,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        MATERIALS,
        add,
        "Lay a document before the meeting",
        takes=MaterialForm,
        takes_media="multipart/form-data",
        gives=MaterialAnswer,
        status=201,
        refuses=(404, 409, 413, 415),
    ),
    Endpoint(
        "PATCH",
        MATERIAL,
        change,
        "Say a document differently, or move it to another item",
        takes=MaterialChanges,
        gives=MaterialAnswer,
        refuses=(404, 409, 412),
    ),
    Endpoint(
        "DELETE",
        MATERIAL,
        remove,
        "Take a document away; its versions stay in the record",
        gives=MaterialAnswer,
    ),
    Endpoint(
        "POST",
        MATERIAL + "/versions",
        replace,
        "A new version of a document",
        takes=VersionForm,
        takes_media="multipart/form-data",
        gives=MaterialAnswer,
        status=201,
        refuses=(404, 409, 413, 415),
    ),
    Endpoint(
        "GET",
        MATERIAL + "/versions/{version:int}/file",
        fetch,
        "One version of a document as it was handed in",
        media="application/octet-stream",
        refuses=(404,),
    ),
]
