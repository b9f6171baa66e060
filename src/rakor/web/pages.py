"""Doors for people: pages, and forms that come back with everything that was typed."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rakor.errors import Forbidden, NotSignedIn, RakorError, TooMany
from rakor.web.answers import user_or_none, wants_page
from rakor.web.routing import SignedRoute
from rakor.words import _

Door = Callable[[Request], Awaitable[Response]]


def page(path: str, show: Door, *, name: str | None = None, open_to_all: bool = False) -> Route:
    """A page that is only looked at."""
    return SignedRoute(path, _signed_in(show, open_to_all), methods=["GET"], name=name)


def act(path: str, do: Door, *, open_to_all: bool = False) -> Route:
    """A button: the act of a small form without fields to correct."""
    return SignedRoute(path, _signed_in(do, open_to_all), methods=["POST"])


def form(path: str, show: Door, do: Door, *, open_to_all: bool = False) -> list[Route]:
    """A page with a form. What is refused comes back on the same page, nothing typed is lost."""

    async def submit(request: Request) -> Response:
        try:
            return await do(request)
        except NotSignedIn:
            raise
        except RakorError as refusal:
            if not wants_page(request):
                raise
            request.state.refusal = refusal
            answer = await show(request)
            if isinstance(refusal, TooMany):
                answer.headers["Retry-After"] = str(refusal.retry_after)
            return answer

    return [page(path, show, open_to_all=open_to_all), act(path, submit, open_to_all=open_to_all)]


def _signed_in(door: Door, open_to_all: bool) -> Door:
    if open_to_all:
        return door

    async def guarded(request: Request) -> Response:
        user = user_or_none(request)
        if user is None:
            raise NotSignedIn
        if getattr(user, "scopes", None):
            # Pages do not know the parts of the API that such a token is limited to.
            raise Forbidden(_("Token dengan cakupan terbatas hanya berlaku di /api/v1."))
        return await door(request)

    return guarded
