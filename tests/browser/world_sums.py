"""Training hours of those who came to the meeting that is over."""

from rakor.accounts.models import User
from rakor.attendance import operations as attendance
from rakor.attendance import queries
from rakor.attendance.operations import planning
from rakor.attendance.operations.planning import PlanFacts
from rakor.meetings.models import Meeting


async def furnish_sums(made: dict[str, Meeting], organizer: User) -> dict[str, str]:
    """The hours of one of them, which may be taken back."""
    held = made["held"]
    await planning.plan(held.id, PlanFacts(training_hours=8), by=organizer)
    await attendance.credit(held.id, by=organizer)
    return {"credit": str((await queries.credits_of(held))[0].id)}
