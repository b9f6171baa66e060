"""The mailbox on a real IMAP server: each message once, whatever breaks in between."""

import asyncio
import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator

import aioimaplib
import pytest
from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.database import new_id
from rakor.invitations import jobs
from rakor.mail import imap
from rakor.mail.models import IncomingMail, Mailbox
from rakor.settings import Settings
from tests.conftest import free_port

FOLDER = "Jawaban"


class Server:
    """pymap, a mail server of its own, in a process of its own; it forgets all when it ends."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["-c", "from pymap.main import main; main()", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--no-tls", "dict", "--demo-data"]
        self.process = subprocess.Popen([sys.executable, *command], stderr=subprocess.DEVNULL)
        for _attempt in range(400):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            time.sleep(0.02)
        raise AssertionError("the IMAP server did not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
        self.process = None

    @property
    def place(self) -> imap.Place:
        return imap.Place.of(f"imap://demouser:demopass@127.0.0.1:{self.port}/{FOLDER}")


@contextlib.asynccontextmanager
async def owner(server: Server) -> AsyncIterator[aioimaplib.IMAP4]:
    """Somebody else who is at home in the mailbox."""
    client = aioimaplib.IMAP4("127.0.0.1", server.port, timeout=30)
    await client.wait_hello_from_server()
    await client.login("demouser", "demopass")
    yield client
    await client.logout()


async def put(server: Server, *subjects: str) -> None:
    async with owner(server) as client:
        for subject in subjects:
            await client.append(letter(subject), FOLDER)


def letter(subject: str) -> bytes:
    return (
        f"From: a@x.id\r\nTo: rsvp@rakor.test\r\nDelivered-To: rsvp-t@rakor.test\r\n"
        f"Message-ID: <{subject}@x.id>\r\nSubject: {subject}\r\n\r\nHalo\r\n"
    ).encode()


async def subjects() -> list[str]:
    return [row.subject for row in await IncomingMail.filter(via="imap").order_by("id")]


async def look(place: imap.Place, take: imap.Takes = jobs.take_from_mailbox) -> int:
    async with imap.opened(place) as (client, validity):
        return await imap.take_new(client, validity, place, take)


async def until(condition) -> None:
    async with asyncio.timeout(60):
        while not await condition():  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def watching(place: imap.Place) -> AsyncIterator[None]:
    task = asyncio.create_task(imap.watch(place, jobs.take_from_mailbox))
    try:
        yield
    finally:
        await journal.end([task])


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    running.start()
    yield running
    running.kill()


@pytest.fixture
async def place(server: Server, db) -> imap.Place:
    async with owner(server) as client:
        await client.create(FOLDER)
    await imap.claim(server.place, new_id())
    await Mailbox.all().update(claimed_until=None)
    return server.place


@pytest.mark.parametrize(
    "url",
    [
        "imap://u:p@mail.example.go.id/INBOX",
        "https://u:p@mail.example.go.id/",
        "imaps://mail.example.go.id/INBOX",
        "imaps://u%0d%0aX:p@mail.example.go.id/",
    ],
)
def test_a_mailbox_that_would_be_opened_unsafely_is_refused(url):
    with pytest.raises(ValueError, match="imap_url"):
        Settings(imap_url=url)


def test_where_the_mailbox_is():
    place = imap.Place.of("imaps://rsvp%40x.go.id:a%2Fb@mail.x.go.id/Arsip/RSVP")
    assert place == imap.Place("mail.x.go.id", 993, "rsvp@x.go.id", "a/b", "Arsip/RSVP", True)
    assert place.name == "imap:mail.x.go.id/rsvp@x.go.id/Arsip/RSVP"


@pytest.mark.postgres
async def test_each_message_is_taken_once_marked_as_seen_and_left_there(server, place):
    await put(server, "satu", "dua")
    assert (await look(place), await look(place)) == (2, 0)
    await put(server, "tiga")
    assert await look(place) == 1

    first = await IncomingMail.filter(subject="satu").get()
    assert bytes(first.message) == letter("satu")
    assert first.recipients == "rsvp-t@rakor.test"
    assert await subjects() == ["satu", "dua", "tiga"]
    async with owner(server) as client:
        await client.select(FOLDER)
        seen = await client.search("SEEN", charset=None)
    assert len(seen.lines[0].split()) == 3


async def test_at_the_first_time_only_what_nobody_has_read_is_taken(server, place):
    await put(server, "lama", "baru", "lama-juga")
    async with owner(server) as client:
        await client.select(FOLDER)
        await client.store("1,3", r"+FLAGS (\Seen)")

    assert await look(place) == 1
    await put(server, "kemudian")
    assert await look(place) == 1
    assert await subjects() == ["baru", "kemudian"]


@pytest.mark.postgres
async def test_a_crash_between_storing_and_counting_takes_nothing_twice(server, place):
    await put(server, "pertama")
    await look(place)
    await put(server, "satu", "dua")

    class Killed(Exception):
        pass

    async def take_and_die(raw: bytes, source: str, recipients: list[str]) -> None:
        await jobs.take_from_mailbox(raw, source, recipients)
        raise Killed

    with pytest.raises(Killed):
        await look(place, take_and_die)
    await look(place)

    assert await subjects() == ["pertama", "satu", "dua"]


async def test_two_who_take_the_same_message_store_it_once(server, place):
    await put(server, "satu")
    for _n in range(2):
        await jobs.take_from_mailbox(letter("satu"), "imap:x:1:1", [])
    with pytest.raises(IntegrityError):
        await IncomingMail.create(
            message=b"", via="imap", source="imap:x:1:1", received_at="2030-01-01T00:00Z"
        )
    assert await subjects() == ["satu"]


async def test_messages_numbered_anew_are_known_by_their_content(server, place):
    await put(server, "satu", "dua")
    await look(place)
    before = await Mailbox.get(name=place.name)
    async with owner(server) as client:
        await client.delete(FOLDER)
        await client.create(FOLDER)
    await put(server, "dua", "satu", "tiga")
    assert await look(place) == 3

    after = await Mailbox.get(name=place.name)
    assert after.validity != before.validity
    assert await subjects() == ["satu", "dua", "tiga"]
    await put(server, "empat")
    assert await look(place) == 1


async def test_of_a_message_over_the_limit_the_head_is_taken(server, place, monkeypatch):
    monkeypatch.setattr(imap, "SIZE_LIMIT", 100)
    await put(server, "besar")
    await look(place)

    (row,) = await IncomingMail.all()
    assert bytes(row.message) == letter("besar").removesuffix(b"Halo\r\n")


async def test_what_cannot_be_stored_is_taken_later(server, place):
    await put(server, "awal")
    await look(place)
    await put(server, "satu")

    async def fails(raw: bytes, source: str, recipients: list[str]) -> None:
        raise OSError("the database is away")

    with pytest.raises(OSError, match="away"):
        await look(place, fails)
    assert await look(place) == 1
    assert await subjects() == ["awal", "satu"]


async def test_only_one_worker_reads_a_mailbox_until_it_is_silent_for_minutes(place):
    first, second = new_id(), new_id()
    assert [await imap.claim(place, who) for who in (first, second, first)] == [True, False, True]
    await Mailbox.all().update(claimed_until="2020-01-01T00:00Z")
    assert await imap.claim(place, second)
    assert not await imap.claim(place, first)


async def test_what_arrives_is_taken_while_it_waits(server, place):
    async with watching(place):
        await put(server, "satu")
        await until(lambda: IncomingMail.exists(subject="satu"))
        await put(server, "dua")
        await until(lambda: IncomingMail.exists(subject="dua"))
    # Whoever reads next need not wait for the claim to run out.
    assert await imap.claim(place, new_id())


async def test_an_idle_that_ran_out_is_begun_again(server, place, monkeypatch):
    monkeypatch.setattr(imap, "RENEW", 0.2)
    monkeypatch.setattr(imap, "STIR", 0.1)
    async with watching(place):
        await asyncio.sleep(1)
        await put(server, "satu")
        await until(lambda: IncomingMail.exists(subject="satu"))


async def test_without_idle_it_looks_again_and_again(server, place, monkeypatch):
    monkeypatch.setattr(aioimaplib.IMAP4, "has_capability", lambda _self, _name: False)
    monkeypatch.setattr(imap, "LOOK", 0.1)
    async with watching(place):
        await asyncio.sleep(0.5)
        await put(server, "satu")
        await until(lambda: IncomingMail.exists(subject="satu"))


async def test_a_server_that_dies_is_found_again(server, place, monkeypatch):
    monkeypatch.setattr(imap, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(imap, "LAST_PAUSE", 1.0)
    monkeypatch.setattr(imap, "TIMEOUT", 3.0)  # it may die in the middle of an answer
    async with watching(place):
        await put(server, "satu")
        await until(lambda: IncomingMail.exists(subject="satu"))
        server.kill()
        await asyncio.sleep(0.3)
        server.start()
        async with owner(server) as client:
            await client.create(FOLDER)
        await put(server, "dua")
        await until(lambda: IncomingMail.exists(subject="dua"))
    assert await subjects() == ["satu", "dua"]


async def test_a_wrong_password_is_said_without_it(server, place):
    wrong = imap.Place.of(f"imap://demouser:rahasia@127.0.0.1:{server.port}/{FOLDER}")
    with pytest.raises(imap.Unreadable) as refusal:
        await imap.greeted(wrong)
    assert "login" in str(refusal.value)
    assert "rahasia" not in str(refusal.value)


async def test_the_mailbox_is_counted_without_being_touched(server, place):
    await put(server, "satu", "dua")
    assert await imap.greeted(place) == 2
    assert await look(place) == 2
