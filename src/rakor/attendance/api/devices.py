"""Doors for programs: the devices at the door of a meeting, as officers keep them."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import operations, queries, rules
from rakor.attendance.models import Device
from rakor.attendance.rules import Standing
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Line, Shape, Written


class Named(Shape):
    """What a device is called beside its scans, as `Meja 1`."""

    name: Annotated[Line, Field(min_length=1, max_length=80)]


class Nothing(Shape):
    """An act without particulars."""


class DeviceSeen(Written):
    """A device; `waiting` is how many scans it last said it still held."""

    id: UUID
    name: str
    standing: Standing
    officer: str
    invited_at: datetime
    enrolled_at: datetime | None
    seen_at: datetime | None
    revoked_at: datetime | None
    wiped_at: datetime | None
    waiting: int


class DeviceInvited(DeviceSeen):
    """A device to be enrolled at `url` until `code_until`, once; the code is not told again."""

    code: str
    url: str
    code_until: datetime


class DeviceList(Answer):
    """The devices of a meeting, the newest first."""

    items: list[DeviceSeen]
    next: str | None = None


def seen(device: Device, officer: str) -> dict[str, Any]:
    return {
        "id": device.id,
        "name": device.name,
        "standing": rules.standing_of(device, datetime.now(UTC)),
        "officer": officer,
        "invited_at": device.invited_at,
        "enrolled_at": device.enrolled_at,
        "seen_at": device.seen_at,
        "revoked_at": device.revoked_at,
        "wiped_at": device.wiped_at,
        "waiting": device.waiting,
    }


async def listed(request: Request) -> Response:
    meeting = await find_for(Action.CHECK_IN, _meeting(request), by=request.user)
    rows = await queries.devices_of(meeting)
    items = [DeviceSeen(**seen(row, row.officer.full_name)) for row in rows]
    return answer(DeviceList(items=items))


async def invite(request: Request) -> Response:
    said = await read(request, Named)
    device, code = await operations.invite_device(_meeting(request), said.name, by=request.user)
    return answer(
        DeviceInvited(
            **seen(device, request.user.full_name),
            code=code,
            url=queries.enrol_url(device.meeting_id, code),
            code_until=device.code_until,
        ),
        201,
    )


async def rename(request: Request) -> Response:
    said = await read(request, Named)
    device = await operations.rename_device(
        _meeting(request), request.path_params["device"], said.name, by=request.user
    )
    return answer(DeviceSeen(**seen(device, device.officer.full_name)))


async def revoke(request: Request) -> Response:
    await read(request, Nothing)
    device = await operations.revoke_device(
        _meeting(request), request.path_params["device"], by=request.user
    )
    return answer(DeviceSeen(**seen(device, device.officer.full_name)))


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


DEVICES = "/meetings/{id:uuid}/devices"
endpoints = [
    Endpoint(
        "GET", DEVICES, listed, "The devices at the door", gives=DeviceList, refuses=(403, 404)
    ),
    Endpoint(
        "POST",
        DEVICES,
        invite,
        "A code by which one device is enrolled",
        takes=Named,
        gives=DeviceInvited,
        status=201,
        keeps_body=False,
    ),
    Endpoint(
        "PATCH",
        DEVICES + "/{device:uuid}",
        rename,
        "Give a device another name",
        takes=Named,
        gives=DeviceSeen,
    ),
    Endpoint(
        "POST",
        DEVICES + "/{device:uuid}/revoke",
        revoke,
        "Refuse a device from now on",
        takes=Nothing,
        gives=DeviceSeen,
    ),
]
