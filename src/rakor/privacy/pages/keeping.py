"""Doors for whoever keeps personal data: requests, erasures, the inventory and the notice."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import journal
from rakor.privacy import operations, queries
from rakor.privacy.pages.ground import ONE, key_of, present
from rakor.privacy.rules.erasure import GOES, STAYS, ErasureWish
from rakor.privacy.rules.inventory import BASES, INVENTORY, NOT_PERSONAL
from rakor.privacy.rules.notice import PARTS, NoticeWish
from rakor.privacy.rules.requests import CORRECTABLE, Reply, hours_left, urgency
from rakor.privacy.rules.retention import Kind
from rakor.web.answers import see
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _, language, speaking


class Wanted(Shape):
    """Whom one looks for."""

    q: Annotated[Line, Field(max_length=100)] = ""


async def requests(request: Request) -> Response:
    now = datetime.now(UTC)
    return present(
        request,
        "requests",
        "requests",
        requests=await queries.requests(request.user),
        urgency=lambda row: urgency(row.due_at, now),
        hours=lambda row: hours_left(row.due_at, now),
    )


async def one_request(request: Request) -> Response:
    found = await queries.find_request(key_of(request), to=request.user)
    person = found.person
    await journal.looked(
        "privacy_request.viewed", by=request.user, subject=person.id, request=str(found.id)
    )
    now = datetime.now(UTC)
    return present(
        request,
        "request",
        "requests",
        asked=found,
        correctable=CORRECTABLE,
        urgency=urgency(found.due_at, now),
        hours=hours_left(found.due_at, now),
        own=person.id == request.user.id,
    )


async def accept(request: Request) -> Response:
    reply = await read(request, Reply)
    await operations.accept(key_of(request), reply.answer, by=request.user)
    return see("/privacy/requests", _("Permintaan dipenuhi, dan pemohon diberi tahu."))


async def refuse(request: Request) -> Response:
    reply = await read(request, Reply)
    await operations.refuse(key_of(request), reply.answer, by=request.user)
    return see("/privacy/requests", _("Permintaan ditolak, dan pemohon diberi tahu alasannya."))


async def erasures(request: Request) -> Response:
    queries.check_officer(request.user)
    wanted = query_of(request, Wanted)
    return present(
        request,
        "erasures",
        "erasures",
        wanted=wanted,
        found=await queries.search(wanted.q) if wanted.q else [],
        erasures=await queries.erasures(),
    )


async def erasure_preview(request: Request) -> Response:
    person, preview = await operations.preview_erasure(key_of(request), by=request.user)
    return present(
        request,
        "erasure_preview",
        "erasures",
        person=person,
        preview=preview,
        goes=GOES,
        stays=STAYS,
        proposed=await queries.proposed_for(person.id),
    )


async def propose(request: Request) -> Response:
    wish = await read(request, ErasureWish)
    erasure = await operations.propose_erasure(key_of(request), wish.reason, by=request.user)
    return see(
        f"/privacy/erasures/{erasure.id}", _("Penghapusan diusulkan. Petugas lain menyetujuinya.")
    )


async def one_erasure(request: Request) -> Response:
    queries.check_officer(request.user)
    found = await queries.find_erasure(key_of(request))
    waits = found.state.value == "proposed"
    values: dict[str, Any] = {"preview": await queries.preview(found.person) if waits else None}
    return present(request, "erasure", "erasures", erasure=found, goes=GOES, stays=STAYS, **values)


async def approve_erasure(request: Request) -> Response:
    await operations.approve_erasure(key_of(request), by=request.user)
    return see(f"/privacy/erasures/{key_of(request)}", _("Data orang ini sudah dihapus."))


async def refuse_erasure(request: Request) -> Response:
    reply = await read(request, Reply)
    await operations.refuse_erasure(key_of(request), reply.answer, by=request.user)
    return see(f"/privacy/erasures/{key_of(request)}", _("Usulan penghapusan ditolak."))


async def inventory(request: Request) -> Response:
    queries.check_officer(request.user)
    kept = {rule.kind: rule for rule in await queries.rules()}
    return present(
        request,
        "inventory",
        "inventory",
        inventory=[
            (held, BASES[held.basis], kept[held.retention])
            if isinstance(held.retention, Kind)
            else (held, BASES[held.basis], None)
            for held in INVENTORY
        ],
        apart=NOT_PERSONAL,
    )


async def notice_form(request: Request) -> Response:
    queries.check_officer(request.user)
    stored = await queries.notice_parts()
    texts = {}
    for part in PARTS:
        row = stored.get(part)
        texts[part] = (row.text_id, row.text_en) if row else ("", "")
    begun: dict[str, dict[Any, str]] = {}
    for code in ("id", "en"):
        with speaking(code):
            begun[code] = {part: _(text) for part, (_title, text) in PARTS.items()}
    return present(
        request, "notice_form", "notice", parts=PARTS, texts=texts, begun=begun, spoken=language()
    )


async def write_notice(request: Request) -> Response:
    await operations.write_notice(await read(request, NoticeWish), by=request.user)
    return see("/privacy", _("Pemberitahuan privasi disimpan."))


ASKED = f"/privacy/requests{ONE}"
ERASED = f"/privacy/erasures{ONE}"

routes: list[BaseRoute] = [
    page("/privacy/requests", requests),
    page(ASKED, one_request),
    *form(f"{ASKED}/accept", one_request, accept),
    *form(f"{ASKED}/refuse", one_request, refuse),
    page("/privacy/erasures", erasures),
    *form(f"/privacy/people{ONE}/erasure", erasure_preview, propose),
    page(ERASED, one_erasure),
    act(f"{ERASED}/approve", approve_erasure),
    *form(f"{ERASED}/refuse", one_erasure, refuse_erasure),
    page("/privacy/inventory", inventory),
    *form("/privacy/notice", notice_form, write_notice),
]
