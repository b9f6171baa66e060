"""The personal page behind `/r/{token}`: answer, send a deputy, save the date, show the code.

No sign-in needed. The token is in the address, so no other site may learn the address, and nobody
keeps the page.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts.models import User
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations import delegating
from rakor.invitations.operations.day_answers import answer_days
from rakor.invitations.operations.delegating import DeputyWish, Paper, Scan
from rakor.invitations.pages.personal_values import DAY_CHOICES, values
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.rules.series import read_day_key
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import body_of, checked
from rakor.web.shapes import Line, Shape, Text
from rakor.web.uploads import read_upload
from rakor.words import LANGUAGES, _

# `strict-origin` and not `no-referrer`: with the latter browsers send `Origin: null` with the form,
# which nobody could tell from a forged one. Either way no address of this page leaves it.
PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}

Choice = Literal["room", "online", "tentative", "declined", "delegated"]
CHOICES: dict[str, tuple[RsvpStatus, str]] = {
    "room": (RsvpStatus.ACCEPTED, "room"),
    "online": (RsvpStatus.ACCEPTED, "online"),
    "tentative": (RsvpStatus.TENTATIVE, ""),
    "declined": (RsvpStatus.DECLINED, ""),
}
Empty = BeforeValidator(lambda value: value or None)
Day = date  # forms have a field of that name


class PaperForm(Shape):
    """What an assignment letter says of itself; it may follow later."""

    number: Annotated[Line, Field(max_length=120)] = ""
    date: Annotated[Day | None, Empty] = None
    signer: Annotated[Line, Field(max_length=400)] = ""

    def paper(self) -> Paper:
        return Paper(self.number, self.date, self.signer)


class Said(PaperForm):
    """What the form on the page holds; the fields of a deputy count when one is sent."""

    status: Choice
    comment: Annotated[Text, Field(max_length=2000)] = ""
    name: Annotated[Line, Field(max_length=200)] = ""
    email: Annotated[Line, Field(max_length=254)] = ""
    office_title: Annotated[Line, Field(max_length=250)] = ""
    note: Annotated[Text, Field(max_length=1000)] = ""


class Days(Shape):
    """What is answered to single days, by their original start; "" leaves a day as it is."""

    day: dict[str, Literal["", "room", "online", "tentative", "declined"]] = {}


async def look(request: Request) -> Response:
    invitation = await queries.by_token(request.path_params["token"])
    if (language := request.query_params.get("language")) in LANGUAGES:
        answer = see(request.url.path)
        answer.set_cookie(
            "language",
            language,
            max_age=31_536_000,
            samesite="lax",
            secure=settings().secure,
            httponly=True,
        )
        return answer
    await operations.opened(invitation)
    wished = request.query_params.get("answer", "")
    return await _page(request, invitation, wished)


async def _page(request: Request, invitation: Invitation, wished: str = "") -> Response:
    page = show(request, "invitations/personal.html", **await values(invitation, wished))
    page.headers.update(PRIVATE)
    return page


async def say(request: Request) -> Response:
    invitation = await queries.by_token(request.path_params["token"])
    fields, scan = await _sent(request)
    said = checked(Said, fields)
    if said.status == "delegated":
        wish = DeputyWish(
            email=said.email,
            name=said.name,
            office_title=said.office_title,
            note=said.note,
            paper=said.paper(),
            scan=scan,
        )
        await delegating.delegate(invitation.id, wish, via="page", by=_guest(invitation))
        return _back(request, _("Terima kasih, wakil Bapak/Ibu sudah kami catat."))
    status, mode = CHOICES[said.status]
    await operations.answer(
        invitation, status, mode, said.comment, via="page", by=_guest(invitation)
    )
    return _back(request, _("Terima kasih, jawaban Bapak/Ibu sudah kami catat."))


async def _sent(request: Request) -> tuple[dict[str, Any], Scan | None]:
    """The fields of a form, and the file beside them if there is one."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await body_of(request), None
    upload = await read_upload(request)
    # A form that comes back holds what was typed; a file has to be chosen again.
    request.state.typed = upload.fields
    scan = Scan(upload.filename, upload.content) if upload.content else None
    return upload.fields, scan


def _guest(invitation: Invitation) -> User | None:
    return User.guest(invitation.person) if invitation.person else None


def _back(request: Request, notice: str) -> Response:
    return see(f"/r/{request.path_params['token']}", notice)


async def hand_in(request: Request) -> Response:
    """The assignment letter that follows later."""
    invitation = await queries.by_token(request.path_params["token"])
    fields, scan = await _sent(request)
    said = checked(PaperForm, fields)
    step = await queries.open_step_of(invitation)
    await delegating.hand_in(
        step.id if step else None,
        said.paper(),
        scan or Scan("", b""),
        by=_guest(invitation),
    )
    return _back(request, _("Surat tugas sudah kami terima."))


async def recall(request: Request) -> Response:
    invitation = await queries.by_token(request.path_params["token"])
    step = await queries.find_step_of(invitation, request.path_params["step"])
    await delegating.revoke(step.id, by=_guest(invitation), holder=invitation.id)
    return _back(request, _("Perwakilan sudah ditarik. Mohon jawab kembali undangan ini."))


async def letter_file(request: Request) -> Response:
    invitation = await queries.by_token(request.path_params["token"])
    step = await delegating.read_own_letter(invitation, request.path_params["step"])
    name = delegating.file_name(step)
    return Response(
        bytes(step.letter_content or b""),
        headers={**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'},
        media_type=step.letter_type,
    )


async def say_days(request: Request) -> Response:
    """Answers to single days; a day left as it is follows the answer to the whole series."""
    invitation = await queries.by_token(request.path_params["token"])
    fields = await body_of(request)
    days = checked(Days, fields).day
    said = {at: DAY_CHOICES[way] for key, way in days.items() if way and (at := read_day_key(key))}
    await answer_days(invitation, said, via="page", by=_guest(invitation))
    return _back(request, _("Terima kasih, jawaban Bapak/Ibu sudah kami catat."))


async def calendar(request: Request) -> Response:
    invitation = await queries.by_token(request.path_params["token"])
    content, etag = await queries.calendar_file(invitation.meeting, only_on=invitation.only_on)
    headers = {
        **PRIVATE,
        "ETag": etag,
        "Content-Disposition": 'attachment; filename="undangan.ics"',
    }
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


routes = [
    *form("/r/{token}", look, say, open_to_all=True),
    *form("/r/{token}/letter", look, hand_in, open_to_all=True),
    *form("/r/{token}/days", look, say_days, open_to_all=True),
    act("/r/{token}/recall/{step:uuid}", recall, open_to_all=True),
    page("/r/{token}/letter/{step:uuid}", letter_file, open_to_all=True),
    page("/r/{token}/calendar.ics", calendar, open_to_all=True),
]
