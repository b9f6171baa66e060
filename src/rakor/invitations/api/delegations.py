"""Doors for programs: sending a deputy, their assignment letter, and deciding about them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.accounts.models import User
from rakor.invitations import queries
from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.operations import delegating
from rakor.invitations.operations.delegating import DeputyWish, Paper, Scan
from rakor.invitations.rules import DelegationState, RsvpStatus
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import checked, read
from rakor.web.shapes import Answer, Email, Items, Line, Shape, Text, Written
from rakor.web.uploads import read_upload
from rakor.words import _

Day = date  # shapes have a member of that name


class PaperSaid(Shape):
    """What the assignment letter (surat tugas) says of itself."""

    number: Annotated[Line, Field(max_length=120)] = ""
    date: Day | None = None
    signer: Annotated[Line, Field(max_length=400)] = ""

    def paper(self) -> Paper:
        return Paper(self.number, self.date, self.signer)


class Delegate(Shape):
    """Who comes instead; `office` is one they hold, `agency` a code."""

    email: Email
    name: Annotated[Line, Field(max_length=200)] = ""
    office: UUID | None = None
    office_title: Annotated[Line, Field(max_length=250)] = ""
    agency: Annotated[Line, Field(max_length=40)] | None = None
    note: Annotated[Text, Field(max_length=1000)] = ""
    answer_by: datetime | None = None
    letter: PaperSaid | None = None


class PaperForm(PaperSaid):
    """The letter itself, a PDF, JPG or PNG of at most 5 MB, and what it says of itself."""

    file: Annotated[bytes, WithJsonSchema({"type": "string", "format": "binary"})] = b""


class Nothing(Shape):
    """A POST that only acts takes `{}`."""


class Reject(Shape):
    reason: Annotated[Text, Field(min_length=1, max_length=1000)]


class LetterRead(Answer):
    number: str
    date: Day | None
    signer: str
    attached: bool


class DelegationRead(Answer):
    """One step of a chain: who was asked (`from`), who comes instead, and how it stands."""

    id: UUID
    meeting: UUID
    invitation: UUID = Field(description="The seat that is given away")
    deputy: UUID | None = Field(description="The deputy's own seat, once accepted")
    name: str
    email: str
    office_title: str
    state: DelegationState
    reason: str
    note: str
    via: str
    letter: LetterRead
    answer: RsvpStatus | None = Field(description="What the deputy answered")
    decided_at: datetime | None
    created_at: datetime


class DelegationWritten(DelegationRead, Written):
    pass


class DelegationList(Items):
    items: list[DelegationRead]


def _shape(link: queries.Link) -> dict[str, Any]:
    told = DelegationRead(
        id=link.id,
        meeting=link.meeting_id,
        invitation=link.invitation_id,
        deputy=link.deputy_id,
        name=link.name,
        email=link.email,
        office_title=link.office_title,
        state=link.state,
        reason=_(link.reason) if link.reason else "",
        note=link.note,
        via=link.via,
        letter=LetterRead(
            number=link.letter_number,
            date=link.letter_date,
            signer=link.letter_signer,
            attached=link.has_scan,
        ),
        answer=link.status,
        decided_at=link.decided_at,
        created_at=link.created_at,
    )
    return told.model_dump(mode="json")


async def _shown(step: DelegationStep, status: int = 200) -> Response:
    links = (await queries.steps_of([step.meeting_id])).links
    return answer(_shape(next(link for link in links if link.id == step.id)), status)


async def delegate(request: Request) -> Response:
    wish = await read(request, Delegate)
    user: User = request.user
    row = await queries.find(request.path_params["invitation"], to=user)
    step = await delegating.delegate(
        row.id,
        DeputyWish(
            email=wish.email,
            name=wish.name,
            office=wish.office,
            office_title=wish.office_title,
            agency=wish.agency or "",
            note=wish.note,
            answer_by=wish.answer_by,
            paper=wish.letter.paper() if wish.letter else Paper(),
        ),
        via="api" if _own(row, user) else "staff",
        by=user,
        staff=not _own(row, user),
    )
    return await _shown(step, 201)


def _own(row: Invitation, user: User) -> bool:
    return row.person_id == user.id


async def hand_in(request: Request) -> Response:
    user: User = request.user
    row = await queries.find(request.path_params["invitation"], to=user)
    upload = await read_upload(request)
    said = checked(PaperSaid, upload.fields)
    step = await queries.open_step_of(row)
    step = await delegating.hand_in(
        step.id if step else None,
        said.paper(),
        Scan(upload.filename, upload.content),
        by=user,
        staff=not _own(row, user),
    )
    return await _shown(step)


async def letter_file(request: Request) -> Response:
    """The scan as it came; read by the giver and those who prepare the meeting, and recorded."""
    step = await delegating.read_letter(request.path_params["step"], by=request.user)
    return Response(
        bytes(step.letter_content or b""),
        headers={"Content-Disposition": f'attachment; filename="{delegating.file_name(step)}"'},
        media_type=step.letter_type,
    )


async def accept(request: Request) -> Response:
    await read(request, Nothing)
    step = await queries.find_step(request.path_params["step"], to=request.user)
    return await _shown(await delegating.accept(step.id, by=request.user))


async def reject(request: Request) -> Response:
    wish = await read(request, Reject)
    step = await queries.find_step(request.path_params["step"], to=request.user)
    return await _shown(await delegating.reject(step.id, wish.reason, by=request.user))


async def revoke(request: Request) -> Response:
    await read(request, Nothing)
    step = await queries.find_step(request.path_params["step"], to=request.user)
    return await _shown(await delegating.revoke(step.id, by=request.user))


async def list_of_meeting(request: Request) -> Response:
    meeting = await find_for(Action.INVITE, request.path_params["meeting"], by=request.user)
    steps = await queries.steps_of([meeting.id])
    await journal.looked("invitations.viewed", by=request.user, subject=meeting.id)
    return answer({"items": [_shape(link) for link in steps.links], "next": None})


endpoints = [
    Endpoint(
        "POST",
        "/invitations/{invitation:uuid}/delegate",
        delegate,
        "Send a deputy",
        takes=Delegate,
        gives=DelegationWritten,
        status=201,
    ),
    Endpoint(
        "POST",
        "/invitations/{invitation:uuid}/delegate/letter",
        hand_in,
        "Hand in the assignment letter of the deputy",
        takes=PaperForm,
        takes_media="multipart/form-data",
        gives=DelegationWritten,
        refuses=(404, 409, 415),
    ),
    Endpoint(
        "GET",
        "/delegations/{step:uuid}/letter",
        letter_file,
        "The assignment letter as it was handed in",
        media="application/octet-stream",
    ),
    Endpoint(
        "POST",
        "/delegations/{step:uuid}/accept",
        accept,
        "Let a deputy come who waited",
        takes=Nothing,
        gives=DelegationWritten,
    ),
    Endpoint(
        "POST",
        "/delegations/{step:uuid}/reject",
        reject,
        "Refuse a deputy with a reason",
        takes=Reject,
        gives=DelegationWritten,
    ),
    Endpoint(
        "POST",
        "/delegations/{step:uuid}/revoke",
        revoke,
        "Take a deputy back, and whom they sent",
        takes=Nothing,
        gives=DelegationWritten,
    ),
    Endpoint(
        "GET",
        "/meetings/{meeting:uuid}/delegations",
        list_of_meeting,
        "Who was sent for whom",
        gives=DelegationList,
    ),
]
