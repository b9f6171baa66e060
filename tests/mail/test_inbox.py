"""The listener over a real socket, in both its languages."""

import asyncio
import smtplib

import pytest

from rakor.mail.inbox import Address, listening

RAW = b"From: a@x.id\r\nTo: rsvp@rakor.test\r\nSubject: Hai\r\n\r\n.titik\r\nisi\r\n"


class Taken:
    def __init__(self) -> None:
        self.mails: list[tuple[bytes, str, list[str]]] = []
        self.broken = False

    async def take(self, raw: bytes, via: str, recipients: list[str]) -> None:
        if self.broken:
            raise OSError("the database is away")
        self.mails.append((raw, via, recipients))

    async def accepts(self, address: str) -> bool:
        return address.startswith("rsvp")


@pytest.fixture
def taken() -> Taken:
    return Taken()


async def talk(port: int, do, kind=smtplib.SMTP):
    def conversation():
        with kind("127.0.0.1", port, timeout=30) as client:
            return do(client)

    return await asyncio.to_thread(conversation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1:8025", Address("127.0.0.1", 8025)),
        ("lmtp://0.0.0.0:24", Address("0.0.0.0", 24, lmtp=True)),  # noqa: S104
        ("smtp://localhost:2525", Address("localhost", 2525)),
    ],
)
def test_where_it_listens(text, expected):
    assert Address.of(text) == expected


async def test_a_message_is_handed_over_as_raw_as_it_came(taken):
    async with listening(Address("127.0.0.1", 0), taken.take, taken.accepts) as port:
        await talk(port, lambda c: c.sendmail("a@x.id", ["rsvp-x@rakor.test"], RAW))

    assert taken.mails == [(RAW, "smtp", ["rsvp-x@rakor.test"])]


async def test_each_stranger_is_refused_by_name_and_the_rest_arrives(taken):
    async with listening(Address("127.0.0.1", 0), taken.take, taken.accepts) as port:
        refused = await talk(
            port, lambda c: c.sendmail("a@x.id", ["rsvp@rakor.test", "other@rakor.test"], RAW)
        )

    assert {address: code for address, (code, _said) in refused.items()} == {
        "other@rakor.test": 550
    }
    assert [mail[2] for mail in taken.mails] == [["rsvp@rakor.test"]]


async def test_what_cannot_be_stored_is_left_with_the_sender(taken):
    taken.broken = True
    async with listening(Address("127.0.0.1", 0), taken.take, taken.accepts) as port:
        with pytest.raises(smtplib.SMTPDataError) as refusal:
            await talk(port, lambda c: c.sendmail("a@x.id", ["rsvp@rakor.test"], RAW))

    assert refusal.value.smtp_code == 451


async def test_a_message_over_the_limit_is_refused(taken):
    async with listening(
        Address("127.0.0.1", 0), taken.take, taken.accepts, size_limit=1000
    ) as port:
        with pytest.raises((smtplib.SMTPSenderRefused, smtplib.SMTPDataError)) as refusal:
            await talk(
                port, lambda c: c.sendmail("a@x.id", ["rsvp@rakor.test"], RAW + b"x\r\n" * 999)
            )

    assert refusal.value.smtp_code == 552
    assert taken.mails == []


async def test_lmtp_answers_for_each_recipient(taken):
    async with listening(Address("127.0.0.1", 0, lmtp=True), taken.take, taken.accepts) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        lines = (
            b"LHLO x\r\nMAIL FROM:<a@x.id>\r\nRCPT TO:<rsvp-a@r.id>\r\nRCPT TO:<rsvp-b@r.id>\r\n"
        )
        writer.write(lines + b"DATA\r\n")
        while not (await reader.readline()).startswith(b"354"):
            pass
        writer.write(RAW + b".\r\n")
        answers = [await reader.readline(), await reader.readline()]
        writer.close()

    assert answers == [b"250 2.0.0 Taken\r\n"] * 2
    assert taken.mails[0][1:] == ("lmtp", ["rsvp-a@r.id", "rsvp-b@r.id"])
