"""Doors for everyone: one's own data, the notice."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.privacy import operations, queries
from rakor.privacy.pages.ground import file, present
from rakor.privacy.rules.consents import Purpose
from rakor.privacy.rules.inventory import BASES, INVENTORY
from rakor.privacy.rules.notice import PARTS
from rakor.privacy.rules.requests import CORRECTABLE, REQUEST_KINDS, RequestWish
from rakor.privacy.rules.retention import Kind
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import read
from rakor.web.shapes import Shape
from rakor.words import _


class Said(Shape):
    """Yes or no to something optional."""

    purpose: Purpose
    consent: Literal["yes", "no"]


async def my_data(request: Request) -> Response:
    user = request.user
    sections = await queries.held_about(user.person)
    return present(
        request,
        "my_data",
        "",
        sections=[section for section in sections if section.rows],
        nothing=[section for section in sections if not section.rows],
        requests=await queries.own_requests(user),
        choices=await queries.choices(user),
        kinds=[(kind.value, _(word)) for kind, word in REQUEST_KINDS.items()],
        correctable=CORRECTABLE,
        fresh=await operations.is_fresh(user),
    )


async def ask(request: Request) -> Response:
    await operations.ask(await read(request, RequestWish), by=request.user)
    return see(
        "/my-data#requests", _("Permintaan Anda tercatat. Kami menjawab paling lambat 3×24 jam.")
    )


async def say(request: Request) -> Response:
    said = await read(request, Said)
    if said.consent == "yes":
        await operations.consent(said.purpose, by=request.user)
        return see("/my-data#consents", _("Persetujuan Anda tercatat."))
    await operations.withdraw_consent(said.purpose, by=request.user)
    return see("/my-data#consents", _("Persetujuan Anda dicabut."))


async def as_json(request: Request) -> Response:
    return file(await operations.own_data("json", by=request.user))


async def as_pdf(request: Request) -> Response:
    return file(await operations.own_data("pdf", by=request.user))


async def notice(request: Request) -> Response:
    """The privacy notice, for whoever comes."""
    kept = {rule.kind: rule for rule in await queries.rules()}
    return show(
        request,
        "privacy/notice.html",
        parts=PARTS,
        texts=await queries.notice(),
        rules=list(kept.values()),
        held=[
            (held, _(BASES[held.basis]), kept[held.retention].months)
            if isinstance(held.retention, Kind)
            else (held, _(BASES[held.basis]), None)
            for held in INVENTORY
        ],
    )


routes: list[BaseRoute] = [
    page("/my-data", my_data),
    page("/my-data.json", as_json),
    page("/my-data.pdf", as_pdf),
    *form("/my-data/requests", my_data, ask),
    act("/my-data/consents", say),
    page("/privacy", notice, open_to_all=True),
]
