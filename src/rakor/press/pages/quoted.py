"""The page behind `/quotes/{token}`: an office agrees to its words without an account.

The token is in the address, so no other site may learn the address, and nobody keeps the page.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.press import operations, queries
from rakor.press.rules import QuoteAnswer, QuoteState, ReleaseState
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import read
from rakor.words import _

PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}


async def look(request: Request) -> Response:
    quote = await queries.quote_by_token(request.path_params["token"])
    release = quote.release
    answer = show(
        request,
        "press/quoted.html",
        quote=quote,
        release=release,
        meeting=release.meeting,
        waits=quote.state is QuoteState.ASKED and release.state is ReleaseState.DRAFT,
    )
    answer.headers.update(PRIVATE)
    return answer


async def say(request: Request) -> Response:
    answer = await read(request, QuoteAnswer)
    token = request.path_params["token"]
    await operations.answer_by_link(token, answer)
    return see(f"/quotes/{token}", _("Terima kasih, jawaban Anda tercatat."))


routes: list[BaseRoute] = [*form("/quotes/{token}", look, say, open_to_all=True)]
