"""What every request passes: its language, who is asking, forged forms refused, safe headers."""

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rakor.errors import Forbidden, RakorError, TooLarge
from rakor.journal import listening
from rakor.settings import settings
from rakor.web.problems import answer_refusal
from rakor.words import _, best_language, speaking

SESSION = "rakor_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
BODY_LIMIT = 2 * 1024 * 1024
LARGE_BODIES = {
    "/api/v1/inbound/mail": 32 * 1024 * 1024,
    "/api/v1/directory/import": 20 * 1024 * 1024,
    "/directory/import": 20 * 1024 * 1024,
    # Packages of meetings; larger ones are checked from the command line.
    "/api/v1/archive/check": 50 * 1024 * 1024,
    "/archive/check": 50 * 1024 * 1024,
}
# The same for doors below something that has a key: a scanned letter of up to 5 MB.
LARGE_WAYS = re.compile(r"/r/[a-z2-7]{26}(/letter)?|/api/v1/invitations/[^/]+/delegate/letter")
LETTER_BODY = 6 * 1024 * 1024
# A photo of up to 12 MB.
PHOTO_WAYS = re.compile(r"(/api/v1)?/meetings/[^/]+/photos")
PHOTO_BODY = 12 * 1024 * 1024 + 64 * 1024
# Minutes that were signed outside, of up to 20 MB.
SIGNED_WAYS = re.compile(r"(/api/v1)?/meetings/[^/]+/minutes/signed")
SIGNED_BODY = 20 * 1024 * 1024 + 64 * 1024
# Documents of a meeting of up to 50 MB, and the form around them.
MATERIAL_WAYS = re.compile(r"(/api/v1)?/meetings/[^/]+/materials(/[^/]+/versions)?")
# Reports of agencies with up to five files of evidence of 10 MB each.
EVIDENCE_WAYS = re.compile(
    r"/follow-ups/[^/]+|/api/v1/follow-ups/[^/]+/reports|/t/[a-z2-7]{26}/[^/]+"
)
READ_AHEAD = 128 * 1024
MATERIAL_BODY = 50 * 1024 * 1024 + 64 * 1024
# Doors one comes to signed out, or in a page that was opened before signing in elsewhere.
BY_ORIGIN = frozenset({"/sign-in", "/setup"})
# Doors of devices, which know nobody who is signed in: their key is in a strict cookie.
BY_KEY = ("/api/v1/door/", "/door/")
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}


class Visitor(Protocol):
    """What the middleware needs to know of whoever is signed in."""

    @property
    def locale(self) -> str: ...


Identify = Callable[[str, str], Awaitable[Visitor | None]]


class Ground:
    """Wraps the application. `identify(session, bearer)` tells who holds a session or a token."""

    def __init__(self, app: ASGIApp, identify: Identify) -> None:
        self.app = app
        self.identify = identify

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        scope.setdefault("state", {})
        cookies = _cookies(headers)
        scope["session_token"] = cookies.get(SESSION, "")
        with speaking(chosen_language(cookies, headers, None)), listening():
            try:
                await self._prepare(scope, headers, cookies)
                limited = Limited(receive, send, scope)
                await self._speak(scope, headers, cookies, limited)
            except RakorError as refusal:
                if scope["type"] == "websocket":
                    await send({"type": "websocket.close", "code": 4401})
                    return
                answer = await answer_refusal(Request(scope, receive), refusal)
                await answer(scope, receive, safely(send))

    async def _prepare(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> None:
        token = _bearer(headers)
        session = "" if token else scope["session_token"]
        scope["user"] = await self.identify(session, token) if session or token else None
        if session and scope["user"] is not None:
            scope["csrf"] = csrf_token(session)
        if scope["type"] == "http":
            check_size(scope, headers)
        elif not token:
            check_site(headers)

    async def _speak(
        self, scope: Scope, headers: Headers, cookies: dict[str, str], limited: "Limited"
    ) -> None:
        with speaking(chosen_language(cookies, headers, scope["user"])):
            if scope["type"] == "http" and scope["method"] not in SAFE:
                await check_origin(scope, headers, limited)
            await self.app(scope, limited.receive, safely(limited.send))


def _bearer(headers: Headers) -> str:
    """The token of a program (RFC 6750 section 2.1), or ""."""
    said = headers.get("authorization", "")
    return said[7:].strip() if said[:7].lower() == "bearer " else ""


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def chosen_language(cookies: dict[str, str], headers: Headers, user: Visitor | None) -> str:
    """The switch on the page, then the person's own choice, the browser's, the setting."""
    return (
        cookies.get("language")
        or (user.locale if user else "")
        or best_language(headers.get("accept-language", ""))
        or settings().locale
    )


def csrf_token(session: str) -> str:
    """What a form of this session must carry; it cannot be made without the session."""
    return hmac.new(settings().secret, b"csrf:" + session.encode(), hashlib.sha256).hexdigest()


def body_limit(path: str) -> int:
    """How many bytes a door takes."""
    usual = LETTER_BODY if LARGE_WAYS.fullmatch(path) else BODY_LIMIT
    if MATERIAL_WAYS.fullmatch(path) or EVIDENCE_WAYS.fullmatch(path):
        usual = MATERIAL_BODY
    usual = SIGNED_BODY if SIGNED_WAYS.fullmatch(path) else usual
    usual = PHOTO_BODY if PHOTO_WAYS.fullmatch(path) else usual
    return LARGE_BODIES.get(path, usual)


def check_size(scope: Scope, headers: Headers) -> None:
    said = headers.get("content-length", "0")
    limit = body_limit(scope["path"])
    if not (said.isascii() and said.isdigit()) or int(said) > limit:
        raise TooLarge(_("Paling besar {limit} MB.").format(limit=limit // 1024 // 1024))


def check_site(headers: Headers) -> None:
    """Refuses what a page of another site made this browser send (RFC 6454 section 7)."""
    origin = headers.get("origin")
    if origin is None:
        return
    ours = {headers.get("host"), urlsplit(settings().public_url).netloc}
    if urlsplit(origin).netloc not in ours:
        raise Forbidden(_("Permintaan ini datang dari situs lain."))


async def check_origin(scope: Scope, headers: Headers, body: "Limited") -> None:
    """Refuses a write that another site made this browser send.

    With a session: the token of the page, in a header or the form. Without: the same origin, so
    that nobody is signed in to a stranger's account. Programs with a token carry neither.
    """
    if _bearer(headers):
        return
    check_site(headers)
    expected = scope.get("csrf")
    if expected is None or scope["path"] in BY_ORIGIN or scope["path"].startswith(BY_KEY):
        return
    given = headers.get("x-csrf-token") or await body.form_field("csrf", headers)
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise Forbidden(_("Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu coba lagi."))


class Limited:
    """The body of a request: counted while it comes, and readable once before the door reads it."""

    def __init__(self, receive: Receive, send: Send, scope: Scope) -> None:
        self._receive = receive
        self.send = send
        self._limit = body_limit(scope["path"])
        self._seen = 0
        self._again: list[Message] = []

    async def receive(self) -> Message:
        return self._again.pop(0) if self._again else await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if message["type"] == "http.request" and self._seen > self._limit:
            raise TooLarge(_("Isi yang dikirim terlalu besar."))
        return message

    async def form_field(self, name: str, headers: Headers) -> str:
        """A field of a form, read ahead; the door still gets the whole body.

        Of a form with a file no more is read than up to the field, which stands before the file.
        """
        kind = headers.get("content-type", "")
        if not kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
            return ""
        many = kind.startswith("multipart/")
        kept: list[Message] = []
        head = b""
        while not (many and _whole_field(head, name)):
            message = await self._next()
            kept.append(message)
            if message["type"] != "http.request" or not message.get("more_body"):
                break
            if len(head) < READ_AHEAD:
                head += message.get("body", b"")
        self._again = kept
        raw = b"".join(message.get("body", b"") for message in kept)
        if many:
            return _whole_field(raw + b"\r\n--", name)
        return parse_qs(raw.decode("latin-1")).get(name, [""])[0]


def _whole_field(raw: bytes, name: str) -> str:
    """A field of a multipart form (RFC 7578) as far as it was read, "" before its end came."""
    _before, _found, rest = raw.partition(f'name="{name}"'.encode())
    value, end, _rest = rest.partition(b"\r\n--")
    return value.strip().decode("latin-1") if end else ""


def safely(send: Send) -> Send:
    """Every answer with the headers that keep it from being misused; pages are never cached."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if settings().secure:
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        await send(message)

    return sending


def set_session(answer: Any, token: str, seconds: int) -> None:
    """Sign a browser in: a cookie that scripts cannot read and other sites do not send."""
    answer.set_cookie(
        SESSION,
        token,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=settings().secure,
        path="/",
    )
