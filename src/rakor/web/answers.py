"""Showing: a page, a redirect after an act, or JSON with the number of its journal entry."""

from typing import Any
from urllib.parse import quote, unquote, urlsplit

import orjson
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rakor.journal import latest_seq
from rakor.settings import settings
from rakor.web.addresses import local_path
from rakor.web.templates import environment

NOTICE = "notice"


def wants_page(request: Request) -> bool:
    """Whether a person is looking, who gets a page, or a program, which gets JSON."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(
        "/api/"
    )


def user_or_none(request: Request) -> Any:
    """Who is asking, or None before sign-in."""
    return request.scope.get("user")


def show(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for whoever is asking."""
    user = user_or_none(request)
    values = {
        "request": request,
        "path": request.url.path,
        "user": user,
        "zone": getattr(user, "timezone", "") or settings().timezone,
        "csrf": request.scope.get("csrf", ""),
        "theme": request.cookies.get("theme", ""),
        "notice": unquote(request.cookies.get(NOTICE, "")),
        "typed_values": getattr(request.state, "typed", None),
        "refusal": getattr(request.state, "refusal", None),
        **values,
    }
    values["typed_values"] = values["typed_values"] if values["refusal"] else None
    text = environment().get_template(template).render(**values)
    answer = HTMLResponse(text, getattr(values["refusal"], "status", None) or status)
    if values["notice"]:
        answer.delete_cookie(NOTICE)
    return answer


def see(url: str, notice: str = "") -> RedirectResponse:
    """After an act, on to the page that shows what it did (303, RFC 9110 section 15.4.4)."""
    answer = RedirectResponse(url, 303)
    if notice:
        answer.set_cookie(NOTICE, quote(notice), max_age=30, httponly=True, samesite="lax")
    return answer


def back(request: Request, otherwise: str, notice: str = "") -> RedirectResponse:
    """To the page the form was on, if it is one of ours."""
    came = urlsplit(request.headers.get("referer", ""))
    way = came.path + (f"?{came.query}" if came.query else "")
    ours = came.netloc == request.headers.get("host")
    # A page of ours may have an address (`//elsewhere/`) that leads away when it is gone back to.
    return see(local_path(way, otherwise) if ours else otherwise, notice)


def answer(value: BaseModel | dict[str, Any] | list[Any], status: int = 200) -> Response:
    """JSON for a program. What was written says the number of its journal entry (`seq`)."""
    body: Any = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    headers = {}
    if isinstance(body, dict):
        seq = latest_seq()
        if seq is not None:
            body["seq"] = seq
        elif body.get("seq", 0) is None:
            del body["seq"]
        if isinstance(body.get("revision"), int):
            headers["ETag"] = f'"{body["revision"]}"'
    return Response(to_bytes(body), status, headers, "application/json")


def to_bytes(body: Any) -> bytes:
    return orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS, default=str)
