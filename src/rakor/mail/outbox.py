"""The outbox: letters wait here as they will be sent, until a worker has handed each over once.

A worker claims a letter before it sends it. What got stuck goes back after ten minutes with the
same Message-ID, so that a repeat after a crash can be recognised. Without a mail server they stay
`queued` and can be read.
"""

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID, uuid5

from tortoise import connections
from tortoise.transactions import in_transaction

from rakor.database.statements import Values
from rakor.mail import addresses
from rakor.mail.compose import Address, Attachment, compose
from rakor.mail.delivery import Carrier, Outcome
from rakor.mail.models import MailState, OutgoingMail
from rakor.settings import settings
from rakor.words import _

log = logging.getLogger(__name__)

CONNECTIONS = 4
AT_ONCE = 100
TOGETHER = 10  # letters whose sending is written down at once
UNWRITTEN = 0.5  # seconds after which it is written down even if they are fewer
STUCK = timedelta(minutes=10)
FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=4)
GIVE_UP = timedelta(days=3)
IDLE = 1.0  # seconds between looks when nobody rings

_PURPOSES = UUID("0d3b7a52-3f0e-4c55-9d64-5f0f6f0c7b52")


class Rings(Protocol):
    """Something that can be woken: the worker that sends."""

    def set(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that this worker sends, with what it needs for that; `attempts` counts this one."""

    id: UUID
    to_address: str
    message: bytes
    attempts: int
    sealed: bool
    created_at: datetime


_sleepers: set[Rings] = set()


def wake() -> None:
    """Tell the worker of this process that there are letters; others look every second."""
    for sleeper in _sleepers:
        sleeper.set()


def letter(
    purpose: str,
    *,
    to: str,
    name: str,
    subject: str,
    at: datetime,
    meeting_id: UUID | None = None,
    subject_id: UUID | None = None,
    sealed: bool = False,
) -> OutgoingMail:
    """A letter whose text is still to be written; one purpose always has one Message-ID.

    `sealed` when it carries a key that opens an account, which nobody but its recipient may read.
    """
    domain = _domain(settings().mail_from)
    return OutgoingMail(
        purpose=purpose,
        meeting_id=meeting_id,
        subject_id=subject_id,
        to_address=to,
        to_name=name[:300],
        subject=subject,
        message_id=f"<{uuid5(_PURPOSES, purpose)}@{domain}>",
        sealed=sealed,
        next_attempt_at=at,
    )


def write(
    mail: OutgoingMail,
    sender: str,
    *,
    text: str,
    html: str,
    reply_to: Address | None = None,
    calendar: tuple[bytes, str] | None = None,
    attachments: Sequence[Attachment] = (),
) -> OutgoingMail:
    """Write a letter of the machine in the name of `sender`, from the address that all come from.

    To an address that no letter can go to it is a failed letter: it holds up no other.
    """
    try:
        mail.message = compose(
            sender=Address(parseaddr(settings().mail_from)[1], sender),
            to=Address(mail.to_address, mail.to_name),
            subject=mail.subject,
            text=text,
            html=html,
            reply_to=reply_to,
            calendar=calendar,
            attachments=attachments,
            message_id=mail.message_id,
            date=mail.next_attempt_at,
            headers={"Auto-Submitted": "auto-generated"},
        )
    except ValueError as error:
        log.warning("No letter can be written for %s: %s", mail.purpose, error)
        mail.state, mail.message = MailState.FAILED, b""
        mail.detail = _("Alamat surel ini tidak dapat dikirimi.")
    return mail


@lru_cache(maxsize=8)
def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


async def enqueue(letters: Sequence[OutgoingMail]) -> None:
    """Put letters into the outbox, in the caller's transaction; a purpose known already is kept."""
    await OutgoingMail.bulk_create(letters, batch_size=100, ignore_conflicts=True)


async def claim(limit: int = AT_ONCE) -> list[Claimed]:
    """Take letters that are due, so that no other worker sends them."""
    now = datetime.now(UTC)
    async with in_transaction() as connection:
        values = Values(connection)
        # The values stand in the order in which the statement names them.
        due = (
            f"SELECT id FROM outgoing_mail WHERE state IN ('queued', 'retry') "  # noqa: S608 - placeholders only
            f"AND next_attempt_at <= {values.moment(now)} "
            f"ORDER BY next_attempt_at, id LIMIT {values.value(limit)} {values.skip_locked()}"
        )
        rows = await connection.execute_query_dict(
            f"WITH due AS MATERIALIZED ({due}) UPDATE outgoing_mail "  # noqa: S608
            f"SET state = 'sending', claimed_at = {values.moment(now)}, attempts = attempts + 1 "
            f"WHERE id IN (SELECT id FROM due) "
            f"RETURNING id, to_address, message, attempts, sealed, created_at",
            values.all,
        )
    return sorted((_claimed(row) for row in rows), key=lambda mail: mail.id)


def _claimed(row: Mapping[str, Any]) -> Claimed:
    key, created = row["id"], row["created_at"]
    return Claimed(
        key if isinstance(key, UUID) else UUID(key),
        row["to_address"],
        bytes(row["message"]),
        row["attempts"],
        bool(row["sealed"]),
        created if isinstance(created, datetime) else datetime.fromisoformat(created),
    )


async def release_stuck() -> int:
    """What a worker claimed and never finished goes back into the line."""
    return await OutgoingMail.filter(
        state=MailState.SENDING, claimed_at__lt=datetime.now(UTC) - STUCK
    ).update(state=MailState.QUEUED)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after that many attempts: a minute, doubling to four hours."""
    return min(FIRST_RETRY * (1 << min(attempts - 1, 10)), LAST_RETRY)


async def settle(mail: Claimed, outcome: Outcome) -> None:
    """Write down what the mail server said (RFC 5321: 4yz for now, 5yz for good).

    An address that the server does not know is marked, so that a person can mend it.
    """
    if outcome.delivered:
        await settle_sent([mail])
        return
    now = datetime.now(UTC)
    said: dict[str, Any] = {"state": MailState.FAILED, "detail": outcome.detail[:1000]}
    if not outcome.for_good and now - mail.created_at <= GIVE_UP:
        said["state"] = MailState.RETRY
        said["next_attempt_at"] = now + pause_after(mail.attempts)
    # Only while it is still ours: it may have been taken for stuck and sent by another.
    ours = OutgoingMail.filter(id=mail.id, state=MailState.SENDING, attempts=mail.attempts)
    if await ours.update(**said) and addresses.is_unknown(outcome):
        await addresses.mark_dead(mail.to_address, detail=said["detail"])


async def settle_sent(mails: Sequence[Claimed]) -> None:
    """Write down together that these are with the server.

    What a crash forgets of it is sent again under the same Message-ID, and no more than one round.
    """
    now = datetime.now(UTC)
    tries: defaultdict[tuple[int, bool], list[UUID]] = defaultdict(list)
    for mail in mails:
        tries[mail.attempts, mail.sealed].append(mail.id)
    connection = connections.get("default")
    for (attempts, sealed), ids in tries.items():
        values = Values(connection)
        forgotten = f", message = {values.value(b'')}" if sealed else ""
        # Only while they are still ours: one may have been taken for stuck and sent by another.
        await connection.execute_query(
            f"UPDATE outgoing_mail SET state = 'sent', detail = ''{forgotten}, "  # noqa: S608 - placeholders only
            f"sent_at = {values.moment(now)} WHERE id {values.among(ids)} "
            f"AND state = 'sending' AND attempts = {values.value(attempts)}",
            values.all,
        )


async def try_again(mail: OutgoingMail) -> None:
    """A person wants a letter that failed to be tried once more."""
    await (
        OutgoingMail.filter(
            id=mail.id, state__in=[MailState.RETRY, MailState.FAILED, MailState.BOUNCED]
        )
        .exclude(message=b"")
        .update(state=MailState.QUEUED, next_attempt_at=datetime.now(UTC), detail="")
    )
    wake()


class Sent:
    """Letters that the server has taken and of which the table does not know yet."""

    def __init__(self) -> None:
        self._mails: list[Claimed] = []
        self._since = time.monotonic()

    async def add(self, mail: Claimed) -> None:
        self._mails.append(mail)
        if len(self._mails) >= TOGETHER or time.monotonic() - self._since > UNWRITTEN:
            await self.write_down()

    async def write_down(self) -> None:
        mails, self._mails = self._mails, []
        self._since = time.monotonic()
        try:
            if mails:
                await settle_sent(mails)
        except BaseException:
            self._mails = mails + self._mails  # the database is away: it is told when it is back
            raise


async def deliver_due(carriers: Sequence[Carrier], sent: Sent | None = None) -> int:
    """Send what is due over these connections; tells how many letters were tried.

    When an outcome cannot be written down the others end the letter they are at and take no more.
    `sent` keeps what could not be written down, for when the database is back.
    """
    sent = sent or Sent()
    await sent.write_down()
    letters = await claim()
    line = deque(letters)

    async def work(carrier: Carrier) -> None:
        while line:
            mail = line.popleft()
            try:
                outcome = await carrier.carry(mail.to_address, mail.message)
                await (sent.add(mail) if outcome.delivered else settle(mail, outcome))
            except Exception:
                line.clear()
                raise

    working = [work(carrier) for carrier in carriers[: len(letters)]]
    try:
        outcomes = await asyncio.gather(*working, return_exceptions=True)
    finally:
        await sent.write_down()
    for outcome in outcomes:
        if outcome is not None:
            raise outcome
    return len(letters)


async def run() -> None:
    """Send letters for ever; while the database or the mail server is away it waits."""
    url = settings().smtp_url
    if not url:
        log.info("No RAKOR_SMTP_URL: letters stay in the outbox")
        return
    carriers = [Carrier(url) for _n in range(CONNECTIONS)]
    bell, sent = asyncio.Event(), Sent()
    _sleepers.add(bell)
    try:
        while True:
            try:
                await release_stuck()
                if await deliver_due(carriers, sent):
                    continue
            except Exception as error:
                log.warning("The outbox cannot be worked on, trying again: %s", error)
            await _sleep(bell, carriers)
    finally:
        _sleepers.discard(bell)
        for carrier in carriers:
            await carrier.hang_up()


async def _sleep(bell: asyncio.Event, carriers: Sequence[Carrier]) -> None:
    try:
        async with asyncio.timeout(IDLE):
            await bell.wait()
    except TimeoutError:
        for carrier in carriers:
            await carrier.rest()
    bell.clear()
