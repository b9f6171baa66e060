"""How the documents of agencies look, for programs."""

from datetime import datetime
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.letters import operations, queries
from rakor.letters.models import AgencyLook
from rakor.letters.rules import LookFacts, Paper
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Items, Shape, Written
from rakor.web.uploads import read_upload


class LookAnswer(Written):
    """How an agency's documents look; `revision` 0 is the house's look, which none was chosen over.

    An empty `heading` takes the names of the directory, empty `lines` its address. Margins are
    millimetres.
    """

    agency: str
    revision: int
    parent_line: str
    heading: str
    lines: list[str]
    logo: bool
    font: str
    font_size: int
    paper: Paper
    margin_top: int
    margin_right: int
    margin_bottom: int
    margin_left: int
    rule: str = Field(description="The colour of the line under the letterhead, #rrggbb")
    used_from: datetime | None


class LookItems(Items):
    """The looks in use in one's own line of agencies."""

    items: list[LookAnswer]


class Faces(Items):
    """The faces that are installed here, and that a look may name."""

    items: list[str]


class Logo(Shape):
    """The picture of the letterhead; without it the documents have none."""


def _answer(look: AgencyLook) -> LookAnswer:
    own = {"seq", "agency", "revision", "logo"}
    named = {name: getattr(look, name) for name in LookAnswer.model_fields if name not in own}
    return LookAnswer(
        **named, agency=look.agency.code, revision=look.number, logo=look.logo is not None
    )


def key(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


async def listed(request: Request) -> Response:
    rows = await queries.visible_looks(request.user)
    return answer(LookItems(items=[_answer(row) for row in rows]))


async def one(request: Request) -> Response:
    agency = await queries.find_agency(key(request), to=request.user)
    look = await queries.look_of(agency)
    look.agency = agency
    return answer(_answer(look))


async def change(request: Request) -> Response:
    facts = await read(request, LookFacts)
    number = expected_revision(request)
    made = await operations.change_look(key(request), facts, by=request.user, number=number)
    return answer(_answer(made))


async def set_logo(request: Request) -> Response:
    upload = await read_upload(request, raw=RAW, name="logo")
    made = await operations.set_look_logo(key(request), upload.content, by=request.user)
    return answer(_answer(made))


async def stop(request: Request) -> Response:
    await operations.stop_look(key(request), by=request.user)
    return await one(request)


async def faces(request: Request) -> Response:
    queries.visible_templates(request.user)
    return answer(Faces(items=operations.faces()))


RAW = ("image/png", "image/jpeg", "image/svg+xml")
ONE = "/agencies/{id:uuid}/document-look"

endpoints = [
    Endpoint("GET", "/document-looks", listed, "How the documents of one's own agencies look",
             gives=LookItems, refuses=()),
    Endpoint("GET", "/document-faces", faces, "The faces that documents may be set in",
             gives=Faces, refuses=()),
    Endpoint("GET", ONE, one, "How the documents of an agency look", gives=LookAnswer,
             refuses=(404,)),
    Endpoint("PATCH", ONE, change, "Change the look from now on; what was approved keeps its own",
             takes=LookFacts, gives=LookAnswer, refuses=(404, 412)),
    Endpoint("PUT", f"{ONE}/logo", set_logo, "Put a PNG, JPEG or SVG (300 KB) on top, or none",
             takes=Logo, takes_media="multipart/form-data", also_takes=RAW,
             gives=LookAnswer, refuses=(404, 412, 415)),
    Endpoint("POST", f"{ONE}/stop", stop, "Print with the look of the agency above, or the house's",
             gives=LookAnswer, refuses=(404, 409)),
]  # fmt: skip
