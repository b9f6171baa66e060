"""The personal page behind `/r/{token}`: answer, save the date, show the code. No sign-in needed.

The token is in the address, so no other site may learn the address, and nobody keeps the page.
"""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.accounts.models import User
from rakor.documents import qr
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Mode, State
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import read
from rakor.web.shapes import Shape, Text
from rakor.words import LANGUAGES, _

# `strict-origin` and not `no-referrer`: with the latter browsers send `Origin: null` with the form,
# which nobody could tell from a forged one. Either way no address of this page leaves it.
PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}
OPEN = frozenset({State.SCHEDULED, State.IN_PROGRESS, State.POSTPONED})

Choice = Literal["room", "online", "tentative", "declined"]
CHOICES: dict[Choice, tuple[RsvpStatus, str]] = {
    "room": (RsvpStatus.ACCEPTED, "room"),
    "online": (RsvpStatus.ACCEPTED, "online"),
    "tentative": (RsvpStatus.TENTATIVE, ""),
    "declined": (RsvpStatus.DECLINED, ""),
}


class Said(Shape):
    """What the form on the page holds."""

    status: Choice
    comment: Annotated[Text, Field(max_length=2000)] = ""


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
    page = show(request, "invitations/personal.html", **_values(invitation, wished))
    page.headers.update(PRIVATE)
    return page


async def say(request: Request) -> Response:
    invitation = await queries.by_token(request.path_params["token"])
    said = await read(request, Said)
    status, mode = CHOICES[said.status]
    by = User.guest(invitation.person) if invitation.person else None
    await operations.answer(invitation, status, mode, said.comment, via="page", by=by)
    return see(request.url.path, _("Terima kasih, jawaban Bapak/Ibu sudah kami catat."))


async def calendar(request: Request) -> Response:
    invitation = await queries.by_token(request.path_params["token"])
    content, etag = await queries.calendar_file(invitation.meeting)
    headers = {
        **PRIVATE,
        "ETag": etag,
        "Content-Disposition": 'attachment; filename="undangan.ics"',
    }
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


def _values(invitation: Invitation, wished: str) -> dict[str, Any]:
    meeting = invitation.meeting
    person, agency = invitation.person, invitation.agency
    own = (person.timezone if person else "") or (agency.timezone if agency else "")
    code = queries.checkin_code(invitation)
    withdrawn = invitation.status is RsvpStatus.WITHDRAWN
    return {
        "invitation": invitation,
        "meeting": meeting,
        "organizer": meeting.organizer,
        "token": queries.personal_token(invitation),
        "own": own or meeting.timezone,
        "place": queries.place_of(meeting),
        "chosen": _chosen(invitation, wished),
        "kind": queries.seat_kind(invitation.status, invitation.mode),
        "answered": invitation.status not in (RsvpStatus.NO_RESPONSE, RsvpStatus.WITHDRAWN),
        "withdrawn": withdrawn,
        "can_answer": meeting.state in OPEN and not withdrawn,
        "comes": meeting.state in OPEN and invitation.status is RsvpStatus.ACCEPTED,
        "code": qr.grouped(code, 5),
        "drawing": qr.svg(code, title=_("Kode QR kehadiran")),
        "google": _google(meeting),
    }


def _chosen(invitation: Invitation, wished: str) -> str:
    """What is ticked: the answer given, or what the button in the letter said."""
    status = invitation.status.value
    if wished in ("accepted", "declined", "tentative"):
        status = wished
    if status != "accepted":
        return status
    meeting = invitation.meeting
    if meeting.mode is Mode.ONLINE:
        return "online"
    asked = invitation.mode.value if invitation.mode else "room"
    return "room" if meeting.mode is Mode.IN_PERSON else asked


def _google(meeting: Meeting) -> str:
    """Google's form for a new event; the address says nothing personal."""
    form = "%Y%m%dT%H%M%SZ"
    dates = f"{meeting.starts_at:{form}}/{meeting.ends_at:{form}}"
    place = "; ".join(queries.place_of(meeting))
    query = {"action": "TEMPLATE", "text": meeting.title, "dates": dates, "location": place}
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"


routes = [
    *form("/r/{token}", look, say, open_to_all=True),
    page("/r/{token}/calendar.ics", calendar, open_to_all=True),
]
