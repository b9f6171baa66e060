"""The signed PDF of approved minutes, handed in by the secretariat."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.minutes import operations
from rakor.minutes.pages.minutes import HERE, key, sheet, url
from rakor.web.answers import see
from rakor.web.pages import form
from rakor.web.uploads import read_upload
from rakor.words import _


async def take(request: Request) -> Response:
    upload = await read_upload(request)
    await operations.take_signed(key(request), upload.content, by=request.user)
    return see(url(request), _("PDF bertanda tangan diterima dan kini menjadi PDF notula ini."))


routes: list[BaseRoute] = [*form(f"{HERE}/signed", sheet, take)]
