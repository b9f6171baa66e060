"""The page of a draft that is shown for comments, for those who prepare the meeting."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.drafting import operations
from rakor.drafting.pages.ground import meeting_id, sheet
from rakor.drafting.queries.sharing import find_shared
from rakor.drafting.queries.substance import seats_of
from rakor.drafting.rules.sharing import (
    AnswerFacts,
    CommentState,
    Reader,
    Readers,
    ShareChanges,
    ShareFacts,
)
from rakor.errors import Invalid
from rakor.invitations.rules import read_list
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import NAMED_ONLY, Action, State
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, read
from rakor.web.shapes import Shape, Text
from rakor.words import _, ngettext

HERE = "/meetings/{meeting:uuid}/draft"
COMMENT = f"{HERE}/comments/{{comment:uuid}}"
END_OF_DAY = time(23, 59)


class Listed(Shape):
    """People as they are typed: one line for each, or everybody who is on the list."""

    lines: Annotated[Text, Field(max_length=50_000)] = ""
    invited: bool = False
    confidential: bool = False


class NewShare(Listed):
    """The form by which a draft is shown."""

    deadline: date
    note: Annotated[Text, Field(max_length=2000)] = ""
    materials: bool = False


class ChangedShare(Shape):
    """What is changed of a draft that is shown; a box that is not ticked is not sent."""

    deadline: date
    note: Annotated[Text, Field(max_length=2000)] = ""
    materials: bool = False
    revision: Annotated[int, Field(ge=1)]


async def look(request: Request) -> Response:
    shared = await find_shared(meeting_id(request), to=request.user)
    meeting = shared.meeting
    draft = shared.draft
    zone = ZoneInfo(meeting.timezone)
    return show(
        request,
        "drafting/draft.html",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        shared=shared,
        shareable=meeting.state is State.DRAFT and meeting.security_class not in NAMED_ONLY,
        last_day=draft.deadline.astimezone(zone).date() if draft else None,
        **await sheet(meeting, confidential=True),
    )


async def share(request: Request) -> Response:
    wish = await read(request, NewShare)
    meeting = await meetings.find_for(Action.INVITE, meeting_id(request), by=request.user)
    facts = {
        "readers": await _readers(meeting, wish),
        "deadline": _end_of(wish.deadline, meeting),
        "note": wish.note,
        "materials": wish.materials,
    }
    await operations.share_draft(meeting.id, checked(ShareFacts, facts), by=request.user)
    return _back(request, _("Draf dibagikan; setiap orang mendapat tautannya sendiri."))


async def add(request: Request) -> Response:
    wish = await read(request, Listed)
    meeting = await meetings.find_for(Action.INVITE, meeting_id(request), by=request.user)
    readers = checked(Readers, {"readers": await _readers(meeting, wish)}).readers
    added = await operations.add_readers(meeting.id, readers, by=request.user)
    said = ngettext("{n} orang ditambahkan.", "{n} orang ditambahkan.", len(added))
    return _back(request, said.format(n=len(added)))


async def _readers(meeting: Meeting, wish: Listed) -> list[dict[str, Any]]:
    """Whom the form means, each address once. Refuses (Invalid) nobody at all."""
    found = {each.email.lower(): each.name for each in read_list(wish.lines)}
    if wish.invited:
        for seat in await seats_of(meeting.id):
            found.setdefault(seat.email, seat.name)
    if not found:
        raise Invalid.field("lines", _("Tulis sekurang-kurangnya satu alamat surel."))
    return [
        Reader(email=email, name=name[:200], confidential=wish.confidential).model_dump()
        for email, name in found.items()
    ]


def _end_of(day: date, meeting: Meeting) -> datetime:
    """The last minute of a day where the meeting is held."""
    return datetime.combine(day, END_OF_DAY, ZoneInfo(meeting.timezone))


async def change(request: Request) -> Response:
    wish = await read(request, ChangedShare)
    meeting = await meetings.find_for(Action.INVITE, meeting_id(request), by=request.user)
    changes = ShareChanges(
        deadline=_end_of(wish.deadline, meeting), note=wish.note, materials=wish.materials
    )
    await operations.change_share(meeting.id, changes, revision=wish.revision, by=request.user)
    return _back(request, _("Perubahan disimpan."))


async def remove(request: Request) -> Response:
    key: UUID = request.path_params["reader"]
    await operations.remove_reader(meeting_id(request), key, by=request.user)
    return _back(request, _("Tautannya tidak berlaku lagi."))


async def remind(request: Request) -> Response:
    count = await operations.remind_now(meeting_id(request), by=request.user)
    said = ngettext("{n} orang diingatkan.", "{n} orang diingatkan.", count)
    return _back(request, said.format(n=count))


async def end(request: Request) -> Response:
    await operations.end_share(meeting_id(request), by=request.user)
    return _back(request, _("Tanggapan tidak diterima lagi."))


async def answer(request: Request) -> Response:
    said = await read(request, AnswerFacts)
    key = _comment(request)
    await operations.answer(meeting_id(request), key, said.text, by=request.user)
    return _back(request, _("Balasan tersimpan."), key)


async def done(request: Request) -> Response:
    return await _settle(request, CommentState.DONE)


async def undo(request: Request) -> Response:
    return await _settle(request, CommentState.OPEN)


async def _settle(request: Request, to: CommentState) -> Response:
    key = _comment(request)
    await operations.settle_comment(meeting_id(request), key, to, by=request.user)
    return _back(request, "", key)


async def take(request: Request) -> Response:
    key = _comment(request)
    await operations.take_over(meeting_id(request), key, by=request.user)
    return _back(request, _("Usul dimasukkan ke dalam draf."), key)


def _comment(request: Request) -> UUID:
    key: UUID = request.path_params["comment"]
    return key


def _back(request: Request, notice: str, comment: UUID | None = None) -> Response:
    where = f"#c-{comment}" if comment else ""
    return see(f"/meetings/{meeting_id(request)}/draft{where}", notice)


routes: list[BaseRoute] = [
    *form(HERE, look, share),
    *form(f"{HERE}/readers", look, add),
    *form(f"{HERE}/change", look, change),
    act(f"{HERE}/readers/{{reader:uuid}}/remove", remove),
    act(f"{HERE}/remind", remind),
    act(f"{HERE}/end", end),
    *form(f"{COMMENT}/answer", look, answer),
    act(f"{COMMENT}/done", done),
    act(f"{COMMENT}/undo", undo),
    act(f"{COMMENT}/take", take),
]
