"""Handing one letter to the mail server over a connection that is kept (RFC 5321)."""

import asyncio
import re
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from rakor.settings import settings

TIMEOUT = 30.0  # seconds for each step of the conversation
KEEP = 20.0  # seconds a connection is kept without work; servers close theirs at 30 or more
_SAFE = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")  # printable, no space, no angle bracket
_LINE_END = re.compile(rb"\r\n|\r|\n")
_FROM = re.compile(rb"(?im)^(Reply-To|From):((?:.*\r\n[ \t])*.*)\r\n")
# What the server says of itself and not of the letter; the letter may wait.
_NOT_THE_LETTER = (
    aiosmtplib.SMTPConnectError,
    aiosmtplib.SMTPHeloError,
    aiosmtplib.SMTPAuthenticationError,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt; `detail` is what the server said."""

    delivered: bool
    for_good: bool = False
    detail: str = ""


class Carrier:
    """One kept connection to the mail server; made when the first letter comes."""

    def __init__(self, url: str, *, timeout: float = TIMEOUT) -> None:
        self._url = urlsplit(url)
        self._timeout = timeout
        self._connection: aiosmtplib.SMTP | None = None
        self._used = 0.0

    async def carry(self, to: str, message: bytes) -> Outcome:
        """Hand a letter over. Never raises: whatever went wrong is the outcome."""
        try:
            connection = await self._connected()
            await _hand_over(connection, sender_of(message), to, message)
        except _NOT_THE_LETTER as error:
            await self.hang_up()
            return Outcome(False, detail=_said(error))
        except aiosmtplib.SMTPResponseException as error:
            await self._tidy()
            return Outcome(False, error.code >= 500, f"{error.code} {error.message}")
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            await self.hang_up()
            return Outcome(False, detail=_said(error))
        except (ValueError, UnicodeError) as error:
            return Outcome(False, for_good=True, detail=_said(error))
        except asyncio.CancelledError:
            # What the server still says is about this letter, not about the next one.
            await self.hang_up()
            raise
        return Outcome(True)

    async def _connected(self) -> aiosmtplib.SMTP:
        self._used = time.monotonic()
        if self._connection is not None and self._connection.is_connected:
            return self._connection
        secure = self._url.scheme == "smtps"
        options = parse_qs(self._url.query)
        starttls = options.get("starttls", [""])[0].lower()
        connection = aiosmtplib.SMTP(
            hostname=self._url.hostname or "127.0.0.1",
            port=self._url.port or (465 if secure else 25),
            username=unquote(self._url.username) if self._url.username else None,
            password=unquote(self._url.password) if self._url.password else None,
            use_tls=secure,
            start_tls={"true": True, "1": True, "false": False, "0": False}.get(starttls),
            timeout=self._timeout,
        )
        await connection.connect()
        if connection.is_ehlo_or_helo_needed:
            await connection.ehlo()
        self._connection = connection
        return connection

    async def _tidy(self) -> None:
        """After a refusal the connection is used again only if the server agrees."""
        try:
            if self._connection is not None:
                await self._connection.rset()
        except (aiosmtplib.SMTPException, OSError, TimeoutError):
            await self.hang_up()

    async def rest(self) -> None:
        """Let go of a connection that was not used for a while."""
        if self._connection is not None and time.monotonic() - self._used > KEEP:
            await self.hang_up()

    async def hang_up(self) -> None:
        """Close the connection; the next letter opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


async def _hand_over(connection: aiosmtplib.SMTP, sender: str, to: str, message: bytes) -> None:
    """One letter in three commands and its text (RFC 5321 section 3.3).

    The library's own way reads every address with the parser of headers and the text with regular
    expressions, which takes longer than all the rest.
    """
    for address in (sender, to):
        # Before the first command, so that nothing half begun is left on the line.
        if not _SAFE.fullmatch(address):
            raise ValueError(f"not an address for an envelope: {address!r}")
    for verb, address in ((b"MAIL FROM:", sender), (b"RCPT TO:", to)):
        said = await connection.execute_command(verb + b"<" + address.encode("ascii") + b">")
        if said.code not in (250, 251):
            raise aiosmtplib.SMTPResponseException(said.code, said.message)
    said = await connection.execute_command(b"DATA")
    if said.code != 354:
        raise aiosmtplib.SMTPResponseException(said.code, said.message)
    protocol = connection.protocol
    if protocol is None:
        raise aiosmtplib.SMTPServerDisconnected("Connection lost")
    protocol.write(stuffed(message))
    said = await protocol.read_response(connection.timeout)
    if said.code != 250:
        raise aiosmtplib.SMTPResponseException(said.code, said.message)


def stuffed(message: bytes) -> bytes:
    """The text as it goes over the line: whole lines, no lone dot but the last (section 4.5.2)."""
    lines = message.count(b"\r\n")
    if message.count(b"\n") != lines or message.count(b"\r") != lines:
        message = b"\r\n".join(_LINE_END.split(message))
    if not message.endswith(b"\r\n"):
        message += b"\r\n"
    if message.startswith(b"."):
        message = b"." + message
    return message.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def sender_of(message: bytes) -> str:
    """The envelope's sender: the reply address, so that bounces come back with its token."""
    head = message.partition(b"\r\n\r\n")[0] + b"\r\n"
    said = {name.lower(): value.decode("ascii", "replace") for name, value in _FROM.findall(head)}
    for text in (said.get(b"reply-to", ""), said.get(b"from", ""), settings().mail_from):
        # Ours are written as `name <address>` or bare; the name may hold anything.
        plain = text.rpartition("<")[2].rpartition(">")[0] or text
        if _SAFE.fullmatch(plain.strip()):
            return plain.strip()
    return ""


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace("\n", " ")[:1000]
