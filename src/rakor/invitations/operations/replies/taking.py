"""Taking a message: stored first, then judged, and judged again when it is asked for."""

import asyncio
import logging
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tortoise.exceptions import OperationalError

from rakor import journal
from rakor.invitations import itip
from rakor.invitations.operations.replies.judging import judge_message
from rakor.invitations.operations.replies.values import Judged, foremost, waits
from rakor.invitations.rules import Reason, Result
from rakor.journal import Record
from rakor.mail.models import IncomingMail
from rakor.words import N_

log = logging.getLogger(__name__)

BROKEN = N_("Pesan ini tidak dapat diproses; sekretariat perlu membacanya.")
LEFT_OVER = timedelta(minutes=1)
AT_ONCE = 50
TRIES = 5
PAUSE = 0.02  # seconds, doubling; two who wait for each other must not meet again
# SQLSTATE classes of what passes by itself: conflicts, connections, shutdown, no resources.
PASSING = frozenset({"40", "08", "57", "53", "55"})
SMALL = 64_000  # bytes that are read sooner than a thread is found for them
SETTLED = (
    "from_address",
    "subject",
    "message_id",
    "result",
    "reason",
    "verdicts",
    "handled_as",
    "meeting_id",
    "invitation_id",
    "judged_at",
)


class _JudgedByOthers(Exception):
    """Two looked after the message of a dead process."""


async def take_mail(
    raw: bytes, *, via: str, recipients: Sequence[str] = (), source: str | None = None
) -> IncomingMail:
    """Take one raw message (RFC 5322); `recipients` are those of the envelope, if known.

    It is stored before anybody reads it, so that nothing is lost; what cannot be read is kept with
    the reason and shown to the secretariat. Only a database that is away raises. `source` names
    the one place it came from: IntegrityError when it was taken from there before.
    """
    row = await IncomingMail.create(
        message=raw,
        via=via,
        recipients="\n".join(recipients)[:10_000],
        source=source,
        received_at=datetime.now(UTC),
    )
    await _take(row)
    return row


async def judge_leftovers() -> int:
    """Judge what was stored by a process that died before it had judged; tells how many."""
    left = IncomingMail.filter(judged_at=None, received_at__lt=datetime.now(UTC) - LEFT_OVER)
    seen, last = 0, UUID(int=0)
    while rows := await left.filter(id__gt=last).order_by("id").limit(AT_ONCE):
        for row in rows:
            try:
                await _take(row)
            except OperationalError as error:
                # One message the database will not have must not hold up the others.
                log.warning("Message %s is judged later: %s", row.id, error)
        seen, last = seen + len(rows), rows[-1].id
    return seen


async def read_again(row: IncomingMail) -> itip.InboundMail:
    """What a stored message says; a large one is read where others need not wait for it."""
    raw, recipients = bytes(row.message), [r for r in row.recipients.split("\n") if r]
    if len(raw) <= SMALL:
        return itip.read(raw, recipients=recipients)
    return await asyncio.to_thread(itip.read, raw, recipients=recipients)


async def _take(row: IncomingMail) -> None:
    mail = await read_again(row)
    row.from_address, row.subject = mail.from_address[:254], mail.subject[:500]
    row.message_id = mail.message_id[:255]
    for attempt in range(TRIES):
        try:
            return await _judge_once(row, mail)
        except Exception as error:
            if not passes(error):
                log.exception("Message %s cannot be judged", row.id)
                return await settle(row, [Judged(Result.UNREADABLE, BROKEN)])
            if attempt + 1 == TRIES:
                raise OperationalError(str(error)) from error
        # Two who locked the same rows in another order: one of them tries again.
        await asyncio.sleep(random.uniform(PAUSE, 2 * PAUSE) * 2**attempt)  # noqa: S311
    return None


async def _judge_once(row: IncomingMail, mail: itip.InboundMail) -> None:
    try:
        async with journal.transaction() as record:
            judged = await judge_message(record, mail, row.received_at, mail_id=row.id)
            # A fresh message is known to nobody else; an old one may be looked after by two.
            shared = datetime.now(UTC) - row.received_at > LEFT_OVER / 2
            if not await _keep(row, judged, unless_judged=shared):
                raise _JudgedByOthers
    except _JudgedByOthers:
        # What was done here is taken back; theirs stands.
        await row.refresh_from_db(fields=SETTLED)


async def judge_and_settle(
    record: Record, row: IncomingMail, mail: itip.InboundMail, *, vouched: bool = False
) -> list[Judged]:
    """Judge a message whose row is locked, in the caller's transaction, and keep the verdicts."""
    judged = await judge_message(record, mail, row.received_at, mail_id=row.id, vouched=vouched)
    await settle(row, judged)
    return judged


async def settle(row: IncomingMail, judged: Sequence[Judged]) -> None:
    """Keep what became of a message."""
    await _keep(row, judged)


async def _keep(
    row: IncomingMail, judged: Sequence[Judged], *, unless_judged: bool = False
) -> bool:
    """Write what became of a message, but not the message itself; False if others were first."""
    first = foremost(judged)
    row.result, row.reason = first.result.value, first.reason
    row.verdicts = [each.row() for each in judged]
    # An answer was taken, and beside it something waits for a human.
    row.handled_as = "open" if waits(judged) else ""
    row.judged_at = datetime.now(UTC)
    row.invitation_id = first.invitation.id if first.invitation else None
    row.meeting_id = first.invitation.meeting_id if first.invitation else first.meeting_id
    if unless_judged:
        mine = IncomingMail.filter(id=row.id, judged_at=None)
        return bool(await mine.update(**{name: getattr(row, name) for name in SETTLED}))
    await row.save(update_fields=SETTLED)
    return True


async def judge_waiting(meeting_id: UUID) -> int:
    """Deputies who answered before their givers: judged anew once the giver has named somebody.

    RFC 5546 section 5.2.2. Tells how many were.
    """
    rows = await IncomingMail.filter(
        meeting_id=meeting_id, result=Result.PENDING_APPROVAL.value, handled_as=""
    ).order_by("received_at")
    early = [row for row in rows if row.reason == Reason.BEFORE_DELEGATOR.value]
    for row in early:
        mail = await read_again(row)
        async with journal.transaction() as record:
            await IncomingMail.filter(id=row.id).only("id").select_for_update().first()
            await judge_and_settle(record, row, mail)
    return len(early)


def passes(error: BaseException) -> bool:
    """Whether the database may do next time what it did not do now.

    The driver's own errors for deadlocks, lost connections and shutdown come through unnamed.
    """
    state = str(getattr(error, "sqlstate", "") or getattr(error.__cause__, "sqlstate", "") or "")
    away = isinstance(error, OperationalError | ConnectionError | TimeoutError)
    return state[:2] in PASSING or (away and not state) or type(error).__name__ == "InterfaceError"
