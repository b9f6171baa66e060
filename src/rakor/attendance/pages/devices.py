"""Pages of the devices at a door: officers invite and revoke them, whoever holds one enrols it."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.attendance import operations, queries, rules
from rakor.documents import qr
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape
from rakor.words import _

# The address of the page is a secret that works once; nobody keeps it or learns it from a link.
PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}


class Named(Shape):
    """What a device is called beside its scans."""

    name: Annotated[Line, Field(max_length=80)] = ""


class Nothing(Shape):
    """An act without particulars."""


async def listed(request: Request) -> Response:
    return await _shown(request)


async def invite(request: Request) -> Response:
    said = await read(request, Named)
    device, code = await operations.invite_device(_meeting(request), said.name, by=request.user)
    url = queries.enrol_url(device.meeting_id, code)
    return await _shown(request, invited=device, url=url, code=qr.svg(url, title=_("Kode QR")))


async def _shown(request: Request, **invited: Any) -> Response:
    meeting = await find_for(Action.CHECK_IN, _meeting(request), by=request.user)
    now = datetime.now(UTC)
    devices = await queries.devices_of(meeting)
    return show(
        request,
        "attendance/devices.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        devices=[(device, rules.standing_of(device, now).value) for device in devices],
        standings=rules.STANDINGS,
        **{"invited": None, **invited},
    )


async def rename(request: Request) -> Response:
    said = await read(request, Named)
    where, device = _meeting(request), request.path_params["device"]
    await operations.rename_device(where, device, said.name, by=request.user)
    return see(_devices(where), _("Nama perangkat diganti."))


async def revoke(request: Request) -> Response:
    await read(request, Nothing)
    where, device = _meeting(request), request.path_params["device"]
    await operations.revoke_device(where, device, by=request.user)
    return see(_devices(where), _("Perangkat dicabut."))


async def enrolment(request: Request) -> Response:
    device = await queries.invited_device(_meeting(request), request.path_params["code"])
    standing = rules.standing_of(device, datetime.now(UTC)).value
    shown = show(
        request,
        "attendance/enrol.html",
        meeting=device.meeting,
        device=device,
        open=standing == "invited",
    )
    shown.headers.update(PRIVATE)
    return shown


async def enrol(request: Request) -> Response:
    said = await read(request, Named)
    where = _meeting(request)
    device, key = await operations.enrol_device(where, request.path_params["code"], said.name)
    meeting = device.meeting
    answer = see(f"/door/{where}")
    until = rules.serves_until(device, meeting.ends_at)
    answer.set_cookie(
        queries.DEVICE_COOKIE,
        key,
        max_age=int((until - datetime.now(UTC)).total_seconds()),
        path=queries.device_path(where),
        secure=settings().secure,
        httponly=True,
        samesite="strict",
    )
    return answer


def _devices(meeting_id: UUID) -> str:
    return f"/meetings/{meeting_id}/attendance/devices"


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


DEVICES = "/meetings/{id:uuid}/attendance/devices"
routes: list[BaseRoute] = [
    *form(DEVICES, listed, invite),
    *form(DEVICES + "/{device:uuid}/rename", listed, rename)[1:],
    act(DEVICES + "/{device:uuid}/revoke", revoke),
    *form("/door/{id:uuid}/enrol/{code}", enrolment, enrol, open_to_all=True),
]
