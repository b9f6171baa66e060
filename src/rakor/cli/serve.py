"""Serving: requests, the worker, or both."""

import argparse
import asyncio
import gc
import signal
import socket

import uvicorn

from rakor import database
from rakor.app import TABLES, beside, create_app, load
from rakor.cli.family import Work, in_a_child, keep_running
from rakor.cli.opened import opened
from rakor.live.socket.wire import TransportProtocol
from rakor.settings import settings


def serve(options: argparse.Namespace) -> int:
    """Migrate, then answer requests until told to stop; the worker runs beside, if wanted."""
    settings()
    gc.disable()
    load()
    gc.freeze()
    gc.enable()
    in_a_child(lambda: migrate(options))
    return answer(options)


def answer(options: argparse.Namespace) -> int:
    """Answer requests, in one process or in several with the worker in one of its own."""
    inside = options.workers == 1 and not options.no_worker
    config = uvicorn.Config(
        lambda: create_app(worker=inside),
        factory=True,
        host=options.host,
        port=options.port,
        ws=TransportProtocol,
        ws_per_message_deflate=False,
        ws_max_size=4096,
        # The live page has its own heartbeat, which browsers can see.
        ws_ping_interval=None,
        loop="uvloop",
        http="httptools",
        log_level="warning",
        # Addresses of personal pages are secrets: nobody writes them down.
        access_log=False,
        server_header=False,
        # Forwarding headers are read in web/addresses.py, from trusted proxies only.
        proxy_headers=False,
        # Children have 14 s in all; what runs after this takes up to four.
        timeout_graceful_shutdown=8,
    )
    print(f"Rakor: http://{options.host}:{options.port}", flush=True)
    if options.workers == 1:
        # What is loaded by now stays: looking through it again would hold up whoever listens.
        gc.freeze()
        uvicorn.Server(config).run()
        return 0
    listener = config.bind_socket()
    web = [_answering(config, listener)] * options.workers
    keep_running(web if options.no_worker else [*web, _work])
    return 0


def _answering(config: uvicorn.Config, listener: socket.socket) -> Work:
    return lambda: uvicorn.Server(config).run(sockets=[listener])


def worker(_options: argparse.Namespace) -> int:
    """Only the worker: followers, outbox, reminders, inbox."""
    _work()
    return 0


def _work() -> None:
    asyncio.run(_until_told())


async def _until_told() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with opened(), beside(worker=True):
        await stop.wait()


def migrate(_options: argparse.Namespace) -> int:
    """Bring the database to the present."""
    asyncio.run(database.migrate(settings().database_url, TABLES))
    return 0
