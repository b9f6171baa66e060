"""Drafted notices: what changed, whom it concerns and why, before anybody is told."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations.operations import drafts
from rakor.invitations.operations.drafts import NOTE_LIMIT
from rakor.mail.reading import open_letter
from rakor.meetings import queries as meetings
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import read
from rakor.web.shapes import Shape, Text
from rakor.words import _


class Chosen(Shape):
    """A button of the page: for all who wait (`pick` empty), or for those who were ticked."""

    do: Literal["send", "note", "drop"]
    whom: Literal["all", "some"] = "all"
    pick: Annotated[list[UUID], Field(max_length=2000)] = Field(default_factory=list)
    note: Annotated[Text, Field(max_length=NOTE_LIMIT)] | None = None


async def waiting(request: Request) -> Response:
    found = await drafts.drafted(request.path_params["meeting"], by=request.user)
    return show(
        request,
        "invitations/drafts.html",
        place="meetings",
        meeting=found.meeting,
        parts=await meetings.parts_of(request.user, found.meeting),
        tab="invitations",
        drafts=found,
        note_limit=NOTE_LIMIT,
    )


async def decide(request: Request) -> Response:
    wish = await read(request, Chosen)
    meeting_id = request.path_params["meeting"]
    some = wish.pick if wish.whom == "some" else None
    here = f"/meetings/{meeting_id}/notices"
    if wish.do == "drop":
        count = await drafts.drop_drafts(meeting_id, invitations=some, by=request.user)
        return see(here, _("{count} draf dibuang; tidak ada yang diberi tahu.").format(count=count))
    if wish.do == "note":
        said = wish.note or ""
        count = await drafts.note_drafts(meeting_id, said, invitations=some, by=request.user)
        return see(here, _("Catatan disimpan pada {count} draf.").format(count=count))
    note = wish.note if some is not None else None
    count = await drafts.send_drafts(meeting_id, invitations=some, note=note, by=request.user)
    return see(here, _("{count} pemberitahuan disiapkan untuk dikirim.").format(count=count))


async def preview(request: Request) -> Response:
    """The letters to one person as they would be now; nothing is sent."""
    meeting_id, seat_id = request.path_params["meeting"], request.path_params["invitation"]
    mails = await drafts.preview_draft(meeting_id, seat_id, by=request.user)
    meeting = await meetings.find(meeting_id, to=request.user)
    return show(
        request,
        "invitations/draft.html",
        place="meetings",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        tab="invitations",
        letters=[(mail, open_letter(bytes(mail.message))) for mail in mails],
    )


routes = [
    *form("/meetings/{meeting:uuid}/notices", waiting, decide),
    page("/meetings/{meeting:uuid}/notices/{invitation:uuid}", preview),
]
