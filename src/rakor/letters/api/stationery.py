"""The Word templates of agencies for programs."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from rakor.documents.downloads import Download
from rakor.letters import operations, queries
from rakor.letters.models import DocumentTemplate
from rakor.letters.operations import MEDIA
from rakor.letters.rules import StationeryKind, TemplateStep, WhichKind, WordFacts
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import checked, query_of
from rakor.web.shapes import Items, Written
from rakor.web.uploads import read_upload

DOCX = MEDIA["docx"]


class WordForm(WordFacts):
    """A Word document of at most 2 MB, for an agency and a kind of document."""

    file: Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})] = b""


class WordTemplateAnswer(Written):
    """One version; `tried` is not used yet, `past` is what approved documents still print with."""

    id: UUID
    agency: str
    kind: StationeryKind
    number: int
    filename: str
    sha256: str
    status: TemplateStep
    added_at: datetime
    used_from: datetime | None
    used_until: datetime | None


class WordTemplateItems(Items):
    """The versions of one's own line of agencies, the newest of each kind first."""

    items: list[WordTemplateAnswer]


def _answer(template: DocumentTemplate) -> WordTemplateAnswer:
    return WordTemplateAnswer(
        id=template.id,
        agency=template.agency.code,
        kind=template.kind,
        number=template.number,
        filename=template.filename,
        sha256=template.sha256,
        status=template.step,
        added_at=template.added_at,
        used_from=template.used_from,
        used_until=template.used_until,
    )


def key(request: Request) -> UUID:
    found: UUID = request.path_params["version"]
    return found


async def listed(request: Request) -> Response:
    rows = await queries.word_templates(request.user)
    return answer(WordTemplateItems(items=[_answer(row) for row in rows]))


async def add(request: Request) -> Response:
    upload = await read_upload(request)
    facts = checked(WordFacts, upload.fields)
    made = await operations.add_word_template(
        facts, upload.content, upload.filename, by=request.user
    )
    return await _told(made.id, request, 201)


async def one(request: Request) -> Response:
    return await _told(key(request), request)


async def use(request: Request) -> Response:
    used = await operations.use_word_template(key(request), by=request.user)
    return await _told(used.id, request)


async def stop(request: Request) -> Response:
    await operations.stop_word_template(key(request), by=request.user)
    return await _told(key(request), request)


async def _told(template_id: UUID, request: Request, status: int = 200) -> Response:
    return answer(_answer(await queries.find_word_template(template_id, to=request.user)), status)


async def sample(request: Request) -> Response:
    return _sent(await operations.word_sample(key(request), by=request.user))


async def file(request: Request) -> Response:
    return _sent(await operations.word_file(key(request), by=request.user))


async def default(request: Request) -> Response:
    asked = query_of(request, WhichKind)
    return _sent(await operations.default_word_file(asked.kind, by=request.user))


def _sent(download: Download) -> Response:
    return Response(download.content, media_type=download.media, headers=download.headers)


HERE = "/document-templates"
ONE = f"{HERE}/{{version:uuid}}"

endpoints = [
    Endpoint("GET", HERE, listed, "The Word templates of one's own agencies",
             gives=WordTemplateItems, refuses=()),
    Endpoint("POST", HERE, add, "Hand in a Word template; it is checked and not used yet",
             takes=WordForm, takes_media="multipart/form-data", gives=WordTemplateAnswer,
             status=201, refuses=(415,)),
    Endpoint("GET", f"{HERE}/default.docx", default, "The template that Rakor brings along",
             asks=WhichKind, media=DOCX, refuses=()),
    Endpoint("GET", ONE, one, "A version of a Word template", gives=WordTemplateAnswer,
             refuses=(404,)),
    Endpoint("GET", f"{ONE}/file.docx", file, "The template as it was handed in", media=DOCX,
             refuses=(404,)),
    Endpoint("GET", f"{ONE}/sample.docx", sample, "The template filled with an invented document",
             media=DOCX, refuses=(404,)),
    Endpoint("POST", f"{ONE}/use", use, "Print with this version from now on",
             gives=WordTemplateAnswer, refuses=(404,)),
    Endpoint("POST", f"{ONE}/stop", stop, "Print with the template above, or the default, again",
             gives=WordTemplateAnswer, refuses=(404, 409)),
]  # fmt: skip
