"""Devices at a door: found by their key, and listed for the officers."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from rakor.accounts.models import Account, User
from rakor.attendance import rules
from rakor.attendance.models import Device
from rakor.attendance.rules import DeviceRefused
from rakor.errors import Forbidden, NotFound
from rakor.meetings.models import Meeting
from rakor.settings import settings
from rakor.words import _

# The cookie that holds the key of a device; it is sent to the door of its meeting only.
DEVICE_COOKIE = "rakor_device"


def secret_digest(secret: str) -> str:
    """What is stored of a code or a key."""
    return hashlib.sha256(secret.encode()).hexdigest()


def device_path(meeting_id: UUID) -> str:
    """The only place to which a browser sends the key of a device."""
    return f"/api/v1/door/{meeting_id}"


def enrol_url(meeting_id: UUID, code: str) -> str:
    """Where a device is enrolled, as the QR code for it says."""
    return f"{settings().public_url}/door/{meeting_id}/enrol/{code}"


async def device_of(meeting_id: UUID, key: str) -> Device:
    """The device that holds this key, with its meeting and officer.

    Refuses (DeviceRefused) keys that are unknown or belong to another meeting, and, told to wipe
    what they hold, devices that were revoked or whose meeting is long past.
    """
    device = await held_by(meeting_id, key)
    rules.check_serves(device, device.meeting.ends_at, datetime.now(UTC))
    return device


async def held_by(meeting_id: UUID, key: str) -> Device:
    """The device with this key, however it stands. Refuses (DeviceRefused) unknown keys."""
    device = None
    if key:
        device = (
            await Device.filter(meeting_id=meeting_id, key_digest=secret_digest(key))
            .select_related("meeting", "officer")
            .first()
        )
    if device is None:
        raise DeviceRefused(_("Perangkat ini belum dipasang untuk rapat ini."), wipe=False)
    return device


async def officer_of(device: Device) -> User:
    """For whom a device acts. Refuses (Forbidden) when that account was closed."""
    account = (
        await Account.filter(person_id=device.officer_id, active=True)
        .select_related("person__agency")
        .first()
    )
    if account is None:
        raise Forbidden(_("Petugas yang memasang perangkat ini tidak lagi mempunyai akun."))
    return User.of(account)


async def invited_device(meeting_id: UUID, code: str) -> Device:
    """The device that a code was made for. NotFound when nobody made it."""
    device = (
        await Device.filter(meeting_id=meeting_id, code_digest=secret_digest(code))
        .select_related("meeting", "officer")
        .first()
    )
    if device is None:
        raise NotFound(_("Kode pemasangan ini tidak dikenal."))
    return device


async def devices_of(meeting: Meeting) -> list[Device]:
    """Every device of a meeting, the newest first, with its officer."""
    return await Device.filter(meeting_id=meeting.id).order_by("-id").select_related("officer")


async def find_device(meeting: Meeting, device_id: UUID) -> Device:
    """One device of a meeting; NotFound for those of others."""
    rows = Device.filter(meeting_id=meeting.id, id=device_id)
    device = await rows.select_related("officer").first()
    if device is None:
        raise NotFound(_("Perangkat ini tidak ada."))
    return device
