"""How an agency's documents look, for those who keep it: chosen with three samples beside it."""

from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import errors
from rakor.directory.models import Agency
from rakor.directory.rules import check_may_keep, may_keep
from rakor.letters import operations, queries
from rakor.letters.models import AgencyLook
from rakor.letters.pages.ground import choices, inline, lines
from rakor.letters.rules import (
    LEAST_MARGIN,
    LEAST_SIZE,
    MOST_MARGIN,
    MOST_SIZE,
    PAPERS,
    STATIONERY_KINDS,
    LookFacts,
    StationeryKind,
    WhichAgency,
)
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, query_of, read
from rakor.web.shapes import Line
from rakor.web.uploads import read_upload
from rakor.words import _

HERE = "/letters/look"
LOGO_KINDS = "image/png,image/jpeg,image/svg+xml"


class WrittenLook(LookFacts):
    """What the form holds: whose look, and the version that was on the page, beside the facts."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    number: int | None = None

    def facts(self) -> LookFacts:
        said = self.model_dump(include=self.model_fields_set - {"agency", "number"})
        return LookFacts.model_validate(said)


async def one(request: Request) -> Response:
    """The look of an agency with its samples; a form only for those who keep it."""
    # A form that was refused says whose look it was about, as the address does.
    typed = getattr(request.state, "typed", None)
    asked = str(typed.get("agency", "")) if typed else query_of(request, WhichAgency).agency
    agency = await queries.find_agency(asked, to=request.user)
    look = await queries.look_of(agency)
    look.agency = agency
    own = await queries.own_agencies(request.user)
    try:
        samples = await _samples(look)
    except errors.Invalid:
        samples = []
    return show(request, "letters/look.html", samples=samples, **_offered(look, own, request))


def _offered(look: AgencyLook, own: list[Agency], request: Request) -> dict[str, Any]:
    """Everything the form of a look offers."""
    installed = operations.faces()
    return {
        "one": look,
        "may_keep": may_keep(request.user, look.agency),
        "agencies": [(each.code, each.name) for each in own],
        # A face that was taken away since stays chosen, and is refused by its name.
        "fonts": [(name, name) for name in sorted({*installed, look.font})],
        "papers": choices(PAPERS),
        "sizes": (LEAST_SIZE, MOST_SIZE),
        "margins": (LEAST_MARGIN, MOST_MARGIN),
        "lines": lines,
        "logo_kinds": LOGO_KINDS,
    }


async def _samples(look: AgencyLook) -> list[tuple[str, str]]:
    """The samples: what each is in words, and its picture."""
    made = await operations.look_pictures(look)
    words = [STATIONERY_KINDS[StationeryKind(kind)] for kind, _png in made]
    return list(zip(words, inline(png for _kind, png in made), strict=True))


async def change(request: Request) -> Response:
    typed = await read(request, WrittenLook)
    agency = await queries.find_agency(typed.agency, to=request.user)
    await operations.change_look(agency.id, typed.facts(), by=request.user, number=typed.number)
    return _back(typed.agency, _("Tampilan tersimpan. Dokumen berikutnya dicetak seperti ini."))


async def preview(request: Request) -> Response:
    """The samples with what is on the page, before it is kept; or what is amiss with it."""
    try:
        typed = await read(request, WrittenLook)
        agency = await queries.find_agency(typed.agency, to=request.user)
        check_may_keep(request.user, agency)
        look = await operations.with_look_changes(agency, typed.facts())
        samples = await _samples(look)
    except errors.Invalid as amiss:
        said = [each["message"] for each in amiss.errors] or [amiss.detail]
        return show(request, "letters/_look_samples.html", samples=[], amiss=said)
    return show(request, "letters/_look_samples.html", samples=samples)


async def set_logo(request: Request) -> Response:
    upload = await read_upload(request, name="logo")
    said = {name: value for name, value in upload.fields.items() if name != "logo"}
    request.state.typed = said
    whose = checked(WhichAgency, said)
    agency = await queries.find_agency(whose.agency, to=request.user)
    await operations.set_look_logo(agency.id, upload.content, by=request.user)
    kept = _("Logo tersimpan.") if upload.content else _("Dokumen kini dicetak tanpa logo.")
    return _back(agency.code, kept)


async def stop(request: Request) -> Response:
    whose = await read(request, WhichAgency)
    agency = await queries.find_agency(whose.agency, to=request.user)
    await operations.stop_look(agency.id, by=request.user)
    return _back(agency.code, _("Dokumen kini dicetak dengan tampilan bawaan."))


def _back(code: str, notice: str) -> Response:
    return see(f"{HERE}?agency={code}", notice)


routes: list[BaseRoute] = [
    *form(HERE, one, change),
    act(f"{HERE}/preview", preview),
    *form(f"{HERE}/logo", one, set_logo),
    act(f"{HERE}/stop", stop),
]
