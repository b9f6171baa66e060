"""Doors for programs: letters as they were sent, how far they are, and sending them again."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.invitations import operations, queries
from rakor.mail.codes import delivery_code
from rakor.mail.models import MailState, OutgoingMail
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Shape, Text, Written

# The list does not fetch the letters themselves, which may be large.
SHOWN = (
    "id",
    "meeting_id",
    "subject_id",
    "to_address",
    "to_name",
    "subject",
    "message_id",
    "state",
    "attempts",
    "next_attempt_at",
    "sent_at",
    "detail",
    "created_at",
)


class Wanted(Paging):
    """Which letters: by how far they are, by meeting, or to one address."""

    state: MailState | None = None
    meeting: UUID | None = None
    to: Annotated[str, Field(max_length=254)] | None = None


class Nothing(Shape):
    """A POST that only acts takes `{}`."""


class Again(Shape):
    note: Annotated[Text, Field(max_length=1000)] = ""


class LetterRead(Answer):
    """`code` is the delivery state of RFC 6638 section 3.2.9."""

    id: UUID
    meeting: UUID | None
    about: UUID | None
    to: str
    name: str
    subject: str
    message_id: str
    status: MailState
    code: str
    detail: str
    attempts: int
    next_attempt_at: datetime | None
    sent_at: datetime | None
    created_at: datetime


class LetterWritten(LetterRead, Written):
    pass


class LetterList(Items):
    items: list[LetterRead]


def _letter(mail: OutgoingMail) -> dict[str, Any]:
    waits = mail.state in (MailState.QUEUED, MailState.RETRY)
    shape = LetterRead(
        id=mail.id,
        meeting=mail.meeting_id,
        about=mail.subject_id,
        to=mail.to_address,
        name=mail.to_name,
        subject=mail.subject,
        message_id=mail.message_id,
        status=mail.state,
        code=delivery_code(mail.state, mail.detail),
        detail=mail.detail,
        attempts=mail.attempts,
        next_attempt_at=mail.next_attempt_at if waits else None,
        sent_at=mail.sent_at,
        created_at=mail.created_at,
    )
    return shape.model_dump(mode="json")


async def list_of_letters(request: Request) -> Response:
    wish = query_of(request, Wanted)
    rows = OutgoingMail.filter(queries.mail_visible_to(request.user))
    if wish.state:
        rows = rows.filter(state=wish.state)
    if wish.meeting:
        rows = rows.filter(meeting_id=wish.meeting)
    if wish.to:
        rows = rows.filter(to_address=wish.to.lower())
    await journal.looked("outbox.listed", by=request.user, subject=wish.meeting)
    mails = await page_of(rows.only(*SHOWN), wish)
    following = str(mails.next) if mails.next else None
    return answer({"items": [_letter(mail) for mail in mails], "next": following})


async def letter(request: Request) -> Response:
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user)
    return answer(_letter(mail))


async def raw_letter(request: Request) -> Response:
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user, taken_home=True)
    headers = {"Content-Disposition": f'attachment; filename="keluar-{mail.id}.eml"'}
    return Response(bytes(mail.message), headers=headers, media_type="message/rfc822")


async def retry(request: Request) -> Response:
    await read(request, Nothing)
    mail = await operations.try_letter_again(request.path_params["mail"], by=request.user)
    await mail.refresh_from_db()
    return answer(_letter(mail))


async def resend(request: Request) -> Response:
    wish = await read(request, Again)
    mail = await operations.resend(request.path_params["mail"], wish.note, by=request.user)
    await mail.refresh_from_db()
    return answer(_letter(mail))


_MAIL = "/outbox/{mail:uuid}"

endpoints = [
    Endpoint(
        "GET", "/outbox", list_of_letters, "Letters that went out", asks=Wanted, gives=LetterList
    ),
    Endpoint("GET", _MAIL, letter, "One letter and how far it is", gives=LetterRead),
    Endpoint(
        "GET",
        f"{_MAIL}.eml",
        raw_letter,
        "A letter exactly as it was sent",
        media="message/rfc822",
    ),
    Endpoint(
        "POST",
        f"{_MAIL}/retry",
        retry,
        "Try a letter that failed once more",
        takes=Nothing,
        gives=LetterWritten,
    ),
    Endpoint(
        "POST",
        f"{_MAIL}/resend",
        resend,
        "Send once more: an invitation written anew with a note, any other letter as it is",
        takes=Again,
        gives=LetterWritten,
    ),
]
