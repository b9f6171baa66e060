"""Where a request comes from, and where a person may be sent; a stranger decides neither."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from rakor.settings import settings

Network = IPv4Network | IPv6Network


@lru_cache(maxsize=4)
def _networks(said: str) -> tuple[Network, ...]:
    parts = [part.strip() for part in said.split(",") if part.strip()]
    return tuple(ip_network(part, strict=False) for part in parts)


def _trusted(address: str) -> bool:
    networks = _networks(settings().trusted_proxies)
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for network in networks)


def client_address(scope: Scope) -> str:
    """The address of whoever is asking; `X-Forwarded-For` counts only from proxies that are ours.

    It is read from the right: each proxy of ours adds whom it saw, what stands before is hearsay.
    """
    client = scope.get("client")
    seen = str(client[0]) if client else ""
    if not _trusted(seen):
        return seen
    said = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
    for hop in reversed([part.strip() for part in said.split(",") if part.strip()]):
        seen = hop
        if not _trusted(hop):
            break
    return seen


def neighbourhood(address: str) -> str:
    """What one subscriber has: an IPv4 address, or the /64 that every IPv6 subscriber is given."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(ip_network((known, 64), strict=False))
    return str(known)


def local_path(wish: str, otherwise: str = "/") -> str:
    """Where to go after an act: a path of ours, nothing a browser could take for another site."""
    parts = urlsplit(wish) if wish.isprintable() and "\\" not in wish else None
    if parts is None or parts.scheme or parts.netloc or not wish.startswith("/"):
        return otherwise
    return otherwise if wish.startswith("//") else wish
