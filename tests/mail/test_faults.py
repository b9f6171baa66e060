"""What the outbox and the listener withstand: processes killed, databases and disks away."""

import asyncio
import smtplib
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from tortoise import connections

from rakor import journal
from rakor.invitations import jobs, queries
from rakor.mail import outbox
from rakor.mail.delivery import Carrier
from rakor.mail.inbox import Address, listening
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.settings import settings
from tests.mail.test_outbox import Sink, hang_up, put, serving

LETTERS = 1_000
# At the server, and not yet written down as sent: on a busy disk each connection waits for its own.
PER_KILL = outbox.TOGETHER * outbox.CONNECTIONS


async def until(true, seconds: float = 60) -> None:
    """Processes that begin on a machine at work take their time."""
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110 - other processes are waited for
            await asyncio.sleep(0.02)


@pytest.mark.postgres
async def test_workers_killed_half_way_through_a_thousand_letters(db, rakor_process):
    sink = Sink()
    first = await put("a0@x.id", "test:0")
    rows = []
    for n in range(1, LETTERS):
        row = outbox.letter(
            f"test:{n}", to=f"a{n}@x.id", name="", subject="Undangan", at=first.next_attempt_at
        )
        row.message = bytes(first.message).replace(
            first.message_id.encode(), row.message_id.encode()
        )
        rows.append(row)
    await outbox.enqueue(rows)

    async with serving(sink) as url:
        env = {"RAKOR_DATABASE_URL": db.split("?sync")[0], "RAKOR_SMTP_URL": url}
        workers = [rakor_process("worker", env=env) for _n in range(2)]
        for arrived, worker in zip((150, 400), workers, strict=True):
            await until(lambda arrived=arrived: _is(len(sink.kept) >= arrived))
            await asyncio.to_thread(worker.kill)
        # Ten minutes later, for what they held in their hands.
        await OutgoingMail.filter(state=MailState.SENDING).update(
            claimed_at=datetime.now(UTC) - timedelta(minutes=11)
        )
        last = rakor_process("worker", env=env)
        await until(lambda: _all_sent())
        last.process.terminate()

    got: defaultdict[str, list[bytes]] = defaultdict(list)
    for _sender, to, raw in sink.kept:
        got[to].append(raw)
    assert set(got) == {f"a{n}@x.id" for n in range(LETTERS)}
    assert all(len(set(copies)) == 1 for copies in got.values())
    assert len(sink.kept) - LETTERS <= PER_KILL * len(workers)


async def _is(true: bool) -> bool:
    return true


async def _all_sent() -> bool:
    return not await OutgoingMail.exclude(state=MailState.SENT).exists()


async def test_a_database_that_is_away_for_a_while_costs_no_letter_and_repeats_none(
    db, monkeypatch
):
    rows = connections.get("default")

    class Slow(Sink):
        async def handle_DATA(self, server, session, envelope):
            await asyncio.sleep(0.01)
            return await super().handle_DATA(server, session, envelope)

    sink = Slow()
    for n in range(60):
        await put(f"a{n}@x.id")
    async with serving(sink) as url:
        monkeypatch.setattr(settings(), "smtp_url", url)
        running = asyncio.create_task(outbox.run())
        await until(lambda: _is(len(sink.kept) >= 5))
        await rows.execute_script("ALTER TABLE outgoing_mail RENAME TO away")
        await asyncio.sleep(1.5)
        await rows.execute_script("ALTER TABLE away RENAME TO outgoing_mail")
        # What it had claimed and not begun is held to be stuck, ten minutes later.
        await asyncio.sleep(1.5)
        await OutgoingMail.filter(state=MailState.SENDING).update(
            claimed_at=datetime.now(UTC) - timedelta(minutes=11)
        )
        await until(_all_sent)
        await journal.end([running])

    assert sorted(to for _from, to, _raw in sink.kept) == sorted(f"a{n}@x.id" for n in range(60))


@pytest.mark.postgres
@pytest.mark.parametrize("poison", ["büdi@x.id", "a b@x.id", "a@x.id>\r\nRCPT TO:<b@x.id"])
async def test_a_letter_that_cannot_be_sent_holds_up_no_other(db, poison):
    sink = Sink()
    first = await put("first@x.id")
    await OutgoingMail.filter(id=first.id).update(
        to_address=poison, next_attempt_at=datetime.now(UTC) - timedelta(days=1)
    )
    await put("second@x.id")
    async with serving(sink) as url:
        carrier = Carrier(url)
        await outbox.deliver_due([carrier])
        await hang_up(carrier)

    await first.refresh_from_db()
    assert first.state is MailState.FAILED
    assert [to for _from, to, _raw in sink.kept] == ["second@x.id"]


async def test_on_a_full_disk_a_message_stays_with_its_sender(db):
    rows = connections.get("default")
    (_n, found) = await rows.execute_query("PRAGMA page_count")
    await rows.execute_script(f"PRAGMA max_page_count = {found[0][0]}")
    raw = b"From: a@x.id\r\nTo: rsvp@rakor.test\r\nSubject: x\r\n\r\n" + b"isi\r\n" * 20_000

    def hand_over(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
            client.sendmail("a@x.id", ["rsvp@rakor.test"], raw)

    async with listening(Address("127.0.0.1", 0), jobs.take, queries.is_ours) as port:
        with pytest.raises(smtplib.SMTPDataError) as refusal:
            await asyncio.to_thread(hand_over, port)
        assert (refusal.value.smtp_code, await IncomingMail.all().count()) == (451, 0)

        await rows.execute_script("PRAGMA max_page_count = 1000000")
        await asyncio.to_thread(hand_over, port)
    assert await IncomingMail.all().count() == 1


async def test_an_address_beyond_ascii_is_taken_from_a_server_that_says_so(db):
    raw = "From: büdi@x.id\r\nTo: rsvp@rakor.test\r\nSubject: Jawaban büdi\r\n\r\nisi\r\n".encode()

    def hand_over(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
            client.sendmail("büdi@x.id", ["rsvp@rakor.test"], raw, mail_options=["SMTPUTF8"])

    async with listening(Address("127.0.0.1", 0), jobs.take, queries.is_ours) as port:
        await asyncio.to_thread(hand_over, port)
    assert bytes((await IncomingMail.get()).message) == raw
