"""Doors for programs: invitations and their answers, mail that arrived, calendar files."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.rules import LONGEST
from rakor.errors import Forbidden, Unsupported
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import DelegationState, Result, RsvpStatus
from rakor.mail.models import IncomingMail
from rakor.meetings.queries import find as find_meeting
from rakor.meetings.rules import Channel, Delegation, Part
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Email, Items, Line, Shape, Text, Written
from rakor.words import _


class Asked(Shape):
    """One line of a list to invite: an address, a person, an office or a group.

    `group` is the key of a saved group or one line ("kepala BKPSDM kab/kota se-Kaltim"), expanded
    as of the meeting's day: all its members, or with `reachable_only` those who have an address.
    `group_address` says that there are several people behind an address.
    """

    email: Email | None = None
    name: Annotated[Line, Field(max_length=200)] = ""
    agency: Annotated[Line, Field(max_length=40)] | None = None
    role: Part = Part.PARTICIPANT
    person: UUID | None = None
    office: UUID | None = None
    group: Annotated[Line, Field(min_length=1, max_length=LONGEST)] | None = None
    reachable_only: bool = False
    group_address: bool = False


class Invite(Shape):
    to: Annotated[list[Asked], Field(min_length=1, max_length=2000)]
    delegation: Delegation = Delegation.ALLOWED


class Nothing(Shape):
    """A POST that only acts takes `{}`."""


class Rsvp(Shape):
    status: Literal["accepted", "declined", "tentative"]
    mode: Channel | None = None
    comment: Annotated[Text, Field(max_length=2000)] = ""


class RsvpRead(Answer):
    status: RsvpStatus
    mode: Channel | None
    comment: str
    answered_at: datetime | None
    via: str | None


class DeliveryRead(Answer):
    status: str
    detail: str
    opened_at: datetime | None


class LinkRead(Answer):
    """A deputy of a chain, in its order; the last one who is accepted comes."""

    delegation: UUID
    invitation: UUID | None = Field(description="The deputy's own seat, once accepted")
    name: str
    office_title: str
    state: DelegationState
    rsvp: RsvpStatus | None


class InvitationRead(Answer):
    id: UUID
    revision: int
    meeting: UUID
    person: UUID | None
    office: UUID | None
    email: str
    name: str
    office_title: str
    agency: str | None = Field(description="Name of the agency as it was that day")
    role: Part
    delegation: Delegation
    rsvp: RsvpRead
    delegated_to: UUID | None = Field(None, description="The seat of the deputy who was sent")
    delegated_from: UUID | None = Field(None, description="The seat that this deputy comes for")
    chain: list[LinkRead] = []
    represents: list[UUID] = Field([], description="The seats at the top of their chains")
    group_address: bool = False
    delivery: DeliveryRead


class InvitationWritten(InvitationRead, Written):
    pass


class InvitationList(Items):
    items: list[InvitationRead]


class Invited(Written):
    items: list[InvitationRead]


class Queued(Written):
    queued: int


class Received(Written):
    """What became of a message."""

    result: Result
    invitation: UUID | None
    reason: str


def received(row: IncomingMail) -> Received:
    """The verdict on a message, as programs read it."""
    return Received(result=Result(row.result), invitation=row.invitation_id, reason=_(row.reason))


async def shown(rows: list[Invitation]) -> list[dict[str, Any]]:
    """Invitations as programs read them; the last letters of all are one query."""
    deliveries = await queries.deliveries(rows)
    steps = await queries.steps_of(row.meeting_id for row in rows)
    return [_shape(row, deliveries[row.id], steps).model_dump(mode="json") for row in rows]


def _link(link: queries.Link) -> LinkRead:
    return LinkRead(
        delegation=link.id,
        invitation=link.deputy_id,
        name=link.name,
        office_title=link.office_title,
        state=link.state,
        rsvp=link.status,
    )


def _shape(row: Invitation, delivery: queries.Delivery, steps: queries.Steps) -> InvitationRead:
    chain = steps.chain(row.id)
    return InvitationRead(
        id=row.id,
        revision=row.revision,
        meeting=row.meeting_id,
        person=row.person_id,
        office=row.office_id,
        email=row.email,
        name=row.name,
        office_title=row.office_title,
        agency=row.agency_name or None,
        role=row.part,
        delegation=row.delegation,
        rsvp=RsvpRead(
            status=row.status,
            mode=row.mode,
            comment=row.comment,
            answered_at=row.answered_at,
            via=row.via or None,
        ),
        delegated_to=chain.links[0].deputy_id if chain.links else None,
        delegated_from=row.delegated_from_id,
        chain=[_link(link) for link in chain.links],
        represents=steps.tops(row.id),
        group_address=row.is_group,
        delivery=DeliveryRead(
            status=delivery.status, detail=delivery.detail, opened_at=delivery.opened_at
        ),
    )


def wishes_of(wish: Invite) -> list[Wish]:
    """The lines of a list as the operations read them."""
    return [
        Wish(
            email=each.email or "",
            name=each.name,
            agency=each.agency or "",
            role=each.role,
            person=each.person,
            office=each.office,
            group=each.group,
            reachable_only=each.reachable_only,
            is_group=each.group_address,
        )
        for each in wish.to
    ]


async def invite(request: Request) -> Response:
    wish = await read(request, Invite)
    made = await operations.invite(
        request.path_params["meeting"], wishes_of(wish), wish.delegation, by=request.user
    )
    return answer({"items": await shown(made)}, 201)


async def send(request: Request) -> Response:
    await read(request, Nothing)
    queued = await operations.send(request.path_params["meeting"], by=request.user)
    return answer({"queued": queued}, 202)


async def list_of_meeting(request: Request) -> Response:
    paging = query_of(request, Paging)
    meeting = await find_meeting(request.path_params["meeting"], to=request.user)
    rows = queries.visible_to(request.user).filter(meeting_id=meeting.id)
    page = await page_of(rows, paging, newest_first=False)
    await journal.looked("invitations.viewed", by=request.user, subject=meeting.id)
    return answer(page.items(await shown(page)))


async def one(request: Request) -> Response:
    row = await queries.find(request.path_params["invitation"], to=request.user)
    return answer((await shown([row]))[0])


async def rsvp(request: Request) -> Response:
    wish = await read(request, Rsvp)
    user: User = request.user
    row = await queries.find(request.path_params["invitation"], to=user)
    via = "api" if row.person_id == user.id else "staff"
    mode = wish.mode.value if wish.mode else ""
    row = await operations.answer(row, wish.status, mode, wish.comment, via=via, by=user)
    return answer((await shown([row]))[0])


async def withdraw(request: Request) -> Response:
    await read(request, Nothing)
    row = await operations.withdraw(request.path_params["invitation"], by=request.user)
    return answer((await shown([row]))[0])


async def take(request: Request) -> Response:
    """The same as the listener and the pipe; an admin's program hands mail over."""
    if not request.user.is_admin:
        raise Forbidden(_("Surel masuk diserahkan dengan token admin."))
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "message/rfc822":
        raise Unsupported(_("Kirim surel sebagai message/rfc822."))
    row = await operations.take_mail(await request.body(), via="http")
    return answer(received(row))


async def calendar_file(request: Request) -> Response:
    """Nobody's name is in it; the bytes change only when the meeting does."""
    meeting = await find_meeting(
        request.path_params["meeting"], to=request.user, related=["organizer"]
    )
    content, etag = await queries.calendar_file(meeting)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


endpoints = [
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/invitations",
        invite,
        "Invite people; all lines or none",
        takes=Invite,
        gives=Invited,
        status=201,
    ),
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/invitations/send",
        send,
        "Send the letters that were not yet sent",
        takes=Nothing,
        gives=Queued,
        status=202,
    ),
    Endpoint(
        "GET",
        "/meetings/{meeting:uuid}/invitations",
        list_of_meeting,
        "Who is invited, and what they answered",
        asks=Paging,
        gives=InvitationList,
    ),
    Endpoint(
        "GET",
        "/meetings/{meeting:uuid}.ics",
        calendar_file,
        "The meeting as a calendar file, without attendees",
        media="text/calendar",
    ),
    Endpoint(
        "GET",
        "/invitations/{invitation:uuid}",
        one,
        "One invitation with its answer and delivery",
        gives=InvitationRead,
    ),
    Endpoint(
        "POST",
        "/invitations/{invitation:uuid}/rsvp",
        rsvp,
        "Answer an invitation",
        takes=Rsvp,
        gives=InvitationWritten,
    ),
    Endpoint(
        "POST",
        "/invitations/{invitation:uuid}/withdraw",
        withdraw,
        "Uninvite somebody",
        takes=Nothing,
        gives=InvitationWritten,
    ),
    Endpoint(
        "POST",
        "/inbound/mail",
        take,
        "Hand over one raw message",
        gives=Received,
        takes_media="message/rfc822",
        refuses=(415,),
    ),
]
