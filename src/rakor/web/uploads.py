"""A file that somebody sends: in a form beside other fields, or alone as the body."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from rakor.errors import Unsupported
from rakor.web.reading import nest
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Upload:
    """The bytes of a file, the name it was sent under ("" without one), and the fields beside it.

    Neither the name nor the kind that was said for it is believed.
    """

    content: bytes
    filename: str
    fields: dict[str, Any]


async def read_upload(request: Request, *, raw: Sequence[str] = (), name: str = "file") -> Upload:
    """The file of a form, or the whole body if it comes as one of these media types.

    Refuses (Unsupported) any other. A form without the file holds no bytes.
    """
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media == "multipart/form-data":
        async with request.form(max_files=1, max_fields=20) as form:
            file, pairs = form.get(name), form.multi_items()
            content = await file.read() if isinstance(file, UploadFile) else b""
        fields = nest([(key, value) for key, value in pairs if isinstance(value, str)])
        filename = (file.filename or "") if isinstance(file, UploadFile) else ""
        return Upload(content, filename, fields)
    if media not in raw:
        raise Unsupported(_("Kirim berkas sebagai multipart/form-data."))
    return Upload(await request.body(), "", {})


async def read_uploads(
    request: Request, *, name: str = "files", most: int = 10
) -> tuple[list[tuple[bytes, str]], dict[str, Any]]:
    """Several files of a form with the names they were sent under, and the fields beside them.

    A field of files that nobody filled in is no file. Refuses (Unsupported) all but a form.
    """
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media != "multipart/form-data":
        raise Unsupported(_("Kirim berkas sebagai multipart/form-data."))
    async with request.form(max_files=most + 1, max_fields=40) as form:
        sent = [each for each in form.getlist(name) if isinstance(each, UploadFile)]
        files = [(await each.read(), each.filename or "") for each in sent]
        pairs = form.multi_items()
    fields = nest([(key, value) for key, value in pairs if isinstance(value, str)])
    fields.pop(name, None)
    return [each for each in files if each[0] or each[1]], fields
