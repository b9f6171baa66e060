"""Doors for programs: check-ins, and who came."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import AwareDatetime, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import operations, queries, rules
from rakor.attendance.models import Head
from rakor.attendance.rules import Direction, Outcome, Reason
from rakor.meetings.queries import find
from rakor.meetings.rules import Channel
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Line, Shape, Written
from rakor.words import _


class WalkIn(Shape):
    """A guest without an invitation; `agency` is a code, or a name.

    A `companion` is counted apart: of the agency, or of the head named by `companion_of`.
    """

    name: Annotated[Line, Field(min_length=1, max_length=200)]
    agency: Annotated[Line, Field(max_length=200)] | None = None
    office: Annotated[Line, Field(max_length=250)] | None = None
    companion: bool = False
    companion_of: UUID | None = None


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

    def wish(
        self, *, device: str = "", enrolled: UUID | None = None, offset: float = 0
    ) -> rules.Wish:
        """What is to be recorded; `offset` are the seconds that the desk's clock is behind."""
        guest = self.walk_in
        return rules.Wish(
            nonce=self.nonce or uuid4().hex,
            code=self.code or "",
            invitation=self.invitation,
            walk_in=rules.WalkIn(
                guest.name,
                guest.agency or "",
                guest.office or "",
                guest.companion or guest.companion_of is not None,
                guest.companion_of,
            )
            if guest
            else None,
            channel=self.channel,
            direction=self.direction,
            at=rules.by_clock(self.at, offset),
            device=device or self.device or "",
            enrolled=enrolled,
            said_at=self.at if offset else None,
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

    @classmethod
    def of(cls, head: Head, first_device: str) -> "HeadFound":
        """A head as the ledger has it, with the desk that first recorded it."""
        return cls(
            id=head.id,
            name=head.name,
            office=head.office_title,
            agency=head.agency_name,
            represents=head.representing,
            walk_in=head.walk_in,
            room=head.room,
            online=head.online,
            first_at=head.first_at,
            first_device=first_device,
            last_out_at=head.last_out_at,
        )


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
    inside: int
    taken: int
    companions: int


class QuorumReached(Answer):
    """What the plan of the meeting takes, `of` how much, and since when it is reached.

    Only those who are still here count.
    """

    rule: str
    needed: int
    present: int
    reached: bool
    of: int = 0
    since: datetime | None = None


class Attendance(Answer):
    """Heads are distinct persons; `room` and `online` both hold those who came both ways.

    `inside` are those who have not left; companions are no heads.
    """

    heads: int
    room: int
    online: int
    both: int
    walk_ins: int
    agencies_present: int
    inside: int
    companions: int
    by_kind: dict[str, int]
    by_agency: list[AgencyAttendance]
    quorum: QuorumReached


async def check_in(request: Request) -> Response:
    said = await read(request, CheckIn)
    done = await operations.check_in(_meeting(request), said.wish(), by=request.user)
    head = done.head
    reason = Reason(done.scan.reason)
    return answer(
        CheckedIn(
            id=done.scan.id,
            result=done.scan.outcome,
            reason=_(rules.REASONS[reason]),
            reason_code=reason,
            head=HeadFound.of(head, done.first_device) if head else None,
        )
    )


async def attendance(request: Request) -> Response:
    meeting = await find(_meeting(request), to=request.user)
    counts = await queries.counts(meeting.id)
    rows = await queries.by_agency(meeting)
    return answer(
        Attendance(
            **{
                name: counts[name]
                for name in Attendance.model_fields
                if name in counts and name != "quorum"
            },
            by_agency=[AgencyAttendance.model_validate(row) for row in rows],
            quorum=QuorumReached.model_validate(
                counts["quorum"] or {"rule": "none", "needed": 0, "present": 0, "reached": False}
            ),
        )
    )


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
]
