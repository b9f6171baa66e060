"""Words for messengers: whom there is a text for, and one text to be copied."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.letters import operations
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action
from rakor.web.answers import show
from rakor.web.pages import page


async def listed(request: Request) -> Response:
    """Everybody there is a text for, in the order of protocol; the links are not on this page."""
    meeting = await find_for(Action.INVITE, request.path_params["meeting"], by=request.user)
    seats = await operations.recipients(meeting.id, by=request.user)
    return show(
        request,
        "letters/messages.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        seats=seats,
    )


async def message(request: Request) -> Response:
    invitation, text = await operations.message(request.path_params["invitation"], by=request.user)
    return show(
        request,
        "letters/message.html",
        meeting=invitation.meeting,
        parts=await parts_of(request.user, invitation.meeting),
        invitation=invitation,
        text=text,
    )


routes: list[BaseRoute] = [
    page("/meetings/{meeting:uuid}/letter/messages", listed),
    page("/invitations/{invitation:uuid}/message", message),
]
