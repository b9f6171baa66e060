"""The list of those invited: who answers what, who comes for whom, how far the letters are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rakor import journal
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.queries import Row
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import (
    PARTS,
    Action,
    Day,
    Delegation,
    State,
    Window,
    check_may,
    read_day_key,
)
from rakor.web.answers import see, show
from rakor.web.pages import act, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

SHOWN = 300
SHOWN_DAYS = 24
FILTERS = {
    "": N_("Semua"),
    "none": N_("Belum menjawab"),
    "coming": N_("Akan hadir"),
    "delegated": N_("Diwakilkan"),
    "decide": N_("Perlu keputusan"),
    "tentative": N_("Belum pasti"),
    "declined": N_("Berhalangan"),
    "failed": N_("Gagal terkirim"),
    "not_sent": N_("Belum dikirim"),
    "withdrawn": N_("Ditarik"),
}


class Looked(Shape):
    """Which part of the list is looked at; `day` is one day of a series."""

    q: Annotated[Line, Field(max_length=100)] = ""
    answer: Annotated[str, Field(pattern=f"^({'|'.join(FILTERS)})$")] = ""
    day: Annotated[str, Field(pattern=r"^([0-9]{8}T[0-9]{6}Z)?$")] = ""
    all: bool = False
    ticked: bool = False


class Picked(Shape):
    """Who was ticked, and what the organizer adds to their letters."""

    pick: Annotated[list[UUID], Field(max_length=1000)] = Field(default_factory=list)
    note: Annotated[Text, Field(max_length=2000)] = ""


async def board(request: Request) -> Response:
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    parts = await meetings.parts_of(request.user, meeting)
    check_may(Action.INVITE, parts)
    wish = query_of(request, Looked)
    days = await _days(meeting)
    rows = await queries.rows_of(meeting, read_day_key(wish.day) if wish.day else None)
    await journal.looked("invitations.viewed", by=request.user, subject=meeting.id)
    found = [row for row in rows if _matches(row, wish.answer) and _contains(row, wish.q)]
    seated = [row for row in rows if _matches(row, "")]
    unsent = sum(_matches(row, "not_sent") for row in rows)
    return show(
        request,
        "invitations/board.html",
        place="meetings",
        meeting=meeting,
        parts=parts,
        tab="invitations",
        counts={"invitations": len(seated)},
        wish=wish,
        days=days,
        filters=[(key, _(word), _how_many(rows, key)) for key, word in FILTERS.items()],
        groups=queries.by_agency(found if wish.all else found[:SHOWN]),
        found=len(found),
        total=len(rows),
        agencies=queries.by_agency(seated),
        answers=queries.counted_seats(seated),
        unsent=unsent,
        waits=await queries.waiting_among(meeting, rows),
        sending=queries.sending_of(rows),
        parts_said=PARTS,
        needs_letter=Delegation.ALLOWED_WITH_LETTER,
        can_send=meeting.state in (State.SCHEDULED, State.IN_PROGRESS),
        late=meeting.answer_by is not None and meeting.answer_by < datetime.now(UTC),
    )


async def _days(meeting: Meeting) -> Sequence[Day]:
    """The days of a series that the list can be looked at by, none of a meeting held once."""
    if not meeting.recurrence:
        return ()
    found = await meetings.days_of(meeting, Window(meeting.starts_at), limit=SHOWN_DAYS)
    return [day for day in found if day.takes_place]


def _matches(row: Row, wished: str) -> bool:
    if wished == "withdrawn" or row.gone:
        return row.gone and wished == "withdrawn"
    if wished == "failed":
        return row.undelivered
    if wished == "not_sent":
        return row.delivery.status == "not_sent"
    if row.is_deputy or not row.kind:
        return False
    if wished == "decide":
        return row.chain.waiting is not None
    if wished == "coming":
        return row.kind in ("room", "online")
    return wished in ("", row.kind)


def _how_many(rows: Sequence[Row], wished: str) -> int:
    return sum(_matches(row, wished) for row in rows)


def _contains(row: Row, text: str) -> bool:
    """Whether a word is about a seat: who was asked, or who comes for them."""
    if not text:
        return True
    seat = row.invitation
    words = [seat.name, seat.email, seat.office_title, seat.agency_name]
    words += [word for link in row.chain.links for word in (link.name, link.office_title)]
    return text.lower() in " ".join(words).lower()


async def send(request: Request) -> Response:
    meeting_id = request.path_params["meeting"]
    queued = await operations.send(meeting_id, by=request.user)
    notice = _("{count} undangan disiapkan untuk dikirim.").format(count=queued)
    return see(f"/meetings/{meeting_id}/invitations", notice)


async def send_picked(request: Request) -> Response:
    meeting_id = request.path_params["meeting"]
    wish = await read(request, Picked)
    queued = await operations.send_picked(meeting_id, wish.pick, wish.note, by=request.user)
    notice = _("{count} undangan disiapkan untuk dikirim.").format(count=queued)
    return see(f"/meetings/{meeting_id}/invitations", notice)


async def withdraw_picked(request: Request) -> Response:
    meeting_id = request.path_params["meeting"]
    wish = await read(request, Picked)
    count = await operations.withdraw_picked(meeting_id, wish.pick, by=request.user)
    notice = _("{count} undangan ditarik.").format(count=count)
    return see(f"/meetings/{meeting_id}/invitations", notice)


async def progress(request: Request) -> Response:
    """How far the letters are; the page asks every second while some wait."""
    meeting = await meetings.find_for(
        Action.INVITE, request.path_params["meeting"], by=request.user
    )
    now = await queries.sending(meeting.id)
    return JSONResponse(
        {
            "done": now.done,
            "total": now.total,
            "state": "running" if now.waiting else "done",
            "message": _("{done} dari {total} surat siap.").format(done=now.done, total=now.total),
            "location": f"/meetings/{meeting.id}/invitations",
        }
    )


async def withdraw(request: Request) -> Response:
    row = await operations.withdraw(request.path_params["invitation"], by=request.user)
    notice = _("Undangan untuk {name} ditarik.").format(name=row.name)
    return see(f"/meetings/{row.meeting_id}/invitations", notice)


async def summary(request: Request) -> Response:
    """A part of the meeting's page: all answers for staff, one's own for those invited."""
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    staff = await meetings.may_do(Action.INVITE, meeting, request.user)
    own = await Invitation.filter(meeting_id=meeting.id, person_id=request.user.id).first()
    return show(
        request,
        "invitations/_summary.html",
        meeting=meeting,
        staff=staff,
        answers=await queries.answers(meeting.id) if staff else {},
        waits=(await queries.waiting_in([meeting.id]))[meeting.id] if staff else None,
        own=own,
        own_kind=queries.seat_kind(own.status, own.mode) if own else "",
        own_link=f"/r/{queries.personal_token(own)}" if own else "",
    )


routes = [
    page("/meetings/{meeting:uuid}/invitations", board),
    act("/meetings/{meeting:uuid}/invitations/send", send),
    act("/meetings/{meeting:uuid}/invitations/picked/send", send_picked),
    act("/meetings/{meeting:uuid}/invitations/picked/withdraw", withdraw_picked),
    page("/meetings/{meeting:uuid}/invitations/progress", progress),
    page("/meetings/{meeting:uuid}/invitations/summary", summary),
    act("/invitations/{invitation:uuid}/withdraw", withdraw),
]
