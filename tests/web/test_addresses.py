"""Where requests come from and where people are sent."""

import pytest

from rakor.settings import settings
from rakor.web.addresses import client_address, local_path, neighbourhood


def _scope(client, *forwarded):
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    return {"type": "http", "client": (client, 1), "headers": headers}


@pytest.fixture
def proxied(monkeypatch):
    monkeypatch.setattr(settings(), "trusted_proxies", "10.0.0.0/8, 2001:db8::1")


def test_without_proxies_of_ours_the_header_is_hearsay():
    assert client_address(_scope("10.1.1.1", "203.0.113.9")) == "10.1.1.1"


@pytest.mark.parametrize(
    ("client", "forwarded", "found"),
    [
        ("10.1.1.1", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        ("10.1.1.1", ["198.51.100.1", "203.0.113.9, 10.2.2.2"], "203.0.113.9"),
        ("2001:db8::1", ["2001:db8:5::7"], "2001:db8:5::7"),
        ("203.0.113.50", ["198.51.100.1"], "203.0.113.50"),
        ("10.1.1.1", [], "10.1.1.1"),
    ],
)
def test_a_proxy_of_ours_tells_whom_it_saw(proxied, client, forwarded, found):
    assert client_address(_scope(client, *forwarded)) == found


def test_one_subscriber_is_one_neighbour():
    assert neighbourhood("2001:db8:1:2:aaaa::1") == neighbourhood("2001:db8:1:2::9")
    assert neighbourhood("192.0.2.1") != neighbourhood("192.0.2.2")
    assert neighbourhood("unix socket") == "unix socket"


@pytest.mark.parametrize("path", ["/", "/directory?q=a&page=2", "/meetings/1#agenda"])
def test_a_path_of_ours_is_kept(path):
    assert local_path(path) == path


@pytest.mark.parametrize(
    "wish",
    ["", "x", "//a.b", "///a.b", "/\\a.b", "\\\\a.b", "http:a", "/\na", "https://a.b/"],
)
def test_nothing_else_is(wish):
    assert local_path(wish) == "/"
