"""Letters as people look at them: headers, text, HTML with its pictures, and the list of parts."""

import base64
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

SHOWN_HEADERS = ("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted")
TEXT_LIMIT = 200_000
HEADER_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a message."""

    content_type: str
    filename: str
    size: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A message taken apart; `html` shows its pictures without asking anybody for them."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    calendar: str
    parts: tuple[Part, ...]


def open_letter(raw: bytes) -> Opened:
    """Take a message apart. What is not well formed is left out, never an error."""
    message = message_from_bytes(raw)
    leaves = [part for part in message.walk() if not part.is_multipart()][:50]
    html = _content(leaves, "text/html")
    for part in leaves:
        cid = str(part.get("Content-ID", "")).strip("<> ")
        if cid and part.get_content_maintype() == "image":
            picture = base64.b64encode(_payload(part)).decode()
            html = html.replace(f"cid:{cid}", f"data:{part.get_content_type()};base64,{picture}")
    return Opened(
        headers=tuple((name, _decoded(message[name])) for name in SHOWN_HEADERS if message[name]),
        text=_content(leaves, "text/plain"),
        html=html,
        calendar=_content(leaves, "text/calendar"),
        parts=tuple(
            Part(part.get_content_type(), _filename(part), len(_payload(part))) for part in leaves
        ),
    )


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except ValueError:  # a name in an encoding that is none
        return ""


def _content(leaves: list[Message], kind: str) -> str:
    for part in leaves:
        if part.get_content_type() == kind and not _filename(part):
            charset = part.get_content_charset("utf-8")
            try:
                return _payload(part)[:TEXT_LIMIT].decode(charset, "replace")
            except (LookupError, UnicodeError):  # unknown, or one that is no encoding of text
                return _payload(part)[:TEXT_LIMIT].decode("utf-8", "replace")
    return ""


def _decoded(value: object) -> str:
    try:
        return str(make_header(decode_header(str(value)[:HEADER_LIMIT])))
    except (HeaderParseError, LookupError, ValueError):
        return str(value)[:HEADER_LIMIT]
