"""Doing at a service what meetings want: a worker claims a link, asks, and writes down the answer.

Zoom knows no key by which a wish that is sent twice would be one. So the attempt is written down
before it is made, and where its answer was lost, what Zoom has with our marker is looked for before
anything is made anew. Nothing of this stands in a transaction.
"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from tortoise.expressions import Q

from rakor.links import rules
from rakor.links.models import VideoLink
from rakor.links.operations.outcomes import changed, gone, hindered, made
from rakor.links.operations.services import Service, service_of
from rakor.links.queries import want_of, wish_of
from rakor.links.rules import Failed, Made, Missing, Trouble, Want, Wish
from rakor.meetings.models import Meeting

log = logging.getLogger(__name__)

AT_ONCE = 8
LEASE = timedelta(minutes=5)
PATIENCE = 240.0  # seconds for all calls about one link; less than the lease
# An answer that was lost may belong to a wish that is still under way at the service.
SETTLING = timedelta(minutes=1)
LOOK_AGAIN = timedelta(minutes=10)


async def work_due() -> int:
    """Look at every link that is due; tells how many there were."""
    now = datetime.now(UTC)
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    rows = VideoLink.filter(free, due_at__lte=now).order_by("due_at", "id").limit(AT_ONCE)
    claimed = [row for row in await rows if await _claim(row, now)]
    for outcome in await asyncio.gather(*map(_look_at, claimed), return_exceptions=True):
        if outcome is not None:
            log.error("A link could not be looked at; trying again", exc_info=outcome)
    return len(claimed)


async def _claim(link: VideoLink, now: datetime) -> bool:
    """Take a link, so that no other worker looks at it."""
    until = now + LEASE
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    ours = VideoLink.filter(free, id=link.id, attempts=link.attempts, turn=link.turn)
    if not await ours.update(claimed_until=until, attempts=link.attempts + 1):
        return False
    link.claimed_until, link.attempts = until, link.attempts + 1
    return True


async def _look_at(link: VideoLink) -> None:
    """One link, whatever becomes of it."""
    try:
        async with asyncio.timeout(PATIENCE):
            await (_keep(link) if link.live else _take_away(link))
    except TimeoutError:
        await hindered(link, Failed(Trouble.AWAY), _next(link, Failed(Trouble.AWAY)))
    except Failed as failed:
        await hindered(link, failed, _next(link, failed))


def _next(link: VideoLink, failed: Failed) -> datetime | None:
    """When to try again; None when only a person can help."""
    if failed.trouble not in rules.PASSES:
        return None
    now = datetime.now(UTC)
    soonest = now + (SETTLING if link.asked_at else timedelta())
    return max(failed.again or now + rules.pause_after(link.attempts), soonest)


async def _keep(link: VideoLink) -> None:
    """Make the link of a meeting, or tell its service what is different."""
    meeting = await Meeting.get(id=link.meeting_id)
    wish = wish_of(meeting, link)
    if want_of(meeting, datetime.now(UTC)) is not Want.MAKE:
        await changed(link, link.told)
        return
    service = service_of(link.service)
    if link.remote and link.doubtful:
        await _leave_one(link, service, wish)
    if link.remote and link.told != wish.told:
        try:
            await service.change(link.remote, wish)
        except Missing:
            # Somebody removed it there: the meeting gets another.
            link.remote, link.asked_at = "", None
    if link.remote:
        await changed(link, wish.told)
        return
    found = await _made_before(link, service, wish) or await _make(link, service, wish)
    again = datetime.now(UTC) + LOOK_AGAIN if link.doubtful else None
    await made(link, found, wish.told, again=again)


async def _made_before(link: VideoLink, service: Service, wish: Wish) -> Made | None:
    """What an attempt made whose answer was lost; of several all but one are taken away."""
    if link.asked_at is None:
        return None
    link.doubtful = True
    keys = sorted(await service.find(wish.marker))
    if not keys:
        return None
    found = await service.look(keys[0])
    if link.told != wish.told:
        await service.change(found.remote, wish)
    await _remove(service, keys[1:])
    return found


async def _leave_one(link: VideoLink, service: Service, wish: Wish) -> None:
    """Once more, later: a wish whose answer was lost may have been granted since."""
    keys = await service.find(wish.marker)
    await _remove(service, [key for key in keys if key != link.remote])
    link.doubtful = False


async def _make(link: VideoLink, service: Service, wish: Wish) -> Made:
    asked = datetime.now(UTC)
    link.asked_at, link.told = asked, wish.told
    await VideoLink.filter(id=link.id).update(
        asked_at=asked, told=wish.told, doubtful=link.doubtful
    )
    try:
        return await service.make(wish)
    except Failed as failed:
        if failed.sure:
            link.asked_at = None
        raise


async def _take_away(link: VideoLink) -> None:
    """Take what is not needed any more from its service."""
    service = service_of(link.service)
    keys = {link.remote} - {""}
    if link.asked_at is not None or link.doubtful:
        keys |= set(await service.find(f"Rakor {link.id}"))
    await _remove(service, sorted(keys))
    await gone(link)


async def _remove(service: Service, keys: list[str]) -> None:
    for key in keys:
        try:
            await service.remove(key)
        except Missing:
            log.info("A room was gone already: %s", key)
