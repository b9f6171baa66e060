"""The worker as it runs beside the service: from a button to the sink, and back by the listener."""

import asyncio
import smtplib

import pytest

from rakor import journal
from rakor.invitations import jobs, operations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import RsvpStatus
from rakor.mail.models import MailState, OutgoingMail
from rakor.meetings import operations as meetings
from rakor.settings import settings
from tests.invitations.replies import reply_mail
from tests.mail.test_outbox import Sink, serving

pytestmark = pytest.mark.postgres


async def until(true, seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while True:
            if await true():
                return
            await asyncio.sleep(0.05)


@pytest.fixture
async def worker(db, monkeypatch, unused_tcp_port):
    sink = Sink()
    async with serving(sink) as url:
        monkeypatch.setattr(settings(), "smtp_url", url)
        monkeypatch.setattr(settings(), "inbound_listen", f"127.0.0.1:{unused_tcp_port}")
        tasks = [asyncio.create_task(journal.run_followers(jobs.followers))]
        tasks += [asyncio.create_task(clock()) for clock in jobs.clocks]
        yield sink, unused_tcp_port
        await journal.end(tasks)


async def test_a_meeting_is_sent_answered_and_called_off(meeting, rina, worker):
    sink, port = worker
    wishes = [Wish(email=f"a{n}@x.id", name=f"Pejabat {n}") for n in range(8)]
    await operations.invite(meeting.id, wishes, by=rina)
    await operations.send(meeting.id, by=rina)

    async def all_sent() -> bool:
        return await OutgoingMail.filter(state=MailState.SENT).count() == 8

    await until(all_sent)
    assert sorted(to for _from, to, _raw in sink.kept) == [wish.email for wish in wishes]

    first = await Invitation.get(email="a0@x.id")
    raw = reply_mail(first, meeting.uid)
    address = sink_address(sink, "a0@x.id")

    def reply() -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
            client.sendmail("a0@x.id", [address], raw)

    await asyncio.to_thread(reply)
    assert (await Invitation.get(id=first.id)).status is RsvpStatus.ACCEPTED

    await meetings.cancel(meeting.id, "Ditiadakan", by=rina)

    async def all_told() -> bool:
        return await OutgoingMail.filter(state=MailState.SENT).count() == 16

    await until(all_told)
    assert sum(b"method=CANCEL" in raw for _from, _to, raw in sink.kept) == 8


def sink_address(sink: Sink, to: str) -> str:
    """The envelope's sender, to which bounces and answers go."""
    return next(sender for sender, address, _raw in sink.kept if address == to)
