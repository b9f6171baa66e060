"""Signatures of approved minutes for programs: what is there, and a signed PDF handed in."""

from typing import Annotated

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from rakor.errors import NotFound
from rakor.issued.rules import SignatureAnswer
from rakor.minutes import operations, queries
from rakor.minutes.api.minutes import HERE, key
from rakor.minutes.queries.issued import signed
from rakor.minutes.rules import MinutesState
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import checked
from rakor.web.shapes import Shape, Written
from rakor.web.uploads import read_upload
from rakor.words import _

Bytes = Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})]


class SignedForm(Shape):
    """The approved PDF with signatures after it, of at most 20 MB."""

    file: Bytes = b""


class SignedAnswer(Written):
    """The code of approved minutes, and the signatures in their PDF, first to last."""

    version: int
    status: MinutesState
    code: str
    signatures: list[SignatureAnswer]


async def shown(request: Request, status: int = 200) -> Response:
    minutes, _document = await queries.read_by(key(request), to=request.user)
    found = await signed(minutes)
    if found is None:
        raise NotFound(_("Notula ini belum disetujui pimpinan rapat."))
    return answer(
        SignedAnswer(
            version=minutes.version,
            status=minutes.state,
            code=found.code,
            signatures=[SignatureAnswer.model_validate(each) for each in found.signatures],
        ),
        status,
    )


async def take(request: Request) -> Response:
    upload = await read_upload(request, raw=("application/pdf",))
    checked(SignedForm, upload.fields)
    await operations.take_signed(key(request), upload.content, by=request.user)
    return await shown(request, 201)


endpoints = [
    Endpoint(
        "GET",
        f"{HERE}/signed",
        shown,
        "The code of approved minutes, and who has signed their PDF",
        gives=SignedAnswer,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        f"{HERE}/signed",
        take,
        "Hand in the approved PDF with signatures that were made outside",
        takes=SignedForm,
        takes_media="multipart/form-data",
        also_takes=("application/pdf",),
        gives=SignedAnswer,
        status=201,
        refuses=(404, 409, 413, 415),
    ),
]
