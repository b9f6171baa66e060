"""The page behind `/drafts/{token}`: a draft is read and commented without an account.

The token is in the address, so no other site may learn the address, and nobody keeps the page.
"""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.drafting import operations
from rakor.drafting.models import DraftReader
from rakor.drafting.pages.ground import sheet
from rakor.drafting.queries.sharing import (
    materials_for,
    parts_for,
    reader_by_token,
    takes_comments,
    threads_for,
)
from rakor.drafting.rules.sharing import AnswerFacts, CommentFacts, Place, Proposal
from rakor.errors import NotFound
from rakor.invitations.pages.personal import PRIVATE
from rakor.meetings.queries import file_for, material_path
from rakor.meetings.rules import State, media_of
from rakor.web.answers import see, show
from rakor.web.downloads import as_download
from rakor.web.pages import act, form, page
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape, Text
from rakor.words import _

HERE = "/drafts/{token}"
Key = Annotated[UUID | None, BeforeValidator(lambda said: said or None)]


class Written(Shape):
    """The forms of the page: a remark somewhere, or something proposed."""

    place: Place = Place.WHOLE
    item: Key = None
    text: Annotated[Text, Field(max_length=5000)] = ""
    proposal: Proposal = Proposal.NOTHING
    title: Annotated[Line, Field(max_length=500)] = ""
    email: Annotated[Line, Field(max_length=254)] = ""

    def facts(self) -> CommentFacts:
        """What is said; an address that is left empty is none."""
        return checked(CommentFacts, {**self.model_dump(), "email": self.email or None})


class Finished(Shape):
    """Whether a reader has said what there was to say."""

    done: bool = False


async def look(request: Request) -> Response:
    reader = await reader_by_token(_token(request))
    draft = reader.shared
    meeting = draft.meeting
    # What is out is told by the invitation; of what is called off there is nothing to read.
    readable = meeting.state is State.DRAFT
    shown = show(
        request,
        "drafting/reader.html",
        meeting=meeting,
        reader=reader,
        draft=draft,
        readable=readable,
        open=takes_comments(draft, meeting),
        threads=await threads_for(reader) if readable else [],
        materials=await materials_for(reader) if readable else [],
        here=f"/drafts/{_token(request)}",
        **(await sheet(meeting, confidential=reader.confidential) if readable else {}),
    )
    shown.headers.update(PRIVATE)
    return shown


async def say(request: Request) -> Response:
    said = await read(request, Written)
    made = await operations.comment(_token(request), said.facts())
    return _back(request, _("Terima kasih, tanggapan Bapak/Ibu sudah kami terima."), made.id)


async def reply(request: Request) -> Response:
    said = await read(request, AnswerFacts)
    key: UUID = request.path_params["comment"]
    await operations.reply(_token(request), key, said.text)
    return _back(request, _("Balasan tersimpan."), key)


async def finish(request: Request) -> Response:
    said = await read(request, Finished)
    await operations.say_done(_token(request), done=said.done)
    return _back(request, _("Terima kasih.") if said.done else "")


async def material(request: Request) -> Response:
    """A document that comes with the draft, for whoever may read the page it is on."""
    reader = await reader_by_token(_token(request))
    way = request.path_params
    if not _with_materials(reader):
        raise NotFound(_("Bahan rapat ini tidak ada."))
    known = {each["id"] for each in await materials_for(reader)}
    if str(way["material"]) not in known:
        raise NotFound(_("Bahan rapat ini tidak ada."))
    found = await file_for(
        reader.shared.meeting, way["material"], way["version"], parts_for(reader)
    )
    shown = as_download(material_path(found.id), found.name, media_of(found.kind))
    shown.headers.update(PRIVATE)
    return shown


def _with_materials(reader: DraftReader) -> bool:
    return reader.shared.materials and reader.shared.meeting.state is State.DRAFT


def _token(request: Request) -> str:
    token: str = request.path_params["token"]
    return token


def _back(request: Request, notice: str, comment: UUID | None = None) -> Response:
    where = f"#c-{comment}" if comment else ""
    answer = see(f"/drafts/{_token(request)}{where}", notice)
    answer.headers.update(PRIVATE)
    return answer


routes: list[BaseRoute] = [
    *form(HERE, look, say, open_to_all=True),
    *form(f"{HERE}/comments/{{comment:uuid}}", look, reply, open_to_all=True),
    act(f"{HERE}/done", finish, open_to_all=True),
    page(f"{HERE}/materials/{{material:uuid}}/{{version:int}}", material, open_to_all=True),
]
