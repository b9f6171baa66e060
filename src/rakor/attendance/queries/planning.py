"""What a meeting decided beforehand about attendance."""

from uuid import UUID

from rakor.attendance.models import AttendancePlan
from rakor.database import row_where


async def plan_of(meeting_id: UUID) -> AttendancePlan:
    """The plan of a meeting; the defaults, not stored, where nobody planned anything."""
    plan = await row_where(AttendancePlan, "meeting_id", meeting_id)
    return plan or AttendancePlan(meeting_id=meeting_id)
