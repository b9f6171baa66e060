"""A mail server that takes everything and keeps nothing, in a process of its own.

It speaks just enough SMTP (RFC 5321) to be handed letters, so that what is measured is the sender.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import uvloop

ANSWERS = {b"EHLO": b"250 8BITMIME\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
END = b"\r\n.\r\n"


class _Conversation(asyncio.Protocol):
    """One connection: a line at a time, or the text of a letter until its end."""

    def __init__(self) -> None:
        self._waiting = b""
        self._in_text = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._out = cast(asyncio.Transport, transport)  # uvloop's own are not derived from it
        self._out.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while self._step():
            pass

    def _step(self) -> bool:
        end = END if self._in_text else b"\r\n"
        said, found, rest = self._waiting.partition(end)
        if not found:
            return False
        self._waiting = rest
        if self._in_text:
            self._in_text = False
            self._out.write(b"250 taken\r\n")
            return True
        verb = said[:4].upper()
        self._in_text = verb == b"DATA"
        self._out.write(ANSWERS.get(verb, b"250 ok\r\n"))
        return True


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    # It lives as long as whoever began it: their end of this pipe closes with them.
    loop.run_in_executor(None, _until_left)
    server = await loop.create_server(_Conversation, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _until_left() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Take letters until told to stop; the port is the first line of standard output."""
    uvloop.run(_serve())


@contextmanager
def sink() -> Iterator[str]:
    """While this lasts a mail server listens; gives its URL."""
    # By its path: loaded by its name it would load all of Rakor first.
    process = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield f"smtp://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.wait(15)
        process.stdin.close()
        process.stdout.close()


if __name__ == "__main__":
    main()
