"""What follow-ups know before a meeting goes out: promises of the meetings before it."""

from rakor.accounts.models import User
from rakor.followups.queries.carrying import predecessors
from rakor.followups.queries.owed import still_open, visible_to
from rakor.meetings.models import Meeting
from rakor.meetings.queries.checks import checker
from rakor.meetings.rules.checks import Check, warning
from rakor.words import _


@checker
async def checks_of_promises(meeting: Meeting, to: User) -> list[Check]:
    """Promises of earlier meetings that are still open, as far as somebody may see them."""
    if meeting.follow_up_of_id is None and meeting.split_from_id is None:
        return []
    before = await predecessors(meeting)
    left = visible_to(to).filter(decision__meeting_id__in=list(before)).filter(still_open())
    count = await left.count()
    if not count:
        return []
    says = _("{n} tindak lanjut rapat sebelumnya masih terbuka.").format(n=count)
    here = f"/meetings/{meeting.id}/follow-ups"
    return [warning("promises_open", says, here, _("Lihat tindak lanjut"))]
