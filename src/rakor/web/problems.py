"""Turns a refusal into an answer: a page for people, problem+json for programs (RFC 9457)."""

import logging
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rakor.errors import Conflict, Invalid, NotFound, NotSignedIn, RakorError, TooMany, Unsupported
from rakor.settings import settings
from rakor.web.answers import show, to_bytes, wants_page
from rakor.words import N_, _

log = logging.getLogger(__name__)

# Personal links and addresses of calendars open them for whoever reads the log.
SECRET = re.compile(r"/[a-z2-7]{26}(?=[/.]|$)")


def problem(request: Request, refusal: RakorError) -> dict[str, Any]:
    """The members of RFC 9457 section 3.1; extensions stand first so they overwrite none."""
    return {
        **refusal.extra,
        **({"errors": refusal.errors} if isinstance(refusal, Invalid) else {}),
        "type": f"{settings().public_url}/problems/{refusal.code}",
        "title": _(refusal.title),
        "status": refusal.status,
        "detail": refusal.detail or _(refusal.title),
        "instance": request.url.path,
    }


async def answer_refusal(request: Request, exc: Exception) -> Response:
    """The one place where a refusal becomes an answer."""
    assert isinstance(exc, RakorError)
    headers = {"Retry-After": str(exc.retry_after)} if isinstance(exc, TooMany) else {}
    if isinstance(exc, NotSignedIn):
        if wants_page(request) and request.headers.get("hx-request") is None:
            way = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            after = way if request.method == "GET" else "/"
            return RedirectResponse(f"/sign-in?next={quote(after)}", 303)
        headers["WWW-Authenticate"] = 'Bearer realm="rakor"'
    if wants_page(request) and request.headers.get("hx-request") is None:
        # What a form was refused before does not matter to whoever may not see its page.
        page = show(
            request, "web/problem.html", exc.status, problem=problem(request, exc), refusal=None
        )
        page.headers.update(headers)
        return page
    return Response(
        to_bytes(problem(request, exc)), exc.status, headers, "application/problem+json"
    )


class MethodNotAllowed(RakorError):
    status = 405
    code = "method-not-allowed"
    title = N_("Cara memanggil alamat ini tidak dikenal")


async def answer_http(request: Request, exc: Exception) -> Response:
    """What the router itself refuses: unknown addresses and methods, unreadable forms."""
    assert isinstance(exc, HTTPException)
    kinds: dict[int, type[RakorError]] = {
        404: NotFound,
        405: MethodNotAllowed,
        409: Conflict,
        415: Unsupported,
    }
    refusal = kinds.get(exc.status_code, RakorError)("")
    if type(refusal) is RakorError:
        refusal.detail = HTTPStatus(exc.status_code).phrase
    answer = await answer_refusal(request, refusal)
    answer.headers.update(exc.headers or {})
    return answer


class Broken(RakorError):
    status = 500
    code = "broken"
    title = N_("Terjadi kesalahan di pihak kami")


async def answer_bug(request: Request, exc: Exception) -> Response:
    """A bug: logged with its trace, told to the person without any."""
    log.error("Unhandled at %s", SECRET.sub("/…", request.url.path), exc_info=exc)
    try:
        return await answer_refusal(
            request, Broken(_("Kesalahan ini sudah dicatat. Yang sudah tersimpan tetap aman."))
        )
    except Exception:
        return Response("Internal Server Error", 500)
