"""`rakor bench invite`: invitations from the list to the mail server, beside yardsticks."""

import asyncio
import os
import smtplib
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiosmtplib
import icalendar
import uvloop

from rakor.bench.post_world import ask, called_meeting, post_office
from rakor.bench.scratch import own_settings
from rakor.bench.sink import sink
from rakor.invitations import jobs, operations
from rakor.mail import outbox
from rakor.mail.models import MailState, OutgoingMail
from rakor.mail.reading import open_letter
from rakor.settings import settings

SAMPLE = 200  # letters of the naive way, and those that are handed over bare again and again
BARE = 5_000
MEASURED_AT = 1_000
LOOK = 0.02
PEER = 39.7  # Indico 3.2.9 with its recommended set-up, on two such cores


def measure_invite(*, count: int, server: str | None = None) -> dict[str, Any]:
    """Invite that many people, have the letters written and handed to a sink on this machine."""
    with own_settings() as folder, sink() as url:
        os.environ["RAKOR_SMTP_URL"] = url
        settings.cache_clear()
        return uvloop.run(_measure(count, server, folder, url))


async def _measure(count: int, server: str | None, folder: str, url: str) -> dict[str, Any]:
    async with post_office(server, folder):
        meeting, by = await called_meeting()
        began = time.perf_counter()
        await ask(meeting, by, count)
        listed = time.perf_counter() - began
        before = _memory()
        began = time.perf_counter()
        await operations.send(meeting.id, by=by)
        memory = await _until_sent(count)
        seconds = time.perf_counter() - began
        raws = [bytes(raw) for raw in await _some_letters()]
    bare = await _bare(url, raws)
    naive = await asyncio.to_thread(_naive, url, raws)
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "letters": count,
        "bytes_each": sum(map(len, raws)) // len(raws),
        "list_seconds": round(listed, 2),
        "seconds": round(seconds, 2),
        "per_second": round(count / seconds, 1),
        "bare_per_second": round(bare, 1),
        "naive_per_second": round(naive, 1),
        "of_bare": round(count / seconds / bare, 3),
        "of_naive": round(count / seconds / naive, 1),
        "memory_mb_before": round(before, 1),
        "memory_mb_at_1000": round(memory[0], 1),
        "memory_mb_at_end": round(memory[1], 1),
        "connections": outbox.CONNECTIONS,
    }


async def _until_sent(count: int) -> tuple[float, float]:
    """Run what a worker runs until every letter is with the server; memory early and late."""
    running = [asyncio.create_task(jobs.write_letters()), asyncio.create_task(outbox.run())]
    early = 0.0
    try:
        while (sent := await OutgoingMail.filter(state=MailState.SENT).count()) < count:
            if await OutgoingMail.exists(state__in=[MailState.FAILED, MailState.RETRY]):
                raise RuntimeError("a letter did not go out")
            if sent >= MEASURED_AT and not early:
                early = _memory()
            await asyncio.sleep(LOOK if count <= MEASURED_AT else LOOK * 10)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    late = _memory()
    return early or late, late


async def _some_letters() -> list[bytes]:
    found = await OutgoingMail.all().order_by("id").limit(SAMPLE).values_list("message", flat=True)
    return list(found)  # type: ignore[arg-type]


async def _bare(url: str, raws: Sequence[bytes]) -> float:
    """Letters a second that are rendered already, over as many kept connections."""
    line = iter(range(BARE))
    parts = urlsplit(url)

    async def work() -> None:
        client = aiosmtplib.SMTP(hostname=parts.hostname, port=parts.port, start_tls=False)
        await client.connect()
        for n in line:
            await client.sendmail("rsvp@localhost", ["a@b.example"], raws[n % len(raws)])
        await client.quit()

    began = time.perf_counter()
    await asyncio.gather(*(work() for _n in range(outbox.CONNECTIONS)))
    return BARE / (time.perf_counter() - began)


def _naive(url: str, raws: Sequence[bytes]) -> float:
    """The same letters as most programs send them: built by the libraries, a connection each."""
    parts = urlsplit(url)
    letters = [open_letter(raw) for raw in raws]
    events = [icalendar.Calendar.from_ical(letter.calendar).events[0] for letter in letters]
    began = time.perf_counter()
    for letter, event in zip(letters, events, strict=True):
        headers = dict(letter.headers)
        mail = EmailMessage()
        for name in ("From", "To", "Subject"):
            mail[name] = " ".join(headers[name].split())
        mail.set_content(letter.text)
        mail.add_alternative(letter.html, subtype="html")
        calendar = icalendar.Calendar.new(method="REQUEST")
        event.DTSTAMP = datetime.now(UTC)
        calendar.add_component(event)
        calendar.add_missing_timezones()
        content = calendar.to_ical().decode()
        mail.add_alternative(content, subtype="calendar", params={"method": "REQUEST"})
        mail.add_attachment(
            content.encode(), maintype="application", subtype="ics", filename="invite.ics"
        )
        with smtplib.SMTP(parts.hostname or "", parts.port or 25) as client:
            client.send_message(mail)
    return len(raws) / (time.perf_counter() - began)


def _memory() -> float:
    """Megabytes this process holds now (RSS)."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1024 / 1024
    return 0.0


def invite_table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    return "\n".join(
        (
            f"{result['database']}: {result['letters']:,} personal invitations of "
            f"{result['bytes_each'] / 1024:.1f} KB, {result['connections']} connections",
            f"put on the list             {result['list_seconds']:.1f} s",
            f"asked to send, all sent     {result['seconds']:.1f} s",
            f"letters                     {result['per_second']:,.0f}/s",
            f"the same, naively           {result['naive_per_second']:,.0f}/s "
            f"(Rakor {result['of_naive']:.1f} times that)",
            f"handed over bare            {result['bare_per_second']:,.0f}/s "
            f"(Rakor {result['of_bare']:.0%} of it)",
            f"Indico 3.2.9, peer figure   {PEER}/s",
            f"memory (RSS)                {result['memory_mb_before']:.0f} MB before, "
            f"{result['memory_mb_at_1000']:.0f} MB at 1,000, "
            f"{result['memory_mb_at_end']:.0f} MB at the end",
        )
    )
