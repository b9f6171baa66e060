"""What officers do with the devices at their door, and what a device says of itself."""

import base64
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Device
from rakor.errors import Conflict
from rakor.journal import Audience, Record
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import _

SEEN = timedelta(seconds=20)


async def invite_device(meeting_id: UUID, name: str, *, by: User) -> tuple[Device, str]:
    """Make a code by which one device is enrolled once, within ten minutes; shown here only.

    Refuses (Invalid) a device without a name, and (Conflict) more devices than any door has.
    """
    name = rules.device_name(name)
    code = base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
    async with journal.transaction() as record:
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        rules.check_open(meeting.state)
        if (
            await Device.filter(meeting_id=meeting_id, revoked_at=None).count()
            >= rules.MOST_DEVICES
        ):
            raise Conflict(_("Terlalu banyak perangkat. Cabut dahulu yang tidak dipakai."))
        device = await Device.create(
            meeting_id=meeting_id,
            name=name,
            officer_id=by.id,
            code_digest=queries.secret_digest(code),
            code_until=record.at + rules.CODE_WORKS,
            invited_at=record.at,
        )
        await _entry(record, device, "device.invited", by=by)
    return device, code


async def enrol_device(meeting_id: UUID, code: str, name: str = "") -> tuple[Device, str]:
    """Turn a code into the key of a device, told here and never again; only its hash is stored.

    Refuses codes that are unknown (NotFound), and (Conflict) that were used, lapsed or revoked.
    """
    key = secrets.token_urlsafe(32)
    async with journal.transaction() as record:
        device = await queries.invited_device(meeting_id, code)
        rules.check_enrols(device, record.at)
        device.name = rules.device_name(name or device.name)
        digest = queries.secret_digest(key)
        waits = Device.filter(id=device.id, enrolled_at=None, revoked_at=None)
        # Of two that use a code at the same moment, one is enrolled.
        first = await waits.update(
            enrolled_at=record.at, seen_at=record.at, key_digest=digest, name=device.name
        )
        await device.refresh_from_db()
        if not first:
            rules.check_enrols(device, record.at)
        await _entry(record, device, "device.enrolled", by=await queries.officer_of(device))
    return device, key


async def rename_device(meeting_id: UUID, device_id: UUID, name: str, *, by: User) -> Device:
    """Give a device another name; scans it sent before keep the one of their day."""
    name = rules.device_name(name)
    async with journal.transaction() as record:
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        device = await queries.find_device(meeting, device_id)
        device.name = name
        await device.save(update_fields=["name"])
        await _entry(record, device, "device.renamed", by=by)
    return device


async def revoke_device(meeting_id: UUID, device_id: UUID, *, by: User) -> Device:
    """Refuse a device, or a code nobody used yet, from now on; again it changes nothing."""
    async with journal.transaction() as record:
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        device = await queries.find_device(meeting, device_id)
        if device.revoked_at is None:
            device.revoked_at = record.at
            await device.save(update_fields=["revoked_at"])
            await _entry(record, device, "device.revoked", by=by, waiting=device.waiting)
    return device


async def wiped_device(meeting_id: UUID, key: str) -> Device:
    """Note that a device has forgotten all it held; its key is of no use from then on."""
    async with journal.transaction() as record:
        device = await queries.held_by(meeting_id, key)
        if device.wiped_at is None:
            device.wiped_at = record.at
            device.revoked_at = device.revoked_at or record.at
            device.waiting = 0
            await device.save(update_fields=["wiped_at", "revoked_at", "waiting"])
            await _entry(record, device, "device.wiped", by=device.officer)
    return device


async def saw_device(device: Device, waiting: int | None = None) -> None:
    """Note that a device was here, and how many scans it still holds; not part of the record."""
    now = datetime.now(UTC)
    says = device.waiting if waiting is None else max(0, min(waiting, 1_000_000))
    if device.seen_at and now - device.seen_at < SEEN and says == device.waiting:
        return
    device.seen_at, device.waiting = now, says
    await Device.filter(id=device.id).update(seen_at=now, waiting=says)


async def _entry(
    record: Record, device: Device, kind: str, *, by: journal.Actor, **more: Any
) -> None:
    await record.entry(
        device.meeting_id,
        kind,
        by=by,
        audience=Audience.STAFF,
        device=device.id,
        name=device.name,
        **more,
    )
