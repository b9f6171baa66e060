"""How long an agency takes requests to correct its minutes, for people who keep the agency."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.minutes import operations, queries
from rakor.minutes.rules import MOST_DAYS, WindowLength
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import read
from rakor.words import _

HERE = "/agencies/{agency:uuid}/correction-window"


async def shown(request: Request) -> Response:
    agency = await queries.find_keeping(_key(request), by=request.user)
    days = await queries.correction_days(agency.id)
    return show(request, "minutes/window.html", agency=agency, days=days, most=MOST_DAYS)


async def change(request: Request) -> Response:
    wished = await read(request, WindowLength)
    await operations.set_correction_window(_key(request), wished, by=request.user)
    return see(f"/agencies/{_key(request)}/correction-window", _("Perubahan disimpan."))


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["agency"]
    return key


routes: list[BaseRoute] = [*form(HERE, shown, change)]
