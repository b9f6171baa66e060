"""Serving: requests, the worker, or both; and the demonstration."""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import threading

import uvicorn

from rakor import database
from rakor.app import TABLES, beside, create_app
from rakor.cli.opened import opened, with_database
from rakor.demo import load_all, sign_ins
from rakor.live.socket.wire import TransportProtocol
from rakor.settings import settings


def serve(options: argparse.Namespace) -> int:
    """Migrate, then answer requests until told to stop."""
    with_database(_nothing)
    return _run(options)


async def _nothing() -> int:
    return 0


def demo(options: argparse.Namespace) -> int:
    """Load the scenarios if nothing is there yet, say who can sign in, and serve."""
    os.environ["RAKOR_DEMO"] = "1"
    settings.cache_clear()

    async def load() -> int:
        await load_all(print)
        for line in await sign_ins(f"http://{options.host}:{options.port}"):
            print(line)
        return 0

    with_database(load)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    alone = options.workers == 1
    config = uvicorn.Config(
        "rakor.cli.serve:web_app" if not alone or options.no_worker else "rakor.app:create_app",
        factory=True,
        host=options.host,
        port=options.port,
        workers=options.workers,
        ws=TransportProtocol,
        ws_per_message_deflate=False,
        ws_max_size=4096,
        # The live page has its own heartbeat, which browsers can see.
        ws_ping_interval=None,
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
        server_header=False,
        # Forwarding headers are read in web/addresses.py, from trusted proxies only.
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
    print(f"Rakor: http://{options.host}:{options.port}", flush=True)
    if alone:
        uvicorn.Server(config).run()
        return 0
    with _Beside(wanted=not options.no_worker):
        sockets = [config.bind_socket()]
        uvicorn.supervisors.Multiprocess(config, sockets=sockets).run()
    return 0


class _Beside:
    """With several web processes the worker is a process of its own, begun again when it dies."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> None:
        if self._wanted:
            self._start()
            threading.Thread(target=self._watch, daemon=True).start()

    def _start(self) -> None:
        self._process = subprocess.Popen([sys.executable, "-m", "rakor", "worker"])

    def _watch(self) -> None:
        while self._wanted and self._process is not None:
            self._process.wait()
            if self._wanted:
                threading.Event().wait(1)
                self._start()

    def __exit__(self, *_exc: object) -> None:
        self._wanted = False
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)


def web_app() -> object:
    """The application of a process that only answers requests."""

    return create_app(worker=False)


def worker(_options: argparse.Namespace) -> int:
    """Only the worker: followers, outbox, reminders, inbox."""
    return asyncio.run(_work())


async def _work() -> int:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with opened(), beside(worker=True):
        await stop.wait()
    return 0


def migrate(_options: argparse.Namespace) -> int:
    """Bring the database to the present."""
    asyncio.run(database.migrate(settings().database_url, TABLES))
    return 0
