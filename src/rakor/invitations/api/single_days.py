"""Single days of a series for programs: their guests, and who is left out of one."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from rakor.errors import NotFound
from rakor.invitations.api.invitations import (
    InvitationWritten,
    Invite,
    Invited,
    Nothing,
    shown,
    wishes_of,
)
from rakor.invitations.operations.single_days import ask_back, invite_to_day, leave_out
from rakor.meetings.rules import read_day_key
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.words import _


def _day(request: Request) -> datetime:
    at = read_day_key(request.path_params["day"])
    if at is None:
        raise NotFound(_("Hari ini bukan bagian dari rapat berulang ini."))
    return at


async def invite(request: Request) -> Response:
    wish = await read(request, Invite)
    made = await invite_to_day(
        request.path_params["meeting"],
        _day(request),
        wishes_of(wish),
        wish.delegation,
        by=request.user,
    )
    return answer({"items": await shown(made)}, 201)


async def withdraw(request: Request) -> Response:
    await read(request, Nothing)
    row = await leave_out(request.path_params["invitation"], _day(request), by=request.user)
    return answer((await shown([row]))[0])


async def ask(request: Request) -> Response:
    await read(request, Nothing)
    row = await ask_back(request.path_params["invitation"], _day(request), by=request.user)
    return answer((await shown([row]))[0])


endpoints = [
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/occurrences/{day}/invitations",
        invite,
        "Invite guests to one day of a series; all lines or none",
        takes=Invite,
        gives=Invited,
        status=201,
    ),
    Endpoint(
        "POST",
        "/invitations/{invitation:uuid}/occurrences/{day}/withdraw",
        withdraw,
        "Uninvite somebody from one day of a series",
        takes=Nothing,
        gives=InvitationWritten,
    ),
    Endpoint(
        "POST",
        "/invitations/{invitation:uuid}/occurrences/{day}/ask",
        ask,
        "Ask somebody once more to a day they were left out of",
        takes=Nothing,
        gives=InvitationWritten,
    ),
]
