"""The berita acara for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.minutes import operations
from rakor.minutes.rules.agreement import WithWhom
from rakor.web.endpoints import Act, Endpoint
from rakor.web.reading import query_of


def agreement(form: str) -> Act:
    """The download of one form."""

    async def download(request: Request) -> Response:
        meeting: UUID = request.path_params["meeting"]
        asked = query_of(request, WithWhom)
        made = await operations.agreement_paper(meeting, form, asked.agency, by=request.user)
        return Response(made.content, headers=made.headers, media_type=made.media)

    return download


HERE = "/meetings/{meeting:uuid}/agreement"
WORDS = {
    "pdf": "The berita acara of what was agreed as PDF/A, tagged",
    "docx": "The berita acara of what was agreed as a Word document",
}

endpoints = [
    Endpoint("GET", f"{HERE}.{form}", agreement(form), words, asks=WithWhom,
             media=operations.MEDIA[form], refuses=(404,))
    for form, words in WORDS.items()
]  # fmt: skip
