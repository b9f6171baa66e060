"""The minutes behind `/r/{token}`: read, downloaded and asked to be corrected without an account.

The token is in the address, so no other site may learn the address, and nobody keeps the page.
"""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import journal
from rakor.minutes import operations, queries
from rakor.minutes.export import to_html
from rakor.minutes.rules import Correction
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import read
from rakor.words import _

PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}
HERE = "/r/{token}/minutes"


async def sheet(request: Request) -> Response:
    token = request.path_params["token"]
    found = await queries.read_by_link(token)
    reading = found.reading
    minutes, document = reading.minutes, reading.document
    shown = show(
        request,
        "minutes/by_link.html",
        found=found,
        meeting=reading.meeting,
        minutes=minutes,
        token=token,
        # Made by our own exporter, which escapes every text that people wrote.
        sheet=Markup(to_html(document)) if document else "",  # noqa: S704
        named=queries.sections_read(reading),
        open=minutes is not None and queries.takes_corrections_now(minutes),
    )
    shown.headers.update(PRIVATE)
    return shown


async def download(request: Request) -> Response:
    """The PDF that goes out with letters; that it was taken is on record."""
    found = await queries.read_by_link(request.path_params["token"])
    minutes, _document = found.reading.told
    made = await operations.circulated(minutes)
    await journal.looked(
        "minutes.downloaded",
        by=found.guest.user,
        subject=found.reading.meeting.id,
        file=made.name,
        by_link=True,
    )
    return Response(made.content, headers={**made.headers, **PRIVATE}, media_type=made.media)


async def ask(request: Request) -> Response:
    found = await queries.read_by_link(request.path_params["token"])
    await operations.ask_by_link(found, await read(request, Correction))
    answer = see(
        f"/r/{request.path_params['token']}/minutes#perbaikan",
        _("Permintaan perbaikan terkirim."),
    )
    answer.headers.update(PRIVATE)
    return answer


routes: list[BaseRoute] = [
    page(HERE, sheet, open_to_all=True),
    page(f"{HERE}.pdf", download, open_to_all=True),
    *form(f"{HERE}/corrections", sheet, ask, open_to_all=True),
]
