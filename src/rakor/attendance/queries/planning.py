"""What a meeting decided beforehand about attendance."""

from uuid import UUID

from rakor.attendance.models import AgencyWeight, AttendancePlan
from rakor.attendance.rules import QuorumPlan, QuorumRule
from rakor.database import row_where


async def plan_of(meeting_id: UUID) -> AttendancePlan:
    """The plan of a meeting; the defaults, not stored, where nobody planned anything."""
    plan = await row_where(AttendancePlan, "meeting_id", meeting_id)
    return plan or AttendancePlan(meeting_id=meeting_id)


async def weights_of(meeting_id: UUID) -> dict[str, int]:
    """The agencies that do not weigh 1, by code."""
    rows = AgencyWeight.filter(meeting_id=meeting_id).order_by("id")
    return dict(await rows.values_list("agency__code", "weight"))


async def quorum_plan(plan: AttendancePlan) -> QuorumPlan:
    """What the quorum of a meeting takes; weights are read only where they count."""
    weighs = plan.quorum_rule is QuorumRule.WEIGHTS
    return QuorumPlan(
        rule=plan.quorum_rule,
        numerator=plan.numerator,
        denominator=plan.denominator,
        least=plan.least,
        kinds=frozenset(plan.quorum_kinds or ()),
        weights=await weights_of(plan.meeting_id) if weighs else {},
    )
