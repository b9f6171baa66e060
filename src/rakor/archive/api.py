"""Doors for programs: the package of a meeting, and the check of one that came from elsewhere."""

import io
from typing import Annotated, Any
from uuid import UUID

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from rakor.archive import operations
from rakor.archive.rules import Counted, Wanted
from rakor.web.answers import answer
from rakor.web.downloads import as_stream
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Answer, Shape
from rakor.web.uploads import read_upload

ZIP = "application/zip"
Bytes = Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})]


class PackageForm(Shape):
    """A package; larger ones are checked by `rakor verify package`."""

    file: Bytes = b""


class CheckedAnswer(Answer):
    """What a package says that is still exactly what was packed.

    `made_here` when this installation made it; then `codes_known_here` counts its files with a
    code that were issued here.
    """

    meeting: dict[str, Any]
    edition: str
    software: str
    schema_version: int
    counted: Counted
    missing: int
    made_here: bool
    codes_known_here: int | None


async def package(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    found: Any = request.path_params["id"]
    made, file = await operations.pack_by(
        UUID(str(found)), by=request.user, circulated=wanted.circulated
    )
    return as_stream(file, made.name, ZIP)


async def check(request: Request) -> Response:
    upload = await read_upload(request, raw=(ZIP,))
    found = await operations.check(io.BytesIO(upload.content))
    manifest = found.manifest
    return answer(
        CheckedAnswer(
            meeting=manifest.meeting,
            edition=manifest.edition,
            software=manifest.software,
            schema_version=manifest.schema_version,
            counted=manifest.counted,
            missing=len(manifest.missing),
            made_here=found.ours,
            codes_known_here=found.known,
        )
    )


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/archive.zip",
        package,
        "Everything the meeting left behind as one package, for secretariat and chair",
        asks=Wanted,
        media=ZIP,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        "/archive/check",
        check,
        "Whether a package is still exactly what was packed; nothing of it is kept",
        takes=PackageForm,
        takes_media="multipart/form-data",
        also_takes=(ZIP,),
        gives=CheckedAnswer,
        refuses=(413, 415),
    ),
]
