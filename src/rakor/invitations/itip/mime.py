"""The parts of a message, opened with a limit on how much work a stranger may cause."""

import codecs
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from rakor.invitations.itip.lines import address

MAX_BYTES = 10_000_000
MAX_LINES = 150_000
MAX_BOUNDARIES = 1_000
MAX_CONTAINERS = 30
MAX_PARTS = 200
MAX_HEADER = 8_000

_CONTAINER = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.I | re.M)
_DESCRIPTION = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
# Python knows encodings that are slow on purpose or no text at all; these are those of mail.
_CHARSET = re.compile(
    r"utf-?8|us-ascii|ascii|iso-?8859-\d+|latin-?1|(windows-|cp)\d+|koi8-[ru]"
    r"|gb\w{1,10}|big5|euc-\w{2}|shift_jis|iso-2022-\w{2}",
    re.I,
)
# An open quote runs to the end: it always matches, so that no input is scanned twice.
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*\\?(?:"|$)', re.DOTALL)
STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})

_ENCODED = re.compile(r"=\?[^?\s]*\?[bqBQ]\?[^?]*\?=")
_COMMENT = re.compile(r"\([^()]*\)")


class TooLarge(Exception):
    """More bytes or lines than a calendar's answer ever has."""


class TooDeep(Exception):
    """More parts, or parts within parts, than a person's mail program makes."""


def tidy(raw: bytes) -> bytes:
    r"""One line end for all the ways there are (`\r\r\n` too), no BOM of UTF-8, no NUL."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw.decode("utf-16", "replace").encode()
    raw = raw.removeprefix(codecs.BOM_UTF8).replace(b"\x00", b"")
    return raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def parse(raw: bytes) -> Message:
    """The message, or TooLarge, or TooDeep; both are known before any part is opened."""
    if len(raw) > MAX_BYTES:
        raise TooLarge
    raw = tidy(raw)
    if raw.count(b"\n") > MAX_LINES:
        raise TooLarge
    boundaries = raw.count(b"\n--")
    containers = sum(1 for _match in _CONTAINER.finditer(raw))
    if boundaries > MAX_BOUNDARIES or containers > MAX_CONTAINERS:
        raise TooDeep
    # The library reads parameters in quadratic time.
    if any(match.end() - match.start() > MAX_HEADER for match in _DESCRIPTION.finditer(raw)):
        raise TooLarge
    return message_from_bytes(raw, policy=policy.compat32)


def headers_of(raw: bytes) -> Message:
    """The headers of a message whose body is not opened."""
    head = tidy(raw[:64_000]).partition(b"\n\n")[0]
    kept = [
        match[0][:MAX_HEADER]
        for match in re.finditer(rb"^[!-9;-~]+:[^\n]*(?:\n[ \t][^\n]*)*", head, re.M)
        if not match[0].lower().startswith(b"content-")
    ]
    return message_from_bytes(b"\n".join(kept) + b"\n\n", policy=policy.compat32)


def parts_of(message: Message) -> Iterator[Message]:
    """The parts of a message in order; a message inside it is not opened: it is someone else's."""
    waiting = [message]
    for _count in range(MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart":
            waiting = inside(part) + waiting
        else:
            yield part


def inside(part: Message) -> list[Message]:
    """The parts directly within one, without ever decoding a body by a charset it declares."""
    content: object = part.get_payload() if part.is_multipart() else []
    return (
        [child for child in content if isinstance(child, Message)]
        if isinstance(content, list)
        else []
    )


def is_report(message: Message, parts: Iterable[Message]) -> bool:
    """Bounces, reading receipts, abuse reports (RFC 6522)."""
    return message.get_content_type() == "multipart/report" or any(
        part.get_content_type() in STATUS_TYPES for part in parts
    )


def is_calendar(part: Message) -> bool:
    kind = part.get_content_type()
    return kind in {"text/calendar", "application/ics", "text/x-vcalendar"} or (
        kind == "application/octet-stream" and filename(part).lower().endswith(".ics")
    )


def is_tnef(part: Message) -> bool:
    return (
        part.get_content_type() in {"application/ms-tnef", "application/vnd.ms-tnef"}
        or filename(part).lower() == "winmail.dat"
    )


def filename(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except ValueError:  # a name in an encoding that is none
        return ""


def parameter(part: Message, name: str) -> str:
    """A parameter of Content-Type, whatever its case; "" if there is none."""
    value = part.get_param(name)
    return value.strip() if isinstance(value, str) else ""


def charset(part: Message) -> str:
    return parameter(part, "charset")


def body(part: Message) -> bytes:
    """The decoded content; what is badly encoded comes as it is."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text(content: bytes, declared: str, *, folded: bool = False) -> str:
    """Decode by the charset of the part, then by what the bytes look like.

    With `folded` the folds of a calendar are taken out first: some fold inside a letter.
    """
    if folded:
        content = content.replace(b"\n ", b"").replace(b"\n\t", b"")
    for name in (declared, "utf-8"):
        if _CHARSET.fullmatch(name):
            try:
                return content.decode(name)
            except (UnicodeError, LookupError):
                continue
    return content.decode("cp1252", "replace")


def values(message: Message, name: str) -> list[str]:
    """All headers of that name, on one line each and not endless."""
    small = name.lower()
    # Letters beyond ASCII stand there as they came (RFC 6532): bytes, until they are read as UTF-8.
    # The headers as they were read; asking the message would compare each of them again and again.
    found = [value for key, value in message._headers if key.lower() == small]  # type: ignore[attr-defined]
    return [" ".join(_utf8(str(v)[:MAX_HEADER]).split()) for v in found[:20]]


def _utf8(value: str) -> str:
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def first(message: Message, name: str) -> str:
    return next(iter(values(message, name)), "")


def message_id(value: str) -> str:
    match = re.search(r"<[^<>\s]{3,250}>", value)
    return match[0] if match else ""


def message_ids(value: str) -> list[str]:
    """All Message-IDs of In-Reply-To or References, in their order."""
    return re.findall(r"<[^<>\s]{3,250}>", value)[:100]


def decoded(value: str) -> str:
    """A header with encoded words (RFC 2047) as people read it."""
    try:
        pieces = decode_header(value[:2_000])
    except (ValueError, MessageError):
        return value
    return "".join(
        piece if isinstance(piece, str) else text(piece, charset or "utf-8")
        for piece, charset in pieces
    )


def addresses(value: str) -> list[str]:
    """The addresses of a From or To header; never one that stands inside a display name."""
    bare = _COMMENT.sub("", _ENCODED.sub("", _QUOTED.sub("", value)))
    found: list[str] = []
    for piece in re.split("[,;]", bare):
        found += re.findall(r"<([^<>]*)>", piece) or [piece]
    return list(filter(None, map(address, found)))
