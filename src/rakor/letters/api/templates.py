"""Templates of letters and the register of numbers for programs."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.errors import NotFound
from rakor.letters import operations, queries
from rakor.letters.models import LetterNumber, LetterTemplate
from rakor.letters.rules import (
    AddresseePlace,
    DocumentType,
    LetterFont,
    NumberState,
    OutsideNumbers,
    Paper,
    SigningMode,
    TemplateFacts,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Line, Shape, Written
from rakor.web.uploads import read_upload
from rakor.words import _


class TemplateAnswer(Written):
    """How an agency writes; `logo` says whether there is one."""

    id: UUID
    revision: int
    agency: str
    name: str
    parent_line: str
    heading: str
    address: list[str]
    logo: bool
    font: LetterFont
    font_size: int
    paper: Paper
    follows_look: bool
    addressee_place: AddresseePlace
    opening: str
    closing: str
    number_pattern: str
    position_code: str
    unit_code: str
    archive_class_code: str
    city: str
    signing_mode: SigningMode
    chain: list[str]
    signer_office: UUID | None
    copies: list[str]


class TemplateItems(Items):
    """The templates of one's own line of agencies."""

    items: list[TemplateAnswer]


class NumberAnswer(Answer):
    """A number; `first` differs from `last` where a run was used outside of Rakor."""

    first: int
    last: int
    text: str
    status: NumberState
    reason: str
    letter: UUID | None
    taken_at: datetime


class Register(Items):
    """The register of an agency and year in its order."""

    items: list[NumberAnswer]


class SkippedAnswer(Written):
    """The run of numbers that was entered."""

    first: int
    last: int
    reason: str


class Logo(Shape):
    """The picture of the letterhead; without it the letterhead has none."""


class WhichRegister(Shape):
    """Whose register of which year."""

    agency: Annotated[Line, Field(max_length=40)]
    year: Annotated[int, Field(ge=1990, le=2200)]
    scope: DocumentType = DocumentType.INVITATION


def _answer(template: LetterTemplate) -> TemplateAnswer:
    own = {"seq", "agency", "logo", "signer_office"}
    named = {
        name: getattr(template, name) for name in TemplateAnswer.model_fields if name not in own
    }
    return TemplateAnswer(
        **named,
        agency=template.agency.code,
        logo=template.logo is not None,
        signer_office=template.signer_office_id,
    )


async def templates(request: Request) -> Response:
    rows = await queries.visible_templates(request.user).select_related("agency").order_by("name")
    return answer(TemplateItems(items=[_answer(row) for row in rows]))


async def add(request: Request) -> Response:
    facts = await read(request, TemplateFacts)
    return answer(_answer(await operations.add_template(facts, by=request.user)), 201)


async def template(request: Request) -> Response:
    found = await queries.find_template(request.path_params["template"], to=request.user)
    return answer(_answer(found))


async def change(request: Request) -> Response:
    facts = await read(request, TemplateFacts)
    changed = await operations.change_template(
        request.path_params["template"],
        facts,
        by=request.user,
        revision=expected_revision(request),
    )
    return answer(_answer(changed))


async def set_logo(request: Request) -> Response:
    upload = await read_upload(request, raw=RAW, name="logo")
    await operations.set_logo(request.path_params["template"], upload.content, by=request.user)
    return await template(request)


async def register(request: Request) -> Response:
    asked = query_of(request, WhichRegister)
    for agency in await queries.own_agencies(request.user):
        if agency.code == asked.agency:
            rows = await queries.register(agency, asked.year, asked.scope)
            return answer(Register(items=[_number(row) for row in rows]))
    raise NotFound(_("Instansi ini tidak ada, atau registernya bukan untuk Anda."))


def _number(row: LetterNumber) -> NumberAnswer:
    return NumberAnswer(
        first=row.first_seq,
        last=row.seq,
        text=row.text,
        status=row.state,
        reason=row.reason,
        letter=row.letter,
        taken_at=row.taken_at,
    )


async def skip(request: Request) -> Response:
    facts = await read(request, OutsideNumbers)
    row = await operations.skip_to(facts, by=request.user)
    return answer(SkippedAnswer(first=row.first_seq, last=row.seq, reason=row.reason), 201)


RAW = ("image/png", "image/jpeg")
HERE = "/letter-templates"
ONE = f"{HERE}/{{template:uuid}}"

endpoints = [
    Endpoint("GET", HERE, templates, "The templates of one's own agencies", gives=TemplateItems,
             refuses=()),
    Endpoint("POST", HERE, add, "Give an agency a template",
             takes=TemplateFacts, gives=TemplateAnswer, status=201),
    Endpoint("GET", ONE, template, "A template", gives=TemplateAnswer, refuses=(404,)),
    Endpoint("PATCH", ONE, change, "Change a template; what is left out stays",
             takes=TemplateFacts, gives=TemplateAnswer, refuses=(404, 409, 412)),
    Endpoint("PUT", f"{ONE}/logo", set_logo, "Put a PNG or JPEG of up to 300 KB on top, or none",
             takes=Logo, takes_media="multipart/form-data", also_takes=RAW,
             gives=TemplateAnswer, refuses=(404, 415)),
    Endpoint("GET", "/letter-numbers", register, "The register of an agency and year",
             asks=WhichRegister, gives=Register, refuses=(404,)),
    Endpoint("POST", "/letter-numbers", skip, "Enter a run of numbers used outside of Rakor",
             takes=OutsideNumbers, gives=SkippedAnswer, status=201, refuses=()),
]  # fmt: skip
