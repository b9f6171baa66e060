"""A desk at the door of each meeting: its device, and a line of the ledger."""

from datetime import UTC, datetime
from typing import Any

from rakor.attendance.models import Device, Head, Scan
from rakor.attendance.queries import secret_digest
from rakor.attendance.rules import Direction, Outcome
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Channel, Part


async def desk_of(meeting: Meeting) -> dict[str, Any]:
    """A device that the officer of the meeting enrolled, and somebody it recorded."""
    officer = (
        await MeetingPart.filter(meeting=meeting, part=Part.CHECK_IN_OFFICER)
        .order_by("-id")
        .first()
    )
    if officer is None:
        return {}
    now = datetime.now(UTC)
    key = f"the key of the device of {meeting.id}"
    facts = {"officer_id": officer.person_id, "name": "Meja 1", "key_digest": secret_digest(key)}
    facts |= {"code_until": now, "invited_at": now, "enrolled_at": now, "seen_at": now}
    known = {"meeting_id": meeting.id, "code_digest": secret_digest(f"code of {meeting.id}")}
    device, _made = await Device.get_or_create(**known, defaults=facts)
    somebody = {"name": "Seorang tamu", "walk_in": True, "room": True, "first_at": now}
    known = {"meeting_id": meeting.id, "key": "guest:seorang tamu|"}
    head, _made = await Head.get_or_create(**known, defaults=somebody)
    line = {"channel": Channel.ROOM, "direction": Direction.IN, "outcome": Outcome.ACCEPTED}
    line |= {"method": "walk_in", "at": now, "recorded_at": now, "head_id": head.id}
    known = {"meeting_id": meeting.id, "nonce": "a line of the door"}
    scan, _made = await Scan.get_or_create(**known, defaults=line)
    return {"device": device.id, "device_key": key, "scan": scan.id}
