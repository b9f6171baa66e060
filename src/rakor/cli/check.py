"""Is this installation fit to serve: one line a question, exit code 1 if one answer is no."""

import argparse
import asyncio
import os
import shutil
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from rakor import database, journal
from rakor.app import TABLES
from rakor.cli.opened import opened
from rakor.journal import lines
from rakor.links import operations as links
from rakor.mail import imap
from rakor.meetings.queries import makers
from rakor.meetings.rules import SERVICES
from rakor.settings import settings
from rakor.web.calling import NotReached

DATABASE, JOURNAL = "database", "journal"
PATIENCE = 10.0  # seconds for an answer
# A journal of years is read for minutes, and a migration must not be cut off half way.
UNHURRIED = frozenset({DATABASE, JOURNAL})
LEAST_DISK = 200 * 1024 * 1024


class Unfit(Exception):
    """What is wrong, in a few words."""


Question = tuple[str, Callable[[], Awaitable[str]]]


def check(options: argparse.Namespace) -> int:
    """Ask every question; a later one is asked even when an earlier one failed."""
    questions: list[Question] = [
        ("settings", _settings),
        (DATABASE, _database),
        ("broker", _broker),
        ("mail", _mail),
        ("mailbox", _mailbox),
        ("links", _links),
        ("clock", _clock),
        ("disk", _disk),
    ]
    if options.journal or options.seal:
        questions.append((JOURNAL, partial(_journal, options.seal)))
    return asyncio.run(_ask(questions))


async def _ask(questions: list[Question]) -> int:
    failed = False
    for name, question in questions:
        try:
            async with asyncio.timeout(None if name in UNHURRIED else PATIENCE):
                words = await question()
            print(f"{name:<9} ok    {words}")
        except Exception as error:
            failed = True
            print(f"{name:<9} FAIL  {str(error) or type(error).__name__}")
    return int(failed)


async def _settings() -> str:
    given = settings()
    if given.secure and not given.secret_key and not (given.files.parent / "secret.key").exists():
        return f"{given.public_url}; a secret key will be made"
    return given.public_url


async def _database() -> str:
    url = settings().database_url
    async with asyncio.timeout(PATIENCE):
        await database.connect(url, TABLES)
        try:
            await database.ping()
            found = "PostgreSQL" if database.is_postgres() else url.removeprefix("sqlite://")
        finally:
            await database.close()
    await database.migrate(url, TABLES)
    return found


async def _journal(noted: str | None) -> str:
    """Prove every entry. What the line ends in is noted elsewhere, for `--seal` another day."""
    async with opened():
        proven = await journal.verify(noted)
    words = f"{proven.entries:,} entries in {proven.streams:,} streams; root {proven.root}"
    if proven.last is None:
        return f"{words}; no seal yet"
    return f"{words}; seal {proven.last.seq} until {proven.last.until.date()} {proven.last.proof}"


async def _broker() -> str:
    url = settings().broker_url
    if url is None:
        return "no RAKOR_BROKER_URL: bells go by the database"
    return await lines.answers(url)


async def _mail() -> str:
    url = settings().smtp_url
    if url is None:
        return "no RAKOR_SMTP_URL: mail stays readable in the outbox"
    parts = urlsplit(url)
    _reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 25)
    greeting = await _reader.readline()
    writer.close()
    if not greeting.startswith(b"220"):
        raise Unfit(f"{parts.hostname} did not greet: {greeting!r}")
    return f"{parts.hostname} greets"


async def _mailbox() -> str:
    if settings().imap_url is None:
        door = settings().inbound_listen or "POST /inbound/mail"
        return f"no RAKOR_IMAP_URL: mail comes to {door}"
    place = imap.Place.of(settings().imap_url or "")
    try:
        count = await imap.greeted(place)
    except Exception as error:
        raise Unfit(f"{place.host}: {imap.said(error)}") from None
    return f"{place.folder} at {place.host} holds {count:,} messages"


async def _links() -> str:
    """Whether the services that make video links answer."""
    ready = sorted(makers())
    if not ready:
        return "no service makes video links: they are typed"
    said = []
    for each in ready:
        try:
            said.append(await links.answers(each))
        except (links.Failed, NotReached) as error:
            raise Unfit(f"{SERVICES[each]}: {getattr(error, 'trouble', 'away')}") from None
    return "; ".join(said)


async def _clock() -> str:
    if time.time() < 1_735_689_600:  # 2025-01-01: older than this release
        raise Unfit("the clock of this machine is years behind")
    return str(ZoneInfo(settings().timezone))


async def _disk() -> str:
    return await asyncio.to_thread(_room_on, settings().files)


def _room_on(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise Unfit(f"{folder} cannot be written")
    free = shutil.disk_usage(folder).free
    if free < LEAST_DISK:
        raise Unfit(f"only {free // 1024 // 1024} MB left")
    return f"{free // 1024 // 1024} MB free"
