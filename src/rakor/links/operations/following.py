"""What a changed meeting means for its link: what a worker has to look at."""

from datetime import UTC, datetime
from uuid import UUID

from rakor.database import lock_row, new_id
from rakor.journal import Entry
from rakor.links.models import VideoLink
from rakor.links.queries import want_of, wish_of
from rakor.links.rules import LinkState, Want
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SERVICES, Notify


async def followed(entry: Entry) -> None:
    """Something happened to a meeting that a service may have to hear of."""
    await look_at(entry.stream, Notify(entry.data.get("notify") or Notify.NOW))


async def split(entry: Entry) -> None:
    """A series ends sooner, and what it goes on as is another meeting."""
    await followed(entry)
    await look_at(UUID(str(entry.data["into"])), Notify(entry.data.get("notify") or Notify.NOW))


async def look_at(meeting_id: UUID, notify: Notify) -> None:
    """Have a worker do what the meeting wants now; nothing when all is as it should be.

    While another service makes the next link the old one stays, as the meeting still has it.
    """
    await lock_row(Meeting, meeting_id)
    meeting = await Meeting.get_or_none(id=meeting_id)
    if meeting is None:
        return
    now = datetime.now(UTC)
    want = want_of(meeting, now)
    link = await VideoLink.get_or_none(live=meeting.id)
    if link is not None and (want is Want.NONE or link.service is not meeting.online_made_by):
        await _let_go(link, meeting, now, at_once=meeting.online_made_by not in SERVICES)
        link = None
    if want is Want.NONE:
        await give_up_others(meeting, now)
    if want is not Want.MAKE:
        return
    if link is None:
        key = new_id()
        await VideoLink.create(
            id=key,
            meeting_id=meeting.id,
            live=meeting.id,
            service=meeting.online_made_by,
            due_at=now,
            notify=notify,
        )
        return
    link.notify = notify
    fields = ["notify"]
    is_settled = bool(link.remote) or link.due_at is not None
    if link.told != wish_of(meeting, link).told or not is_settled:
        link.turn, link.due_at, link.attempts = link.turn + 1, now, 0
        if link.state is LinkState.FAILED:
            link.state = LinkState.WAITING
        fields += ["turn", "due_at", "attempts", "state"]
    await link.save(update_fields=fields)


async def _let_go(link: VideoLink, meeting: Meeting, now: datetime, *, at_once: bool) -> None:
    """A link that is not that of its meeting any more.

    What somebody typed as their own from now on stays at the service.
    """
    link.live, link.trouble, link.detail = None, None, ""
    link.turn, link.attempts = link.turn + 1, 0
    kept = bool(link.join_url) and link.join_url == meeting.join_url
    if at_once and kept:
        link.state, link.due_at = LinkState.GONE, None
    else:
        link.due_at = None if kept else now
    await link.save()


async def give_up_others(meeting: Meeting, now: datetime) -> None:
    """Links of before that this meeting does not need any more are taken away."""
    rows = VideoLink.filter(meeting_id=meeting.id, live=None, due_at=None)
    rows = rows.exclude(state=LinkState.GONE)
    if meeting.online_made_by not in SERVICES:
        rows = rows.exclude(join_url=meeting.join_url)
    await rows.update(due_at=now)
