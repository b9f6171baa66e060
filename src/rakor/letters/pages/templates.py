"""Templates of letters for people who keep an agency, and the register of its numbers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.models import Agency
from rakor.directory.rules import check_may_keep, may_keep
from rakor.errors import NotFound
from rakor.letters import operations, queries
from rakor.letters.models import LetterTemplate
from rakor.letters.pages.ground import TONES, choices, inline, lines
from rakor.letters.rules import (
    ADDRESSEE_PLACES,
    DOCUMENT_TYPES,
    NUMBER_STATES,
    PAPERS,
    PLACEHOLDERS,
    SIGNING_MODES,
    TOKENS,
    DocumentType,
    LetterFont,
    OutsideNumbers,
    TemplateFacts,
    gaps,
)
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.web.uploads import read_upload
from rakor.words import _

HERE = "/letters/templates"
ONE = f"{HERE}/{{template:uuid}}"
NUMBERS = "/letters/numbers"


class Written(TemplateFacts):
    """What the form holds: the revision that was on the page beside the facts."""

    revision: int | None = None

    def facts(self) -> TemplateFacts:
        said = self.model_dump(include=self.model_fields_set - {"revision"})
        return TemplateFacts.model_validate(said)


class WhichRegister(Shape):
    """Whose register of which year; left out, one's own agency and this year."""

    agency: Annotated[Line, Field(max_length=40)] = ""
    year: Annotated[int, Field(ge=1990, le=2200)] | None = None
    scope: DocumentType = DocumentType.INVITATION


def key(request: Request) -> UUID:
    found: UUID = request.path_params["template"]
    return found


async def listed(request: Request) -> Response:
    rows = await queries.visible_templates(request.user).select_related("agency").order_by("name")
    rows.sort(key=lambda each: (each.agency.precedence, each.agency.name))
    kept = await queries.own_agencies(request.user, kept=True)
    return show(request, "letters/templates.html", templates=rows, may_add=bool(kept))


async def new(request: Request) -> Response:
    check_may_keep(request.user)
    kept = await queries.own_agencies(request.user, kept=True)
    options = [(each.code, each.name) for each in kept]
    return show(request, "letters/template_new.html", agencies=options)


async def add(request: Request) -> Response:
    typed = await read(request, TemplateFacts)
    made = await operations.add_template(typed, by=request.user)
    return see(f"{HERE}/{made.id}", _("Templat tersimpan. Lengkapi sambil melihat contohnya."))


async def one(request: Request) -> Response:
    template = await queries.find_template(key(request), to=request.user)
    return show(request, "letters/template.html", **await offered(template, request))


async def offered(template: LetterTemplate, request: Request) -> dict[str, Any]:
    """Everything the form of a template offers."""
    offices = await queries.signing_offices(template.agency)
    return {
        "one": template,
        "may_keep": may_keep(request.user, template.agency),
        "fonts": [(font.value, font.value) for font in LetterFont],
        "papers": choices(PAPERS),
        "places": choices(ADDRESSEE_PLACES),
        "signing_modes": choices(SIGNING_MODES),
        "offices": [(str(each.id), each.title) for each in offices],
        "tokens": choices(TOKENS),
        "placeholders": choices(PLACEHOLDERS),
        "lines": lines,
        "default_opening": queries.OPENING,
        "default_closing": queries.CLOSING,
        "pages": inline(await operations.template_pictures(template)),
    }


async def change(request: Request) -> Response:
    typed = await read(request, Written)
    await operations.change_template(
        key(request), typed.facts(), by=request.user, revision=typed.revision
    )
    return see(f"{HERE}/{key(request)}", _("Templat tersimpan."))


async def set_logo(request: Request) -> Response:
    upload = await read_upload(request, name="logo")
    await operations.set_logo(key(request), upload.content, by=request.user)
    said = _("Logo tersimpan.") if upload.content else _("Kop surat kini tanpa logo.")
    return see(f"{HERE}/{key(request)}", said)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register: a number, or a gap that nobody explained."""

    first: int
    last: int
    text: str = ""
    state: str = ""
    word: str = ""
    reason: str = ""
    at: datetime | None = None


async def register(request: Request) -> Response:
    asked = query_of(request, WhichRegister)
    own = await queries.own_agencies(request.user)
    agency = _chosen(own, asked.agency, request)
    year = asked.year or datetime.now(UTC).year
    rows = await _rows(agency, year, asked.scope) if agency else []
    return show(
        request,
        "letters/numbers.html",
        agency=agency,
        agencies=[(each.code, each.name) for each in own],
        year=year,
        scope=asked.scope,
        scopes=choices(DOCUMENT_TYPES),
        rows=rows,
        elsewhere=await queries.elsewhere(agency, year) if agency else [],
        tones=TONES,
        may_keep=agency is not None and may_keep(request.user, agency),
    )


def _chosen(own: list[Agency], code: str, request: Request) -> Agency | None:
    for each in own:
        if each.code == code or (not code and each.id == request.user.agency_id):
            return each
    if code:
        raise NotFound(_("Instansi ini tidak ada, atau registernya bukan untuk Anda."))
    return own[0] if own else None


async def _rows(agency: Agency, year: int, scope: DocumentType) -> list[Row]:
    numbers = await queries.register(agency, year, scope)
    found = [
        Row(
            each.first_seq,
            each.seq,
            each.text,
            each.state,
            NUMBER_STATES[each.state],
            each.reason,
            each.taken_at,
        )
        for each in numbers
    ]
    missing = gaps([(each.first_seq, each.seq) for each in numbers])
    return sorted([*found, *(Row(*gap) for gap in missing)], key=lambda row: row.first)


async def skip(request: Request) -> Response:
    typed = await read(request, OutsideNumbers)
    await operations.skip_to(typed, by=request.user)
    where = f"{NUMBERS}?agency={typed.agency}&year={typed.year}&scope={typed.scope.value}"
    return see(where, _("Register dilanjutkan setelah nomor {n}.").format(n=typed.last))


routes: list[BaseRoute] = [
    page(HERE, listed),
    *form(f"{HERE}/new", new, add),
    *form(ONE, one, change),
    *form(f"{ONE}/logo", one, set_logo),
    *form(NUMBERS, register, skip),
]
