"""Making one agency of two for people: choose, see what will move, confirm."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import Agency
from rakor.directory.pages.ground import ONE, key_of
from rakor.directory.rules.words import Name
from rakor.errors import Conflict, Invalid
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class Choice(Shape):
    """Which agency stays, by code or name."""

    into: Line = ""


class Confirmation(Shape):
    """Which agency stays, and the code of the one that goes, typed to confirm."""

    into: Name
    confirmed: Line = ""


async def merge_page(request: Request) -> Response:
    rules.check_may_keep_reference(request.user)
    gone = await queries.find_agency(key_of(request))
    if gone.merged_into_id:
        raise Conflict(_("Instansi ini sudah digabungkan. Ubah instansi yang dipertahankan."))
    typed = getattr(request.state, "typed", None)
    said = str(typed.get("into", "")) if typed else query_of(request, Choice).into
    kept = await _kept(request, said) if said else None
    if kept is not None and kept.id == gone.id:
        kept = None
    return show(
        request,
        "directory/merge.html",
        agency=gone,
        said=said,
        kept=kept,
        merge=await queries.merge_preview(gone, kept) if kept else None,
        words=rules.TABLE_WORDS,
        options=await queries.agency_options("", 20),
    )


async def _kept(request: Request, said: str) -> Agency | None:
    """The agency that was chosen; what cannot be found is told on the page."""
    try:
        return await queries.agency_meant(said, "into")
    except Invalid as refusal:
        request.state.refusal = getattr(request.state, "refusal", None) or refusal
        request.state.typed = {"into": said}
        return None


async def merge(request: Request) -> Response:
    said = await read(request, Confirmation)
    into = await queries.agency_meant(said.into, "into")
    kept, _counts = await operations.merge_agencies(
        key_of(request), into.code, confirmed=said.confirmed, by=request.user
    )
    return see(f"/directory/agencies/{kept.id}", _("Kedua instansi sudah menjadi satu."))


routes: list[BaseRoute] = [*form(f"/directory/agencies{ONE}/merge", merge_page, merge)]
