"""The mailbox: a listener that speaks SMTP or LMTP and hands over each message as raw as it came.

It relays nothing: every recipient that is not ours is refused by name, and a message that could not
be stored is refused for now, so that the sending server keeps it (RFC 5321 section 4.5.4).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from rakor import __version__

log = logging.getLogger(__name__)

SIZE_LIMIT = 10 * 1024 * 1024
RECIPIENTS = 100
PATIENCE = 120.0  # seconds of silence before a connection is closed

Takes = Callable[[bytes, str, list[str]], Awaitable[object]]
Accepts = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the listener listens, and whether it speaks LMTP (RFC 2033)."""

    host: str
    port: int
    lmtp: bool = False

    @classmethod
    def of(cls, text: str) -> "Address":
        """`127.0.0.1:8025`, `smtp://…` or `lmtp://…`."""
        parts = urlsplit(text if "://" in text else f"smtp://{text}")
        return cls(parts.hostname or "127.0.0.1", parts.port or 8025, parts.scheme == "lmtp")


class _Door:
    """What happens at each step of the conversation. The names are aiosmtpd's."""

    def __init__(self, take: Takes, accepts: Accepts, *, lmtp: bool) -> None:
        self._take = take
        self._accepts = accepts
        self._lmtp = lmtp

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            ours = await self._accepts(address)
        except Exception as error:
            log.warning("A recipient cannot be looked up: %s", error)
            return "451 4.3.0 Try again later"
        if not ours:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
        recipients = [str(address) for address in envelope.rcpt_tos]
        try:
            await self._take(raw, "lmtp" if self._lmtp else "smtp", recipients)
            said = "250 2.0.0 Taken"
        except Exception as error:
            log.warning("A message cannot be stored: %s", error)
            said = "451 4.3.0 Try again later"
        # LMTP answers once for each recipient.
        return "\r\n".join([said] * (len(recipients) if self._lmtp else 1))


@asynccontextmanager
async def listening(
    address: Address, take: Takes, accepts: Accepts, *, size_limit: int = SIZE_LIMIT
) -> AsyncIterator[int]:
    """While this lasts mail is taken at that address; gives the port. OSError if it is in use."""
    loop = asyncio.get_running_loop()
    kind = LMTP if address.lmtp else SMTP

    def conversation() -> SMTP:
        return kind(
            _Door(take, accepts, lmtp=address.lmtp),
            data_size_limit=size_limit,
            enable_SMTPUTF8=True,
            ident=f"Rakor {__version__}",
            timeout=PATIENCE,
            loop=loop,
        )

    server = await loop.create_server(conversation, address.host, address.port)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()


async def listen(address: Address, take: Takes, accepts: Accepts) -> None:
    """Take mail for ever. Of several workers one listens; the others wait for their turn."""
    while True:
        try:
            async with listening(address, take, accepts):
                log.info("Taking mail at %s:%s", address.host, address.port)
                await asyncio.Event().wait()
        except OSError as error:
            log.info("Mail is taken by somebody else at %s: %s", address, error)
            await asyncio.sleep(5)
