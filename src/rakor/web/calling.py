"""Calls to servers of others: short, limited, without detours, and nothing believed.

`NotReached` says why there is no answer. An answer of any status is one; what it means is up to
whoever called.
"""

import asyncio
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rakor.settings import settings
from rakor.web.reaching import PORTS, STRANGE_PORTS, is_named, is_public
from rakor.words import N_, _

if TYPE_CHECKING:
    import httpx

# How many of the addresses of one host are tried.
TRIED = 3


class Why(StrEnum):
    """Why a call came to nothing."""

    ADDRESS = "address"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


WHY = {
    Why.ADDRESS: N_("Alamat ini tidak dapat dipakai; perlu alamat lengkap yang berawal https://"),
    Why.REFUSED: N_("Server ini tidak boleh dihubungi dari sini."),
    Why.UNKNOWN: N_("Nama server ini tidak dikenal."),
    Why.CONNECTION: N_("Server tidak dapat dihubungi."),
    Why.CERTIFICATE: N_("Sertifikat server tidak sah."),
    Why.TIMEOUT: N_("Server tidak menjawab tepat waktu."),
    Why.TOO_LARGE: N_("Jawaban server terlalu besar."),
    Why.UNREADABLE: N_("Jawaban server tidak dapat dibaca."),
}


class NotReached(Exception):
    """There is no answer. Its text says why to the people who asked."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why

    def __str__(self) -> str:
        return _(WHY[self.why])


@dataclass(frozen=True, slots=True)
class Called:
    """What a server answered, whole. Names of headers are found in any case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """The content as JSON. NotReached where it is none."""
        import orjson

        try:
            return orjson.loads(self.content)
        except orjson.JSONDecodeError:
            raise NotReached(Why.UNREADABLE) from None


@dataclass(frozen=True, slots=True)
class _Way:
    """Where exactly to connect, and under which name."""

    url: "httpx.URL"
    headers: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, Any] = field(default_factory=dict)


async def call(
    method: str,
    url: str,
    *,
    strange: bool = False,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    json: Any = None,
    content: bytes | str | None = None,
    auth: tuple[str, str] | None = None,
    limit: int = 512 * 1024,
    timeout: float = 5.0,
) -> Called:
    """Ask a server once, in `timeout` seconds at most for all of it, for `limit` bytes at most.

    Redirects are answers like others. `strange` is for an address that a person typed: https (or
    webcal) on its usual ports, no name and password in it, to a host whose every address is public,
    and to exactly that address; or a host that RAKOR_CALENDAR_HOSTS names. Raises NotReached.
    """
    # Few servers call others and it brings much along: it is loaded by the first call.
    import httpx

    given: dict[str, Any] = {"data": form, "json": json, "content": content}
    whole = {"Accept-Encoding": "gzip", **(headers or {})}
    try:
        async with asyncio.timeout(timeout):
            where = httpx.URL(url)
            ways = await _strange_ways(where) if strange else [_plain_way(where)]
            spare = httpx.Timeout(timeout, connect=timeout / len(ways))
            # The environment's proxies are not asked: calls go where they were sent only.
            async with httpx.AsyncClient(
                timeout=spare, follow_redirects=False, trust_env=False, verify=_trust()
            ) as client:
                for way in ways:
                    request = client.build_request(
                        method,
                        way.url,
                        headers={**whole, **way.headers},
                        extensions={"timeout": spare.as_dict(), **way.extensions},
                        **given,
                    )
                    try:
                        answer = await client.send(request, stream=True, auth=auth)
                    except (httpx.ConnectError, httpx.ConnectTimeout):
                        if way is ways[-1]:
                            raise
                        continue
                    try:
                        return await _read(answer, limit)
                    finally:
                        await answer.aclose()
    except (TimeoutError, httpx.TimeoutException):
        raise NotReached(Why.TIMEOUT) from None
    except httpx.HTTPError as error:
        raise NotReached(_why(error)) from None
    except (socket.gaierror, UnicodeError):
        raise NotReached(Why.UNKNOWN) from None
    except (httpx.InvalidURL, ValueError):
        raise NotReached(Why.ADDRESS) from None
    raise NotReached(Why.CONNECTION)


def _plain_way(where: "httpx.URL") -> _Way:
    if where.scheme not in PORTS or not where.host:
        raise NotReached(Why.ADDRESS)
    return _Way(where)


async def _strange_ways(where: "httpx.URL") -> list[_Way]:
    """The addresses of a host that a person named. All are looked at before one is called.

    The name is asked once and its answer is what is connected to: asked again it might say another
    address (DNS rebinding). The name still stands in Host and SNI, and in the certificate.
    """
    scheme = "https" if where.scheme == "webcal" else where.scheme
    host = where.raw_host.decode("ascii").rstrip(".")
    if scheme not in PORTS or not host or where.userinfo:
        raise NotReached(Why.ADDRESS)
    port = where.port or PORTS[scheme]
    named = is_named(host, port, settings().calendar_hosts)
    if not named and scheme != "https":
        raise NotReached(Why.ADDRESS)
    if not named and port not in STRANGE_PORTS:
        raise NotReached(Why.REFUSED)
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = list(dict.fromkeys(str(each[4][0]) for each in answers))
    if not found or not (named or all(map(is_public, found))):
        raise NotReached(Why.REFUSED)
    names = {"Host": where.copy_with(scheme=scheme).netloc.decode("ascii")}
    more = {"sni_hostname": host} if scheme == "https" else {}
    return [
        _Way(where.copy_with(scheme=scheme, host=address, fragment=None), names, more)
        for address in found[:TRIED]
    ]


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """Whom to believe: the authorities that browsers know, and those this machine was given."""
    import httpx

    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


async def _read(answer: "httpx.Response", limit: int) -> Called:
    raw = await _within(answer.aiter_raw(), limit)
    how = answer.headers.get("content-encoding", "identity").strip().lower()
    if how in ("gzip", "x-gzip"):
        raw = await asyncio.to_thread(_unpacked, raw, limit)
    elif how not in ("identity", ""):
        raise NotReached(Why.UNREADABLE)
    return Called(answer.status_code, answer.headers, raw)


async def _within(pieces: AsyncIterator[bytes], limit: int) -> bytes:
    raw = bytearray()
    async for piece in pieces:
        raw += piece
        if len(raw) > limit:
            raise NotReached(Why.TOO_LARGE)
    return bytes(raw)


def _unpacked(raw: bytes, limit: int) -> bytes:
    """What was packed, never more than the limit of it: a few bytes may stand for gigabytes."""
    if not raw:
        return b""
    reader = zlib.decompressobj(wbits=31)
    try:
        plain = reader.decompress(raw, limit + 1)
    except zlib.error:
        raise NotReached(Why.UNREADABLE) from None
    if len(plain) > limit:
        raise NotReached(Why.TOO_LARGE)
    if not reader.eof or reader.unused_data:
        raise NotReached(Why.UNREADABLE)
    return plain


def _why(error: BaseException | None) -> Why:
    """Whether it was the certificate, which somebody can do something about."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return Why.CERTIFICATE
        error = error.__cause__ or error.__context__
    return Why.CONNECTION
