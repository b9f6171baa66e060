"""The doors of the furnished week: devices in each standing, and a scan that was corrected."""

from rakor.accounts.models import User
from rakor.attendance import operations as attendance
from rakor.attendance.models import Scan
from rakor.meetings.models import Meeting


async def furnish_desks(made: dict[str, Meeting], rina: User) -> dict[str, str]:
    """Gives a line of the ledger to correct, and a code that waits for its device."""
    meeting = made["running"]
    for name in ("Meja 1", "Tablet pintu timur lantai dua"):
        _invited, code = await attendance.invite_device(meeting.id, name, by=rina)
        device, _key = await attendance.enrol_device(meeting.id, code)
    await attendance.saw_device(device, 4)
    gone, _code = await attendance.invite_device(meeting.id, "Meja cadangan", by=rina)
    await attendance.revoke_device(meeting.id, gone.id, by=rina)
    _waits, code = await attendance.invite_device(meeting.id, "Meja 3", by=rina)
    first, second, *_others = await Scan.filter(meeting_id=meeting.id).order_by("id")
    line = await attendance.correct(meeting.id, first.id, "Kartu tertukar", by=rina)
    await attendance.correct(meeting.id, line.id, "Ternyata benar", by=rina)
    return {"enrol_code": code, "line": str(second.id)}
