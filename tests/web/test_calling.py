"""Calls to servers of others: what is an answer, what is not, and whom a stranger cannot make us
call."""

import asyncio
import contextlib
import gzip
import socket
import time

import pytest

from rakor.settings import settings
from rakor.web import calling
from rakor.web.calling import NotReached, Why, call
from rakor.web.reaching import is_named, is_public
from tests.web.servers import certificate, http, serving


@contextlib.contextmanager
def refused(why):
    with pytest.raises(NotReached) as raised:
        yield
    assert raised.value.why is why
    assert str(raised.value)


@pytest.fixture
def names(monkeypatch):
    """A resolver whose answers a test writes down: what each name says, one look after another."""
    told, asked = {}, []
    real = socket.getaddrinfo

    def look(host, port, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name not in told:
            return real(host, port, *args, **kwargs)
        asked.append(name)
        found = told[name].pop(0) if len(told[name]) > 1 else told[name][0]
        return [
            (
                socket.AF_INET6 if ":" in each else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (each, port, 0, 0) if ":" in each else (each, port),
            )
            for each in found
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return told, asked


@pytest.fixture
def hosts(monkeypatch):
    """Names the internal hosts that may be called."""
    return lambda said: monkeypatch.setattr(settings(), "calendar_hosts", said)


@pytest.fixture
def authority(monkeypatch, tmp_path):
    """An authority this machine believes, and the server side of what it vouches for."""

    def made(*names):
        known, context = certificate(tmp_path, *names)
        monkeypatch.setenv("SSL_CERT_FILE", str(known))
        calling._trust.cache_clear()
        return context

    yield made
    calling._trust.cache_clear()


async def test_an_answer_of_any_status_is_an_answer():
    async with serving(lambda asked: http("404 Not Found", b'{"a": 1}', X_More="2")) as server:
        called = await call(
            "POST",
            f"http://127.0.0.1:{server.port}/x?y=1",
            form={"b": "c"},
            headers={"X-Kind": "test"},
            auth=("ada", "rahasia"),
        )
    assert (called.status, called.json(), called.headers["x-MORE"]) == (404, {"a": 1}, "2")
    (asked,) = server.seen
    assert asked.line == "POST /x?y=1 HTTP/1.1"
    assert asked.body == b"b=c"
    assert asked.headers["x-kind"] == "test"
    assert asked.headers["authorization"] == "Basic YWRhOnJhaGFzaWE="


async def test_redirects_are_not_followed():
    async with serving(lambda asked: http("302 Found", Location="/else")) as server:
        called = await call("GET", f"http://127.0.0.1:{server.port}/")
    assert (called.status, called.headers["location"], len(server.seen)) == (302, "/else", 1)


async def test_what_is_not_json_cannot_be_read():
    async with serving(lambda asked: http(body=b"<html>")) as server:
        called = await call("GET", f"http://127.0.0.1:{server.port}/")
    with refused(Why.UNREADABLE):
        called.json()


async def test_a_packed_answer_is_unpacked():
    packed = gzip.compress(b"x" * 1000)
    async with serving(lambda asked: http(body=packed, Content_Encoding="gzip")) as server:
        called = await call("GET", f"http://127.0.0.1:{server.port}/", limit=1000)
    assert called.content == b"x" * 1000
    assert server.seen[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("body", "how", "why"),
    [
        (gzip.compress(b"\0" * 50_000_000), "gzip", Why.TOO_LARGE),
        (gzip.compress(b"whole")[:-9], "gzip", Why.UNREADABLE),
        (gzip.compress(b"one") + gzip.compress(b"two"), "gzip", Why.UNREADABLE),
        (b"not packed at all", "gzip", Why.UNREADABLE),
        (b"anything", "br", Why.UNREADABLE),
        (b"x" * 600_000, "identity", Why.TOO_LARGE),
    ],
    # What is packed carries the time of day, and every process of a run must know the same names.
    ids=["bomb", "cut off", "two in one", "not packed", "packed otherwise", "large"],
)
async def test_what_is_too_much_or_broken_is_no_answer(body, how, why):
    async with serving(lambda asked: http(body=body, Content_Encoding=how)) as server:
        with refused(why):
            await call("GET", f"http://127.0.0.1:{server.port}/")


async def test_a_server_that_never_ends_is_cut_off_by_size():
    async def pours(asked, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()

    async with serving(pours) as server:
        with refused(Why.TOO_LARGE):
            await call("GET", f"http://127.0.0.1:{server.port}/", timeout=60)


async def test_a_server_that_drips_is_cut_off_by_time():
    async def drips(asked, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with serving(drips) as server:
        began = time.monotonic()
        with refused(Why.TIMEOUT):
            await call("GET", f"http://127.0.0.1:{server.port}/", timeout=0.5)
    assert time.monotonic() - began < 30


async def test_nobody_there_is_said_to_be_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with refused(Why.CONNECTION):
            await call("GET", f"http://127.0.0.1:{free.getsockname()[1]}/")


async def test_the_proxies_of_the_environment_are_not_asked(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NETRC", "/dev/null")
    async with serving(lambda asked: http(body=b"direct")) as server:
        assert (await call("GET", f"http://127.0.0.1:{server.port}/")).content == b"direct"


@pytest.mark.parametrize("url", ["", "//x/", "ftp://x/", "file:///etc/passwd", "https://a\nb/"])
@pytest.mark.parametrize("strange", [True, False])
async def test_what_is_no_address_is_not_called(url, strange):
    with refused(Why.ADDRESS):
        await call("GET", url, strange=strange)


# Addresses that a person typed


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.com/feed.ics", Why.ADDRESS),
        ("https://ada:rahasia@example.com/", Why.ADDRESS),
        ("https://example.com@127.0.0.1/", Why.ADDRESS),
        ("https://example.com:22/", Why.REFUSED),
        ("https://example.com:99999/", Why.REFUSED),
        ("https://127.0.0.1/", Why.REFUSED),
        ("https://127.0.0.1./", Why.REFUSED),
        ("https://2130706433/", Why.REFUSED),
        ("https://0x7f000001/", Why.REFUSED),
        ("https://0177.0.0.1/", Why.ADDRESS),
        ("https://127.1/", Why.REFUSED),
        ("https://127。0。0。1/", Why.REFUSED),
        ("https://0/", Why.REFUSED),
        ("https://localhost/", Why.REFUSED),
        ("https://[::1]/", Why.REFUSED),
        ("https://[::]/", Why.REFUSED),
        ("https://[::ffff:127.0.0.1]/", Why.REFUSED),
        ("https://[::ffff:a9fe:a9fe]/", Why.REFUSED),
        ("https://[64:ff9b::a00:1]/", Why.REFUSED),
        ("https://[2002:7f00:1::]/", Why.REFUSED),
        ("https://169.254.169.254/latest/meta-data/", Why.REFUSED),
        ("webcal://10.0.0.1/feed.ics", Why.REFUSED),
    ],
)
async def test_a_stranger_cannot_make_us_call_our_own_network(url, why):
    with refused(why):
        await call("GET", url, strange=True)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d822", True),
        ("2002:5db8:d822::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("100.127.255.255", False),
        ("169.254.1.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address, nothing listens there
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("::1", False),
        ("::", False),
        ("::127.0.0.1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("2001:0:5db8:d822::1", False),
        ("64:ff9b:1::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:a00:1::", False),
        ("example.com", False),
        ("", False),
    ],
)
def test_only_what_anybody_could_call_is_public(address, public):
    assert is_public(address) is public


async def test_one_private_address_among_public_ones_is_refused(names):
    told, _asked = names
    told["mixed.example"] = [["93.184.216.34", "10.0.0.1"]]
    with refused(Why.REFUSED):
        await call("GET", "https://mixed.example/", strange=True)


async def test_a_name_nobody_knows_is_said_to_be_unknown():
    with refused(Why.UNKNOWN):
        await call("GET", "https://nobody.invalid/", strange=True)
    with refused(Why.UNKNOWN):
        await call("GET", f"https://{'a' * 70}.com/", strange=True)


async def test_the_name_is_asked_once_and_its_answer_is_what_is_called(names, hosts, authority):
    told, asked = names
    told["agenda.example"] = [["127.0.0.1"], ["127.0.0.9"]]
    tls = authority("agenda.example")
    async with serving(lambda asked: http(body=b"mine"), tls=tls) as server:
        hosts(f"agenda.example:{server.port}")
        called = await call("GET", f"webcal://agenda.example:{server.port}/f.ics", strange=True)
    assert called.content == b"mine"
    assert asked == ["agenda.example"]
    (seen,) = server.seen
    assert seen.headers["host"] == f"agenda.example:{server.port}"
    assert seen.line == "GET /f.ics HTTP/1.1"


async def test_a_certificate_of_another_name_is_refused(names, hosts, authority):
    told, _asked = names
    told["agenda.example"] = [["127.0.0.1"]]
    tls = authority("other.example", "127.0.0.1")
    async with serving(lambda asked: http(), tls=tls) as server:
        hosts(f"agenda.example:{server.port}")
        with refused(Why.CERTIFICATE):
            await call("GET", f"https://agenda.example:{server.port}/", strange=True)
    assert server.seen == []


async def test_the_next_address_is_tried_where_nobody_listens(names, hosts):
    told, _asked = names
    told["twice.example"] = [["127.0.0.77", "127.0.0.1"]]
    async with serving(lambda asked: http(body=b"second")) as server:
        hosts(f"twice.example:{server.port}")
        called = await call("GET", f"http://twice.example:{server.port}/", strange=True)
    assert called.content == b"second"


async def test_a_named_host_is_called_on_its_named_port_only(hosts):
    async with serving(lambda asked: http()) as server:
        hosts(f"127.0.0.1:{server.port + 1}, mail.example")
        with refused(Why.ADDRESS):
            await call("GET", f"http://127.0.0.1:{server.port}/", strange=True)
    assert server.seen == []


@pytest.mark.parametrize(
    ("said", "host", "port", "named"),
    [
        ("zimbra.go.id", "zimbra.go.id", 443, True),
        ("zimbra.go.id", "ZIMBRA.go.id", 80, True),
        ("zimbra.go.id", "zimbra.go.id", 5432, False),
        ("zimbra.go.id:5432", "zimbra.go.id", 5432, True),
        ("zimbra.go.id:5432", "zimbra.go.id", 443, False),
        ("a, [::1]:81 ,b", "::1", 81, True),
        ("[::1]", "::1", 443, True),
        ("zimbra.go.id", "evil.zimbra.go.id", 443, False),
        ("", "", 443, False),
        (",", "a", 443, False),
    ],
)
def test_named_hosts_are_those_in_the_list(said, host, port, named):
    assert is_named(host, port, said) is named
