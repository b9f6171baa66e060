"""Berita acara for programs: drafted, written, issued, replaced, taken back, and their files."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.issued.rules import SignatureAnswer, spoken
from rakor.minutes import operations, queries
from rakor.minutes.api.signing import SignedForm
from rakor.minutes.queries.agreement import Agreed, agreed, agreements_read
from rakor.minutes.rules.agreement import AgreementChoices, AgreementState, Parties, Voiding
from rakor.web.answers import answer
from rakor.web.endpoints import Act, Endpoint, expected_revision
from rakor.web.reading import checked, read
from rakor.web.shapes import Answer, Items, Shape, Written
from rakor.web.uploads import read_upload


class AgreementRow(Answer):
    """A berita acara in the list: with whom it is (none: with all that came), where it stands."""

    id: UUID
    version: int
    status: AgreementState
    agencies: list[str]
    number: str
    dated: date | None
    drafted_at: datetime
    issued_at: datetime | None
    replaces: UUID | None
    revision: int


class Agreements(Items):
    """The berita acara that one may read, the newest first."""

    items: list[AgreementRow]


class AgreementAnswer(Written):
    """A berita acara; `document` is what is printed, `choices` are null for those who only read."""

    id: UUID
    meeting: UUID
    version: int
    status: AgreementState
    agencies: list[str]
    number: str
    dated: date | None
    code: str | None
    drafted_at: datetime
    drafted_by: str
    issued_at: datetime | None
    issued_by: str | None
    replaces: UUID | None
    replaced_by: UUID | None
    reason: str
    revision: int
    choices: AgreementChoices | None
    signatures: list[SignatureAnswer]
    document: dict[str, Any]


class Nothing(Shape):
    """An act without words."""


def keys(request: Request) -> tuple[UUID, UUID]:
    """The meeting and its berita acara, as the path names them."""
    return request.path_params["meeting"], request.path_params["agreement"]


async def shown(request: Request, status: int = 200, *, other: UUID | None = None) -> Response:
    meeting: UUID = request.path_params["meeting"]
    which = other or request.path_params["agreement"]
    return answer(_answer(await agreed(meeting, which, to=request.user)), status)


def _answer(found: Agreed) -> AgreementAnswer:
    row, later = found.agreement, found.successor
    known = later is not None and (found.writes or later.issued_at is not None)
    return AgreementAnswer(
        id=row.id,
        meeting=row.meeting_id,
        version=row.version,
        status=row.state,
        agencies=row.agencies,
        number=row.number,
        dated=row.dated,
        code=spoken(found.issued.code) if found.issued else None,
        drafted_at=row.drafted_at,
        drafted_by=row.drafted_by.full_name,
        issued_at=row.issued_at,
        issued_by=row.issued_by.full_name if row.issued_by else None,
        replaces=row.replaces_id,
        replaced_by=later.id if later and known else None,
        reason=row.reason,
        revision=row.revision,
        choices=found.choices if found.writes else None,
        signatures=[SignatureAnswer.model_validate(each) for each in found.signatures],
        document=found.values,
    )


async def listed(request: Request) -> Response:
    found = await queries.reading(request.path_params["meeting"], to=request.user)
    rows = [
        AgreementRow(
            id=row.id,
            version=row.version,
            status=row.state,
            agencies=row.agencies,
            number=row.number,
            dated=row.dated,
            drafted_at=row.drafted_at,
            issued_at=row.issued_at,
            replaces=row.replaces_id,
            revision=row.revision,
        )
        for row in await agreements_read(found)
    ]
    return answer(Agreements(items=rows))


async def draft(request: Request) -> Response:
    wanted = await read(request, Parties)
    meeting = request.path_params["meeting"]
    made = await operations.draft_agreement(meeting, wanted, by=request.user)
    return await shown(request, 201, other=made.id)


async def change(request: Request) -> Response:
    choices = await read(request, AgreementChoices)
    revision = expected_revision(request)
    await operations.change_agreement(*keys(request), choices, by=request.user, revision=revision)
    return await shown(request)


async def issue(request: Request) -> Response:
    await read(request, Nothing)
    revision = expected_revision(request)
    await operations.issue_agreement(*keys(request), by=request.user, revision=revision)
    return await shown(request)


async def replace(request: Request) -> Response:
    await read(request, Nothing)
    made = await operations.replace_agreement(*keys(request), by=request.user)
    return await shown(request, 201, other=made.id)


async def void(request: Request) -> Response:
    why = await read(request, Voiding)
    revision = expected_revision(request)
    await operations.void_agreement(*keys(request), why.reason, by=request.user, revision=revision)
    return await shown(request)


async def take(request: Request) -> Response:
    upload = await read_upload(request, raw=("application/pdf",))
    checked(SignedForm, upload.fields)
    await operations.take_signed_agreement(*keys(request), upload.content, by=request.user)
    return await shown(request, 201)


def paper(form: str) -> Act:
    """The download of one form."""

    async def download(request: Request) -> Response:
        made = await operations.agreement_paper(*keys(request), form, by=request.user)
        return Response(made.content, headers=made.headers, media_type=made.media)

    return download


HERE = "/meetings/{meeting:uuid}/agreements"
ONE = f"{HERE}/{{agreement:uuid}}"
WORDS = {
    "pdf": "A berita acara as PDF/A, tagged; once issued, the bytes that were issued",
    "docx": "A berita acara as a Word document; once issued, the bytes that were issued",
}

endpoints = [
    Endpoint("GET", HERE, listed, "The berita acara of a meeting", gives=Agreements,
             refuses=(404,)),
    Endpoint("POST", HERE, draft, "Draft a berita acara, with all agencies that came or with some",
             takes=Parties, gives=AgreementAnswer, status=201, refuses=(404, 409)),
    Endpoint("GET", ONE, shown, "One berita acara", gives=AgreementAnswer, refuses=(404,)),
    Endpoint("PATCH", ONE, change, "Choose what stands in a draft", takes=AgreementChoices,
             gives=AgreementAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{ONE}/issue", issue, "Issue it: number, code and files are fixed",
             takes=Nothing, gives=AgreementAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{ONE}/replace", replace, "Draft the one that replaces it",
             takes=Nothing, gives=AgreementAnswer, status=201, refuses=(404, 409)),
    Endpoint("POST", f"{ONE}/void", void, "Drop a draft, or take back what was issued",
             takes=Voiding, gives=AgreementAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{ONE}/signed", take,
             "Hand in the issued PDF with signatures that were made outside", takes=SignedForm,
             takes_media="multipart/form-data", also_takes=("application/pdf",),
             gives=AgreementAnswer, status=201, refuses=(404, 409, 413, 415)),
    *(
        Endpoint("GET", f"{ONE}.{form}", paper(form), words, media=operations.MEDIA[form],
                 refuses=(404,))
        for form, words in WORDS.items()
    ),
]  # fmt: skip
