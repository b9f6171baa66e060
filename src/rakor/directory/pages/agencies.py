"""Agencies for people: the list, one agency with its offices and people, and its form."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import Agency
from rakor.directory.pages.ground import ONE, Filled, Question, choices, key_of, private_among
from rakor.directory.queries.ground import PAGE
from rakor.directory.rules import AgencyChanges, AgencyFacts
from rakor.directory.rules.words import Name
from rakor.errors import Invalid
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _
from rakor.words.dates import ZONES

# How many of those below an agency its page lists, and how many a form suggests while one types.
CHILDREN = 100
SUGGESTED = 20

KEEPERS = (
    ("false", N_("Semua sekretariat")),
    ("true", N_("Hanya pengelola instansi ini dan admin")),
)
RENAMINGS = (
    ("false", N_("Nama baru; dokumen lama tetap memakai nama lama")),
    ("true", N_("Betulkan salah tulis, tanpa riwayat")),
)


class Typed(Shape):
    """What somebody began to type into the field of an agency, whichever field it is."""

    q: Line = ""
    parent: Line = ""
    agency: Line = ""
    into: Line = ""

    @property
    def said(self) -> str:
        return (self.q or self.parent or self.agency or self.into)[:100]


class CodeRow(Shape):
    """The code of an agency in another system."""

    name: Line = ""
    code: Line = ""


class AgencyForm(Filled, AgencyFacts):
    """The form of an agency; the one it belongs to and its region are typed by code or name."""

    parent: Name | None = None
    region: Name | None = None
    codes: dict[str, CodeRow] = {}
    renamed_since: date | None = None
    corrects_name: bool = False

    async def meant(self) -> dict[str, Any]:
        """What is said about the agency, with the codes of what was typed by name."""
        values = self.model_dump(exclude={"revision", "codes", "renamed_since", "corrects_name"})
        if self.parent:
            values["parent"] = (await queries.agency_meant(self.parent, "parent")).code
        if self.region:
            values["region"] = await queries.region_meant(self.region)
        return {**values, "external_codes": self._external()}

    def _external(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for place, row in self.codes.items():
            if bool(row.name) != bool(row.code) or row.name in found:
                raise Invalid.field(
                    f"codes.{place}.code", _("Isi nama sistem dan kodenya, tiap sistem sekali.")
                )
            if row.name:
                found[row.name] = row.code
        return found


def zone_choices(current: str = "") -> list[tuple[str, str]]:
    zones = {name: f"{short} ({name})" for name, short in ZONES.items()}
    return list(({current: current} | zones if current else zones).items())


async def agencies(request: Request) -> Response:
    asked = query_of(request, Question)
    found, pages = await queries.numbered(
        queries.agencies(asked.q, asked.kind), asked.page, "precedence", "name"
    )
    return show(
        request,
        "directory/agencies.html",
        agencies=found,
        counts=await queries.counts(found),
        regions=await queries.region_names(agency.region for agency in found),
        kinds=await queries.kinds(),
        words=rules.AGENCY_KINDS,
        asked=asked,
        pages=pages,
    )


async def agency_options(request: Request) -> Response:
    """What a form suggests while somebody types."""
    said = query_of(request, Typed).said
    options = await queries.agency_options(said, SUGGESTED)
    return show(request, "directory/_agency_options.html", options=options)


async def agency(request: Request) -> Response:
    asked = query_of(request, Question)
    found = await queries.find_agency(key_of(request))
    if found.merged_into is not None:
        notice = _("{code} sudah digabungkan ke instansi ini.").format(code=found.code)
        return see(f"/directory/agencies/{found.merged_into_id}", notice)
    offices = await queries.offices(request.user, "", found).order_by("precedence", "title")
    people, people_total = await queries.look_up(
        request.user, asked.q, found, first=(asked.page - 1) * PAGE
    )
    below, below_total = await queries.children(found, CHILDREN)
    return show(
        request,
        "directory/agency.html",
        agency=found,
        region=(await queries.region_names([found.region])).get(found.region, found.region),
        names=await queries.names_of(found),
        below=below,
        below_total=below_total,
        may_keep=rules.may_keep(request.user, found),
        offices=offices,
        held=await queries.holders_on(office.id for office in offices),
        people=people,
        private=private_among(request.user, people),
        kind=rules.AGENCY_KINDS[found.kind],
        kinds=rules.AGENCY_KINDS,
        levels=rules.OFFICE_LEVELS,
        prefixes=rules.HOLDING_PREFIX,
        asked=asked,
        pages=max(1, -(-people_total // PAGE)),
    )


async def _agency_form(request: Request, agency: Agency | None) -> Response:
    rules.check_may_keep(request.user, agency)
    typed = getattr(request.state, "typed", {}).get("codes", {})
    codes = list(agency.external_codes.items()) if agency else []
    rows = max(len(codes) + 2, len(typed) if isinstance(typed, dict) else 0)
    return show(
        request,
        "directory/agency_form.html",
        agency=agency,
        kinds=choices(rules.AGENCY_KINDS),
        agencies=await queries.agency_options("", SUGGESTED),
        regions=await queries.region_options(),
        zones=zone_choices(agency.timezone if agency else settings().timezone),
        codes=[*codes, *[("", "")] * (rows - len(codes))],
        keepers=_worded(KEEPERS) if _sets_keepers(request, agency) else [],
        renamings=_worded(RENAMINGS),
        today=queries.today().isoformat(),
    )


def _worded(choices: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(key, _(word)) for key, word in choices]


def _sets_keepers(request: Request, agency: Agency | None) -> bool:
    """Whether the form asks who keeps the agency."""
    if request.user.is_admin:
        return True
    return agency is not None and rules.in_line(request.user, agency)


async def new_agency(request: Request) -> Response:
    return await _agency_form(request, None)


async def add_agency(request: Request) -> Response:
    facts = await read(request, AgencyForm)
    agency = await operations.add_agency(AgencyFacts(**await facts.meant()), by=request.user)
    return see(f"/directory/agencies/{agency.id}", _("Instansi ditambahkan."))


async def edit_agency(request: Request) -> Response:
    return await _agency_form(request, await queries.find_agency(key_of(request)))


async def change_agency(request: Request) -> Response:
    facts = await read(request, AgencyForm)
    changes = AgencyChanges(
        **await facts.meant(),
        renamed_since=facts.renamed_since,
        corrects_name=facts.corrects_name,
    )
    agency = await operations.change_agency(
        key_of(request), changes, revision=facts.revision, by=request.user
    )
    return see(f"/directory/agencies/{agency.id}", _("Perubahan disimpan."))


async def forget_name(request: Request) -> Response:
    await operations.forget_name(key_of(request), request.path_params["name"], by=request.user)
    return see(f"/directory/agencies/{key_of(request)}", _("Nama lama dihapus dari riwayat."))


routes: list[BaseRoute] = [
    page("/directory", agencies),
    page("/directory/agencies/options", agency_options),
    *form("/directory/agencies/new", new_agency, add_agency),
    page("/directory/agencies" + ONE, agency),
    *form(f"/directory/agencies{ONE}/edit", edit_agency, change_agency),
    act(f"/directory/agencies{ONE}/names/{{name:uuid}}/remove", forget_name),
]
