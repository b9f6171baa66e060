"""The berita acara, downloaded from the page of the minutes."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.minutes import operations
from rakor.minutes.rules.agreement import WithWhom
from rakor.web.pages import Door, page
from rakor.web.reading import query_of


def agreement(form: str) -> Door:
    """The download of one form."""

    async def download(request: Request) -> Response:
        meeting: UUID = request.path_params["meeting"]
        asked = query_of(request, WithWhom)
        made = await operations.agreement_paper(meeting, form, asked.agency, by=request.user)
        return Response(made.content, headers=made.headers, media_type=made.media)

    return download


routes: list[BaseRoute] = [
    page(f"/meetings/{{meeting:uuid}}/agreement.{form}", agreement(form))
    for form in ("pdf", "docx")
]
