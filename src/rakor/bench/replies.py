"""`rakor bench invite --replies`: answers of calendars, each its own transaction."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import uvloop

from rakor import journal
from rakor.bench.post_world import ask, called_meeting, post_office
from rakor.bench.scratch import own_settings
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.rules import Result
from rakor.mail.models import IncomingMail

SENDERS = 4  # conversations at once
ANSWERS = ("ACCEPTED", "ACCEPTED", "DECLINED", "TENTATIVE")


def measure_replies(*, count: int, server: str | None = None) -> dict[str, Any]:
    """Take that many replies to one meeting, and prove that every one of them counted."""
    with own_settings() as folder:
        return uvloop.run(_measure(count, server, folder))


async def _measure(count: int, server: str | None, folder: str) -> dict[str, Any]:
    async with post_office(server, folder):
        meeting, by = await called_meeting()
        await ask(meeting, by, count)
        await operations.send(meeting.id, by=by)
        await operations.write_letters()
        invited = await Invitation.filter(meeting_id=meeting.id)
        mails = [_reply(each, meeting.uid, n) for n, each in enumerate(invited)]
        bare = await _rate([_kept(raw) for _to, raw in mails[: min(count, 500)]])
        seconds = await _rate(
            [operations.take_mail(raw, via="smtp", recipients=[to]) for to, raw in mails]
        )
        applied = await IncomingMail.filter(result=Result.REPLY_APPLIED.value).count()
    if applied != count:
        raise RuntimeError(f"{count - applied} of {count} replies did not count")
    return {
        "database": "PostgreSQL" if server else "SQLite",
        "replies": count,
        "per_second": round(seconds, 1),
        "bare_per_second": round(bare, 1),
        "of_bare": round(seconds / bare, 2),
        "at_once": SENDERS,
    }


async def _kept(raw: bytes) -> None:
    """The yardstick: a message and one entry of the journal, written in one transaction."""
    async with journal.transaction() as record:
        await IncomingMail.create(message=raw, via="bench", received_at=record.at)
        await record.entry(journal.stream_of("mail"), "mail.retried", by=None)


async def _rate(works: Sequence[Any]) -> float:
    line: Iterator[Any] = iter(works)

    async def work() -> None:
        for each in line:
            await each

    began = time.perf_counter()
    await asyncio.gather(*(work() for _n in range(SENDERS)))
    return len(works) / (time.perf_counter() - began)


def _reply(invitation: Invitation, uid: str, n: int) -> tuple[str, bytes]:
    """What Outlook sends back: a text, and the answer without an ORGANIZER."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    to = queries.reply_address(invitation)
    lines = (
        "BEGIN:VCALENDAR",
        "METHOD:REPLY",
        "PRODID:Microsoft Exchange Server 2010",
        "VERSION:2.0",
        "BEGIN:VTIMEZONE",
        "TZID:SE Asia Standard Time",
        "BEGIN:STANDARD",
        "DTSTART:16010101T000000",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        f"ATTENDEE;PARTSTAT={ANSWERS[n % 4]};CN={invitation.name.split(',')[0]}:"
        f"mailto:{invitation.email}",
        "COMMENT;LANGUAGE=id-ID:Terima kasih.",
        f"UID:{uid}",
        "SUMMARY;LANGUAGE=id-ID:Accepted: Rapat Koordinasi Teknis",
        f"DTSTAMP:{stamp}",
        "SEQUENCE:0",
        "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    mail = MIMEMultipart("alternative")
    mail["From"], mail["To"] = invitation.email, to
    mail["Subject"] = "Accepted: Rapat Koordinasi Teknis"
    mail["Message-ID"] = f"<{invitation.id}@outlook.example>"
    mail.attach(MIMEText("Terima kasih.", "plain", "utf-8"))
    part = MIMEText("\r\n".join(lines), "calendar", "utf-8")
    part.set_param("method", "REPLY")
    mail.attach(part)
    return to, mail.as_bytes()


def replies_table(result: dict[str, Any]) -> str:
    """The result as people read it."""
    return "\n".join(
        (
            f"{result['database']}: {result['replies']:,} replies, {result['at_once']} at once, "
            "each judged in a transaction of its own",
            f"replies                {result['per_second']:,.0f}/s",
            f"one row and one entry  {result['bare_per_second']:,.0f}/s "
            f"(replies {result['of_bare']:.0%} of it)",
        )
    )
