"""Which servers may be called at an address that a person typed: those on the public Internet.

Whoever types an address must not make Rakor speak to what only its own network can reach: the
database beside it, a router, a cloud's metadata (server-side request forgery). Hosts that the
operator names in RAKOR_CALENDAR_HOSTS are excepted.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

PORTS = {"https": 443, "http": 80}
STRANGE_PORTS = frozenset({443, 8443})
# Of a host that is named without a port.
USUAL_PORTS = STRANGE_PORTS | {80}

_UNICAST = IPv6Network("2000::/3")
# RFC 6052: the last 32 bits are an address of the old Internet behind a translator.
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether anybody on the Internet could call that address, whatever it is wrapped in."""
    try:
        known = ip_address(address)
    except ValueError:
        return False
    if isinstance(known, IPv6Address):
        within = _inner(known)
        if within is not None:
            return is_public(str(within))
        if known not in _UNICAST:
            return False
    return known.is_global and not known.is_multicast and not known.is_reserved


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The address of the old Internet to which this one leads, if it does."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def is_named(host: str, port: int, hosts: str) -> bool:
    """Whether an operator's list, `host` or `host:port` by commas, holds that server."""
    for each in filter(None, (part.strip().lower() for part in hosts.split(","))):
        name, _colon, said = each.rpartition(":") if not each.endswith("]") else ("", "", each)
        if not name or not said.isdigit():
            name, said = each, ""
        if name.strip("[]") == host.lower() and (
            port == int(said) if said else port in USUAL_PORTS
        ):
            return True
    return False
