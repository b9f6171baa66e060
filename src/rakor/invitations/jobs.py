"""What happens to invitations by itself: letters after each change, the outbox, the mailbox."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from tortoise.exceptions import IntegrityError

from rakor.invitations import operations, queries
from rakor.invitations.operations import following, reminding
from rakor.journal import Entry, Follower, bells
from rakor.mail import imap, inbox, outbox
from rakor.mail.models import IncomingMail
from rakor.settings import settings

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds between looks for letters when no bell rings
REMIND = 30.0  # seconds between looks for reminders
LOOK_BACK = 60.0  # seconds between looks for messages nobody judged


async def _closed(entry: Entry) -> None:
    await operations.delegating.complete(entry.stream)


async def _moved(entry: Entry) -> None:
    await operations.outdate(entry.stream)


async def _delegated(entry: Entry) -> None:
    await operations.judge_waiting(entry.stream)


followers = [
    Follower(
        "invitations",
        {
            "meeting.rescheduled": following.moved,
            "meeting.changed": following.changed,
            "meeting.cancelled": following.called_off,
            "meeting.postponed": following.postponed,
            "occurrence.changed": following.day_changed,
            "occurrence.cancelled": following.day_changed,
            "occurrence.restored": following.day_changed,
            "occurrence.added": following.day_changed,
            "series.split": following.split,
            "meeting.closed": _closed,
        },
    ),
    Follower(
        "replies",
        {
            "meeting.rescheduled": _moved,
            "meeting.cancelled": _moved,
            "meeting.postponed": _moved,
            "occurrence.changed": _moved,
            "occurrence.cancelled": _moved,
            "occurrence.restored": _moved,
            "delegation.accepted": _delegated,
            "counter.declined": operations.tell_declined,
            "reply.refused": operations.tell_refused,
        },
    ),
]


async def write_letters() -> None:
    """Write what is due, chunk by chunk; every bell of the journal may mean that something is."""
    with bells.watch(None) as waiter:
        while True:
            try:
                await operations.write_letters()
            except Exception as error:
                log.warning("Letters cannot be written, trying again: %s", error)
                await asyncio.sleep(1)
            await waiter.wait(LOOK)


async def judge_leftovers() -> None:
    """Judge what a process that died had stored and not judged."""
    while True:
        try:
            await operations.judge_leftovers()
        except Exception as error:
            log.warning("The mailbox cannot be read, trying again: %s", error)
        await asyncio.sleep(LOOK_BACK)


async def remind() -> None:
    """Remind those whose time has come; reminders are minutes, not seconds, exact."""
    while True:
        try:
            await reminding.remind()
        except Exception as error:
            log.warning("Reminders cannot be written, trying again: %s", error)
        await asyncio.sleep(REMIND)


async def take(raw: bytes, via: str, recipients: list[str]) -> IncomingMail:
    """What the listener hands over."""
    return await operations.take_mail(raw, via=via, recipients=recipients)


async def listen() -> None:
    """Take mail where RAKOR_INBOUND_LISTEN says; nothing when it is not set."""
    if settings().inbound_listen:
        await inbox.listen(inbox.Address.of(settings().inbound_listen or ""), take, queries.is_ours)


async def take_from_mailbox(raw: bytes, source: str, recipients: list[str]) -> None:
    """What lay in the mailbox; another worker may have taken the same message a moment ago."""
    with suppress(IntegrityError):
        await operations.take_mail(raw, via="imap", recipients=recipients, source=source)


async def read_mailbox() -> None:
    """Take mail from where RAKOR_IMAP_URL says; nothing when it is not set."""
    if settings().imap_url:
        await imap.watch(imap.Place.of(settings().imap_url or ""), take_from_mailbox)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [
    write_letters,
    outbox.run,
    judge_leftovers,
    remind,
    listen,
    read_mailbox,
]
