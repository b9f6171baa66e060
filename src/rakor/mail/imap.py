"""The mailbox read over IMAP (RFC 9051): each message is taken once, and stays where it lies.

Each message has a name of its own, the mailbox with its UIDVALIDITY and its UID, and whoever takes
it stores that name with it, so that a crash between storing and counting takes nothing twice. When
the server numbers its messages anew, those that are known by their content are passed over.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.utils import getaddresses
from urllib.parse import unquote, urlsplit
from uuid import UUID

from aioimaplib import IMAP4, IMAP4_SSL, Response
from aioimaplib.aioimaplib import SELECTED
from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from rakor.database import new_id
from rakor.journal import end
from rakor.mail.inbox import SIZE_LIMIT
from rakor.mail.models import IncomingMail, Mailbox

log = logging.getLogger(__name__)

TIMEOUT = 30.0  # seconds for an answer
RENEW = 9 * 60.0  # seconds an IDLE lasts; servers and routers may cut one after 29 or 10 minutes
LOOK = 30.0  # seconds between looks where the server has no IDLE
CLAIM = timedelta(minutes=3)  # how long a mailbox is left to a worker that no longer says anything
STIR = 60.0  # seconds after which the claim is renewed
FIRST_PAUSE, LAST_PAUSE = 1.0, 300.0
# What the servers on the way wrote down of the envelope.
ENVELOPE = ("Delivered-To", "X-Original-To", "Envelope-To")
_VALIDITY = re.compile(rb"UIDVALIDITY (\d+)")

# A message as raw as it lies there, its name, and whom the envelope named.
Takes = Callable[[bytes, str, list[str]], Awaitable[object]]


class Unreadable(Exception):
    """The server refuses what is asked of it; `str` says what."""


@dataclass(frozen=True, slots=True)
class Place:
    """A mailbox on a server, and how to open it."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    secure: bool

    @classmethod
    def of(cls, url: str) -> "Place":
        """Of `imaps://user:password@host:port/INBOX`, as the settings let it through."""
        parts = urlsplit(url)
        return cls(
            host=parts.hostname or "",
            port=parts.port or (993 if parts.scheme == "imaps" else 143),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            secure=parts.scheme == "imaps",
        )

    @property
    def name(self) -> str:
        """What its messages are named after."""
        return f"imap:{self.host}/{self.user}/{self.folder}"[:200]


async def watch(place: Place, take: Takes) -> None:
    """Take what arrives, for ever. Of several workers one reads; another takes over if it dies.

    Nothing is deleted; what was taken is marked as seen. While the server or the database is away
    it waits, longer each time.
    """
    me, pause = new_id(), FIRST_PAUSE
    while True:
        try:
            if not await claim(place, me):
                await asyncio.sleep(CLAIM.total_seconds() / 6)
                continue
            async with opened(place) as (client, validity):
                pause = FIRST_PAUSE
                await _read_for_ever(client, validity, place, me, take)
        except asyncio.CancelledError:
            with suppress(Exception):
                await asyncio.shield(_let_go(place, me))
            raise
        except Exception as error:
            log.warning("The mailbox cannot be read, trying again: %s", said(error))
        await asyncio.sleep(pause)
        pause = min(pause * 2, LAST_PAUSE)


async def greeted(place: Place) -> int:
    """Open the mailbox and close it again; tells how many messages lie there."""
    async with opened(place, look_only=True) as (client, _validity):
        return len(_numbers(_fine(await client.uid_search("ALL", charset=None), "search")))


def said(error: Exception) -> str:
    """What went wrong, in one line; the library leaves some of its errors without a word."""
    return f"{type(error).__name__}: {error}".replace("\n", " ").rstrip(": ")


@asynccontextmanager
async def opened(place: Place, *, look_only: bool = False) -> AsyncIterator[tuple[IMAP4, int]]:
    """A connection with the mailbox selected, and its UIDVALIDITY. Unreadable when it may not."""
    kind = IMAP4_SSL if place.secure else IMAP4
    client = kind(place.host, place.port, timeout=TIMEOUT)
    try:
        await client.wait_hello_from_server()
        _fine(await client.login(_quoted(place.user), place.password), "login")
        folder = _quoted(place.folder)
        response = await (client.examine(folder) if look_only else client.select(folder))
        told = _VALIDITY.search(b" ".join(_fine(response, f"folder {place.folder}")))
        if told is None:
            raise Unreadable("the server tells no UIDVALIDITY")
        # After EXAMINE the library does not note that a mailbox is open.
        client.protocol.state = SELECTED
        yield client, int(told[1])
    finally:
        if client.protocol.transport is not None:
            with suppress(Exception):
                async with asyncio.timeout(2):
                    await client.logout()
            client.protocol.transport.close()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _fine(response: Response, what: str) -> list[bytes]:
    lines = [bytes(line) for line in response.lines]
    if response.result != "OK":
        words = b" ".join(lines).decode("ascii", "replace")
        raise Unreadable(f"{what}: {response.result} {words}"[:300])
    return lines


async def _read_for_ever(client: IMAP4, validity: int, place: Place, me: UUID, take: Takes) -> None:
    gone = asyncio.Event()
    client.protocol.conn_lost_cb = lambda _reason: gone.set()
    while not gone.is_set() and await claim(place, me):
        await take_new(client, validity, place, take)
        if client.has_capability("IDLE"):
            await _idle(client, place, me, gone)
        else:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await gone.wait()
    if gone.is_set():
        raise Unreadable("the server hung up")


async def _idle(client: IMAP4, place: Place, me: UUID, gone: asyncio.Event) -> None:
    """Wait until the server says that something changed, it hangs up, or a while has passed."""
    waits = asyncio.create_task(_pushed(client, place, me))
    lost = asyncio.create_task(gone.wait())
    try:
        # The library waits for ever for what a server that died would have said.
        await asyncio.wait({waits, lost}, return_when=asyncio.FIRST_COMPLETED)
        if waits.done():
            waits.result()
    finally:
        await end([waits, lost])


async def _pushed(client: IMAP4, place: Place, me: UUID) -> None:
    idle = await asyncio.wait_for(client.idle_start(timeout=RENEW * 2), TIMEOUT)
    clock = asyncio.get_running_loop().time
    ends = clock() + RENEW
    while clock() < ends:
        try:
            news = await client.wait_server_push(min(STIR, RENEW))
        except TimeoutError:
            if not await claim(place, me):
                break
            continue
        if any(b"EXISTS" in bytes(line) for line in news):
            break
    client.idle_done()
    await asyncio.wait_for(idle, TIMEOUT)


async def claim(place: Place, me: UUID) -> bool:
    """Whether this worker reads the mailbox now; for the next minutes nobody else does."""
    now = datetime.now(UTC)
    free = Q(claimed_until=None) | Q(claimed_until__lt=now) | Q(claimed_by=me)
    mine = Mailbox.filter(free, name=place.name)
    if await mine.update(claimed_by=me, claimed_until=now + CLAIM):
        return True
    if await Mailbox.exists(name=place.name):
        return False
    with suppress(IntegrityError):
        await Mailbox.create(name=place.name, claimed_by=me, claimed_until=now + CLAIM)
        return True
    return False


async def _let_go(place: Place, me: UUID) -> None:
    await Mailbox.filter(name=place.name, claimed_by=me).update(claimed_until=None)


async def take_new(client: IMAP4, validity: int, place: Place, take: Takes) -> int:
    """Take what came since the last time, oldest first; tells how many messages were looked at.

    The first time what nobody has read yet; when the messages are numbered anew, all of them.
    """
    box = await Mailbox.get(name=place.name)
    anew, top = box.validity != validity, 0
    if anew:
        top = await _highest(client)
        criteria = "ALL" if box.validity else "UNSEEN"
    else:
        criteria = f"UID {box.last_uid + 1}:*"
    found = _numbers(_fine(await client.uid_search(criteria, charset=None), "search"))
    # "n:*" always names the last message, however low its number is.
    uids = [uid for uid in found if (uid <= top if anew else uid > box.last_uid)]
    for uid in uids:
        await _take_one(client, f"{place.name}:{validity}:{uid}", uid, take, known=anew)
        if not anew:
            await Mailbox.filter(id=box.id).update(last_uid=uid)
    if anew:
        # Only now: broken off half way, all are looked at again, and known by their names.
        await Mailbox.filter(id=box.id).update(validity=validity, last_uid=top)
    return len(uids)


async def _highest(client: IMAP4) -> int:
    found = _fine(await client.uid_search("UID 1:*", charset=None), "search")
    return max(_numbers(found), default=0)


async def _take_one(client: IMAP4, source: str, uid: int, take: Takes, *, known: bool) -> None:
    if await IncomingMail.exists(source=source):
        return
    raw = await _fetch(client, uid)
    if raw is None:  # somebody moved it away meanwhile
        return
    if not (known and await _taken_before(raw)):
        head = message_from_bytes(raw.partition(b"\r\n\r\n")[0])
        named = getaddresses([str(value) for name in ENVELOPE for value in head.get_all(name, [])])
        await take(raw, source, [address for _name, address in named if address])
    _fine(await client.uid("store", str(uid), r"+FLAGS.SILENT (\Seen)"), "store")


async def _fetch(client: IMAP4, uid: int) -> bytes | None:
    """A message whole; of one over the limit only its head, which a person can act on."""
    lines = _fine(await client.uid("fetch", str(uid), "(UID RFC822.SIZE)"), "fetch")
    size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(lines))
    if size is None:
        return None
    part = "BODY.PEEK[]" if int(size[1]) <= SIZE_LIMIT else "BODY.PEEK[HEADER]"
    response = await client.uid("fetch", str(uid), f"(UID {part})")
    _fine(response, "fetch")
    return next((bytes(line) for line in response.lines if isinstance(line, bytearray)), None)


async def _taken_before(raw: bytes) -> bool:
    """Whether the very same message came from a mailbox under another number."""
    told = str(message_from_bytes(raw.partition(b"\r\n\r\n")[0])["Message-ID"] or "").strip()
    same = IncomingMail.filter(via="imap")
    if told:
        same = same.filter(message_id__in=[told, told.strip("<>")])
    return await same.filter(message=raw).exists()


def _numbers(lines: list[bytes]) -> list[int]:
    """The numbers in an answer to SEARCH: its first line; the last one is words."""
    return sorted(int(each) for line in lines[:-1] for each in line.split() if each.isdigit())
