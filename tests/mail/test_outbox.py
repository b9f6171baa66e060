"""Letters over a real SMTP server that accepts, refuses, hangs and hangs up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.smtp import SMTP
from tortoise import connections
from tortoise.exceptions import OperationalError

from rakor.mail import addresses, outbox
from rakor.mail.compose import Address, compose
from rakor.mail.delivery import Carrier, sender_of, stuffed
from rakor.mail.models import MailState, OutgoingMail

pytestmark = pytest.mark.postgres


class Sink:
    """A mail server that keeps what it gets; `said` answers instead, by recipient."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, bytes]] = []
        self.said: dict[str, str] = {}
        self.hangs: set[str] = set()
        self.dies: set[str] = set()
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.said:
            return self.said[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        (to,) = envelope.rcpt_tos
        if to in self.dies:
            server.transport.abort()
            return "250 never heard"
        if to in self.hangs:
            await asyncio.sleep(5)
        self.kept.append((envelope.mail_from, to, envelope.content))
        return "250 taken"


@asynccontextmanager
async def serving(sink: Sink) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, loop=loop), "127.0.0.1", 0)
    try:
        yield f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


@pytest.fixture
def sink() -> Sink:
    return Sink()


async def put(to: str, purpose: str = "", *, sealed: bool = False) -> OutgoingMail:
    mail = outbox.letter(
        purpose or f"test:{to}",
        to=to,
        name="",
        subject="Undangan",
        at=datetime.now(UTC),
        sealed=sealed,
    )
    mail.message = compose(
        sender=Address("rakor@rakor.test", "Rakor"),
        to=Address(to),
        reply_to=Address("rsvp-token@rakor.test"),
        subject="Undangan",
        text=".satu titik di awal baris",
        html="<p>Halo</p>",
        message_id=mail.message_id,
        date=datetime.now(UTC),
    )
    await outbox.enqueue([mail])
    return await OutgoingMail.get(purpose=mail.purpose)


async def hang_up(*carriers: Carrier) -> None:
    for carrier in carriers:
        await carrier.hang_up()


async def test_letters_arrive_as_they_are_kept_over_few_connections(db, sink):
    letters = [await put(f"a{n}@x.id") for n in range(12)]
    async with serving(sink) as url:
        carriers = [Carrier(url) for _n in range(4)]
        assert await outbox.deliver_due(carriers) == 12
        assert await outbox.deliver_due(carriers) == 0
        await hang_up(*carriers)

    assert sink.connections <= 4
    assert sorted(sink.kept) == sorted(
        ("rsvp-token@rakor.test", mail.to_address, bytes(mail.message)) for mail in letters
    )
    states = await OutgoingMail.all().values_list("state", flat=True)
    assert set(states) == {MailState.SENT}


async def test_the_text_of_a_sealed_letter_is_forgotten_once_it_was_sent(db, sink):
    sink.said = {"b@x.id": "451 4.7.1 Greylisted"}
    for to in ("a@x.id", "b@x.id"):
        await put(to, sealed=True)
    async with serving(sink) as url:
        carrier = Carrier(url)
        await outbox.deliver_due([carrier])
        await hang_up(carrier)
    assert [to for _from, to, content in sink.kept if content] == ["a@x.id"]
    sent, waiting = await OutgoingMail.all().order_by("to_address")
    assert (bytes(sent.message), bool(bytes(waiting.message))) == (b"", True)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("550 5.1.1 No such user", MailState.FAILED),
        ("451 4.7.1 Greylisted", MailState.RETRY),
        ("552 5.2.2 Mailbox full", MailState.FAILED),
    ],
)
async def test_a_refusal_is_kept_in_words_and_others_still_arrive(db, sink, said, state):
    sink.said["no@x.id"] = said
    await put("no@x.id")
    await put("yes@x.id")
    async with serving(sink) as url:
        carrier = Carrier(url)
        await outbox.deliver_due([carrier])
        await hang_up(carrier)

    refused = await OutgoingMail.get(to_address="no@x.id")
    assert (refused.state, refused.detail) == (state, said)
    assert [to for _from, to, _raw in sink.kept] == ["yes@x.id"]


@pytest.mark.parametrize("fault", ["hangs", "dies"])
async def test_a_server_that_hangs_or_dies_in_data_is_tried_again_in_a_minute(db, sink, fault):
    getattr(sink, fault).add("slow@x.id")
    await put("slow@x.id")
    await put("next@x.id")
    began = datetime.now(UTC)
    async with serving(sink) as url:
        carrier = Carrier(url, timeout=0.3)
        await outbox.deliver_due([carrier])
        await hang_up(carrier)

    mail = await OutgoingMail.get(to_address="slow@x.id")
    assert (mail.state, mail.attempts) == (MailState.RETRY, 1)
    assert timedelta(seconds=59) < mail.next_attempt_at - began < timedelta(seconds=65)
    assert (await OutgoingMail.get(to_address="next@x.id")).state is MailState.SENT


async def test_no_server_at_all_is_a_reason_to_wait(db):
    await put("a@x.id")
    await outbox.deliver_due([Carrier("smtp://127.0.0.1:1", timeout=0.5)])

    assert (await OutgoingMail.get(to_address="a@x.id")).state is MailState.RETRY


def test_pauses_double_from_a_minute_to_four_hours():
    minutes = [outbox.pause_after(n) / timedelta(minutes=1) for n in (1, 2, 3, 8, 9, 10, 500)]
    assert minutes == [1, 2, 4, 128, 240, 240, 240]


async def test_after_three_days_it_is_given_up(db, sink):
    sink.said["no@x.id"] = "451 4.7.1 Later"
    mail = await put("no@x.id")
    await OutgoingMail.filter(id=mail.id).update(created_at=datetime.now(UTC) - timedelta(days=4))
    async with serving(sink) as url:
        carrier = Carrier(url)
        await outbox.deliver_due([carrier])
        await hang_up(carrier)

    assert (await OutgoingMail.get(id=mail.id)).state is MailState.FAILED


async def test_what_a_dead_worker_claimed_goes_out_with_the_same_message_id(db, sink):
    mail = await put("a@x.id")
    (claimed,) = await outbox.claim()
    assert await outbox.claim() == []
    assert await outbox.release_stuck() == 0
    await OutgoingMail.filter(id=mail.id).update(claimed_at=datetime.now(UTC) - outbox.STUCK * 2)
    assert await outbox.release_stuck() == 1
    async with serving(sink) as url:
        carrier = Carrier(url)
        await outbox.deliver_due([carrier])
        # The first worker was not dead, only slow: what it says now comes too late.
        await outbox.settle(claimed, await carrier.carry("a@x.id", bytes(claimed.message)))
        await hang_up(carrier)

    sent = await OutgoingMail.get(id=mail.id)
    assert (sent.state, sent.attempts) == (MailState.SENT, 2)
    assert all(mail.message_id.encode() in raw for _from, _to, raw in sink.kept)


async def test_one_purpose_is_one_letter(db):
    first = await put("a@x.id", "invitation:1")
    await put("a@x.id", "invitation:1")

    (only,) = await OutgoingMail.all()
    assert (only.id, only.message_id) == (first.id, first.message_id)


async def test_two_workers_share_the_line_and_nothing_goes_twice(db, sink):
    for n in range(30):
        await put(f"a{n}@x.id")
    async with serving(sink) as url:
        carriers = [Carrier(url) for _n in range(4)]
        await asyncio.gather(outbox.deliver_due(carriers[:2]), outbox.deliver_due(carriers[2:]))
        await hang_up(*carriers)

    assert sorted(to for _from, to, _raw in sink.kept) == sorted(f"a{n}@x.id" for n in range(30))


async def test_an_attempt_that_was_broken_off_is_not_taken_for_the_next_one(sink):
    sink.hangs.add("slow@x.id")
    sink.said["no@x.id"] = "550 5.1.1 No such user"
    message = b"From: a@rakor.test\r\nSubject: x\r\n\r\nx\r\n"
    async with serving(sink) as url:
        carrier = Carrier(url)
        broken_off = asyncio.create_task(carrier.carry("slow@x.id", message))
        await asyncio.sleep(0.3)
        broken_off.cancel()
        await asyncio.wait([broken_off])
        next_one = await carrier.carry("no@x.id", message)
        await hang_up(carrier)

    assert (broken_off.cancelled(), sink.connections) == (True, 2)
    assert (next_one.delivered, next_one.detail) == (False, "550 5.1.1 No such user")


async def test_when_outcomes_cannot_be_kept_no_more_letters_are_taken(db):
    rows = connections.get("default")

    class Forgetful(Sink):
        async def handle_DATA(self, server, session, envelope):
            if envelope.rcpt_tos == ["a0@x.id"]:
                await rows.execute_script("ALTER TABLE outgoing_mail RENAME TO away")
            else:
                await asyncio.sleep(outbox.UNWRITTEN)
            return await super().handle_DATA(server, session, envelope)

    forgetful, sent = Forgetful(), outbox.Sent()
    for n in range(6):
        await put(f"a{n}@x.id")
    async with serving(forgetful) as url:
        carriers = [Carrier(url) for _n in range(2)]
        with pytest.raises(OperationalError):
            await outbox.deliver_due(carriers, sent)
        # The other was not torn away in the middle of its letter, and the rest not begun.
        taken = [to for _from, to, _raw in forgetful.kept]
        assert "a0@x.id" in taken
        assert len(taken) < 6

        await rows.execute_script("ALTER TABLE away RENAME TO outgoing_mail")
        assert await outbox.deliver_due(carriers, sent) == 0
        await hang_up(*carriers)

    # What was taken is known as sent when the database is back, and does not go a second time.
    known = await OutgoingMail.filter(state=MailState.SENT).values_list("to_address", flat=True)
    assert sorted(known) == sorted(taken)


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("550 5.1.1 No such user", ("5.1.1", "550 5.1.1 No such user")),
        ("550 5.7.1 Not wanted", None),
        ("450 4.1.1 Perhaps later", None),
    ],
)
async def test_an_address_that_does_not_exist_is_marked_until_a_person_mends_it(
    db, sink, said, marked
):
    sink.said["no@x.id"] = said
    await put("No@X.id".lower())
    async with serving(sink) as url:
        carrier = Carrier(url)
        await outbox.deliver_due([carrier])
        await hang_up(carrier)

    found = await addresses.dead_among(["NO@x.id", "yes@x.id", ""])
    assert {key: (row.code, row.detail) for key, row in found.items()} == (
        {"no@x.id": marked} if marked else {}
    )
    assert await addresses.forget_dead("No@x.id") is bool(marked)
    assert await addresses.dead_among(["no@x.id"]) == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"a\r\n.b\r\n..c", b"a\r\n..b\r\n...c\r\n.\r\n"),
        (b".a\nb\rc\r\n", b"..a\r\nb\r\nc\r\n.\r\n"),
        (b"", b"\r\n.\r\n"),
    ],
)
def test_a_text_cannot_end_its_own_transfer(text, line):
    assert stuffed(text) == line


def test_bounces_go_to_the_reply_address_whatever_a_name_holds():
    head = b'From: "Rina <x@y.id>"\r\n <rakor@rakor.test>\r\n%sSubject: Reply-To: a@b.id\r\n\r\nx'
    reply = b"Reply-To: =?utf-8?q?BPSDM?=\r\n <rsvp-t@rakor.test>\r\n"
    assert sender_of(head % reply) == "rsvp-t@rakor.test"
    assert sender_of(head % b"") == "rakor@rakor.test"
    assert sender_of(b"Subject: x\r\n\r\nReply-To: a@b.id\r\n") == "rakor@rakor.test"
