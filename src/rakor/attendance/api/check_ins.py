"""Doors for programs: check-ins, and who came."""

import re
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import AwareDatetime, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.attendance import export, operations, queries, rules
from rakor.attendance.rules import Direction, Outcome, Reason
from rakor.documents import sheets
from rakor.meetings.queries import find
from rakor.meetings.rules import Channel
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Line, Shape, Written
from rakor.words import _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WalkIn(Shape):
    """A guest without an invitation; `agency` is a code, or a name."""

    name: Annotated[Line, Field(min_length=1, max_length=200)]
    agency: Annotated[Line, Field(max_length=200)] | None = None
    office: Annotated[Line, Field(max_length=250)] | None = None


class CheckIn(Shape):
    """One scan: exactly one of `code`, `invitation` and `walk_in`.

    `nonce` makes a repeated upload the same scan; `at` is when it happened, for scans that are
    uploaded later.
    """

    code: Annotated[Line, Field(max_length=500)] | None = None
    invitation: UUID | None = None
    walk_in: WalkIn | None = None
    channel: Channel = Channel.ROOM
    direction: Direction = Direction.IN
    at: AwareDatetime | None = None
    nonce: Annotated[Line, Field(min_length=1, max_length=80)] | None = None
    device: Annotated[Line, Field(max_length=80)] | None = None

    def wish(self) -> rules.Wish:
        guest = self.walk_in
        return rules.Wish(
            nonce=self.nonce or uuid4().hex,
            code=self.code or "",
            invitation=self.invitation,
            walk_in=rules.WalkIn(guest.name, guest.agency or "", guest.office or "")
            if guest
            else None,
            channel=self.channel,
            direction=self.direction,
            at=self.at,
            device=self.device or "",
        )


class HeadFound(Answer):
    """The person a scan found, as the record of the day has them."""

    id: UUID
    name: str
    office: str
    agency: str
    represents: str
    walk_in: bool
    room: bool
    online: bool
    first_at: datetime
    first_device: str
    last_out_at: datetime | None


class CheckedIn(Written):
    """What became of a scan; `reason` says it in words, `reason_code` for programs."""

    id: UUID
    result: Outcome
    reason: str
    reason_code: Reason
    head: HeadFound | None


class AgencyAttendance(Answer):
    """An agency: seats (null without a quota), answers, and who came."""

    agency: str
    name: str
    kind: str
    seats: int | None
    invited: int
    accepted: int
    room: int
    online: int
    both: int
    present: int
    delegates: int


class QuorumReached(Answer):
    """Two thirds of the invited agencies, rounded up."""

    rule: str
    needed: int
    present: int
    reached: bool


class Attendance(Answer):
    """Heads are distinct persons; `room` and `online` both hold those who came both ways."""

    heads: int
    room: int
    online: int
    both: int
    walk_ins: int
    agencies_present: int
    by_kind: dict[str, int]
    by_agency: list[AgencyAttendance]
    quorum: QuorumReached


async def check_in(request: Request) -> Response:
    said = await read(request, CheckIn)
    done = await operations.check_in(_meeting(request), said.wish(), by=request.user)
    first = await queries.first_scan(done.head) if done.head else None
    reason = Reason(done.scan.reason)
    return answer(
        CheckedIn(
            id=done.scan.id,
            result=done.scan.outcome,
            reason=_(rules.REASONS[reason]),
            reason_code=reason,
            head=HeadFound(
                id=done.head.id,
                name=done.head.name,
                office=done.head.office_title,
                agency=done.head.agency_name,
                represents=done.head.representing,
                walk_in=done.head.walk_in,
                room=done.head.room,
                online=done.head.online,
                first_at=done.head.first_at,
                first_device=first.device if first else "",
                last_out_at=done.head.last_out_at,
            )
            if done.head
            else None,
        )
    )


async def attendance(request: Request) -> Response:
    meeting = await find(_meeting(request), to=request.user)
    counts = await queries.counts(meeting.id)
    rows = await queries.by_agency(meeting)
    return answer(
        Attendance(
            **{name: counts[name] for name in Attendance.model_fields if name in counts},
            by_agency=[AgencyAttendance.model_validate(row) for row in rows],
            quorum=QuorumReached.model_validate(rules.quorum(rows)),
        )
    )


async def as_csv(request: Request) -> Response:
    meeting = await queries.find_with_names(_meeting(request), by=request.user)
    people = await queries.people(meeting)
    await journal.looked("attendance.downloaded", by=request.user, subject=meeting.id, format="csv")
    table = export.people_table(_("Daftar hadir"), people, meeting.timezone)
    return _file(await sheets.csv(table), "text/csv; charset=utf-8", meeting.title, "csv")


async def as_xlsx(request: Request) -> Response:
    meeting = await queries.find_with_names(_meeting(request), by=request.user)
    people, rows = await queries.people(meeting), await queries.by_agency(meeting)
    await journal.looked(
        "attendance.downloaded", by=request.user, subject=meeting.id, format="xlsx"
    )
    book = await sheets.xlsx(export.workbook(people, rows, meeting.timezone))
    return _file(book, XLSX, meeting.title, "xlsx")


def _file(body: bytes, media: str, title: str, ending: str) -> Response:
    name = re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-")[:60].lower() or "rapat"
    headers = {"Content-Disposition": f'attachment; filename="daftar-hadir-{name}.{ending}"'}
    return Response(body, 200, headers, media)


def _meeting(request: Request) -> UUID:
    found: Any = request.path_params["id"]
    return UUID(str(found))


endpoints = [
    Endpoint(
        "POST",
        "/meetings/{id:uuid}/check-ins",
        check_in,
        "Record that somebody came or left",
        takes=CheckIn,
        gives=CheckedIn,
    ),
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/attendance",
        attendance,
        "Counts of who came, by kind and by agency, and the quorum",
        gives=Attendance,
        refuses=(404,),
    ),
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/attendance.csv",
        as_csv,
        "The attendance list as CSV",
        media="text/csv",
        refuses=(404,),
    ),
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/attendance.xlsx",
        as_xlsx,
        "The attendance list as a workbook",
        media=XLSX,
        refuses=(404,),
    ),
]
