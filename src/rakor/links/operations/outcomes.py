"""Writing down what became of a wish: the meeting gets its link, or its people learn why not."""

import logging
from datetime import datetime

from rakor import journal
from rakor.database import lock_row
from rakor.journal import Audience
from rakor.links.models import VideoLink
from rakor.links.operations.following import give_up_others
from rakor.links.rules import Failed, LinkState, Made, pause_after
from rakor.meetings import queries
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import audience_of, saved

log = logging.getLogger(__name__)

# So often taking away what nobody needs is tried; then it stays where it is.
MOST_TRIES = 20


async def made(link: VideoLink, found: Made, told: str, *, again: datetime | None) -> None:
    """The service made a room: from now on it is the link of the meeting.

    Those who were told of the meeting before hear of it as of any other change. When the meeting
    wants another link by now, this one is to be taken away again.
    """
    async with journal.transaction() as record:
        meeting, now = await _both(link)
        link.remote, link.join_url = found.remote, found.join_url
        link.told = told
        if now.live is None:
            link.live, link.due_at, link.claimed_until = None, record.at, None
            link.turn = now.turn
            await link.save()
            return
        _settle(link, now, again)
        if again is not None:
            link.doubtful = True
        await link.save()
        given = (found.join_url, found.meeting_number, found.passcode)
        if given != (meeting.join_url, meeting.meeting_number, meeting.passcode):
            meeting.join_url, meeting.meeting_number, meeting.passcode = given
            await _tell(meeting, link, record)
        await give_up_others(meeting, record.at)


async def _tell(meeting: Meeting, link: VideoLink, record: journal.Record) -> None:
    """The meeting has a link; nothing of the link itself stands in the journal."""
    await saved(meeting)
    await record.entry(
        meeting.id,
        "meeting.changed",
        by=None,
        audience=audience_of(meeting),
        meeting=queries.meeting_state(meeting),
        changed=["online"],
        made_by=link.service.value,
        sequence=meeting.sequence,
        notify=link.notify.value,
        asks_again=False,
    )


async def changed(link: VideoLink, told: str) -> None:
    """The service knows all that it has to know; the link is the same."""
    async with journal.transaction():
        _meeting, now = await _both(link)
        link.told = told
        _settle(link, now, None)
        link.live = now.live
        await link.save()


async def hindered(link: VideoLink, failed: Failed, again: datetime | None) -> None:
    """It did not work. The meeting is as it was; its people are told once for each reason."""
    async with journal.transaction() as record:
        _meeting, now = await _both(link)
        # What was wished for meanwhile is due as it was.
        due = again if now.turn == link.turn else now.due_at
        link.live, link.claimed_until = now.live, None
        link.turn, link.notify = now.turn, now.notify
        news = link.live is not None and now.trouble is not failed.trouble
        link.trouble, link.detail = failed.trouble, failed.detail
        link.state = LinkState.WAITING if due or now.live is None else LinkState.FAILED
        link.due_at = due
        if link.live is None:
            # Nobody is there to do something about it.
            link.due_at = due or record.at + pause_after(link.attempts)
        if link.live is None and link.attempts >= MOST_TRIES:
            log.warning("A room stays at %s: %s", link.service_name, link.remote or link.id)
            link.state, link.due_at = LinkState.GONE, None
        await link.save()
        if news:
            await record.entry(
                link.meeting_id,
                "link.failed",
                by=None,
                audience=Audience.STAFF,
                service=link.service.value,
                trouble=failed.trouble.value,
            )


async def gone(link: VideoLink) -> None:
    """Nothing of it is left at the service."""
    await VideoLink.filter(id=link.id).update(
        state=LinkState.GONE, due_at=None, claimed_until=None, trouble=None, detail=""
    )


async def _both(link: VideoLink) -> tuple[Meeting, VideoLink]:
    """The meeting and its link as they are now; nobody else changes them meanwhile."""
    await lock_row(Meeting, link.meeting_id)
    return (await Meeting.get(id=link.meeting_id), await VideoLink.get(id=link.id))


def _settle(link: VideoLink, now: VideoLink, again: datetime | None) -> None:
    """The wish is granted; what was wished for meanwhile is due as it was."""
    link.state, link.claimed_until = LinkState.MADE, None
    link.trouble, link.detail, link.asked_at = None, "", None
    link.notify = now.notify
    link.due_at = again
    link.attempts = 0
    if now.turn != link.turn:
        link.turn, link.due_at = now.turn, now.due_at
