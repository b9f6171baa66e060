"""The order of protocol and the kinds of office for people; keepers of reference data edit them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import OfficeKind, ProtocolRank
from rakor.directory.pages.ground import ONE, Filled, choices, key_of
from rakor.directory.rules import KindFacts, RankFacts
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import checked, read
from rakor.web.shapes import Text
from rakor.words import _

RANKS = "/directory/ranks"
KINDS = "/directory/kinds"


class RankForm(Filled, RankFacts):
    """The form of a step in the order of protocol."""


class KindForm(Filled):
    """The form of a kind of office; other words stand one a line."""

    code: str
    name: str
    aliases: Text = ""

    def facts(self) -> KindFacts:
        words = [line.strip() for line in self.aliases.splitlines() if line.strip()]
        values: dict[str, Any] = {"code": self.code, "name": self.name, "aliases": words}
        return checked(KindFacts, values)


async def ranks(request: Request) -> Response:
    return show(
        request,
        "directory/ranks.html",
        ranks=await queries.ranks(),
        uses=await queries.rank_uses(),
        levels=rules.OFFICE_LEVELS,
    )


async def _rank_form(request: Request, rank: ProtocolRank | None) -> Response:
    rules.check_may_keep_reference(request.user)
    return show(
        request,
        "directory/rank_form.html",
        rank=rank,
        uses=(await queries.rank_uses()).get(rank.id, 0) if rank else 0,
        levels=choices(rules.OFFICE_LEVELS),
    )


async def new_rank(request: Request) -> Response:
    return await _rank_form(request, None)


async def add_rank(request: Request) -> Response:
    facts = await read(request, RankForm)
    await operations.add_rank(RankFacts(**facts.said()), by=request.user)
    return see(RANKS, _("Urutan ditambahkan."))


async def edit_rank(request: Request) -> Response:
    return await _rank_form(request, await queries.find_rank(key_of(request)))


async def change_rank(request: Request) -> Response:
    facts = await read(request, RankForm)
    await operations.change_rank(
        key_of(request), RankFacts(**facts.said()), revision=facts.revision, by=request.user
    )
    return see(RANKS, _("Perubahan disimpan."))


async def raise_rank(request: Request) -> Response:
    return await _move(request, up=True)


async def lower_rank(request: Request) -> Response:
    return await _move(request, up=False)


async def _move(request: Request, *, up: bool) -> Response:
    rank = await operations.move_rank(key_of(request), up=up, by=request.user)
    return see(f"{RANKS}#r-{rank.id}", _("Urutan diubah."))


async def remove_rank(request: Request) -> Response:
    await operations.remove_rank(key_of(request), by=request.user)
    return see(RANKS, _("Urutan dihapus."))


async def kinds(request: Request) -> Response:
    return show(
        request,
        "directory/kinds.html",
        kinds=await queries.office_kinds(),
        uses=await queries.kind_uses(),
    )


async def _kind_form(request: Request, kind: OfficeKind | None) -> Response:
    rules.check_may_keep_reference(request.user)
    uses = (await queries.kind_uses()).get(kind.id, 0) if kind else 0
    return show(request, "directory/kind_form.html", kind=kind, uses=uses)


async def new_kind(request: Request) -> Response:
    return await _kind_form(request, None)


async def add_kind(request: Request) -> Response:
    said = await read(request, KindForm)
    await operations.add_kind(said.facts(), by=request.user)
    return see(KINDS, _("Jenis jabatan ditambahkan."))


async def edit_kind(request: Request) -> Response:
    return await _kind_form(request, await queries.find_kind(key_of(request)))


async def change_kind(request: Request) -> Response:
    said = await read(request, KindForm)
    await operations.change_kind(
        key_of(request), said.facts(), revision=said.revision, by=request.user
    )
    return see(KINDS, _("Perubahan disimpan."))


async def remove_kind(request: Request) -> Response:
    await operations.remove_kind(key_of(request), by=request.user)
    return see(KINDS, _("Jenis jabatan dihapus."))


routes: list[BaseRoute] = [
    page(RANKS, ranks),
    *form(f"{RANKS}/new", new_rank, add_rank),
    *form(f"{RANKS}{ONE}/edit", edit_rank, change_rank),
    act(f"{RANKS}{ONE}/up", raise_rank),
    act(f"{RANKS}{ONE}/down", lower_rank),
    act(f"{RANKS}{ONE}/remove", remove_rank),
    page(KINDS, kinds),
    *form(f"{KINDS}/new", new_kind, add_kind),
    *form(f"{KINDS}{ONE}/edit", edit_kind, change_kind),
    act(f"{KINDS}{ONE}/remove", remove_kind),
]
