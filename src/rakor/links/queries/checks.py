"""What is to be looked at before a meeting goes out: a service that does not make its link."""

from rakor.accounts.models import User
from rakor.links.queries.links import link_of, said_of
from rakor.meetings.models import Meeting
from rakor.meetings.queries.checks import checker
from rakor.meetings.rules import SERVICES
from rakor.meetings.rules.checks import Check, warning
from rakor.words import _


@checker
async def checks_of_link(meeting: Meeting, _to: User) -> list[Check]:
    """The link of a meeting that its service has not made, or not told of what changed."""
    if meeting.online_made_by not in SERVICES:
        return []
    link = await link_of(meeting.id)
    says = said_of(link, meeting) if link else ""
    if not says:
        return []
    return [warning("link_not_made", says, f"/meetings/{meeting.id}/link", _("Atur tautan"))]
