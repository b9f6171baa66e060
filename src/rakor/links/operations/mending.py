"""What those who prepare a meeting do when its service does not: try again, or type a link."""

from datetime import UTC, datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict
from rakor.journal import Audience
from rakor.links.models import VideoLink
from rakor.links.queries import link_of
from rakor.links.rules import LinkState
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Changes, Online, change
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action, MadeBy
from rakor.words import _


async def try_again(meeting_id: UUID, *, by: User) -> VideoLink:
    """Have the service asked again now. Refuses (Conflict) where nothing stands in the way."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        link = await link_of(meeting.id)
        if link is None or link.trouble is None:
            raise Conflict(_("Tidak ada yang perlu dicoba lagi."))
        link.turn, link.attempts, link.due_at = link.turn + 1, 0, datetime.now(UTC)
        link.state = LinkState.WAITING
        await link.save(update_fields=["turn", "attempts", "due_at", "state"])
        await record.entry(
            meeting.id, "link.retried", by=by, audience=Audience.STAFF, service=link.service.value
        )
    return link


async def type_link(meeting_id: UUID, online: Online, *, by: User) -> Meeting:
    """Use a link that somebody typed; the service takes back what it made."""
    said = {**online.model_dump(exclude_unset=True), "made_by": MadeBy.MANUAL}
    return await change(meeting_id, Changes.model_validate({"online": said}), by=by)
