"""Real processes of Rakor, and a mail server that keeps what it is given."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

import httpx
from aiosmtpd.controller import Controller

SECRET = "a secret of the tests, long enough"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Sink:
    """A mail server: `letters` by recipient, as raw bytes in the order they came."""

    def __init__(self) -> None:
        self.letters: dict[str, list[bytes]] = {}
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server, _session, envelope):
        for recipient in envelope.rcpt_tos:
            self.letters.setdefault(recipient, []).append(envelope.original_content)
        return "250 OK"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    def __enter__(self) -> "Sink":
        self._controller.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._controller.stop()

    def text_of(self, recipient: str) -> str:
        """The plain text of the last letter to somebody."""
        for part in message_from_bytes(self.letters[recipient][-1]).walk():
            if part.get_content_type() == "text/plain":
                return part.get_payload(decode=True).decode()
        raise AssertionError(f"no text in the letter to {recipient}")


class Rakor:
    """One process of the program: `rakor serve …` or `rakor worker`."""

    def __init__(self, folder: Path, database: str, *arguments: str, **settings: str) -> None:
        self.port = free_port() if arguments[0] == "serve" else 0
        self.base = f"http://127.0.0.1:{self.port}"
        where = ["--port", str(self.port)] if self.port else []
        self._command = [sys.executable, "-m", "rakor", *arguments, *where]
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("RAKOR_")}
        self._environment = inherited | {
            "RAKOR_DATABASE_URL": database,
            "RAKOR_FILES": str(folder / "files"),
            "RAKOR_SECRET_KEY": SECRET,
            "RAKOR_MAIL_FROM": "Rakor <rakor@rakor.test>",
            "RAKOR_MAIL_REPLY": "rsvp@rakor.test",
            **settings,
        }
        self._log = folder / f"{arguments[0]}-{self.port or 'only'}.log"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> "Rakor":
        try:
            await self.start()
        except BaseException:
            await self.stop(signal.SIGKILL)
            raise
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.stop(signal.SIGTERM)

    async def start(self) -> None:
        """Start it and wait until it can serve."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, env=self._environment, cwd=self._folder, stdout=log, stderr=log
            )
        if not self.port:
            return
        async with httpx.AsyncClient() as client, asyncio.timeout(60):
            while True:
                assert self._process.poll() is None, self._log.read_text()
                try:
                    if (await client.get(f"{self.base}/readyz")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.05)

    async def stop(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(how)
            await asyncio.to_thread(process.wait, 30)
