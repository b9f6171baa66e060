"""Doors to periods, legal holds and destruction lists."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.errors import NotFound
from rakor.meetings import queries as meetings
from rakor.privacy import operations, queries
from rakor.privacy.pages.ground import ONE, file, key_of, present
from rakor.privacy.rules.requests import Reply
from rakor.privacy.rules.retention import CHOICES, DISPOSALS, Kind, RuleChanges
from rakor.web.answers import see
from rakor.web.pages import act, form, page
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class HoldWish(Shape):
    """What must not be destroyed for now, and why."""

    of: Annotated[Line, Field(min_length=3, max_length=400)]
    hold_reason: Annotated[Line, Field(min_length=3, max_length=500)]


async def retention(request: Request) -> Response:
    queries.check_officer(request.user)
    held = await queries.holds()
    keys = [hold.meeting_id for hold in held if hold.meeting_id]
    seen = meetings.visible_to(request.user).filter(id__in=keys)
    return present(
        request,
        "retention",
        "retention",
        rules=await queries.rules(),
        due={found.rule.kind: found for found in await queries.dry_run(datetime.now(UTC))},
        holds=held,
        titles={each.id: each.title for each in await seen},
        destructions=await queries.destructions(),
        open=await queries.open_destruction(),
    )


def _kind(request: Request) -> Kind:
    try:
        return Kind(request.path_params["kind"])
    except ValueError:
        raise NotFound(_("Jenis data ini tidak ada.")) from None


async def rule_form(request: Request) -> Response:
    queries.check_officer(request.user)
    kind = _kind(request)
    return present(
        request,
        "rule_form",
        "retention",
        rule=await queries.rule_of(kind),
        disposals=[(each.value, _(DISPOSALS[each])) for each in CHOICES[kind]],
    )


async def set_rule(request: Request) -> Response:
    await operations.set_rule(_kind(request), await read(request, RuleChanges), by=request.user)
    return see("/privacy/retention", _("Masa simpan disimpan."))


async def place_hold(request: Request) -> Response:
    wish = await read(request, HoldWish)
    await operations.place_hold(wish.of, wish.hold_reason, by=request.user)
    return see("/privacy/retention#holds", _("Data itu ditahan dari pemusnahan."))


async def lift_hold(request: Request) -> Response:
    await operations.lift_hold(key_of(request), by=request.user)
    return see("/privacy/retention#holds", _("Penahanan diakhiri."))


async def propose(request: Request) -> Response:
    found = await operations.propose_destruction(by=request.user)
    return see(
        f"/privacy/destructions/{found.id}", _("Daftar diusulkan. Petugas lain menyetujuinya.")
    )


async def destruction(request: Request) -> Response:
    queries.check_officer(request.user)
    found = await queries.find_destruction(key_of(request))
    return present(request, "destruction", "retention", destruction=found)


async def approve(request: Request) -> Response:
    await operations.approve_destruction(key_of(request), by=request.user)
    return see(f"/privacy/destructions/{key_of(request)}", _("Daftar disetujui dan dilaksanakan."))


async def refuse(request: Request) -> Response:
    reply = await read(request, Reply)
    await operations.refuse_destruction(key_of(request), reply.answer, by=request.user)
    return see(f"/privacy/destructions/{key_of(request)}", _("Daftar ditolak."))


async def as_pdf(request: Request) -> Response:
    return file(await operations.destruction_paper(key_of(request), "pdf", by=request.user))


async def as_xlsx(request: Request) -> Response:
    return file(await operations.destruction_paper(key_of(request), "xlsx", by=request.user))


LIST = f"/privacy/destructions{ONE}"

routes: list[BaseRoute] = [
    page("/privacy/retention", retention),
    *form("/privacy/retention/{kind}", rule_form, set_rule),
    *form("/privacy/holds", retention, place_hold),
    act(f"/privacy/holds{ONE}/lift", lift_hold),
    *form("/privacy/destructions", retention, propose),
    page(LIST, destruction),
    act(f"{LIST}/approve", approve),
    *form(f"{LIST}/refuse", destruction, refuse),
    page(f"{LIST}.pdf", as_pdf),
    page(f"{LIST}.xlsx", as_xlsx),
]
